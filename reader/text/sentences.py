import re

_CLOSING = """)\\]}"'’”」』）〕〉》】］｝｣"""
# "!" and "?" of ASCII end a sentence only where no further ASCII follows: not inside an address.
# Possessive, and never begun in the middle of a run of signs: a long run takes linear time.
_END = re.compile(
    rf"[。！？｡][。！？｡!?]*+[{_CLOSING}]*+"
    rf"|(?<![!?])[!?][。！？｡!?]*+[{_CLOSING}]*+(?![!-~])"
    r"|\n"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences in code points, without the white space around them.

    A sentence ends after 。！？!? with the brackets that close there, and at a line break. Every
    character that is not white space lies in exactly one span.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        _add_trimmed(spans, text, start, match.end())
        start = match.end()
    _add_trimmed(spans, text, start, len(text))
    return spans


def _add_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    rest = piece.lstrip()
    if rest:
        start += len(piece) - len(rest)
        spans.append((start, start + len(rest.rstrip())))
