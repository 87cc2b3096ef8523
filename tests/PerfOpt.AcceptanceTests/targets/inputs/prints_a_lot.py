"""Writes 40 MB to standard output and some to standard error."""
import sys

line = "x" * 99 + "\n"
for number in range(400):
    sys.stdout.write(line * 1000)
    sys.stderr.write(line)
