# What every part shares: the clock, faults that stay ours, frames that hide from tracebacks.
import _thread
import atexit
import os
import posix
import sys
import time

clock = time.perf_counter
getframe = sys._getframe
thread_id = _thread.get_ident
exc_info = sys.exc_info
lock = _thread.RLock()
VERSION = sys.version_info[:2]
MARK = "<perfopt "
STARTED = clock()
CWD = os.getcwd()


quiet = set()
flushing = set()
errors = []
notes = []
state = {"dropped": 0, "token": 0, "next_flush": 0.0, "path": None, "sites": 0}
exporters = []
resetters = []
closers = []


def failed(where):
    """Remembers a fault of ours; the program never sees it."""
    if len(errors) < 20:
        kind, value = exc_info()[:2]
        errors.append("%s: %s: %s" % (where, getattr(kind, "__name__", "?"), str(value)[:200]))


def guarded(where, function, *args):
    """Calls something of ours; what fails in it is remembered, and the program goes on."""
    me = thread_id()
    nested = me in quiet
    quiet.add(me)
    try:
        return function(*args)
    except Exception:
        failed(where)
        return None
    finally:
        if not nested:
            quiet.discard(me)


if VERSION >= (3, 11):
    def hide(skip=0):
        """Takes our own frames off the traceback of the exception in flight; a bare raise must follow."""
        error = exc_info()[1]
        trace = error.__traceback__
        for _ in range(skip):
            trace = trace.tb_next
        while trace is not None and trace.tb_frame.f_code.co_filename.startswith(MARK):
            trace = trace.tb_next
        error.__traceback__ = trace
else:
    api = {}

    def load_api():
        try:
            import ctypes
            put = ctypes.pythonapi.PyErr_SetExcInfo
            put.restype = None
            put.argtypes = [ctypes.c_void_p] * 3
            keep = ctypes.pythonapi.Py_IncRef
            keep.restype = None
            keep.argtypes = [ctypes.py_object]
            api["put"], api["keep"] = put, keep
        except Exception:
            api["put"] = None

    def hide(skip=0):
        """The same; before 3.11 a bare raise takes the traceback from the thread's state, not from the exception."""
        if not api:
            load_api()
        put = api["put"]
        kind, error, trace = exc_info()
        for _ in range(skip):
            trace = trace.tb_next
        while trace is not None and trace.tb_frame.f_code.co_filename.startswith(MARK):
            trace = trace.tb_next
        error.__traceback__ = trace
        if put is not None:
            for kept in (kind, error):
                api["keep"](kept)
            if trace is not None:
                api["keep"](trace)
            put(id(kind), id(error), None if trace is None else id(trace))
