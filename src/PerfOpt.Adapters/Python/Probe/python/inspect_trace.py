# The engine before 3.12: a trace function that follows lines in the hot functions alone.


def line_event(activation, frame):
    now = clock()
    line = frame.f_lineno
    if activation.skip:
        activation.skip = False
        parent = activation.parent
        if parent is None or parent.line == line:
            activation.line, activation.at = line, now
            return
    again = line == activation.line
    at_line(activation, line, frame, again, now)
    if now > control["deadline"]:
        stop()


def make_tracer(activation):
    """The trace function of one frame."""
    def trace(frame, event, arg):
        if control["stopped"] or activation.hot.closed:
            frame.f_trace = None
            return None
        if event == "line":
            try:
                line_event(activation, frame)
            except Exception:
                failed("line")
        elif event == "return":
            guarded("return", left, activation, clock(), thread_id(), True)
        return None
    return trace


def call_event(frame, event, arg):
    """Of every call in the program; all but the hot ones are left alone at once."""
    code = frame.f_code
    found = resolved.get(id(code), False)
    if found is None:
        return None
    if control["stopped"]:
        sys.settrace(None)
        return None
    if found is False:
        found = guarded("resolve", resolve, code)
        if found is None:
            return None
    return guarded("call", begin_call, frame, code, found)


def begin_call(frame, code, found):
    hot, nested = found
    if hot.closed:
        hot.calls += not nested
        return None
    me = thread_id()
    entered(hot, me)
    held = frame.f_trace
    if held is not None and code.co_flags & GENERATORS and not starts(frame, code):
        activation = activation_of(frame)
        if activation is not None:
            activation.at = activation.begun = clock()
            return held
    parent = activation_of(frame.f_back) if nested and frame.f_back is not None else None
    if parent is not None and parent.hot is not hot:
        parent = None
    activation = Activation(hot, code, parent, nested)
    if not nested:
        called(activation, frame)
    return make_tracer(activation)


def activation_of(frame):
    """The activation that a frame's trace function closes over."""
    held = frame.f_trace
    cells = getattr(held, "__closure__", None)
    if held is None or not cells or held.__code__.co_filename[:9] != MARK:
        return None
    return cells[0].cell_contents


if VERSION >= (3, 11):
    texts_of_code = {}
    RESUME = 151

    def starts(frame, code):
        """Whether a generator's frame runs for the first time: its RESUME says so."""
        text = texts_of_code.get(id(code))
        if text is None:
            text = texts_of_code[id(code)] = code.co_code
        return text[frame.f_lasti] == RESUME and text[frame.f_lasti + 1] & 3 == 0
else:
    def starts(frame, code):
        """Whether a generator's frame runs for the first time."""
        return frame.f_lasti < 0


def close(hot):
    """A function's share of the budget is spent: its calls are counted on, its lines no longer followed."""
    hot.closed = hot.truncated = True


def stop():
    """The budget is spent: lines are no longer followed, and what was counted is a lower bound."""
    control["stopped"] = True
    for hot in hots:
        hot.truncated = True
    sys.settrace(None)
    for frame in sys._current_frames().values():
        while frame is not None:
            if activation_of(frame) is not None:
                frame.f_trace = None
            frame = frame.f_back


def in_threads(module):
    module.settrace(call_event)


def check_engine():
    if not control["stopped"] and sys.gettrace() is not call_event and thread_id() == control["main"]:
        for hot in hots:
            hot.truncated = True
        notes.append("The program set a trace function of its own, which ended the inspection.")


def start_engine():
    control["main"] = thread_id()
    closers.append(check_engine)
    after_import("threading", in_threads)
    sys.settrace(call_event)
