"""Readings are stored one by one, each with a commit."""
import os
import shutil
import sqlite3
import tempfile


def store(connection, readings):
    for moment, value in readings:
        connection.execute("INSERT INTO reading (moment, value) VALUES (?, ?)", (moment, value))
        connection.commit()


def main():
    folder = tempfile.mkdtemp(prefix="target-")
    connection = sqlite3.connect(os.path.join(folder, "readings.db"))
    connection.execute("CREATE TABLE reading (id INTEGER PRIMARY KEY, moment INTEGER, value REAL)")
    store(connection, [(n, n / 7) for n in range(1000)])
    print(connection.execute("SELECT COUNT(*), MAX(value) FROM reading").fetchone())
    connection.close()
    shutil.rmtree(folder)


main()
