# The engine from 3.12: sys.monitoring, with events in the hot functions' own code alone.
monitoring = sys.monitoring
events = monitoring.events
DISABLE = monitoring.DISABLE
stacks = {}
jumps = {}
line_tables = {}


def line_at(code, offset):
    table = line_tables.get(id(code))
    if table is None:
        table = line_tables[id(code)] = list(code.co_lines())
    for begin, end, line in table:
        if begin <= offset < end:
            return line
    return None


def current(code):
    """The activation that runs in this thread; activations that ended unseen above it are dropped."""
    stack = stacks.get(thread_id())
    if not stack:
        return None
    if stack[-1].code is code:
        return stack[-1]
    for at in range(len(stack) - 1, -1, -1):
        if stack[at].code is code:
            now = clock()
            while len(stack) > at + 1:
                left(stack.pop(), now, thread_id(), False)
            return stack[-1]
    return None


def push(code, found, frame, fresh):
    hot, nested = found
    me = thread_id()
    stack = stacks.setdefault(me, [])
    parent = stack[-1] if nested and stack and stack[-1].hot is hot else None
    activation = Activation(hot, code, parent, False)
    activation.whole = fresh
    # A generator expression's own first line event stands for the line that made it.
    activation.skip = nested and fresh
    stack.append(activation)
    entered(hot, me)
    if fresh and not nested:
        called(activation, frame)
    return activation


def watch(code):
    monitoring.set_local_events(
        control["tool"], code,
        events.LINE | events.JUMP | events.PY_RETURN | events.PY_YIELD | events.PY_RESUME)


def on_start(code, offset):
    found = resolved.get(id(code), False)
    if found is False:
        found = guarded("resolve", resolve, code)
        if found is not None and not found[0].closed:
            guarded("watch", watch, code)
    if found is None:
        return DISABLE
    if control["stopped"]:
        return None
    if found[0].closed:
        found[0].calls += not found[1]
        return None
    guarded("start", push, code, found, getframe(1), True)
    return None


def on_resume(code, offset):
    found = resolved.get(id(code))
    if found and not found[0].closed and not control["stopped"]:
        guarded("resume", push, code, found, getframe(1), False)


def leave(code, whole):
    activation = current(code)
    if activation is not None:
        stacks[thread_id()].pop()
        left(activation, clock(), thread_id(), whole)


def on_return(code, offset, value):
    guarded("return", leave, code, True)


def on_yield(code, offset, value):
    guarded("yield", leave, code, False)


def on_unwind(code, offset, error):
    if resolved.get(id(code)):
        guarded("unwind", leave, code, True)


def line_event(code, line, frame):
    activation = current(code)
    if activation is None:
        found = resolved.get(id(code))
        if not found:
            return
        activation = push(code, found, frame, False)
    now = clock()
    if activation.skip:
        activation.skip = False
        if activation.parent is None or activation.parent.line == line:
            activation.line, activation.at = line, now
            return
    at_line(activation, line, frame, False, now)
    if now > control["deadline"]:
        stop()


def on_line(code, line):
    if not control["stopped"]:
        try:
            line_event(code, line, getframe(1))
        except Exception:
            failed("line")


def jump_line(code, offset, target):
    """The line of a loop whose body stands on its header's line: such a jump has no line event. 0 for other jumps."""
    key = (id(code), offset, target)
    line = jumps.get(key)
    if line is None:
        line = line_at(code, target) if target <= offset else None
        line = jumps[key] = line if line is not None and line == line_at(code, offset) else 0
    return line


def jump_event(code, line, frame):
    activation = current(code)
    if activation is not None:
        now = clock()
        at_line(activation, line, frame, True, now)
        if now > control["deadline"]:
            stop()


def on_jump(code, offset, target):
    line = jump_line(code, offset, target)
    if not line:
        return DISABLE
    if not control["stopped"]:
        try:
            jump_event(code, line, getframe(1))
        except Exception:
            failed("jump")
    return None


def close(hot):
    """A function's share of the budget is spent: its calls are counted on, its lines no longer followed."""
    hot.closed = hot.truncated = True
    for code in hot.codes:
        monitoring.set_local_events(control["tool"], code, 0)


def stop():
    """The budget is spent: events end, and what was counted is a lower bound."""
    if control["stopped"]:
        return
    control["stopped"] = True
    for hot in hots:
        hot.truncated = True
    tool = control["tool"]
    monitoring.set_events(tool, 0)
    for hot in hots:
        for code in hot.codes:
            monitoring.set_local_events(tool, code, 0)


def start_engine():
    tool = next((t for t in (4, 3, 2) if monitoring.get_tool(t) is None), None)
    if tool is None:
        notes.append("No monitoring tool id was free, so nothing was inspected.")
        return
    control["tool"] = tool
    monitoring.use_tool_id(tool, "perfopt")
    for event, callback in (
            (events.PY_START, on_start), (events.LINE, on_line), (events.JUMP, on_jump),
            (events.PY_RETURN, on_return), (events.PY_YIELD, on_yield), (events.PY_RESUME, on_resume),
            (events.PY_THROW, on_resume), (events.PY_UNWIND, on_unwind)):
        monitoring.register_callback(tool, event, callback)
    monitoring.set_events(tool, events.PY_START | events.PY_UNWIND | events.PY_THROW)
