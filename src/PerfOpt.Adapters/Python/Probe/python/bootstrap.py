# Starts a program whose interpreter ignores the environment (-I, -E, -S): what is put into the process is loaded
# first, then the program runs as the interpreter would have run it. HERE, KIND and TARGET are given.
import os
import sys

MARKED = "<perfopt importlib._bootstrap %s>"


def enter(main):
    """Prepares the main module, the arguments and the path; gives what is to be called."""
    plain_path = not (sys.flags.isolated or getattr(sys.flags, "safe_path", False))
    space = main.__dict__
    if KIND == "module":
        import runpy
        sys.argv[0] = "-m"
        if plain_path:
            sys.path[0] = os.getcwd()
        return lambda: runpy._run_module_as_main(TARGET)
    if KIND == "code":
        code = compile(TARGET, "<string>", "exec", dont_inherit=True)
        return lambda: exec(code, space)
    sys.argv[0] = TARGET
    if os.path.isdir(TARGET) or TARGET.endswith((".zip", ".pyz")):
        import runpy
        return lambda: runpy.run_path(TARGET, run_name="__main__")
    if plain_path:
        sys.path[0] = os.path.dirname(os.path.realpath(TARGET))
    name = os.path.abspath(TARGET) if sys.version_info >= (3, 9) else TARGET
    import _io
    from _frozen_importlib_external import SourceFileLoader
    with _io.open_code(name if sys.version_info >= (3, 9) else os.path.abspath(name)) as file:
        code = compile(file.read(), name, "exec", dont_inherit=True)
    space.update(__file__=name, __cached__=None, __loader__=SourceFileLoader("__main__", name))
    return lambda: exec(code, space)


def run():
    hide = None
    try:
        with open(HERE + "/loader.py") as file:
            space = {"__builtins__": __builtins__}
            exec(compile(file.read(), MARKED % "loader.py", "exec"), space)
        loaded = space["load"](HERE)
        hide = loaded and loaded["hide"]
    except Exception as error:
        with open("%s/out/failed-%d.json" % (HERE, os.getpid()), "w") as file:
            file.write('{"failed":"%s"}' % repr(error)[:300].replace("\\", "/").replace('"', "'"))
    try:
        call = enter(sys.modules["__main__"])
        call()
    except BaseException:
        if hide is not None:
            sys._perfopt_hide = hide
            hide()
        raise


run()
