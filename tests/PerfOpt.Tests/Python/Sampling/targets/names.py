"""Names in Latin-1, in two and in four bytes a character."""
import sys
import time


def spin(end):
    while time.monotonic() < end:
        pass


def größe(end):
    spin(end)


def данные(end):
    größe(end)


def 𝔞𠀀(end):
    данные(end)


scope = {}
exec("def 𠀀𠀁(next, end):\n    next(end)\n", scope)
print("ready", flush=True)
scope["𠀀𠀁"](𝔞𠀀, time.monotonic() + float(sys.argv[1]))
