"""A thread for each sort of waiting, and one that computes."""
import os
import socket
import subprocess
import sys
import threading
import time

seconds = float(sys.argv[1])
held = threading.Lock()
held.acquire()
left, right = socket.socketpair()
timed, other = socket.socketpair()
reader, writer = os.pipe()


def sleep():
    time.sleep(seconds)


def lock():
    held.acquire()


def network():
    left.recv(1)


def network_with_timeout():
    timed.settimeout(60)
    timed.recv(1)


def pipe():
    os.read(reader, 1)


def process():
    subprocess.run(["sleep", str(seconds)])


for target in (sleep, lock, network, network_with_timeout, pipe, process):
    threading.Thread(target=target, daemon=True).start()
print("ready", flush=True)
time.sleep(seconds)
