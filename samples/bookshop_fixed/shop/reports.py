"""The evening's reports."""
from shop import fixes

SHELVES = ["fiction", "travel", "history", "science", "children"]


def sales_by_author(connection, scale):
    """Books sold and turnover of each author, without what was returned."""
    if fixes.applied("n-plus-one-query"):
        return _sales_in_one_query(connection, scale)
    total, = connection.execute("SELECT COUNT(*) FROM orders").fetchone()
    orders = connection.execute("SELECT id, status FROM orders ORDER BY id LIMIT ?",
                                (max(1, int(total * scale)),)).fetchall()
    sales = {}
    for order_id, status in orders:
        lines = connection.execute("SELECT b.author, l.quantity, l.price FROM order_lines l"
                                   " JOIN books b ON b.id = l.book_id WHERE l.order_id = ?", (order_id,))
        for author, quantity, price in lines:
            count, turnover = sales.get(author, (0, 0))
            if status != "returned":
                sales[author] = (count + quantity, turnover + quantity * price)
    return sales


def _sales_in_one_query(connection, scale):
    total, = connection.execute("SELECT COUNT(*) FROM orders").fetchone()
    rows = connection.execute("SELECT o.status, b.author, l.quantity, l.price FROM orders o"
                              " JOIN order_lines l ON l.order_id = o.id JOIN books b ON b.id = l.book_id"
                              " WHERE o.id IN (SELECT id FROM orders ORDER BY id LIMIT ?) ORDER BY o.id",
                              (max(1, int(total * scale)),))
    sales = {}
    for status, author, quantity, price in rows:
        count, turnover = sales.get(author, (0, 0))
        if status != "returned":
            sales[author] = (count + quantity, turnover + quantity * price)
    return sales


def by_region(connection):
    """The number of customers of each of the three regions."""
    answers = []
    for region in range(3):
        customers, = connection.execute("SELECT COUNT(*) FROM customers WHERE region = ?", (region,)).fetchone()
        answers.append((region, customers))
    return answers


def shelf_plan(books):
    """How many books stand on each shelf, and how far each shelf is from the others."""
    counts = [0] * len(SHELVES)
    for book in books:
        counts[book.shelf] += 1
    for shelf, name in enumerate(SHELVES):
        distances = []
        for other in range(len(SHELVES)):
            distances.append(abs(counts[shelf] - counts[other]))
        yield "shelf %-8s: %4d books, at most %d from another" % (name, counts[shelf], max(distances))
