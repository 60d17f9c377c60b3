"""Changes to the text of a query: what chips and facets do to it.

The grammar is imported late: the window starts without Whoosh.
"""

import re
from collections.abc import Sequence

from reader.search.model import QUOTES

Span = tuple[int, int]


def quoted(name: str) -> str:
    """A name as it can stand in a query: in quotation marks where it would be divided."""
    plain = re.sub(f"[{QUOTES}]", "", name)
    divided = re.search(r"[\s()（）]", plain) or plain[:1] in "-−－" or plain in ("OR", "AND")
    return f'"{plain}"' if divided else plain


def as_typed(query: str, span: Span) -> str:
    """The query with a word in quotation marks, so that it is looked for as it stands."""
    start, end = span
    return f'{query[:start]}"{query[start:end]}"{query[end:]}'


def with_other_forms(query: str, span: Span) -> str:
    """The query with a word out of its quotation marks, which stand around the span."""
    start, end = span
    return query[: start - 1] + query[start:end] + query[end + 1 :]


def parts_of(query: str) -> frozenset[str]:
    """The parts, such as tag:電力, that a query demands."""
    return frozenset(query[start:end] for start, end in _parts(query))


def switched_part(query: str, part: str) -> str:
    """The query with a part at its end, or without it when it has the part."""
    found = [span for span in _parts(query) if query[slice(*span)] == part]
    if not found:
        return f"{_finished(query)} {part}".lstrip()
    for start, end in reversed(found):
        query = f"{query[:start].rstrip()} {query[end:].lstrip()}"
    return query.strip()


def _finished(query: str) -> str:
    """The query without what would take in a part behind it: its last quotation mark is closed."""
    from reader.search.grammar import Field, Infix, Minus, Open, Quoted, tokens, without_space

    nodes = list(without_space(tokens(query)))
    while nodes and isinstance(nodes[-1], Infix | Minus | Open | Field):
        query = query[: nodes.pop().startchar]
    closing = '"' if nodes and isinstance(nodes[-1], Quoted) and not nodes[-1].closed else ""
    return query.rstrip() + closing


def _pairs(nodes: Sequence[object]) -> frozenset[int]:
    """The parentheses that have a partner, by identity; the others mean nothing."""
    from reader.search.grammar import Close, Open

    opened: list[int] = []
    pairs: list[int] = []
    for node in nodes:
        if isinstance(node, Open):
            opened.append(id(node))
        elif isinstance(node, Close) and opened:
            pairs += (opened.pop(), id(node))
    return frozenset(pairs)


def _parts(query: str) -> Sequence[Span]:
    """Where the words of a query stand, with their fields; no others than those demanded."""
    from reader.search.grammar import Close, Infix, Minus, Open, tokens, without_space

    found: list[Span] = []
    depth, free, begins = 0, True, None
    nodes = list(without_space(tokens(query)))
    pairs = _pairs(nodes)
    nodes = [node for node in nodes if not isinstance(node, Open | Close) or id(node) in pairs]
    for at, node in enumerate(nodes):
        if isinstance(node, Open | Close):
            depth += 1 if isinstance(node, Open) else -1
        elif isinstance(node, Minus | Infix):
            free = False
        elif not node.is_text():
            begins = node.startchar
        else:
            follows = nodes[at + 1] if at + 1 < len(nodes) else None
            if not depth and free and not isinstance(follows, Infix):
                start = node.startchar if begins is None else begins
                found.append((start, node.endchar))
            free, begins = True, None
    return found
