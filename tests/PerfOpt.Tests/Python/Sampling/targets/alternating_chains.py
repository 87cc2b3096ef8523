"""Two chains of calls, one after the other: a stack that mixes them, or skips a link, never stood."""
import sys
import time


def make(prefix, depth):
    scope = {}
    source = f"def {prefix}{depth}():\n    return 1\n"
    for i in range(depth - 1, -1, -1):
        source += f"def {prefix}{i}():\n    return {prefix}{i + 1}() + 1\n"
    exec(source, scope)
    return scope[f"{prefix}0"]


def main():
    a, b = make("a", 20), make("b", 20)
    end = time.monotonic() + float(sys.argv[1])
    print("ready", flush=True)
    while time.monotonic() < end:
        for _ in range(100):
            a()
            b()


main()
