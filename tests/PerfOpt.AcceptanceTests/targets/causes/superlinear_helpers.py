"""Nested scans hidden behind small functions: for every invoice all payments are looked through."""


def matches(invoice, payment):
    return invoice["number"] == payment["reference"]


def payment_of(invoice, payments):
    for payment in payments:
        if matches(invoice, payment):
            return payment
    return None


def unpaid(invoices, payments):
    return [invoice["number"] for invoice in invoices if payment_of(invoice, payments) is None]


def main():
    invoices = [{"number": n, "sum": n % 90} for n in range(6000)]
    payments = [{"reference": n * 2, "sum": n % 90} for n in range(4000)]
    print(len(unpaid(invoices, payments)))


main()
