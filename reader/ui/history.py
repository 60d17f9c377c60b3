from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the collection: a post and an offset into its text in code points."""

    post_id: str
    position: int = 0


class History:
    """The posts that were opened one after the other, as back and forward walk through them."""

    LIMIT = 200

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def can_go_back(self) -> bool:
        """Whether a post was open before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether back was used before."""
        return self._at + 1 < len(self._places)

    def latest(self) -> list[str]:
        """The ids of the posts that were opened, each once, the present one first."""
        seen = [place.post_id for place in reversed(self._places[: self._at + 1])]
        seen += [place.post_id for place in self._places[self._at + 1 :]]
        return list(dict.fromkeys(seen))

    def visit(self, place: Place) -> None:
        """Go to a new place: what lay ahead is forgotten."""
        if self._at >= 0 and self._places[self._at].post_id == place.post_id:
            return
        self._places = [*self._places[: self._at + 1], place][-self.LIMIT :]
        self._at = len(self._places) - 1

    def keep(self, position: int) -> None:
        """Remember how far the present post was read."""
        if self._at >= 0:
            self._places[self._at] = Place(self._places[self._at].post_id, position)

    def back(self) -> Place | None:
        """Step back; None at the beginning."""
        return self._step(-1)

    def forward(self) -> Place | None:
        """Step forward; None at the end."""
        return self._step(1)

    def _step(self, by: int) -> Place | None:
        at = self._at + by
        if not 0 <= at < len(self._places):
            return None
        self._at = at
        return self._places[at]
