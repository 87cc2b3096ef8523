"""Independent devices are asked one after another; each takes a while to answer."""
import time


class Device:
    def __init__(self, number):
        self.number = number

    def read(self):
        time.sleep(0.04)
        return self.number * 3


def read_all(devices):
    values = {}
    for device in devices:
        values[device.number] = device.read()
    return values


print(sum(read_all([Device(n) for n in range(20)]).values()))
