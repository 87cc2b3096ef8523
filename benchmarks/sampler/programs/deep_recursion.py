"""Goes 500 calls deep and comes back, again and again."""
import time


def down(n):
    return 0 if n == 0 else down(n - 1) + 1


start = time.perf_counter()
for _ in range(60_000):
    down(500)
print("took", time.perf_counter() - start)
