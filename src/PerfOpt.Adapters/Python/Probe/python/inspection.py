# What is learnt of the few functions that are instrumented; both engines fill it. Nothing of the program is called.
import _collections

OPERANDS_EXACT = 256
ARGUMENT_CALLS = 20000
WORK_POINTS = 400
TYPES = 12
GENERATORS = 0x20 | 0x80 | 0x100 | 0x200
NESTED = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")
HEAP_TYPE = 1 << 9
SIZED = (list, tuple, dict, set, frozenset, str, bytes, bytearray, _collections.deque, range)
PLAIN_SIZED = (type({}.keys()), type({}.values()), type({}.items()), memoryview)

hots = []
by_file = {}
paths = {}
resolved = {}
children = {}
control = {"deadline": None, "stopped": False, "thinned": False, "foreign": False}


class Slotted(object):
    __slots__ = ("x",)


MEMBER = type(Slotted.__dict__["x"])
GETSET = type(type.__dict__["__dict__"])


class Operand(object):
    """An expression at a line, and the types and lengths that it was seen with."""
    __slots__ = ("line", "text", "chain", "how", "inner", "once", "last", "seen", "types")

    def __init__(self, line, text, chain, how, inner, once, last):
        self.line, self.text, self.chain, self.how = line, text, chain, how
        self.inner, self.once, self.last = inner, once, last
        self.seen, self.types = 0, {}

    def look(self, frame):
        """Looks at the operand, unless it was looked at often: then at every second, fourth, ... execution."""
        self.seen = seen = self.seen + 1
        shift = seen.bit_length() - 9
        if shift > 0 and seen & ((1 << shift) - 1):
            control["thinned"] = True
            return -1
        found, value = evaluate(self.chain, frame)
        if not found:
            return -1
        weight = 1 << shift if shift > 0 else 1
        if self.how == "int":
            if type(value) is not int:
                return -1
            name, length = "range", max(0, value)
        elif self.how == "values":
            if type(value) is not dict:
                return -1
            name, length = "dict_values", len(value)
        else:
            name, length = type(value).__name__, length_of(value)
        entry = self.types.get(name)
        if entry is None:
            if len(self.types) >= TYPES:
                return length
            self.types[name] = [weight, length, length * weight, length]
        else:
            entry[0] += weight
            entry[1] = min(entry[1], length)
            entry[2] += length * weight
            entry[3] = max(entry[3], length)
        return length


class Hot(object):
    """A function to look at."""
    __slots__ = ("index", "file", "name", "first", "last", "calls", "wall", "lines", "operands", "arguments",
                 "arguments_seen", "opaque", "work", "finished", "truncated", "depth", "codes", "events", "closed")

    def __init__(self, index, entry):
        self.index, self.file, self.name = index, entry["file"], entry["name"]
        self.first, self.last = entry["first"], entry["last"]
        self.calls = self.arguments_seen = self.finished = 0
        self.wall, self.truncated, self.opaque = 0.0, False, False
        self.lines, self.arguments, self.work, self.depth = {}, set(), [], {}
        self.codes = []
        self.events, self.closed = 0, False
        self.operands = {}
        for line, text, chain, how, inner, once, last in entry["operands"]:
            operand = Operand(line, text, chain, how, inner, once, last)
            self.operands.setdefault(line, []).append(operand)


def length_of(value):
    """The length of a value whose length no code of the program computes; -1 for others."""
    kind = type(value)
    for base in SIZED:
        if isinstance(value, base) and issubclass(kind, base):
            return base.__len__(value)
    if kind in PLAIN_SIZED:
        return len(value)
    if not kind.__flags__ & HEAP_TYPE and hasattr(kind, "__len__"):
        try:
            return len(value)
        except Exception:
            return -1
    return -1


def attribute(value, name):
    """An attribute that is stored, in an instance, a slot, a class or a module. Properties are not run."""
    kind = type(value)
    if type(kind) is not type:
        return False, None
    own = None
    for base in kind.__mro__:
        space = type.__getattribute__(base, "__dict__")
        if name in space:
            own = space[name]
            break
    if type(own) is MEMBER:
        try:
            return True, own.__get__(value, kind)
        except AttributeError:
            return False, None
    if own is not None and (hasattr(type(own), "__set__") or hasattr(type(own), "__delete__")):
        return False, None
    for base in kind.__mro__:
        stored = type.__getattribute__(base, "__dict__").get("__dict__")
        if stored is not None and type(stored) is not GETSET:
            return False, None
    if hasattr(kind, "__getattribute__") and kind.__getattribute__ is not object.__getattribute__ \
            and kind.__flags__ & HEAP_TYPE:
        return False, None
    try:
        space = object.__getattribute__(value, "__dict__")
    except AttributeError:
        space = {}
    if type(space) is dict and name in space:
        return True, space[name]
    if own is not None and not hasattr(type(own), "__get__"):
        return True, own
    return False, None


def evaluate(chain, frame):
    name = chain[0]
    space = frame.f_locals
    if name in space:
        value = space[name]
    else:
        space = frame.f_globals
        if name not in space:
            return False, None
        value = space[name]
    for part in chain[1:]:
        found, value = attribute(value, part)
        if not found:
            return False, None
    return True, value


def absolute(filename):
    path = paths.get(filename)
    if path is None:
        path = paths[filename] = os.path.realpath(os.path.join(CWD, filename))
    return path


def adopt(code, hot):
    """Comprehensions and generator expressions in a function's code count to the function."""
    for inner in code.co_consts:
        if type(inner) is type(code) and inner.co_name in NESTED:
            children[id(inner)] = hot
            hot.codes.append(inner)
            adopt(inner, hot)


def resolve(code):
    """(hot function, whether the code is one nested in it), or null for code that is not looked at."""
    found = None
    for hot in by_file.get(absolute(code.co_filename), ()):
        if hot.name == code.co_name and (hot.first in (0, code.co_firstlineno) or hot.name == "<module>"):
            hot.codes.append(code)
            adopt(code, hot)
            found = (hot, False)
            break
    if found is None and id(code) in children:
        found = (children[id(code)], True)
    if found is None:
        codes[id(code)] = code
    resolved[id(code)] = found
    return found


class Activation(object):
    """One call of a hot function, or one run of a comprehension in it."""
    __slots__ = ("hot", "code", "parent", "work", "size", "line", "at", "begun", "skip", "generator", "whole")

    def __init__(self, hot, code, parent, nested):
        self.hot, self.code, self.parent = hot, code, parent
        self.work, self.size, self.line = 0, 0, 0
        self.skip = nested
        self.generator = bool(code.co_flags & GENERATORS)
        self.whole = True
        self.at = self.begun = clock()


def called(activation, frame):
    """A call begins: its arguments are told apart and measured."""
    hot, code = activation.hot, activation.code
    hot.calls += 1
    count = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & 4) + bool(code.co_flags & 8)
    if not count:
        hot.arguments_seen += 1
        if not hot.arguments:
            hot.arguments.add(0)
        return
    space = frame.f_locals
    values = [space.get(name) for name in code.co_varnames[:count]]
    for value in values:
        length = length_of(value)
        if length > activation.size:
            activation.size = length
    if hot.arguments_seen < ARGUMENT_CALLS:
        hot.arguments_seen += 1
        keys = []
        for i, value in enumerate(values):
            key = value_key(value)
            keys.append(key)
            if not hot.opaque and not (i == 0 and code.co_varnames[0] in ("self", "cls")) and by_identity(value):
                hot.opaque = True
        hot.arguments.add(hash(tuple(keys)))


def by_identity(value, depth=0):
    """Whether a value is told from others by its address alone, which another may have later."""
    kind = type(value)
    if kind in SIMPLE or kind is bytearray:
        return False
    if depth < 3 and kind in (tuple, list, dict) and len(value) <= 64:
        items = value.values() if kind is dict else value
        return any([by_identity(v, depth + 1) for v in items])
    return not (kind.__module__ in ("datetime", "decimal", "uuid") and not kind.__flags__ & HEAP_TYPE)


def entered(hot, me):
    hot.depth[me] = hot.depth.get(me, 0) + 1


def left(activation, now, me, whole):
    """A call, or a stretch of a generator, ends."""
    hot = activation.hot
    count = hot.lines.get(activation.line)
    if count is not None:
        count[1] += now - activation.at
    if activation.parent is not None:
        activation.parent.work += activation.work
        activation.work = 0
        activation.parent.at = now
    depth = hot.depth.get(me, 1) - 1
    hot.depth[me] = depth
    if depth == 0:
        hot.wall += now - activation.begun
    if whole and activation.whole and not activation.generator and activation.parent is None:
        point(hot, activation.size, activation.work)


def point(hot, size, work):
    hot.finished += 1
    if len(hot.work) < WORK_POINTS:
        hot.work.append((size, work))
        return
    at = hot.finished * 2654435761 % hot.finished if hot.finished < 3 else (hot.finished * 40503 >> 3) % hot.finished
    if at < WORK_POINTS:
        hot.work[at] = (size, work)


def at_line(activation, line, frame, again, now):
    """A line begins. Again: it is the next iteration of a loop that stands on this line alone."""
    hot = activation.hot
    hot.events += 1
    if hot.events > CONFIG["events"]:
        close(hot)
        return
    before = activation.line
    count = hot.lines.get(before)
    if count is not None:
        count[1] += now - activation.at
    count = hot.lines.get(line)
    if count is None:
        count = hot.lines[line] = [0, 0.0]
    count[0] += 1
    activation.work += 1
    activation.line = line
    operands = hot.operands.get(line)
    if operands is not None:
        nested = activation.code.co_name in NESTED
        for operand in operands:
            if operand.once:
                if not again and not nested and not operand.line <= before <= operand.last:
                    size = operand.look(frame)
                    if size > activation.size:
                        activation.size = size
            elif operand.inner == 0:
                if not again and not nested:
                    operand.look(frame)
            elif again if operand.inner == 2 else (nested or VERSION >= (3, 12)):
                operand.look(frame)
    activation.at = clock()


def export_inspection(document):
    document["functions"] = [
        {"index": h.index, "calls": h.calls, "wall": h.wall,
         "distinct": None if h.opaque else len(h.arguments), "argumentsSeen": h.arguments_seen,
         "truncated": h.truncated, "lines": [[line, c[0], c[1]] for line, c in sorted(h.lines.items())],
         "operands": [
             {"line": o.line, "text": o.text, "type": name, "count": e[0], "min": e[1],
              "mean": (e[2] / e[0]) if e[1] >= 0 else -1.0, "max": e[3]}
             for operands in h.operands.values() for o in operands for name, e in o.types.items()],
         "work": [list(p) for p in h.work]} for h in hots]
    document["thinned"] = control["thinned"]
    document["stopped"] = control["stopped"]


def reset_inspection():
    for hot in hots:
        hot.calls = hot.arguments_seen = hot.finished = 0
        hot.wall, hot.events = 0.0, 0
        hot.lines, hot.arguments, hot.work, hot.depth = {}, set(), [], {}
        for operands in hot.operands.values():
            for operand in operands:
                operand.seen, operand.types = 0, {}


def start():
    for index, entry in enumerate(CONFIG["functions"]):
        hot = Hot(index, entry)
        hots.append(hot)
        by_file.setdefault(os.path.realpath(entry["file"]), []).append(hot)
    exporters.append(export_inspection)
    resetters.append(reset_inspection)
    control["deadline"] = STARTED + CONFIG["seconds"]
    start_runtime()
    start_engine()
