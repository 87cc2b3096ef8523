"""Membership in a list of three, the right structure at that size, in a program that does other things."""
import hashlib

STATES = ["open", "paid", "sent"]


def digest_all(count):
    total = 0
    block = b"x" * 20000
    for number in range(count):
        state = ("open", "lost", "paid")[number % 3]
        if state in STATES:
            total += hashlib.sha256(block + str(number).encode()).digest()[0]
    return total


print(digest_all(60000))
