"""Cannot be compiled."""
def broken(:
    pass
