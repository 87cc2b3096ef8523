"""Each running total is summed up from the start again."""


def running_totals(values):
    totals = []
    for position in range(len(values)):
        totals.append(sum(values[:position + 1]))
    return totals


def main():
    totals = running_totals([n % 100 for n in range(17000)])
    print(totals[-1], sum(totals))


main()
