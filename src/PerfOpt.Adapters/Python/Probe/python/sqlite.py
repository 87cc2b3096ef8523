# Puts subclasses in the place of sqlite3's own classes, before sqlite3 hands them out.
native = {"row": None, "module": None}


class Link(object):
    """What is known of one connection."""
    __slots__ = ("database", "pending", "closed", "trace", "statements", "pid", "__weakref__")

    def __init__(self, database):
        self.database, self.pending, self.closed, self.trace, self.statements = database, 0, False, None, 0
        self.pid = posix.getpid()


def unquoted(text):
    parts = text.split("%")
    out = [parts[0].encode()]
    for part in parts[1:]:
        try:
            out.append(bytes([int(part[:2], 16)]) + part[2:].encode())
        except ValueError:
            out.append(("%" + part).encode())
    return b"".join(out).decode("utf-8", "replace")


def open_database(target, uri):
    """The database of what was given to connect."""
    try:
        name = os.fsdecode(target)
    except TypeError:
        name = "?"
    path = name
    if uri and name.startswith("file:"):
        path, _, query = name[5:].partition("?")
        path = unquoted(path.partition("#")[0])
        if path.startswith("//"):
            path = "/" + path[2:].partition("/")[2]
        if "mode=memory" in query or path == ":memory:":
            return database_of(("m", name), name, None, True)
    if path == ":memory:" or path == "":
        return database_of(("m", path), path or "(temporary)", None, True)
    path = os.path.realpath(path)
    return database_of(("f", path), name, path, False)


def link_of(con):
    link = getattr(con, "_perfopt", None)
    if link is None:
        link = Link(database_of(("?",), "(unknown)", None, False))
        try:
            con._perfopt = link
        except AttributeError:
            pass
    elif link.pid != posix.getpid():
        old = link.database
        key = ("f", old.path) if old.path else ("m", old.name)
        link.database = database_of(key, old.name, old.path, old.memory)
        link.pid = posix.getpid()
    return link


def in_transaction(con):
    try:
        return con.in_transaction
    except Exception:
        return False


def settle(execution, link, before, after, rows, calls):
    """Writes, their transactions and commits, once a statement has run."""
    template, site = execution.template, execution.site
    if template.kind == "Write":
        if rows > 0:
            template.rows += rows
            if site is not None:
                site.rows += rows
        if not before and not after:
            template.autocommits += calls
        else:
            link.pending += calls
    if before and not after:
        if template.text.startswith("ROLLBACK"):
            link.pending = 0
        elif site is not None:
            site.committed += link.pending
        link.pending = 0


def note_call(cursor, con, sql, parameters, before, seconds, frame):
    """An execute that succeeded."""
    link = link_of(con)
    if not isinstance(sql, str):
        return None
    with lock:
        stack, tokens = capture(frame)
        execution = record(link, sql, stack, tokens, 1, seconds)
        if execution is None:
            return None
        distinct(execution, sql, parameters)
        sample(execution.template, sql, parameters)
        feed(execution.site, execution.template, values_of(parameters))
        settle(execution, link, before, in_transaction(con), cursor.rowcount, 1)
    flush_if_due(clock())
    return execution


def note_commit(con, text, pending, seconds, frame):
    link = link_of(con)
    with lock:
        stack, tokens = capture(frame)
        execution = record(link, text, stack, tokens, 1, seconds)
        if execution is not None and text == "COMMIT" and execution.site is not None:
            execution.site.committed += pending
        link.pending = 0
    flush_if_due(clock())


class Batch(object):
    """Hands the parameter sets of executemany on, counts them, and keeps the time that making them took."""
    __slots__ = ("source", "count", "seconds", "keys", "first")

    def __init__(self, source):
        self.source, self.count, self.seconds, self.keys, self.first = source, 0, 0.0, set(), []

    def __iter__(self):
        return self

    def __next__(self):
        begun = clock()
        try:
            item = next(self.source)
        except StopIteration:
            self.seconds += clock() - begun
            raise
        except BaseException:
            hide()
            raise
        try:
            self.count += 1
            if len(self.keys) < DISTINCT:
                self.keys.add(hash(parameters_key(item)))
            if len(self.first) < 8:
                self.first.append(item)
        except Exception:
            failed("batch")
        self.seconds += clock() - begun
        return item


def note_batch(cursor, con, sql, batch, before, seconds, frame):
    link = link_of(con)
    if not isinstance(sql, str):
        return None
    with lock:
        stack, tokens = capture(frame)
        execution = record(link, sql, stack, tokens, batch.count, max(0.0, seconds - batch.seconds))
        if execution is None:
            return None
        for key in batch.keys:
            add_distinct(execution.template, key)
            if execution.site is not None:
                add_distinct(execution.site, key)
        for item in batch.first:
            sample(execution.template, sql, item)
        if batch.first:
            feed(execution.site, execution.template, values_of(batch.first[-1]))
        settle(execution, link, before, in_transaction(con), cursor.rowcount, batch.count)
    flush_if_due(clock())
    return execution


class Script(object):
    """Tells the statements of executescript apart by the engine's trace callback."""

    def __init__(self, con, link):
        self.con, self.link, self.seen, self.at = con, link, [], None

    def __call__(self, sql):
        now = clock()
        if self.link.trace is not None:
            self.link.trace(sql)
        if sql.startswith("--"):
            return
        self.end(now)
        self.at = (sql.strip(), in_transaction(self.con), clock())

    def end(self, now):
        if self.at is not None:
            sql, before, begun = self.at
            if len(self.seen) < 100000:
                self.seen.append((sql, before, in_transaction(self.con), now - begun))
            else:
                state["dropped"] += 1
            self.at = None

    def note(self, frame):
        with lock:
            stack, tokens = capture(frame)
            for sql, before, after, seconds in self.seen:
                execution = record(self.link, sql, stack, tokens, 1, seconds)
                if execution is not None:
                    distinct(execution, sql, ())
                    sample(execution.template, sql, ())
                    settle(execution, self.link, before, after, 0, 1)
        flush_if_due(clock())


def patch_sqlite(module):
    """Puts our classes into _sqlite3 before sqlite3 takes its names from it, or into what is loaded already."""
    native["row"], native["version"] = module.Row, module.sqlite_version
    native["connect"], native["connection"], native["cursor"] = module.connect, module.Connection, module.Cursor
    cursor_class, connection_class = make_cursor(module), make_connection(module)
    native["our_cursor"], native["our_connection"] = cursor_class, connection_class
    replaced = {
        "Cursor": (module.Cursor, cursor_class), "Connection": (module.Connection, connection_class),
        "connect": (module.connect, Connect(module.connect))}
    for holder in list(sys.modules.values()):
        space = getattr(holder, "__dict__", None)
        if holder is module or (type(space) is dict and "sqlite3" in sys.modules):
            for name, (old, new) in replaced.items():
                if space.get(name) is old:
                    space[name] = new


def derived(base, ours):
    """A class like the given one, with ours over it, for a class that was made from sqlite3's own."""
    made = native.setdefault("derived", {})
    if base not in made:
        made[base] = type(base.__name__, (base, ours), {"__module__": base.__module__, "__doc__": base.__doc__})
    return made[base]


class Connect(object):
    """Stands in for sqlite3.connect. Not a function, so that it does not bind when it is a class's attribute."""

    def __init__(self, original):
        self.original = original
        self.__name__ = self.__qualname__ = "connect"
        self.__doc__ = original.__doc__
        self.__module__ = "_sqlite3"
        self.__text_signature__ = getattr(original, "__text_signature__", None)

    def __repr__(self):
        return repr(self.original)

    def __call__(self, *args, **named):
        ours, old = native["our_connection"], native["connection"]
        factory = named.get("factory") if "factory" in named else (args[5] if len(args) > 5 else None)
        if factory is None and "factory" not in named and len(args) <= 5:
            named["factory"] = ours
        elif isinstance(factory, type) and issubclass(factory, old) and not issubclass(factory, ours):
            factory = ours if factory is old else derived(factory, ours)
            if "factory" in named:
                named["factory"] = factory
            else:
                args = args[:5] + (factory,) + args[6:]
        try:
            return self.original(*args, **named)
        except BaseException:
            hide()
            raise


def audit_sqlite(event, args):
    if event == "sqlite3.connect" and thread_id() not in quiet:
        totals["audited"] += 1


def start_sqlite():
    exporters.append(export_statements)
    resetters.append(reset_statements)
    after_import("_sqlite3", patch_sqlite)
    sys.addaudithook(audit_sqlite)
