"""Two matrices are multiplied element by element."""


def multiply(a, b):
    size = len(a)
    product = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(size):
            total = 0.0
            for k in range(size):
                total += a[i][k] * b[k][j]
            product[i][j] = total
    return product


def main():
    size = 280
    a = [[(i * j) % 7 / 7 for j in range(size)] for i in range(size)]
    b = [[(i + j) % 5 / 5 for j in range(size)] for i in range(size)]
    print("%.3f" % sum(map(sum, multiply(a, b))))


main()
