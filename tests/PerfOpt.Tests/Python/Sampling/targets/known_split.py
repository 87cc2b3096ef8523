"""Spends 30 % of its time in one function and 70 % in another, by its own clock of processor time."""
import sys
import time


def burn(until):
    n = 0
    while time.process_time() < until:
        n += 1
    return n


def thirty(start):
    burn(start + 0.003)


def seventy(start):
    burn(start + 0.007)


def main():
    end = time.perf_counter() + float(sys.argv[1])
    print("ready", flush=True)
    while time.perf_counter() < end:
        thirty(time.process_time())
        seventy(time.process_time())


main()
