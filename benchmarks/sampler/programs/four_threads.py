"""Four threads that compute in turns."""
import threading
import time


def work():
    n = 0
    for i in range(25_000_000):
        n += i & 3


start = time.perf_counter()
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("took", time.perf_counter() - start)
