# What was seen as JSON, and when it is written.
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


def start_runtime():
    import _signal
    name_file()
    try:
        posix.close(posix.open(OUT + "/first", posix.O_WRONLY | posix.O_CREAT | posix.O_EXCL, 0o600))
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
