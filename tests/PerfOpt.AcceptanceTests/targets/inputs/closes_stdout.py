"""Closes its standard output and goes on."""
import os

os.close(1)
total = 0
for number in range(6000000):
    total += number
os._exit(0)
