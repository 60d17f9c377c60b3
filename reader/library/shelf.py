from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reader.catalog.store import PostRow, Stamp

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Shelf:
    """All posts, newest first, as one state of the catalog has them.

    The place of a post is its index in `rows`.
    """

    stamp: Stamp
    rows: Sequence[PostRow]
    by_id: Mapping[str, PostRow]

    @classmethod
    def of(cls, stamp: Stamp, rows: Sequence[PostRow]) -> "Shelf":
        """Put rows on a shelf."""
        return cls(stamp, rows, {row.id: row for row in rows})

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """The place of each post by its id."""
        return {row.id: place for place, row in enumerate(self.rows)}

    @cached_property
    def indexed(self) -> "NDArray[np.bool_]":
        """Whether the catalog calls the post at each place indexed."""
        import numpy as np

        return np.fromiter((row.indexed for row in self.rows), np.bool_, len(self.rows))

    @cached_property
    def _places_by_key(self) -> "NDArray[np.intp]":
        import numpy as np

        keys = np.fromiter((row.key for row in self.rows), np.int64, len(self.rows))
        places = np.full(int(keys.max(initial=-1)) + 2, -1, np.intp)
        places[keys] = np.arange(len(keys))
        return places

    def places(self, keys: "NDArray[np.int64]") -> "NDArray[np.intp]":
        """The places of the posts with these keys, -1 where there is none."""
        import numpy as np

        table = self._places_by_key
        return table[np.minimum(keys, len(table) - 1)]

    def mask(self, post_ids: Collection[str] | None) -> "NDArray[np.bool_]":
        """Whether the post at each place is among some, None for all."""
        import numpy as np

        if post_ids is None:
            return np.ones(len(self.rows), np.bool_)
        mask = np.zeros(len(self.rows), np.bool_)
        known: Iterable[int | None] = (self.place_of.get(post_id) for post_id in post_ids)
        mask[[place for place in known if place is not None]] = True
        return mask
