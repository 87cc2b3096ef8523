"""Does its work and answers with exit code 3."""
import sys

total = 0
for number in range(5000000):
    total += number
print(total)
sys.exit(3)
