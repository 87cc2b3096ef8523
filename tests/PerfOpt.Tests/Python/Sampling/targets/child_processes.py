"""A parent that waits for a child that was forked, and one that was started anew."""
import os
import subprocess
import sys
import time


def work_in_fork(end):
    while time.monotonic() < end:
        pass


seconds = float(sys.argv[1])
print("ready", flush=True)
pid = os.fork()
if pid == 0:
    work_in_fork(time.monotonic() + seconds)
    os._exit(0)
code = (
    "import time\n"
    "def work_in_child(end):\n"
    "    while time.monotonic() < end: pass\n"
    f"work_in_child(time.monotonic() + {seconds})\n"
)
subprocess.run([sys.executable, "-c", code])
os.waitpid(pid, 0)
