"""Never ends by itself, and uses a core."""
number = 0
while True:
    number += 1
