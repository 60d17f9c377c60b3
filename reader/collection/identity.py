"""Which post is which: ids that stay with the text when its file is renamed or moved."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reader.collection.names import without_suffix


@dataclass(frozen=True, slots=True)
class Known:
    """Where a post was when it was last seen, and the hash of its bytes."""

    path: str
    content_hash: str


def default_id(path: str) -> str:
    """The id of a post that is seen for the first time: its path without .md."""
    return without_suffix(path)


def assign_ids(
    found: Mapping[str, str],
    known: Mapping[str, Known],
    sentences_of_found: Callable[[str], frozenset[str]],
    sentences_of_known: Callable[[str], frozenset[str]],
) -> dict[str, str]:
    """Give every path that was found (with its content hash) the id of its post.

    A path keeps its id, unless it now holds another text while its old text stands elsewhere. An id
    whose path is gone goes to the new path with the same bytes, else to the one that shares most
    sentences with it, at least half of those of either. The ids of posts that are gone are never
    given to others. Sentences are asked for only where paths have gone and new ones have come.
    """
    ids = _kept(found, known, sentences_of_found, sentences_of_known)
    lost = {post_id: known[post_id] for post_id in sorted(known.keys() - ids.values())}
    new = [path for path in sorted(found) if path not in ids]
    if lost and new:
        ids |= _same_bytes(found, new, lost)
        new = [path for path in new if path not in ids]
        lost = {post_id: one for post_id, one in lost.items() if post_id not in ids.values()}
    if lost and new:
        ids |= _same_sentences(
            {path: sentences_of_found(path) for path in new},
            {post_id: sentences_of_known(post_id) for post_id in lost},
        )
    _name_new(ids, sorted(found), known.keys())
    return ids


def _kept(
    found: Mapping[str, str],
    known: Mapping[str, Known],
    sentences_of_found: Callable[[str], frozenset[str]],
    sentences_of_known: Callable[[str], frozenset[str]],
) -> dict[str, str]:
    hashes = Counter(found.values())
    ids: dict[str, str] = {}
    for post_id, one in sorted(known.items()):
        if one.path not in found or one.path in ids:
            continue
        went_away = found[one.path] != one.content_hash and hashes[one.content_hash]
        if went_away and not _alike(sentences_of_found(one.path), sentences_of_known(post_id)):
            continue
        ids[one.path] = post_id
    return ids


def _same_bytes(
    found: Mapping[str, str], new: Iterable[str], lost: Mapping[str, Known]
) -> dict[str, str]:
    by_hash: dict[str, list[str]] = defaultdict(list)
    for post_id, one in lost.items():
        by_hash[one.content_hash].append(post_id)
    ids: dict[str, str] = {}
    for path in new:
        candidates = by_hash[found[path]]
        if candidates:
            # Of several equal texts, the one with the same file name has most likely moved.
            same_name = [one for one in candidates if _name(lost[one].path) == _name(path)]
            ids[path] = (same_name or candidates)[0]
            candidates.remove(ids[path])
    return ids


def _same_sentences(
    new: Mapping[str, frozenset[str]], lost: Mapping[str, frozenset[str]]
) -> dict[str, str]:
    holders: dict[str, list[str]] = defaultdict(list)
    for post_id, sentences in lost.items():
        for sentence in sentences:
            holders[sentence].append(post_id)
    pairs: list[tuple[float, str, str]] = []
    for path, sentences in new.items():
        shared = Counter(post_id for one in sentences for post_id in holders.get(one, ()))
        for post_id, count in shared.items():
            share = count / max(len(sentences), len(lost[post_id]))
            pairs.append((-share, path, post_id))
    ids: dict[str, str] = {}
    for share, path, post_id in sorted(pairs):
        if share <= -0.5 and path not in ids and post_id not in ids.values():
            ids[path] = post_id
    return ids


def _alike(some: frozenset[str], others: frozenset[str]) -> bool:
    return 2 * len(some & others) >= max(len(some), len(others))


def _name_new(ids: dict[str, str], paths: Iterable[str], known: Iterable[str]) -> None:
    taken = {*known, *ids.values()}
    for path in paths:
        if path not in ids:
            ids[path] = _free(default_id(path), taken)
            taken.add(ids[path])


def _free(post_id: str, taken: set[str]) -> str:
    number = 1
    free = post_id
    while free in taken:
        number += 1
        free = f"{post_id}~{number}"
    return free


def _name(path: str) -> str:
    return path.rpartition("/")[2]
