"""A connection in autocommit mode: every update is a transaction of its own, with no commit to be seen."""
import os
import shutil
import sqlite3
import tempfile


def age_all(connection, numbers):
    for number in numbers:
        connection.execute("UPDATE person SET age = age + 1 WHERE id = ?", (number,))


def main():
    folder = tempfile.mkdtemp(prefix="target-")
    connection = sqlite3.connect(os.path.join(folder, "people.db"), isolation_level=None)
    connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, age INTEGER)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO person VALUES (?, ?)", ((n, n % 80) for n in range(1000)))
    connection.execute("COMMIT")
    age_all(connection, range(1000))
    print(connection.execute("SELECT SUM(age) FROM person").fetchone())
    connection.close()
    shutil.rmtree(folder)


main()
