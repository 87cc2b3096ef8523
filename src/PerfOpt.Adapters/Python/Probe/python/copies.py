# Copies of the databases, made by the backup interface into the scratch directory. The source is only ever read.
COPY_LIMIT = 256 * 1024 * 1024
WAL_VERSION = 2
live = {}


def opened(con, args, named):
    """A connection was made."""
    target = args[0] if args else named.get("database")
    uri = named.get("uri", args[7] if len(args) > 7 else False)
    link = Link(open_database(target, uri))
    link.database.connects += 1
    totals["connects"] += 1
    con._perfopt = link
    live[id(link)] = link


def closing_connection(con):
    """A connection is about to close: what lives in memory alone is copied now, or never."""
    link = getattr(con, "_perfopt", None)
    if link is None or link.closed:
        return
    link.closed = True
    live.pop(id(link), None)
    if link.pid == posix.getpid():
        copy_memory(con, link)


def copy_memory(con, link):
    database = link.database
    if not database.memory or link.statements <= database.copied_at:
        return
    own = native["connection"]
    try:
        own.set_trace_callback(con, None)
        cursor = native["cursor"](con)
        # A backup waits for the source's own transaction. What closes in memory is lost in either case.
        if con.in_transaction and "cache=shared" not in database.name:
            own.commit(con)
        size = 1
        for name in ("page_count", "page_size"):
            size *= native["cursor"].execute(cursor, "PRAGMA " + name).fetchone()[0]
        cursor.close()
        if copy(con, database, size):
            database.copied_at = link.statements
        own.set_trace_callback(con, link.trace)
    except Exception as error:
        database.refused = database.refused or str(error)[:300]


def copy(source, database, size):
    """Copies from an open connection. False, with the reason, where it is too large or in use."""
    room = os.statvfs(OUT)
    if size > COPY_LIMIT or room.f_bavail * room.f_frsize < 3 * size:
        database.refused = "it has %d bytes: more than is copied, or than the disk has room for" % size
        return False
    path = "%s/copy-%d-%d.db" % (OUT, posix.getpid(), database.index)
    fresh = path + ".part"
    target = None
    try:
        target = native["connection"](fresh, isolation_level=None)
        native["connection"].backup(source, target, progress=unless_busy)
        native["connection"].close(target)
        posix.rename(fresh, path)
    except Exception as error:
        if target is not None:
            native["connection"].close(target)
        if os.path.exists(fresh):
            posix.unlink(fresh)
        database.refused = str(error)[:300]
        return False
    database.copy, database.refused = path, None
    return True


def unless_busy(status, remaining, total):
    """The backup would wait for a lock for ever."""
    if status in (5, 6):
        raise OSError("it was locked")


def copy_file(database):
    """Copies a database file by a connection of our own that cannot write."""
    path = database.path
    try:
        size = os.stat(path).st_size
    except OSError:
        if database.copy is None:
            database.refused = "the file was gone"
        return
    try:
        query = "?mode=ro" + ("&immutable=1" if is_idle_wal(database) else "")
        quoted = "".join("%%%02X" % c if c in b"?#%" else chr(c) for c in os.fsencode(path))
        source = native["connection"]("file:" + quoted + query, timeout=0, uri=True, isolation_level=None)
    except Exception as error:
        database.refused = str(error)[:300]
        return
    try:
        copy(source, database, size)
    finally:
        native["connection"].close(source)


def is_idle_wal(database):
    """
    Whether it is in WAL mode with no log beside it: an ordinary reader would leave files there. The file itself is
    opened only where this process has no connection to it, since closing it would drop that connection's locks.
    """
    if os.path.exists(database.path + "-wal"):
        return False
    if any(link.database is database for link in list(live.values())):
        return False
    handle = posix.open(database.path, posix.O_RDONLY | posix.O_CLOEXEC)
    try:
        header = posix.read(handle, 20)
    finally:
        posix.close(handle)
    return header[18:20] == bytes((WAL_VERSION, WAL_VERSION))


def close_databases():
    """At the end: what is still open in memory, and the files."""
    if not CONFIG["copy"] or "module" not in native or "connection" not in native:
        return
    import gc
    held = [link for link in live.values() if link.database.memory and link.statements > link.database.copied_at]
    if held:
        for con in gc.get_objects():
            if type(con).__flags__ & 512 and isinstance(con, native["our_connection"]):
                link = getattr(con, "_perfopt", None)
                if link in held:
                    copy_memory(con, link)
    if state["root"]:
        for database in databases.values():
            if database.path and database.statements:
                copy_file(database)


def audit_removal(event, args):
    """A database that the program removes, by itself or with its folder, is copied first."""
    if event not in ("os.remove", "os.rename", "shutil.rmtree"):
        return
    if not databases or thread_id() in quiet or not CONFIG["copy"]:
        return
    folder = args[1] if event == "os.remove" and len(args) > 1 else args[2] if event == "os.rename" else -1
    guarded("removal", copy_before_removal, args[0], folder)


def copy_before_removal(path, folder):
    """The path may be relative to an open folder, whose descriptor is then given."""
    if isinstance(path, int):
        return
    name = os.fsdecode(path)
    if isinstance(folder, int) and folder >= 0:
        name = os.path.join(posix.readlink("/proc/self/fd/%d" % folder), name)
    real = os.path.realpath(name)
    for database in list(databases.values()):
        if database.path and database.statements and (database.path + "/").startswith(real + "/"):
            copy_file(database)


def start_copies():
    closers.append(close_databases)
    resetters.append(live.clear)
    sys.addaudithook(audit_removal)
