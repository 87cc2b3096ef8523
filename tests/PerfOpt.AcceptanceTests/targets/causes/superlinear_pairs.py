"""All pairs of points are compared to find those at the same place."""


def same_place(points):
    found = 0
    for i in range(len(points)):
        for j in range(i + 1, len(points)):
            if points[i] == points[j]:
                found += 1
    return found


print(same_place([(n * 7919 % 1501, n * 104729 % 1301) for n in range(6500)]))
