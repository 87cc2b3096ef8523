"""Four threads that count, and one that waits."""
import threading

done = threading.Event()
totals = [0] * 4


def count(place):
    for number in range(2500000):
        totals[place] += number % 5


def wait():
    done.wait()


threads = [threading.Thread(target=count, args=(place,), name="count-%d" % place) for place in range(4)]
waiter = threading.Thread(target=wait, name="waiter")
for thread in threads + [waiter]:
    thread.start()
for thread in threads:
    thread.join()
done.set()
waiter.join()
print(sum(totals))
