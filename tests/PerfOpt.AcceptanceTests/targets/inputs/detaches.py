"""Leaves a process behind in a session of its own, which would live for an hour."""
import os
import sys
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        devnull = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(devnull, descriptor)
        time.sleep(3600)
    os._exit(0)
os.wait()
total = 0
for number in range(5000000):
    total += number
print(total)
sys.exit(0)
