"""Many rows in one transaction, and one commit."""
import os
import shutil
import sqlite3
import tempfile


def main():
    folder = tempfile.mkdtemp(prefix="target-")
    connection = sqlite3.connect(os.path.join(folder, "readings.db"))
    connection.execute("CREATE TABLE reading (id INTEGER PRIMARY KEY, moment INTEGER, value REAL)")
    connection.executemany("INSERT INTO reading (moment, value) VALUES (?, ?)", ((n, n / 7) for n in range(800000)))
    connection.commit()
    print(connection.execute("SELECT COUNT(*), MAX(value) FROM reading").fetchone())
    connection.close()
    shutil.rmtree(folder)


main()
