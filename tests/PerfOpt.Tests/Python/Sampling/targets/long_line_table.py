"""A function whose line table is many kilobytes."""
import sys
import time

source = "def long(spin, end):\n    x = 0\n" + "".join(
    f"    x = x + {i} if x < {i} else x - {i}\n" for i in range(20000)) + "    spin(end)\n"
scope = {}
exec(compile(source, "/generated/long.py", "exec"), scope)


def spin(end):
    while time.monotonic() < end:
        pass


print("ready", flush=True)
scope["long"](spin, time.monotonic() + float(sys.argv[1]))
