"""Events are looked up by an indexed column."""
import sqlite3


def last_event(connection, device):
    return connection.execute("SELECT MAX(moment), COUNT(*) FROM event WHERE device = ?", (device,)).fetchone()


def main():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, device TEXT, moment INTEGER, note TEXT)")
    connection.executemany("INSERT INTO event (device, moment, note) VALUES (?, ?, ?)",
                           (("device-%d" % (n % 5000), n, "note %d" % n) for n in range(50000)))
    connection.execute("CREATE INDEX event_by_device ON event (device, moment)")
    total = 0
    for request in range(40000):
        moment, count = last_event(connection, "device-%d" % (request * 37 % 5000))
        total += moment + count
    print(total)


main()
