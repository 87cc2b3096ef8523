"""Threads that all want the interpreter's lock."""
import sys
import threading
import time

end = time.monotonic() + float(sys.argv[1])


def compute():
    n = 0
    while time.monotonic() < end:
        for _ in range(1000):
            n += 1


threads = [threading.Thread(target=compute) for _ in range(4)]
for thread in threads:
    thread.start()
print("ready", flush=True)
for thread in threads:
    thread.join()
