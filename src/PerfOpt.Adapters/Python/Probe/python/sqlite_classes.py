# The subclasses. Each method runs sqlite3's own, times it alone, and hides itself from tracebacks.


def make_cursor(module):
    own = module.Cursor
    run, run_many, run_script = own.execute, own.executemany, own.executescript
    one, many, every, step = own.fetchone, own.fetchmany, own.fetchall, own.__next__

    def seen(cursor, seconds, rows):
        try:
            execution = cursor._perfopt
        except AttributeError:
            return
        if execution is not None:
            with lock:
                fetched(execution, seconds, rows)

    class Cursor(own):
        __slots__ = ("_perfopt",)
        __doc__ = own.__doc__

        def execute(self, *args, **named):
            frame = getframe(1)
            try:
                con = self.connection
                before = con.in_transaction
            except BaseException:
                con, before = None, False
            self._perfopt = None
            begun = clock()
            try:
                result = run(self, *args, **named)
            except BaseException:
                hide()
                raise
            spent = clock() - begun
            if con is not None:
                self._perfopt = guarded(
                    "execute", note_call, self, con, args[0], args[1] if len(args) > 1 else (), before, spent, frame)
            return result

        def executemany(self, *args, **named):
            frame = getframe(1)
            batch = None
            if len(args) == 2 and not named:
                try:
                    batch = Batch(iter(args[1]))
                    args = (args[0], batch)
                except Exception:
                    batch = None
            try:
                con = self.connection
                before = con.in_transaction
            except BaseException:
                con, before = None, False
            self._perfopt = None
            begun = clock()
            try:
                result = run_many(self, *args, **named)
            except BaseException:
                hide()
                raise
            spent = clock() - begun
            if con is not None and batch is not None:
                self._perfopt = guarded("executemany", note_batch, self, con, args[0], batch, before, spent, frame)
            return result

        def executescript(self, *args, **named):
            frame = getframe(1)
            script = guarded("script", begin_script, self)
            try:
                result = run_script(self, *args, **named)
            except BaseException:
                if script is not None:
                    guarded("script", end_script, script, frame)
                hide()
                raise
            if script is not None:
                guarded("script", end_script, script, frame)
            return result

        def fetchone(self, *args, **named):
            begun = clock()
            try:
                row = one(self, *args, **named)
            except BaseException:
                hide()
                raise
            guarded("fetch", seen, self, clock() - begun, () if row is None else (row,))
            return row

        def fetchmany(self, *args, **named):
            begun = clock()
            try:
                rows = many(self, *args, **named)
            except BaseException:
                hide()
                raise
            guarded("fetch", seen, self, clock() - begun, rows)
            return rows

        def fetchall(self, *args, **named):
            begun = clock()
            try:
                rows = every(self, *args, **named)
            except BaseException:
                hide()
                raise
            guarded("fetch", seen, self, clock() - begun, rows)
            return rows

        def __next__(self):
            begun = clock()
            try:
                row = step(self)
            except StopIteration:
                guarded("fetch", seen, self, clock() - begun, ())
                if VERSION >= (3, 11):
                    hide()
                raise
            except BaseException:
                hide()
                raise
            guarded("fetch", seen, self, clock() - begun, (row,))
            return row

    named_like(Cursor, own)
    return Cursor


def named_like(ours, own):
    ours.__module__, ours.__qualname__ = own.__module__, own.__qualname__
    for name, value in list(vars(ours).items()):
        if name in vars(own) and callable(value) and hasattr(value, "__qualname__"):
            value.__module__ = None
            value.__qualname__ = "%s.%s" % (own.__qualname__, name)
            value.__doc__ = getattr(vars(own)[name], "__doc__", None)


def begin_script(cursor):
    con = cursor.connection
    script = Script(con, link_of(con))
    native["connection"].set_trace_callback(con, script)
    return script


def end_script(script, frame):
    script.end(clock())
    native["connection"].set_trace_callback(script.con, script.link.trace)
    script.note(frame)


def make_connection(module):
    own = module.Connection
    # From 3.11 a connection's shortcuts make their cursor without asking an overridden cursor().
    asks = VERSION < (3, 11)

    def quick(con):
        return con.cursor() if asks else own.cursor(con, native["our_cursor"])

    class Connection(own):
        __slots__ = ("_perfopt",)
        __doc__ = own.__doc__

        def __init__(self, *args, **named):
            try:
                own.__init__(self, *args, **named)
            except BaseException:
                hide()
                raise
            guarded("connect", opened, self, args, named)

        def cursor(self, *args, **named):
            ours = native["our_cursor"]
            factory = named.get("factory") if named else (args[0] if args else ours)
            if not args and not named:
                args = (ours,)
            elif isinstance(factory, type) and issubclass(factory, native["cursor"]) \
                    and not issubclass(factory, ours):
                args, named = (ours if factory is native["cursor"] else derived(factory, ours),), {}
            try:
                return own.cursor(self, *args, **named)
            except BaseException:
                hide()
                raise

        def execute(self, *args, **named):
            try:
                return quick(self).execute(*args, **named)
            except BaseException:
                hide()
                raise

        def executemany(self, *args, **named):
            try:
                return quick(self).executemany(*args, **named)
            except BaseException:
                hide()
                raise

        def executescript(self, *args, **named):
            try:
                return quick(self).executescript(*args, **named)
            except BaseException:
                hide()
                raise

        def commit(self, *args, **named):
            frame = getframe(1)
            before = in_transaction(self)
            begun = clock()
            try:
                result = own.commit(self, *args, **named)
            except BaseException:
                hide()
                raise
            spent = clock() - begun
            if before:
                guarded("commit", finished, self, "COMMIT", spent, frame)
            return result

        def rollback(self, *args, **named):
            frame = getframe(1)
            before = in_transaction(self)
            begun = clock()
            try:
                result = own.rollback(self, *args, **named)
            except BaseException:
                hide()
                raise
            spent = clock() - begun
            if before:
                guarded("rollback", finished, self, "ROLLBACK", spent, frame)
            return result

        def __exit__(self, *args, **named):
            frame = getframe(1)
            link = getattr(self, "_perfopt", None)
            before = in_transaction(self)
            told = counted(link)
            begun = clock()
            try:
                result = own.__exit__(self, *args, **named)
            except BaseException:
                hide()
                raise
            spent = clock() - begun
            if before and counted(link) == told:
                text = "COMMIT" if args and args[0] is None else "ROLLBACK"
                guarded("exit", finished, self, text, spent, frame)
            return result

        def set_trace_callback(self, *args, **named):
            try:
                result = own.set_trace_callback(self, *args, **named)
            except BaseException:
                hide()
                raise
            given = args[0] if args else named.get("trace_callback")
            link = getattr(self, "_perfopt", None)
            if link is not None:
                link.trace = given
            return result

        def close(self, *args, **named):
            guarded("close", closing_connection, self)
            try:
                return own.close(self, *args, **named)
            except BaseException:
                hide()
                raise

        def __del__(self):
            guarded("close", closing_connection, self)
            inherited = getattr(own, "__del__", None)
            if inherited is not None:
                inherited(self)

    named_like(Connection, own)
    return Connection


def counted(link):
    return None if link is None else link.statements


def finished(con, text, seconds, frame):
    note_commit(con, text, link_of(con).pending, seconds, frame)
