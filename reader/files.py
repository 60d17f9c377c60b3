import os
import secrets
from pathlib import Path


def atomic_write(path: Path, data: bytes) -> None:
    """Replace a file as a whole, so that a crash leaves either the old bytes or the new ones.

    The parent folder must exist. Raises OSError and leaves the old file as it was.
    """
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def file_version(path: Path) -> tuple[object, ...] | None:
    """A value that changes when a file does; for a database its journal counts too.

    None when there is no such file.
    """
    found: list[object] = []
    for name in (path.name, f"{path.name}-wal"):
        try:
            facts = path.with_name(name).stat()
        except OSError:
            continue
        found.append((name, facts.st_mtime_ns, facts.st_size, facts.st_ino))
    return tuple(found) or None
