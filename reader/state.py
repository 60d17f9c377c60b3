import json
from pathlib import Path

from reader.files import atomic_write
from reader.places import data_root

REMEMBERED = 12


def recent_folders(data_dir: Path | None = None) -> list[Path]:
    """The folders that were opened before, newest first; a damaged list counts as empty."""
    try:
        known = json.loads(_file(data_dir).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    folders = known.get("recent", []) if isinstance(known, dict) else []
    return [Path(folder) for folder in folders if isinstance(folder, str)]


def remember_folder(folder: Path, data_dir: Path | None = None) -> None:
    """Put a folder at the head of the list; a list that cannot be written is no error."""
    folder = folder.resolve()
    others = [known for known in recent_folders(data_dir) if known != folder]
    recent = [str(known) for known in [folder, *others][:REMEMBERED]]
    path = _file(data_dir)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"recent": recent}, ensure_ascii=False, indent=1)
        atomic_write(path, text.encode("utf-8", "surrogatepass"))
    except OSError:
        return


def _file(data_dir: Path | None) -> Path:
    return data_root(data_dir) / "state.json"
