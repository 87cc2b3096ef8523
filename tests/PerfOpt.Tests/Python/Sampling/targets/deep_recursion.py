"""Recurses through several chunks of the data stack and stays down there."""
import sys
import time

sys.setrecursionlimit(20000)


def descend(n):
    if n:
        return descend(n - 1) + 1
    end = time.monotonic() + float(sys.argv[2])
    print("ready", flush=True)
    while time.monotonic() < end:
        pass
    return 0


descend(int(sys.argv[1]))
