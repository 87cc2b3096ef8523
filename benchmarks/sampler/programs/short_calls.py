"""Calls many small functions."""
import time


def add(a, b):
    return a + b


def step(a):
    return add(a, 1)


start = time.perf_counter()
total = 0
for _ in range(30_000_000):
    total = step(total)
print("took", time.perf_counter() - start)
