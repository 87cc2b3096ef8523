"""A cursor over departments, and for each of its rows a query for the staff's wages, in a file database."""
import os
import shutil
import sqlite3
import tempfile


def build(connection):
    connection.execute("CREATE TABLE department (code TEXT PRIMARY KEY, city TEXT)")
    connection.execute("CREATE TABLE staff (id INTEGER PRIMARY KEY, department TEXT, wage INTEGER)")
    connection.executemany("INSERT INTO department VALUES (?, ?)",
                           (("d%05d" % n, "c%d" % (n % 9)) for n in range(60000)))
    connection.executemany("INSERT INTO staff (department, wage) VALUES (?, ?)",
                           (("d%05d" % (n % 60000), 1000 + n % 700) for n in range(120000)))
    connection.execute("CREATE INDEX staff_by_department ON staff (department)")
    connection.commit()


def wages_by_city(connection):
    cities = {}
    outer = connection.cursor()
    inner = connection.cursor()
    outer.execute("SELECT code, city FROM department")
    for code, city in outer:
        inner.execute("SELECT SUM(wage), COUNT(*) FROM staff WHERE department = ?", [code])
        wages, count = inner.fetchone()
        cities[city] = cities.get(city, 0) + wages
    return cities


def main():
    folder = tempfile.mkdtemp(prefix="target-")
    connection = sqlite3.connect(os.path.join(folder, "firm.db"))
    build(connection)
    print(sorted(wages_by_city(connection).items())[0])
    connection.close()
    shutil.rmtree(folder)


main()
