"""One business day of a bookshop: deliveries, payments, mail and the evening's reports.

usage: python3 main.py [--scale SHARE]

The day is played on a private copy of the shop's database, which goes when the day is over.
"""
import argparse
import os
import shutil
import sys
import tempfile

# The shop is run from where it was unpacked and must leave nothing there.
sys.dont_write_bytecode = True

from shop import catalogue, database, mail, orders, reports, stock  # noqa: E402

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0, metavar="SHARE",
                        help="the share of the shop's data that the day works on, above 0 and up to 1 (default 1)")
    arguments = parser.parse_args()
    if not 0 < arguments.scale <= 1:
        parser.error("--scale is above 0 and at most 1")
    return arguments


def business_day(connection, scale):
    """Plays the day and yields the lines of its summary."""
    books = catalogue.load(connection, scale)
    yield "books: %d, of which %d are entered twice" % (len(books), len(catalogue.find_duplicates(books)))

    deliveries = database.read_csv(os.path.join(DATA, "deliveries.csv"), scale)
    kept, returned = stock.receive_all(connection, deliveries)
    yield "deliveries: %d books kept, %d sent back" % (kept, returned)

    payments = database.read_csv(os.path.join(DATA, "payments.csv"), scale)
    yield "payments: %.2f booked" % (orders.book_payments(connection, payments) / 100)

    readers = orders.active_customers(connection, scale)
    yield "customers: %d bought lately, the first is number %d" % (len(readers), readers[0])

    letters = mail.letters_for(connection, readers[:max(1, int(18 * scale))])
    receipts = mail.send_all(mail.Gateway(), letters)
    yield "mail: %d sent, receipts %s" % (len(receipts), mail.fold(receipts))

    sales = reports.sales_by_author(connection, scale)
    for author, (count, turnover) in sorted(sales.items()):
        yield "author %-8s: %5d books, %10.2f" % (author, count, turnover / 100)
    for region, customers in reports.by_region(connection):
        yield "region %d: %d customers" % (region, customers)
    yield from reports.shelf_plan(books)
    yield "takings: %.2f" % (orders.close_day(connection, day=349) / 100)


def main():
    arguments = parse_arguments()
    seed = os.path.join(DATA, "bookshop.db")
    database.check(seed)
    folder = tempfile.mkdtemp(prefix="bookshop-")
    try:
        copy = os.path.join(folder, "bookshop.db")
        shutil.copyfile(seed, copy)
        connection = database.connect(copy)
        try:
            for line in business_day(connection, arguments.scale):
                print(line)
        finally:
            connection.close()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
