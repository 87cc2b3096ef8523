"""Events are looked up by a column without an index, once for each request."""
import sqlite3


def last_event(connection, device):
    return connection.execute("SELECT MAX(moment), COUNT(*) FROM event WHERE device = ?", (device,)).fetchone()


def handle(connection, request):
    moment, count = last_event(connection, "device-%d" % (request * 37 % 5000))
    return moment + count


def main():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, device TEXT, moment INTEGER, note TEXT)")
    connection.executemany("INSERT INTO event (device, moment, note) VALUES (?, ?, ?)",
                           (("device-%d" % (n % 5000), n, "note %d" % n) for n in range(50000)))
    total = 0
    for request in range(400):
        total += handle(connection, request)
    print(total)


main()
