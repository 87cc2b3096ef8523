"""The same answers in one pass each."""
from itertools import accumulate


def same_place(points):
    counts = {}
    found = 0
    for point in points:
        found += counts.get(point, 0)
        counts[point] = counts.get(point, 0) + 1
    return found


def unpaid(invoices, references):
    return [number for number in invoices if number not in references]


def main():
    print(same_place([(n * 7919 % 150001, n * 104729 % 1301) for n in range(400000)]))
    print(len(unpaid(range(900000), {n * 2 for n in range(400000)})))
    print(sum(accumulate(n % 100 for n in range(1300000))))


main()
