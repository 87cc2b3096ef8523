"""The shop's data: the database and the files of the day's post."""
import csv
import sqlite3
import zlib

from shop import fixes

MODULUS = 65521  # the largest prime below 2 ** 16, as Adler-32 has it


class DamagedError(Exception):
    """The database file is not the one that was delivered."""


def connect(path):
    """Opens the shop's database."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    if fixes.applied("missing-index"):
        connection.execute("CREATE INDEX IF NOT EXISTS order_lines_by_book ON order_lines (book_id)")
    return connection


def checksum(content):
    """Adler-32 of some bytes (RFC 1950)."""
    if fixes.applied("interpreter-bound-loop"):
        return zlib.adler32(content)
    low = 1
    high = 0
    for byte in content:
        low = (low + byte) % MODULUS
        high = (high + low) % MODULUS
    return high << 16 | low


def check(path):
    """Refuses a database file whose checksum is not the noted one."""
    with open(path, "rb") as file:
        content = file.read()
    with open(path + ".adler32", encoding="ascii") as file:
        noted = int(file.read(), 16)
    if checksum(content) != noted:
        raise DamagedError("%s is damaged: fetch it again" % path)


def read_csv(path, scale):
    """The rows of a file of whole numbers, the first share of them."""
    with open(path, encoding="ascii", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        rows = [tuple(int(value) for value in row) for row in reader]
    return rows[:max(1, int(len(rows) * scale))]
