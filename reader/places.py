import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Places:
    """The two folders of one collection: data is precious, cache can be deleted at any time."""

    data: Path
    cache: Path

    @property
    def notes(self) -> Path:
        """The database of annotations and reading states."""
        return self.data / "notes.sqlite3"

    @property
    def backups(self) -> Path:
        """The folder of copies of the notes database."""
        return self.data / "backups"

    @property
    def catalog(self) -> Path:
        """The disposable database of posts."""
        return self.cache / "catalog.sqlite3"

    @property
    def index(self) -> Path:
        """The folder of the disposable search index."""
        return self.cache / "index"


def collection_id(folder: Path) -> str:
    """A name for a collection's own folders: its folder's name and a hash of its full path."""
    full = unicodedata.normalize("NFC", str(folder.resolve()))
    digest = hashlib.blake2b(full.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    name = "".join(c if c.isalnum() else "-" for c in folder.resolve().name)[:24].strip("-")
    return f"{name or 'root'}-{digest}"


def data_root(override: Path | None = None) -> Path:
    """The folder of everything precious: the argument, KEISEN_DATA_DIR or the system's place."""
    return _root(override, "KEISEN_DATA_DIR", platformdirs.user_data_path("keisen", False))


def cache_root(override: Path | None = None) -> Path:
    """The folder of everything disposable: the argument, KEISEN_CACHE_DIR or the system's place."""
    return _root(override, "KEISEN_CACHE_DIR", platformdirs.user_cache_path("keisen", False))


def places_for(folder: Path, data: Path | None = None, cache: Path | None = None) -> Places:
    """Where the files of a collection live; nothing is created."""
    name = collection_id(folder)
    return Places(data_root(data) / name, cache_root(cache) / name)


def cloud_service(path: Path) -> str | None:
    """The cloud drive that a folder lies in, going by the names of its parents."""
    names = {*path.absolute().parts, *path.resolve().parts}
    for service, pattern in _CLOUDS.items():
        if any(re.fullmatch(pattern, name, re.IGNORECASE) for name in names):
            return service
    return None


_CLOUDS = {
    "Dropbox": r"dropbox( ?\(.*\)|-.*)?",
    "OneDrive": r"onedrive( ?-.*)?",
    "iCloud Drive": r"icloud ?drive|mobile documents|com~apple~clouddocs",
    "Google Drive": r"google ?drive(-.*| ?\(.*\))?|my drive|マイドライブ",
    "Box": r"box( sync|-box)?",
    "Nextcloud": r"nextcloud\d*",
}


def _root(override: Path | None, variable: str, default: Path) -> Path:
    if override is not None:
        return override
    return Path(os.environ[variable]) if os.environ.get(variable) else default
