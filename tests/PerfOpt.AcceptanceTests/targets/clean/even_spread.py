"""Much is done and nothing stands out: twelve different small works of like cost."""
import bisect
import hashlib
import json
import zlib

DATA = [n * 7919 % 10007 for n in range(20000)]


def by_sort():
    return sorted(DATA)[7]


def by_text():
    return len(json.dumps(DATA))


def by_hash():
    return hashlib.sha256(bytes(400000)).digest()[0]


def by_sum():
    return sum(DATA)


def by_search():
    return bisect.bisect(list(range(50000)), 777)


def by_zip():
    return len(zlib.compress(bytes(300000)))


def main():
    total = 0
    for _ in range(100):
        for work in (by_sort, by_text, by_hash, by_sum, by_search, by_zip):
            total += work()
    print(total)


main()
