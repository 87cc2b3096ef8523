"""Names outside ASCII: of the file, a function and what is printed."""


def zähle(grenze):
    summe = 0
    for zahl in range(grenze):
        summe += zahl
    return summe


print("Größe", zähle(12000000))
