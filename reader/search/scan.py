from collections.abc import Sequence

from reader.search.ranking import BODY_WEIGHT, SATURATION, TITLE_WEIGHT
from reader.text.normal import normalise


def scan_matches(words: Sequence[str], title: str, text: str) -> float:
    """The score of a post that is not indexed yet: 0.0 unless its title or text holds every word.

    Finds what the index finds. The score is that of a post of average length whose words are all
    equally rare, for nothing is known about the other posts. No words match nothing.
    """
    return scan_normal(words, normalise(title), normalise(text))


def scan_normal(words: Sequence[str], title: str, text: str) -> float:
    """The same as `scan_matches` for a title and a text that are in normal form already."""
    score = 0.0
    for word in words:
        in_title, in_text = title.count(word), text.count(word)
        if not in_title and not in_text:
            return 0.0
        score += TITLE_WEIGHT * _saturated(in_title) + BODY_WEIGHT * _saturated(in_text)
    return score


def _saturated(frequency: int) -> float:
    return frequency / (frequency + SATURATION)
