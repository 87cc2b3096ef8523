"""Which fixes are in force: all, or those that the environment variable BOOKSHOP_FIX lists, by root cause.

BOOKSHOP_FIX=missing-index,n-plus-one-query python3 main.py    measures what these two bring
BOOKSHOP_FIX=none python3 main.py                              does what the shop without fixes does
"""
import os

ALL = ("missing-index", "sequential-blocking-io", "n-plus-one-query", "superlinear-algorithm", "wrong-data-structure",
       "interpreter-bound-loop", "commit-per-row")


def _chosen():
    text = os.environ.get("BOOKSHOP_FIX")
    if text is None:
        return frozenset(ALL)
    names = frozenset(name for name in text.split(",") if name not in ("", "none"))
    unknown = names.difference(ALL)
    if unknown:
        raise SystemExit("BOOKSHOP_FIX: no fix is named %s; there are %s"
                         % (", ".join(sorted(unknown)), ", ".join(ALL)))
    return names


CHOSEN = _chosen()


def applied(name):
    """Whether a fix is in force."""
    return name in CHOSEN
