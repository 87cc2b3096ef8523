# What every part shares: the clock, hidden frames, whose code a frame is, activations, JSON, and the file written.
import _thread
import atexit
import os
import posix
import sys
import time

clock = time.perf_counter
getframe = sys._getframe
thread_id = _thread.get_ident
exc_info = sys.exc_info
lock = _thread.RLock()
VERSION = sys.version_info[:2]
MARK = "<perfopt "
STARTED = clock()
CWD = os.getcwd()
FRAMES_KEPT = 16
FRAMES_WALKED = 200
CALL_SITES = 20000

OWN, LIBRARY, RUNTIME, FOLDED = 0, 1, 2, 3
FOLDABLE = ("<listcomp>", "<dictcomp>", "<setcomp>")

quiet = set()
flushing = set()
errors = []
notes = []
kinds = {}
codes = {}
frame_ids = {}
frame_keys = {}
frames = []
state = {"dropped": 0, "token": 0, "next_flush": 0.0, "path": None, "sites": 0}
exporters = []
resetters = []
closers = []


def failed(where):
    """Remembers a fault of ours; the program never sees it."""
    if len(errors) < 20:
        kind, value = exc_info()[:2]
        errors.append("%s: %s: %s" % (where, getattr(kind, "__name__", "?"), str(value)[:200]))


def guarded(where, function, *args):
    """Calls something of ours; what fails in it is remembered, and the program goes on."""
    me = thread_id()
    nested = me in quiet
    quiet.add(me)
    try:
        return function(*args)
    except Exception:
        failed(where)
        return None
    finally:
        if not nested:
            quiet.discard(me)


if VERSION >= (3, 11):
    def hide(skip=0):
        """Takes our own frames off the traceback of the exception in flight; a bare raise must follow."""
        error = exc_info()[1]
        trace = error.__traceback__
        for _ in range(skip):
            trace = trace.tb_next
        while trace is not None and trace.tb_frame.f_code.co_filename.startswith(MARK):
            trace = trace.tb_next
        error.__traceback__ = trace
else:
    api = {}

    def load_api():
        try:
            import ctypes
            put = ctypes.pythonapi.PyErr_SetExcInfo
            put.restype = None
            put.argtypes = [ctypes.c_void_p] * 3
            keep = ctypes.pythonapi.Py_IncRef
            keep.restype = None
            keep.argtypes = [ctypes.py_object]
            api["put"], api["keep"] = put, keep
        except Exception:
            api["put"] = None

    def hide(skip=0):
        """The same; before 3.11 a bare raise takes the traceback from the thread's state, not from the exception."""
        if not api:
            load_api()
        put = api["put"]
        kind, error, trace = exc_info()
        for _ in range(skip):
            trace = trace.tb_next
        while trace is not None and trace.tb_frame.f_code.co_filename.startswith(MARK):
            trace = trace.tb_next
        error.__traceback__ = trace
        if put is not None:
            for kept in (kind, error):
                api["keep"](kept)
            if trace is not None:
                api["keep"](trace)
            put(id(kind), id(error), None if trace is None else id(trace))


class Token(object):
    """Marks one activation of a function. It stands as the frame's trace function, and does nothing if called."""
    __slots__ = ("n",)

    def __init__(self, n):
        self.n = n

    def __call__(self, frame, event, arg):
        return None


STDLIB = os.path.dirname(os.__file__)
ROOTS = tuple(dict.fromkeys(
    p.rstrip("/") + "/" for p in (STDLIB, os.path.realpath(STDLIB), getattr(sys, "_stdlib_dir", None) or STDLIB)))


def origin_of(filename, module):
    """Whose code a file is."""
    if filename.startswith(MARK):
        return RUNTIME
    if filename.startswith("<"):
        return OWN if module == "__main__" and filename in ("<string>", "<stdin>") else RUNTIME
    if "/site-packages/" in filename or "/dist-packages/" in filename:
        return LIBRARY
    return RUNTIME if filename.startswith(ROOTS) else OWN


def classify(code, frame):
    kind = origin_of(code.co_filename, frame.f_globals.get("__name__"))
    if kind == OWN and code.co_name in FOLDABLE:
        kind = FOLDED
    codes[id(code)] = code
    kinds[id(code)] = kind
    return kind


def intern_frame(code, key, line, kind):
    where = (id(code), line)
    number = frame_keys.get(where)
    if number is None:
        number = frame_keys[where] = len(frames)
        name = getattr(code, "co_qualname", code.co_name)
        frames.append([name, code.co_filename, line, code.co_firstlineno, kind])
        codes[id(code)] = code
    if len(frame_ids) < 200000:
        frame_ids[key] = number
    return number


def new_token():
    state["token"] += 1
    return state["token"]


if VERSION >= (3, 10):
    def mark(frame):
        """The token of a frame's activation; 0 where a debugger's trace function stands in its place."""
        held = frame.f_trace
        if held.__class__ is Token:
            return held.n
        if held is not None:
            return 0
        frame.f_trace = Token(new_token())
        return frame.f_trace.n
else:
    marked = {}

    def mark(frame):
        """The same, where a trace function would freeze the frame's line: a flag tells a new frame from a known one."""
        number = id(frame)
        if frame.f_trace_opcodes and number in marked:
            return marked[number]
        if len(marked) > 100000:
            marked.clear()
        frame.f_trace_opcodes = True
        marked[number] = new_token()
        return marked[number]


def capture(frame):
    """The user's own frames outward of a frame, and the tokens of their activations."""
    ids, tokens = [], []
    library = None
    inner_line = 0
    walked = 0
    while frame is not None and walked < FRAMES_WALKED:
        walked += 1
        code = frame.f_code
        number = id(code)
        kind = kinds.get(number)
        if kind is None:
            kind = classify(code, frame)
        if kind == OWN:
            key = (number, -2 - inner_line) if inner_line else (number, frame.f_lasti)
            known = frame_ids.get(key)
            if known is None:
                known = intern_frame(code, key, inner_line or frame.f_lineno or 0, OWN)
            inner_line = 0
            ids.append(known)
            tokens.append(mark(frame))
            if len(ids) == FRAMES_KEPT:
                break
        elif kind == FOLDED:
            inner_line = inner_line or frame.f_lineno or 0
        elif kind == LIBRARY and library is None:
            library = (code, frame.f_lasti, frame.f_lineno or 0)
        frame = frame.f_back
    if not ids and library is not None:
        code, lasti, line = library
        known = frame_ids.get((id(code), lasti))
        ids.append(intern_frame(code, (id(code), lasti), line, LIBRARY) if known is None else known)
        tokens.append(0)
    return tuple(ids), tokens


class Activations(object):
    """How many activations of each frame of a stack were seen."""
    __slots__ = ("last", "counts")

    def __init__(self, depth):
        self.last = [-1] * depth
        self.counts = [0] * depth

    def see(self, tokens):
        last = self.last
        if tokens == last:
            return
        counts = self.counts
        for i, token in enumerate(tokens):
            # Tokens only grow, so a smaller one is an outer activation that was counted before.
            if token > last[i] or (token == 0 and counts[i] == 0):
                counts[i] += 1
                last[i] = token


SIMPLE = frozenset((int, float, str, bytes, bool, type(None)))


def value_key(value, depth=0):
    """A key of a value that runs none of the program's code."""
    kind = type(value)
    if kind in SIMPLE:
        return (kind is bool or kind is float, value) if kind is not str else value
    if depth < 3:
        if (kind is tuple or kind is list) and len(value) <= 64:
            return (kind.__name__,) + tuple(value_key(v, depth + 1) for v in value)
        if kind is dict and len(value) <= 64:
            return ("dict",) + tuple((value_key(k, 3), value_key(v, depth + 1)) for k, v in value.items())
    if kind.__module__ in ("datetime", "decimal", "uuid") and not kind.__flags__ & 512:
        return (kind.__name__, value)
    if kind is bytearray or kind is memoryview:
        return (kind.__name__, bytes(value[:4096]))
    return (kind.__name__, id(value))


ESCAPES = {i: "\\u%04x" % i for i in range(32)}
ESCAPES.update({34: '\\"', 92: "\\\\"})


def write_json(value, put):
    kind = type(value)
    if kind is str:
        put('"' + value.translate(ESCAPES) + '"')
    elif value is None:
        put("null")
    elif kind is bool:
        put("true" if value else "false")
    elif kind is int:
        put(str(value))
    elif kind is float:
        put(repr(value) if value == value and value not in (float("inf"), float("-inf")) else "0")
    elif kind is dict:
        put("{")
        for i, key in enumerate(value):
            put(("," if i else "") + '"' + key + '":')
            write_json(value[key], put)
        put("}")
    else:
        put("[")
        for i, item in enumerate(value):
            if i:
                put(",")
            write_json(item, put)
        put("]")


def write_file(path, document):
    chunks = []
    write_json(document, chunks.append)
    data = "".join(chunks).encode("utf-8", "replace")
    part = path + ".part"
    handle = posix.open(part, posix.O_WRONLY | posix.O_CREAT | posix.O_TRUNC | posix.O_CLOEXEC, 0o600)
    try:
        view = memoryview(data)
        while len(view):
            view = view[posix.write(handle, view):]
    finally:
        posix.close(handle)
    posix.rename(part, path)


def flush(final=False):
    """Writes what is known so far. Called at exit, now and then, and before the process is replaced or ends hard."""
    me = thread_id()
    if me in flushing:
        return
    flushing.add(me)
    nested = me in quiet
    quiet.add(me)
    begun = clock()
    try:
        with lock:
            if final:
                for close in closers:
                    close()
            document = {
                "pid": posix.getpid(), "parent": posix.getppid(), "version": "%d.%d.%d" % sys.version_info[:3],
                "executable": sys.executable or "", "cwd": CWD, "seconds": begun - STARTED, "final": final}
            for export in exporters:
                export(document)
            document["frames"] = frames
            document["dropped"] = state["dropped"]
            document["errors"] = errors
            document["notes"] = notes
            write_file(state["path"], document)
    except Exception:
        failed("flush")
    finally:
        flushing.discard(me)
        if not nested:
            quiet.discard(me)
        state["next_flush"] = clock() + max(1.0, 20 * (clock() - begun))


def flush_if_due(now):
    if now > state["next_flush"]:
        flush()


def name_file():
    state["path"] = "%s/%s-%d-%d.json" % (OUT, CONFIG["mode"], posix.getpid(), time.time_ns())


def in_child():
    """A forked child starts with nothing: what its parent saw is the parent's to tell."""
    global lock
    lock = _thread.RLock()
    quiet.clear()
    flushing.clear()
    state["root"] = False
    for reset in resetters:
        reset()
    state["dropped"] = 0
    state["next_flush"] = clock() + 1.0
    del errors[:]
    name_file()


class Exit(object):
    """Stands in for os._exit."""

    def __init__(self, original):
        self.original = original
        self.__name__ = "_exit"
        self.__doc__ = original.__doc__

    def __call__(self, *args, **named):
        flush(True)
        self.original(*args, **named)


def terminated(number, frame):
    import _signal
    flush(True)
    _signal.signal(number, _signal.SIG_DFL)
    posix.kill(posix.getpid(), number)


def audited(event, args):
    """Before another program takes this process's place, what was seen is written."""
    if event == "os.exec":
        flush(True)


class Finder(object):
    """Finds a module like the others do, so that something of ours runs right after it is loaded. Then it leaves."""

    def __init__(self):
        self.hooks = {}

    def find_spec(self, name, path=None, target=None):
        hook = self.hooks.get(name)
        if hook is None:
            return None
        del self.hooks[name]
        if not self.hooks and self in sys.meta_path:
            sys.meta_path.remove(self)
        for other in list(sys.meta_path):
            if other is self or not hasattr(other, "find_spec"):
                continue
            spec = other.find_spec(name, path, target)
            if spec is not None:
                if spec.loader is not None and hasattr(spec.loader, "exec_module"):
                    spec.loader = Loader(spec.loader, spec, hook)
                return spec
        return None


class Loader(object):
    """Loads by the module's real loader, then calls the hook."""

    def __init__(self, original, spec, hook):
        self.original, self.spec, self.hook = original, spec, hook

    def create_module(self, spec):
        try:
            return self.original.create_module(spec)
        except BaseException:
            hide()
            raise

    def exec_module(self, module):
        self.spec.loader = self.original
        module.__loader__ = self.original
        try:
            self.original.exec_module(module)
        except BaseException:
            hide()
            raise
        try:
            self.hook(module)
        except Exception:
            failed("hook of " + self.spec.name)


finder = Finder()


def after_import(name, hook):
    """Calls the hook with the module: now if it is loaded already, else when the program loads it."""
    module = sys.modules.get(name)
    if module is None:
        finder.hooks[name] = hook
        if finder not in sys.meta_path:
            sys.meta_path.insert(0, finder)
        return
    try:
        hook(module)
    except Exception:
        failed("hook of " + name)


def start_runtime():
    import _signal
    name_file()
    try:
        posix.close(posix.open(OUT + "/root", posix.O_WRONLY | posix.O_CREAT | posix.O_EXCL, 0o600))
        state["root"] = True
    except OSError:
        state["root"] = False
    atexit.register(flush, True)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=in_child)
    os._exit = Exit(os._exit)
    sys.addaudithook(audited)
    try:
        if _signal.getsignal(_signal.SIGTERM) == _signal.SIG_DFL:
            _signal.signal(_signal.SIGTERM, terminated)
    except ValueError:
        pass
    flush()
