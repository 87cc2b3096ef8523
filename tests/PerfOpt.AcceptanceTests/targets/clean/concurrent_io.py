"""The same waits, side by side, in a pool of threads; then some work of another kind."""
import hashlib
import time
from concurrent.futures import ThreadPoolExecutor


def read(number):
    time.sleep(0.04)
    return number * 3


def main():
    with ThreadPoolExecutor(max_workers=20) as pool:
        print(sum(pool.map(read, range(20))))
    print(hashlib.pbkdf2_hmac("sha256", b"word", b"salt", 2000000).hex()[:8])


main()
