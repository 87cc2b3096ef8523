"""A second, idle interpreter, which comes before the main one in the runtime's list."""
import sys
import time

try:
    import _xxsubinterpreters as interpreters
except ImportError:
    import _interpreters as interpreters

identity = interpreters.create()


def in_main(end):
    while time.monotonic() < end:
        pass


print("ready", flush=True)
in_main(time.monotonic() + float(sys.argv[1]))
interpreters.destroy(identity)
