"""Numbers and texts in the hands of built-ins, which loop in C."""
import zlib
from collections import Counter


def main():
    values = list(range(1000000))
    total = 0
    for _ in range(10):
        total += sum(values) + max(values) - min(values)
    text = "the quick brown fox jumps over the lazy dog " * 100000
    letters = Counter(text)
    print(total, letters["o"], zlib.adler32(text.encode("ascii")))
    print(len(sorted(values, reverse=True)), len(zlib.compress(text.encode("ascii"), 9)) > 0)


main()
