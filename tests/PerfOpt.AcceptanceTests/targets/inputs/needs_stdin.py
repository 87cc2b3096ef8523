"""Reads numbers from standard input; without any it says so and fails."""
import sys

numbers = [int(line) for line in sys.stdin if line.strip()]
if not numbers:
    sys.exit("needs_stdin: no number on standard input")
total = 0
for _ in range(20):
    for number in range(200000):
        total += number * numbers[0]
print(total)
