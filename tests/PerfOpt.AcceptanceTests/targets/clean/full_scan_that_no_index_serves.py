"""A report that needs every row: the scan is the work."""
import sqlite3


def report(connection):
    return connection.execute("SELECT SUM(amount), AVG(amount), MAX(amount) FROM entry").fetchone()


def main():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, amount INTEGER)")
    connection.executemany("INSERT INTO entry (amount) VALUES (?)", ((n % 1000,) for n in range(150000)))
    for _ in range(40):
        answer = report(connection)
    print(answer)


main()
