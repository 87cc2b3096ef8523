"""Calls over several lines; prints the lines that the interpreter itself gives for the frames that then stand."""
import sys
import time


def identity(value):
    return value


def spin(seconds, _unused=None, *, _named=None):
    lines = []
    frame = sys._getframe(1)
    while frame is not None:
        lines.append(f"{frame.f_code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    print("ready " + ",".join(lines), flush=True)
    end = time.monotonic() + seconds
    while time.monotonic() < end: pass


def arguments_on_other_lines(seconds):
    return spin(
        seconds,
        identity(
            1
        ),
        _named=[
            identity(2),
            identity(3)],
    )


def in_expression(seconds):
    return (
        identity(1)
        + (arguments_on_other_lines(
            seconds) or
           0)
        + identity(
            2)
    )


def in_try(seconds):
    try:
        for _ in range(1):
            with open(__file__) as _file:
                if identity(
                        True) and not \
                        in_expression(
                            seconds
                        ):
                    pass
    finally:
        identity(None)


def in_comprehension(seconds):
    return [
        in_try(
            value
        )
        for value in
        [seconds]
    ]


in_comprehension(
    float(
        sys.argv[1]
    )
)
