"""A list that is filled at its front."""


def newest_first(events):
    log = []
    for event in events:
        log.insert(0, event)
    return log


def main():
    log = newest_first(range(100000))
    print(len(log), log[0], log[-1])


main()
