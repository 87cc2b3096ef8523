"""A join over a column without an index, kept from an automatic one, as servers with that setting off have it."""
import os
import shutil
import sqlite3
import tempfile


def build(connection):
    connection.execute("CREATE TABLE warehouse (id INTEGER PRIMARY KEY, code TEXT)")
    connection.execute("CREATE TABLE movement (id INTEGER PRIMARY KEY, warehouse_code TEXT, amount INTEGER)")
    connection.executemany("INSERT INTO warehouse VALUES (?, ?)", ((n, "w%04d" % n) for n in range(800)))
    connection.executemany("INSERT INTO movement (warehouse_code, amount) VALUES (?, ?)",
                           (("w%04d" % (n * 31 % 2000), n % 50) for n in range(40000)))
    connection.commit()


def balances(connection):
    return connection.execute("SELECT w.code, m.amount FROM warehouse w LEFT JOIN movement m"
                              " ON m.warehouse_code = w.code WHERE w.id < 550").fetchall()


def main():
    folder = tempfile.mkdtemp(prefix="target-")
    connection = sqlite3.connect(os.path.join(folder, "stock.db"))
    build(connection)
    connection.execute("PRAGMA automatic_index = OFF")
    rows = balances(connection)
    print(len(rows), rows[0])
    connection.close()
    shutil.rmtree(folder)


main()
