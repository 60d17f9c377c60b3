from pathlib import Path

from reader.search.folder import is_sound, newest_commit


def indexed_keys(folder: Path, generation: str) -> frozenset[int] | None:
    """The keys of the posts in an index after reading every byte; None when it is damaged.

    Nothing is changed. No index at all holds no posts.
    """
    from reader.search import engine

    if newest_commit(folder) is None:
        return frozenset()
    if not is_sound(folder, generation, thorough=True):
        return None
    try:
        return frozenset(engine.read(folder).keys().tolist())
    except Exception:  # Whoosh unpickles: a damaged file can raise anything
        return None
