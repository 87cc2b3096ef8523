# Loads the engine that this interpreter has.


def load_engine():
    from _io import open as read
    name = "inspect_monitor.py" if VERSION >= (3, 12) else "inspect_trace.py"
    with read(HERE + "/" + name, encoding="utf-8") as file:
        text = file.read()
    exec(compile(text, "<perfopt importlib._bootstrap %s>" % name, "exec"), globals())


load_engine()
