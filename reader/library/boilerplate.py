"""Paragraphs that stand in very many posts: adverts, greetings, what is said under every text."""

from collections.abc import Iterable

from reader.article.folding import COMMON_POSTS


def common_lines(packed_keys: Iterable[bytes], least: int = COMMON_POSTS) -> list[int]:
    """The line keys that at least so many posts have, given the packed keys of each post."""
    import numpy as np

    keys = np.frombuffer(b"".join(packed_keys), "<i8")
    found, counts = np.unique(keys, return_counts=True)
    return [int(key) for key in found[counts >= least]]
