"""Sums and squares of many measurements, one number at a time."""


def moments(values):
    count = 0
    total = 0.0
    squares = 0.0
    for value in values:
        count += 1
        total += value
        squares += value * value
    mean = total / count
    return mean, squares / count - mean * mean


def main():
    values = [n % 1000 / 10 for n in range(1000000)]
    for _ in range(16):
        mean, variance = moments(values)
    print("%.3f %.3f" % (mean, variance))


main()
