"""The playing time of all albums in one query."""
import sqlite3


def playing_time(connection):
    rows = connection.execute("SELECT a.id, SUM(t.seconds) FROM album a JOIN track t ON t.album = a.id GROUP BY a.id")
    return sum(seconds for _, seconds in rows)


def main():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE album (id INTEGER PRIMARY KEY, title TEXT)")
    connection.execute("CREATE TABLE track (id INTEGER PRIMARY KEY, album INTEGER, name TEXT, seconds INTEGER)")
    connection.executemany("INSERT INTO album VALUES (?, ?)", ((n, "album %d" % n) for n in range(20000)))
    connection.executemany("INSERT INTO track (album, name, seconds) VALUES (?, ?, ?)",
                           ((n // 3, "track %d" % n, 120 + n % 200) for n in range(60000)))
    connection.execute("CREATE INDEX track_by_album ON track (album)")
    for _ in range(20):
        print(playing_time(connection))


main()
