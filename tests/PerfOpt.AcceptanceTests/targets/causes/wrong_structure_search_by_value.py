"""The place of a value is looked up with list.index for every record."""


def encode(words, vocabulary):
    codes = []
    for word in words:
        codes.append(vocabulary.index(word))
    return codes


def main():
    vocabulary = ["word%d" % n for n in range(4000)]
    words = [vocabulary[n * 31 % 4000] for n in range(44000)]
    codes = encode(words, vocabulary)
    print(len(codes), sum(codes))


main()
