# Awaited waits of asyncio. Several are under way in one thread, so each is timed from its first step to its last.


def begin_await(kind, frame, describe, args, named, code):
    """Begins an awaited operation; null inside of another, whose part it is."""
    outer = frame
    for _ in range(6):
        if outer is None:
            break
        if outer.f_code is code:
            return None
        outer = outer.f_back
    with lock:
        found = operation_at(kind, frame, describe(args, named), True)
        if found is None:
            return None
        # It does not block its loop.
        found.looped = 0
        found.active += 1
        found.most = max(found.most, found.active)
    return (found, clock())


def end_await(ticket):
    found, begun = ticket
    with lock:
        found.active -= 1
        found.seconds += clock() - begun
    flush_if_due(clock())


def timed_coroutine(kind, original, describe):
    async def coroutine(*args, **named):
        here = getframe()
        ticket = guarded("begin", begin_await, kind, here.f_back, describe, args, named, here.f_code)
        del here
        try:
            return await original(*args, **named)
        except BaseException:
            hide()
            raise
        finally:
            if ticket is not None:
                guarded("end", end_await, ticket)
    coroutine.__name__ = original.__name__
    coroutine.__qualname__ = original.__qualname__
    coroutine.__doc__ = original.__doc__
    coroutine.__module__ = original.__module__
    coroutine.__wrapped__ = original
    return coroutine


def patch_tasks(module):
    module.sleep = timed_coroutine(("Sleep", "asyncio.sleep"), module.sleep, first)


def patch_streams(module):
    kind = ("SocketConnect", "asyncio.open_connection")
    module.open_connection = timed_coroutine(kind, module.open_connection, address)
    reader = module.StreamReader
    for name in ("read", "readexactly", "readuntil"):
        wrapped = timed_coroutine(("SocketTransfer", "asyncio." + name), getattr(reader, name), nothing)
        setattr(reader, name, wrapped)


def address(args, named):
    host = args[0] if args else named.get("host")
    port = args[1] if len(args) > 1 else named.get("port")
    return "%s:%s" % (plain(host), plain(port))


def start_awaits():
    after_import("asyncio.tasks", patch_tasks)
    after_import("asyncio.streams", patch_streams)
