"""Succeeds the first time and fails the second, by a mark that it leaves in the folder named as its argument."""
import os
import sys

mark = os.path.join(sys.argv[1], "ran")
if os.path.exists(mark):
    sys.exit("fails_sometimes: it has run before")
with open(mark, "w"):
    pass
print(sum(range(3000000)))
