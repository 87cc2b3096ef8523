"""Membership in a list that an object holds."""


class Crawler:
    def __init__(self):
        self.seen = []
        self.queue = [1]

    def visit(self, page):
        if page in self.seen:
            return
        self.seen.append(page)
        for link in ((page * 7 + 1) % 9001, (page * 3 + 2) % 9001):
            self.queue.append(link)


def main():
    crawler = Crawler()
    position = 0
    while position < len(crawler.queue):
        crawler.visit(crawler.queue[position])
        position += 1
    print(len(crawler.seen), sum(crawler.seen))


main()
