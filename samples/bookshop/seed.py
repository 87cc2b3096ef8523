"""Builds the shop's data in data/: the database and the day's post. Run by hand; what it makes is committed.

usage: python3 seed.py
"""
import os
import random
import sqlite3
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "data")
BOOKS = 3600
CUSTOMERS = 2100
ORDERS = 36000

SCHEMA = """
CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL, author TEXT NOT NULL, price INTEGER NOT NULL,
    shelf INTEGER NOT NULL, stock INTEGER NOT NULL);
CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL, region INTEGER NOT NULL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers, day INTEGER NOT NULL,
    status TEXT NOT NULL);
CREATE TABLE order_lines (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders,
    book_id INTEGER NOT NULL REFERENCES books, quantity INTEGER NOT NULL, price INTEGER NOT NULL);
CREATE TABLE payments (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders, amount INTEGER NOT NULL);
CREATE TABLE days (day INTEGER PRIMARY KEY, takings INTEGER NOT NULL);
CREATE INDEX order_lines_by_order ON order_lines (order_id);
"""

FIRST = "Silent Amber Hidden Winter Broken Golden Distant Paper Iron Velvet Northern Hollow Crimson Gentle".split()
SECOND = "River Garden Letters Harbour Orchard Mirror Station Atlas Lantern Bridge Archive Meadow Tower".split()
AUTHORS = "Adair Berg Costa Duval Ekman Farkas Grant Huber Ionescu Jansen Kovacs Lind Moreau Novak Okafor".split()


def books(chance):
    for number in range(1, BOOKS + 1):
        title = "%s %s %d" % (chance.choice(FIRST), chance.choice(SECOND), number % 97)
        yield (number, title, chance.choice(AUTHORS), 490 + 50 * chance.randrange(60), chance.randrange(5),
               chance.randrange(40))


def orders(chance):
    states = ("paid", "paid", "sent", "sent", "sent", "closed", "returned")
    for number in range(1, ORDERS + 1):
        yield number, 1 + chance.randrange(CUSTOMERS), number // 104, chance.choice(states)


def lines(chance):
    for order in range(1, ORDERS + 1):
        for _ in range(chance.choice((1, 1, 2, 2, 3))):
            yield order, 1 + chance.randrange(BOOKS), 1 + chance.randrange(3), 490 + 50 * chance.randrange(60)


def write_csv(name, header, rows):
    with open(os.path.join(DATA, name), "w", encoding="ascii", newline="\n") as file:
        file.write(header + "\n")
        for row in rows:
            file.write(",".join(str(value) for value in row) + "\n")


def main():
    chance = random.Random(1895)
    path = os.path.join(DATA, "bookshop.db")
    if os.path.exists(path):
        os.remove(path)
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    connection.executemany("INSERT INTO books VALUES (?, ?, ?, ?, ?, ?)", books(chance))
    connection.executemany("INSERT INTO customers VALUES (?, ?, ?)",
                           ((n, "reader%d@example.org" % n, n % 3) for n in range(1, CUSTOMERS + 1)))
    connection.executemany("INSERT INTO orders VALUES (?, ?, ?, ?)", orders(chance))
    connection.executemany("INSERT INTO order_lines (order_id, book_id, quantity, price) VALUES (?, ?, ?, ?)",
                           lines(chance))
    connection.commit()
    connection.execute("VACUUM")
    connection.close()

    write_csv("deliveries.csv", "book_id,copies",
              ((1 + chance.randrange(BOOKS), 1 + chance.randrange(20)) for _ in range(560)))
    write_csv("payments.csv", "order_id,amount",
              ((1 + chance.randrange(ORDERS), 990 + chance.randrange(9000)) for _ in range(160)))
    with open(path, "rb") as file:
        content = file.read()
    with open(path + ".adler32", "w", encoding="ascii", newline="\n") as file:
        file.write("%08x\n" % zlib.adler32(content))


if __name__ == "__main__":
    main()
