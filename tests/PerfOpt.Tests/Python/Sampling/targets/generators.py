"""Frames that lie in generator objects rather than in the data stack."""
import sys
import time


def inner(end):
    while time.monotonic() < end:
        yield sum(range(50))


def middle(end):
    yield from inner(end)


def consume(end):
    total = 0
    for value in middle(end):
        total += value
    return total


print("ready", flush=True)
consume(time.monotonic() + float(sys.argv[1]))
