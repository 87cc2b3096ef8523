# Waits and starts by the user's call site: sleeps, sockets, requests, processes, opened files.
OPERATION_SITES = 10000
ARGUMENTS = 10000
operations = {}
busy = {}
SKIPPED = object()
native_socket = {}


class Operation(object):
    """Operations of one kind from one stack."""
    __slots__ = ("type", "name", "stack", "calls", "seconds", "timed", "active", "most", "overlapped", "threads",
                 "distinct", "examples", "activations", "looped")

    def __init__(self, kind, stack, timed):
        self.type, self.name = kind
        self.stack, self.timed = stack, timed
        self.calls = self.active = self.most = self.overlapped = self.looped = 0
        self.seconds = 0.0
        self.threads, self.distinct, self.examples = set(), set(), []
        self.activations = Activations(len(stack))


def operation_at(kind, frame, argument, timed):
    stack, tokens = capture(frame)
    found = operations.get((kind, stack))
    if found is None:
        if len(operations) >= OPERATION_SITES:
            state["dropped"] += 1
            return None
        found = operations[kind, stack] = Operation(kind, stack, timed)
    found.calls += 1
    loop = sys.modules.get("_asyncio")
    if loop is not None and timed and loop._get_running_loop() is not None:
        found.looped += 1
    found.activations.see(tokens)
    if len(found.threads) < 10000:
        found.threads.add(thread_id())
    if argument is not None and len(found.distinct) < ARGUMENTS:
        key = hash(argument)
        if key not in found.distinct:
            found.distinct.add(key)
            if len(found.examples) < 3:
                found.examples.append(argument[:200])
    return found


def begin(kind, frame, describe, args, named):
    """Begins a timed operation; null inside of another, whose part it is."""
    me = thread_id()
    if me in busy:
        return None
    argument = describe(args, named)
    if argument is SKIPPED:
        return None
    with lock:
        found = operation_at(kind, frame, argument, True)
        if found is None:
            return None
        found.active += 1
        found.most = max(found.most, found.active)
        busy[me] = found
        if len(busy) > 1:
            found.overlapped += 1
    return (found, me, clock())


def end(ticket):
    found, me, begun = ticket
    now = clock()
    with lock:
        found.active -= 1
        found.seconds += now - begun
        busy.pop(me, None)
    flush_if_due(now)


class Timed(object):
    """Stands in for a built-in function. Not a function itself, so that it does not bind as a class's attribute."""

    def __init__(self, kind, original, describe):
        self.kind, self.original, self.describe = kind, original, describe
        self.__name__ = original.__name__
        self.__qualname__ = original.__name__
        self.__doc__ = original.__doc__
        self.__module__ = original.__module__
        self.__wrapped__ = original

    def __repr__(self):
        return repr(self.original)

    def __reduce__(self):
        return self.__name__

    def __call__(self, *args, **named):
        ticket = guarded("begin", begin, self.kind, getframe(1), self.describe, args, named)
        try:
            return self.original(*args, **named)
        except BaseException:
            hide()
            raise
        finally:
            if ticket is not None:
                guarded("end", end, ticket)


def timed_method(kind, original, describe):
    def method(*args, **named):
        ticket = guarded("begin", begin, kind, getframe(1), describe, args, named)
        try:
            return original(*args, **named)
        except BaseException:
            hide()
            raise
        finally:
            if ticket is not None:
                guarded("end", end, ticket)
    method.__name__ = original.__name__
    method.__qualname__ = original.__qualname__
    method.__doc__ = original.__doc__
    method.__module__ = getattr(original, "__module__", None)
    method.__wrapped__ = original
    return method


def wrap_method(owner, name, kind, describe):
    original = getattr(owner, name, None)
    if original is not None:
        setattr(owner, name, timed_method(kind, original, describe))


def plain(value):
    """A text of a simple value, without running the program's code."""
    kind = type(value)
    if kind in SIMPLE:
        return str(value)
    if kind in (tuple, list):
        return " ".join([plain(v) for v in value[:20]])
    return kind.__name__


def first(args, named):
    return plain(args[0]) if args else None


def second(args, named):
    return plain(args[1]) if len(args) > 1 else None


def nothing(args, named):
    return None


def unless_ended(args, named):
    """A process whose end is known is not waited for."""
    return SKIPPED if args and getattr(args[0], "__dict__", {}).get("returncode") is not None else None


def if_blocking(describe):
    """A socket that does not block waits nowhere; whoever polls it does."""
    def described(args, named):
        if args and native_socket["class"].gettimeout(args[0]) == 0:
            return SKIPPED
        return describe(args, named)
    return described


def request(args, named):
    target = args[1] if len(args) > 1 else named.get("fullurl")
    if type(target) is str:
        return target
    url = getattr(target, "__dict__", {}).get("_full_url")
    return url if type(url) is str else None


def peer(args, named):
    space = getattr(args[0], "__dict__", {}) if args else {}
    return "%s:%s" % (plain(space.get("host")), plain(space.get("port")))


def patch_socket(module):
    owner = module.socket
    native_socket["class"] = module._socket.socket
    for name in ("connect", "connect_ex"):
        wrap_method(owner, name, ("SocketConnect", "socket." + name), if_blocking(second))
    for name in ("recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg"):
        wrap_method(owner, name, ("SocketTransfer", "socket." + name), if_blocking(nothing))
    for name in ("send", "sendall", "sendto", "sendmsg"):
        wrap_method(owner, name, ("SocketTransfer", "socket." + name), if_blocking(nothing))
    module.getaddrinfo = timed_method(("NameLookup", "socket.getaddrinfo"), module.getaddrinfo, first)


def patch_ssl(module):
    owner = module.SSLSocket
    for name, kind in (("recv", "SocketTransfer"), ("recv_into", "SocketTransfer"), ("read", "SocketTransfer"),
                       ("send", "SocketTransfer"), ("sendall", "SocketTransfer"), ("connect", "SocketConnect"),
                       ("do_handshake", "SocketConnect")):
        wrap_method(owner, name, (kind, "ssl." + name), if_blocking(nothing))


def patch_http(module):
    wrap_method(module.HTTPConnection, "getresponse", ("HttpRequest", "http.client.getresponse"), peer)


def patch_urllib(module):
    wrap_method(module.OpenerDirector, "open", ("HttpRequest", "urllib.request.open"), request)


def patch_subprocess(module):
    owner = module.Popen
    wrap_method(owner, "wait", ("ProcessWait", "subprocess.wait"), unless_ended)
    wrap_method(owner, "communicate", ("ProcessWait", "subprocess.communicate"), unless_ended)
    start_process = timed_method(("ProcessStart", "subprocess.Popen"), owner.__init__, second)

    def __init__(self, *args, **named):
        env = named.get("env")
        if type(env) is dict and b"PYTHONPATH" not in env:
            rest = env.get("PYTHONPATH")
            if rest is None or type(rest) is str:
                named["env"] = dict(env, PYTHONPATH=HERE + (os.pathsep + rest if rest else ""))
        try:
            start_process(self, *args, **named)
        except BaseException:
            hide()
            raise
    __init__.__wrapped__ = owner.__init__
    __init__.__qualname__ = "Popen.__init__"
    __init__.__module__ = "subprocess"
    owner.__init__ = __init__


def audit_opens(event, args):
    if event != "open" or thread_id() in quiet:
        return
    path = args[0]
    frame = getframe().f_back
    if frame is not None and (type(path) is str or type(path) is bytes):
        guarded("open", opened_file, path, frame)


def opened_file(path, frame):
    inner = frame
    for _ in range(6):
        if inner is None:
            break
        if inner.f_code.co_filename.startswith("<frozen importlib"):
            return
        inner = inner.f_back
    with lock:
        operation_at(("FileOpen", "open"), frame, os.fsdecode(path), False)


def export_operations(document):
    document["operations"] = [
        {"type": o.type, "name": o.name, "stack": list(o.stack), "activations": o.activations.counts, "calls": o.calls,
         "seconds": o.seconds, "timed": o.timed, "most": o.most, "overlapped": o.overlapped,
         "threads": len(o.threads), "distinct": len(o.distinct), "examples": o.examples,
         "looped": o.looped} for o in operations.values() if o.stack]


def reset_operations():
    operations.clear()
    busy.clear()


def start_operations():
    exporters.append(export_operations)
    resetters.append(reset_operations)
    time.sleep = Timed(("Sleep", "time.sleep"), time.sleep, first)
    os.system = Timed(("ProcessWait", "os.system"), os.system, first)
    os.fsync = Timed(("FileSync", "os.fsync"), os.fsync, nothing)
    for name, hook in (("socket", patch_socket), ("ssl", patch_ssl), ("http.client", patch_http),
                       ("urllib.request", patch_urllib), ("subprocess", patch_subprocess)):
        after_import(name, hook)
    sys.addaudithook(audit_opens)


def start():
    start_operations()
    start_awaits()
    start_sqlite()
    start_copies()
    start_runtime()
