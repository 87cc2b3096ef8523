"""The newest rows of a large table, sorted anew for every page that is shown."""
import sqlite3


def newest(connection, limit):
    return connection.execute("SELECT id, title FROM post ORDER BY published DESC, id LIMIT ?", (limit,)).fetchall()


def show_page(connection, number):
    return "%d:%s" % (number, newest(connection, 10)[0][1])


def main():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE post (id INTEGER PRIMARY KEY, title TEXT, published INTEGER, body TEXT)")
    connection.executemany("INSERT INTO post (title, published, body) VALUES (?, ?, ?)",
                           (("title %d" % n, n * 7919 % 100003, "body " * 20) for n in range(60000)))
    shown = 0
    for number in range(200):
        shown += len(show_page(connection, number))
    print(shown)


main()
