"""A stack of 900 frames, again and again."""


def down(depth):
    if depth == 0:
        return sum(range(3000))
    return down(depth - 1) + 1


total = 0
for _ in range(2500):
    total += down(900)
print(total)
