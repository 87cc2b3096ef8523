"""A sequence that is built anew, one longer, for each element."""


def collect(values):
    kept = ()
    for value in values:
        if value % 3:
            kept = kept + (value,)
    return kept


print(len(collect(range(42000))))
