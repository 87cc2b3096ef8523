"""A list that is sorted again after each addition, to take its smallest."""


def serve(arrivals):
    waiting = []
    served = []
    for number, urgency in enumerate(arrivals):
        waiting.append((urgency, number))
        waiting.sort(key=lambda entry: entry[0])
        if number % 3 == 2:
            served.append(waiting.pop()[1])
    return served


def main():
    served = serve([n * 7919 % 10007 for n in range(9000)])
    print(len(served), served[-1])


main()
