"""The catalogue of books."""
from collections import namedtuple

Book = namedtuple("Book", "id title author price shelf stock")


def load(connection, scale):
    """The books, by number."""
    total, = connection.execute("SELECT COUNT(*) FROM books").fetchone()
    rows = connection.execute("SELECT id, title, author, price, shelf, stock FROM books ORDER BY id LIMIT ?",
                              (max(1, int(total * scale)),))
    return [Book(*row) for row in rows]


def find_duplicates(books):
    """Pairs of numbers under which one title of one author was entered twice."""
    pairs = []
    for position, book in enumerate(books):
        for other in books[position + 1:]:
            if book.title == other.title and book.author == other.author:
                pairs.append((book.id, other.id))
    return pairs
