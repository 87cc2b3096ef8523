"""A repository class whose find method is called in a loop two functions away, with named parameters."""
import sqlite3


class AuthorRepository:
    def __init__(self, connection):
        self.connection = connection
        self.connection.row_factory = sqlite3.Row

    def find(self, number):
        row = self.connection.execute("SELECT * FROM author WHERE id = :id", {"id": number}).fetchone()
        return dict(row)


def caption(authors, book):
    author = authors.find(book["author_id"])
    return "%s by %s" % (book["title"], author["name"])


def captions(authors, books):
    return [caption(authors, book) for book in books]


def main():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT, born INTEGER, bio TEXT)")
    connection.execute("CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, author_id INTEGER)")
    connection.executemany("INSERT INTO author VALUES (?, ?, ?, ?)",
                           ((n, "name %d" % n, 1900 + n % 90, "bio") for n in range(100000)))
    connection.executemany("INSERT INTO book VALUES (?, ?, ?)",
                           ((n, "title %d" % n, n * 7 % 100000) for n in range(100000)))
    authors = AuthorRepository(connection)
    books = connection.execute("SELECT id, title, author_id FROM book").fetchall()
    lines = captions(authors, books)
    print(len(lines), lines[-1])


main()
