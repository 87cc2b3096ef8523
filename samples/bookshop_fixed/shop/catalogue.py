"""The catalogue of books."""
from collections import namedtuple
from itertools import combinations

from shop import fixes

Book = namedtuple("Book", "id title author price shelf stock")


def load(connection, scale):
    """The books, by number."""
    total, = connection.execute("SELECT COUNT(*) FROM books").fetchone()
    rows = connection.execute("SELECT id, title, author, price, shelf, stock FROM books ORDER BY id LIMIT ?",
                              (max(1, int(total * scale)),))
    return [Book(*row) for row in rows]


def find_duplicates(books):
    """Pairs of numbers under which one title of one author was entered twice."""
    if fixes.applied("superlinear-algorithm"):
        return _duplicates_by_key(books)
    pairs = []
    for position, book in enumerate(books):
        for other in books[position + 1:]:
            if book.title == other.title and book.author == other.author:
                pairs.append((book.id, other.id))
    return pairs


def _duplicates_by_key(books):
    numbers = {}
    for book in books:
        numbers.setdefault((book.title, book.author), []).append(book.id)
    return sorted(pair for group in numbers.values() for pair in combinations(group, 2))
