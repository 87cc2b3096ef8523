# Whose code a frame is, the user's own stack, activations of functions, and keys of values.
FRAMES_KEPT = 16
FRAMES_WALKED = 200
CALL_SITES = 20000
OWN, LIBRARY, RUNTIME, FOLDED = 0, 1, 2, 3
FOLDABLE = ("<listcomp>", "<dictcomp>", "<setcomp>")
kinds = {}
codes = {}
frame_ids = {}
frame_keys = {}
frames = []


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


def file_of(code):
    """The absolute path of a code's file, as the sampler names it; a name that is no path as it is."""
    name = code.co_filename
    return name if name[:1] in ("", "<") else os.path.normpath(os.path.join(CWD, name))


def intern_frame(code, key, line, kind):
    where = (id(code), line)
    number = frame_keys.get(where)
    if number is None:
        number = frame_keys[where] = len(frames)
        name = getattr(code, "co_qualname", code.co_name)
        frames.append([name, file_of(code), line, code.co_firstlineno, kind])
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
