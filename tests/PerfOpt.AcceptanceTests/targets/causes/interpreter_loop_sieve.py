"""Primes are crossed out one by one in an inner loop."""


def primes_below(limit):
    crossed = bytearray(limit)
    count = 0
    for number in range(2, limit):
        if crossed[number]:
            continue
        count += 1
        multiple = number * number
        while multiple < limit:
            crossed[multiple] = 1
            multiple += number
    return count


print(primes_below(7000000))
