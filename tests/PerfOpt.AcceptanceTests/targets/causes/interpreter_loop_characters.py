"""A text is scanned character by character for its letters."""


def letter_counts(text):
    counts = [0] * 26
    for character in text:
        code = ord(character) | 32
        if 97 <= code <= 122:
            counts[code - 97] += 1
    return counts


def main():
    counts = letter_counts("The Quick Brown Fox Jumps Over The Lazy Dog. " * 320000)
    print(counts[0], counts[25])


main()
