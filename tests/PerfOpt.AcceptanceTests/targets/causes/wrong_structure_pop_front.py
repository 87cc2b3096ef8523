"""A list used as a queue: pop(0) moves all that is behind."""


def breadth_first(width, height):
    distance = {(0, 0): 0}
    waiting = [(0, 0)]
    waiting.extend((x, height + 1) for x in range(120000))
    steps = 0
    while waiting:
        x, y = waiting.pop(0)
        steps += 1
        if y > height:
            continue
        for place in ((x + 1, y), (x, y + 1)):
            if place[0] < width and place[1] < height and place not in distance:
                distance[place] = distance[x, y] + 1
                waiting.append(place)
    return steps, max(distance.values())


print(breadth_first(120, 120))
