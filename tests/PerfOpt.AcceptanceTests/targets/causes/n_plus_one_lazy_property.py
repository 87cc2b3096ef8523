"""Albums whose tracks are fetched by a lazy property, one album at a time."""
import sqlite3


class Album:
    connection = None

    def __init__(self, number, title):
        self.number = number
        self.title = title
        self._tracks = None

    @property
    def tracks(self):
        if self._tracks is None:
            self._tracks = self.connection.execute("SELECT name, seconds FROM track WHERE album = ?",
                                                   (self.number,)).fetchall()
        return self._tracks


def playing_time(albums):
    total = 0
    for album in albums:
        total += sum(seconds for _, seconds in album.tracks)
    return total


def main():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE album (id INTEGER PRIMARY KEY, title TEXT)")
    connection.execute("CREATE TABLE track (id INTEGER PRIMARY KEY, album INTEGER, name TEXT, seconds INTEGER)")
    connection.executemany("INSERT INTO album VALUES (?, ?)", ((n, "album %d" % n) for n in range(60000)))
    connection.executemany("INSERT INTO track (album, name, seconds) VALUES (?, ?, ?)",
                           ((n // 2, "track %d" % n, 120 + n % 200) for n in range(120000)))
    connection.execute("CREATE INDEX track_by_album ON track (album)")
    Album.connection = connection
    albums = [Album(*row) for row in connection.execute("SELECT id, title FROM album")]
    print(playing_time(albums))


main()
