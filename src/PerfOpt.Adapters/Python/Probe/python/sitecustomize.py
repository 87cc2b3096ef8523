# Loaded by the interpreter's own start-up, before the program. It loads what perfopt puts into this process, removes
# its own traces, and hands over to the user's sitecustomize. It must parse under every Python, 2.7 included.
import sys


def _vanish(here):
    import os
    sys.path[:] = [entry for entry in sys.path if entry != here]
    sys.path_importer_cache.pop(here, None)
    cached = globals().get("__cached__")
    if cached:
        try:
            os.unlink(cached)
            os.rmdir(os.path.dirname(cached))
        except OSError:
            pass
    value = os.environ.get("PYTHONPATH", "")
    entries = value.split(os.pathsep)
    if here not in entries or not hasattr(os.environ, "_data"):
        return
    entries.remove(here)
    rest = os.pathsep.join(entries)
    # Only Python's view: the process's own environment keeps the entry, so that child processes are seen as well.
    key = os.environ.encodekey("PYTHONPATH")
    if rest:
        os.environ._data[key] = os.environ.encodevalue(rest)
    else:
        os.environ._data.pop(key, None)


try:
    _here = __file__.rpartition("/")[0]
    try:
        _space = {"__builtins__": __builtins__}
        with open(_here + "/loader.py") as _file:
            exec(compile(_file.read(), "<perfopt importlib._bootstrap loader.py>", "exec"), _space)
        _space["load"](_here)
    finally:
        _vanish(_here)
except Exception:
    try:
        with open("%s/out/failed-%d.json" % (_here, __import__("os").getpid()), "w") as _file:
            _file.write('{"failed":"%s"}' % str(sys.exc_info()[1])[:300].encode("ascii", "replace").decode().replace(
                "\\", "/").replace('"', "'").replace("\n", " "))
    except Exception:
        pass
sys.modules.pop("sitecustomize", None)
import sitecustomize
