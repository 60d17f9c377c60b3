from reader.text.normal import normalise

MOST_WORDS = 32


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query in normal form, each once, in order; those after the 32nd are dropped.

    Words are separated by white space of any kind, U+3000 too; no word is empty.
    """
    return tuple(dict.fromkeys(normalise(query).split()))[:MOST_WORDS]
