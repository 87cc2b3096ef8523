"""Goes to another folder and clears its environment and path before it works."""
import os
import sys

os.chdir("/")
os.environ.clear()
sys.path[:] = []
total = 0
for number in range(6000000):
    total += number
print(total)
