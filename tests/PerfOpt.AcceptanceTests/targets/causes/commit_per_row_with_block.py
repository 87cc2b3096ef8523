"""A with block around each insert commits at its end."""
import os
import shutil
import sqlite3
import tempfile


class Journal:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)
        self.connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT)")

    def append(self, text):
        with self.connection:
            self.connection.execute("INSERT INTO line (text) VALUES (?)", (text,))


def copy_lines(journal, lines):
    for line in lines:
        journal.append(line)


def main():
    folder = tempfile.mkdtemp(prefix="target-")
    journal = Journal(os.path.join(folder, "journal.db"))
    copy_lines(journal, ["line %d" % n for n in range(1000)])
    print(journal.connection.execute("SELECT COUNT(*) FROM line").fetchone())
    journal.connection.close()
    shutil.rmtree(folder)


main()
