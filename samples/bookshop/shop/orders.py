"""Orders, their payments and the customers who gave them."""

OPEN_STATES = ["paid", "sent", "closed"]


def book_payments(connection, payments):
    """Enters the payments that came in; answers their sum."""
    total = 0
    for order_id, amount in payments:
        connection.execute("INSERT INTO payments (order_id, amount) VALUES (?, ?)", (order_id, amount))
        connection.commit()
        total += amount
    return total


def active_customers(connection, scale):
    """The customers of the orders that were not returned, each once, in the order of their first order."""
    total, = connection.execute("SELECT COUNT(*) FROM orders").fetchone()
    rows = connection.execute("SELECT customer_id, status FROM orders ORDER BY id LIMIT ?",
                              (max(1, int(total * scale)),))
    customers = []
    for customer_id, status in rows:
        if status in OPEN_STATES and customer_id not in customers:
            customers.append(customer_id)
    return customers


def close_day(connection, day):
    """Writes the day's takings into the book of days; answers them."""
    takings, = connection.execute("SELECT COALESCE(SUM(amount), 0) FROM payments").fetchone()
    connection.execute("INSERT INTO days (day, takings) VALUES (?, ?)", (day, takings))
    connection.commit()
    return takings
