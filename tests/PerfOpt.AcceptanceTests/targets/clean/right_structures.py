"""A set for membership, a deque for a queue, a heap for the smallest, a dict for the place of a value."""
import heapq
from collections import deque


def distinct(values):
    seen = set()
    kept = []
    for value in values:
        if value not in seen:
            seen.add(value)
            kept.append(value)
    return kept


def drain(values):
    queue = deque(values)
    total = 0
    while queue:
        total += queue.popleft()
    return total


def smallest(values, count):
    heap = []
    for value in values:
        heapq.heappush(heap, value)
    return [heapq.heappop(heap) for _ in range(count)]


def main():
    values = [n * 7919 % 1000003 for n in range(900000)]
    places = {value: place for place, value in enumerate(values)}
    print(len(distinct(values)), drain(values), smallest(values, 3), places[values[77]])


main()
