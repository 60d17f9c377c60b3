import logging
from pathlib import Path

from reader.places import cache_root

LARGEST = 1_000_000
FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


def log_file(cache_dir: Path | None = None) -> Path:
    """Where faults are written down."""
    return cache_root(cache_dir) / "keisen.log"


def log_to_file(cache_dir: Path | None = None) -> None:
    """Write what the program logs to its file, which starts anew when it has grown to 1 MB.

    A file that cannot be written is no reason to stop.
    """
    path = log_file(cache_dir)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LARGEST:
            path.replace(path.with_suffix(".old.log"))
        handler = logging.FileHandler(path, encoding="utf-8", delay=True, errors="replace")
    except OSError:
        return
    handler.setFormatter(logging.Formatter(FORMAT))
    logger = logging.getLogger("reader")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
