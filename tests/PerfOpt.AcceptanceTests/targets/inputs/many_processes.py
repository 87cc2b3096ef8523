"""Work in four processes of a pool."""
import multiprocessing


def work(limit):
    total = 0
    for number in range(limit):
        total += number % 7
    return total


if __name__ == "__main__":
    with multiprocessing.Pool(4) as pool:
        print(sum(pool.map(work, [2500000] * 4)))
