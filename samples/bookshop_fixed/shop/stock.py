"""What is on the shelves."""

KEEP_AT_LEAST = 3


def demand(connection, book_id):
    """How many copies of a book were ever sold."""
    sold, = connection.execute("SELECT COALESCE(SUM(quantity), 0) FROM order_lines WHERE book_id = ?",
                               (book_id,)).fetchone()
    return sold


def copies_to_keep(connection, book_id, copies):
    """How many of the delivered copies the shop keeps: the more, the better the book has sold."""
    wanted = KEEP_AT_LEAST + demand(connection, book_id) // 4
    return min(copies, wanted)


def receive_all(connection, deliveries):
    """Takes in the day's deliveries; answers how many copies were kept and how many go back."""
    kept = []
    returned = 0
    for book_id, copies in deliveries:
        keep = copies_to_keep(connection, book_id, copies)
        returned += copies - keep
        kept.append((keep, book_id))
    connection.executemany("UPDATE books SET stock = stock + ? WHERE id = ?", kept)
    connection.commit()
    return sum(keep for keep, _ in kept), returned
