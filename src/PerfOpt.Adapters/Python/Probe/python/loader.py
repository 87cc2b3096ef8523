# Loads the parts of what is put into a process. It must parse under every Python, 2.7 included.
import sys


def load(here):
    import os
    out = os.path.join(here, "out")
    if sys.version_info < (3, 8) or sys.implementation.name != "cpython":
        name = os.path.join(out, "unsupported-%d.json" % os.getpid())
        with open(name, "w") as file:
            file.write('{"unsupported":"%d.%d","pid":%d}' % (sys.version_info[0], sys.version_info[1], os.getpid()))
        return None
    from _io import open as read
    space = {"__name__": "perfopt", "__builtins__": __builtins__, "HERE": here, "OUT": out}
    with read(os.path.join(here, "config"), encoding="utf-8") as file:
        config = eval(file.read(), {"__builtins__": {}, "true": True, "false": False, "null": None})
    space["CONFIG"] = config
    for name in config["parts"]:
        with read(os.path.join(here, name), encoding="utf-8") as file:
            text = file.read()
        # The warnings module passes over frames whose file looks like the import system's.
        exec(compile(text, "<perfopt importlib._bootstrap %s>" % name, "exec"), space)
    space["start"]()
    return space
