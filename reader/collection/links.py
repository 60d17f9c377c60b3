"""Where the links of a post lead: to other posts of the collection, or out of it."""

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from reader.collection.names import without_suffix

_EXTERNAL = re.compile(r"\s*(?:https?:|mailto:|//)", re.IGNORECASE)
_PERMALINK = re.compile(r"(?:^|/)([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})/([^/]+)$")
_INDEX = re.compile(r"/_?index$")


def is_external(href: str) -> bool:
    """Whether a link leads out to the web or to a mail program."""
    return _EXTERNAL.match(href) is not None


class PostLinks:
    """Finds the posts that links mean, by path or by name; letter case and NFC make no difference.

    Of several posts with one name the one nearest to the folder of the link is meant, then the one
    in the least deep folder.
    """

    def __init__(self, paths_to_ids: Mapping[str, str]) -> None:
        self._ids: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for path in sorted(paths_to_ids, key=lambda path: (path.count("/"), path)):
            page = _page(path)
            if page not in self._ids:
                self._ids[page] = paths_to_ids[path]
                self._by_name[_name(page)].append(page)

    def resolve(self, href: str, from_path: str) -> str | None:
        """The id of the post that a link in the post at `from_path` means, None if there is none.

        Understands /YYYY/MM/DD/slug/, paths from the post or from the root, with or without .md,
        and bare names as in [[name]]; all with percent-escapes and fragments.
        """
        if is_external(href):
            return None
        folder = _page(posixpath.dirname(from_path))
        pages = (self._page_of(written, folder) for written in _readings(href.strip()))
        return next((self._ids[page] for page in pages if page), None)

    def _page_of(self, written: str, folder: str) -> str | None:
        target = _page(written)
        beside = "" if written.startswith("/") else folder
        page = posixpath.normpath(posixpath.join(beside, target))
        if page in self._ids:
            return page
        permalink = _PERMALINK.search(target)
        if permalink:
            year, month, day, slug = permalink.groups()
            target = f"{year}-{month:0>2}-{day:0>2}-{slug}"
        return self._named(posixpath.normpath(target).lstrip("./"), folder)

    def _named(self, target: str, folder: str) -> str | None:
        pages = self._by_name.get(_name(target), ()) if target else ()
        fitting = [page for page in pages if f"/{page}".endswith(f"/{target}")]
        return max(fitting, key=lambda page: _shared_folders(page, folder), default=None)


def _readings(href: str) -> Iterator[str]:
    """The paths that a link may mean: a name may hold "#", "?" or "%" itself."""
    written = (href, href.rpartition("#")[0], re.split("[?#]", href, maxsplit=1)[0])
    return filter(None, dict.fromkeys(form for one in written for form in (one, unquote(one))))


def _page(path: str) -> str:
    """What is equal for all ways to write the address of one page."""
    path = unicodedata.normalize("NFC", path).casefold().strip("/")
    return _INDEX.sub("", without_suffix(path.removesuffix(".html")))


def _name(page: str) -> str:
    return page.rpartition("/")[2]


def _shared_folders(page: str, folder: str) -> int:
    shared = posixpath.commonpath([posixpath.dirname(page), folder])
    return len(shared.split("/")) if shared else 0
