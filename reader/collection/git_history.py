"""What git knows of a file, when the folder is in a git work tree; nothing is ever written.

The repository is not trusted: nothing that its configuration names is run or asked over a network.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha1, sha256
from itertools import pairwise
from pathlib import Path

from reader.collection.read import LARGEST_POST

TIMEOUT_SECONDS = 10.0
MOST_VERSIONS = 50

_OVERRIDES = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "diff.relative=false",
    "gc.auto=0",
    "log.mailmap=false",
    "log.showSignature=false",
    "maintenance.auto=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_LOG = (
    "log",
    "--follow",
    "--raw",
    "-z",
    "--no-abbrev",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-show-signature",
    "--encoding=UTF-8",
    "--format=%x01%H%x00%at%x00%x02%<(200,trunc)%s",
)
_COMMIT = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")
_RECORD = re.compile(b"\x01[0-9a-f]{40,64}")
_CHANGE = re.compile(b"\n:[0-9]{6} [0-9]{6} [0-9a-f]+ ([0-9a-f]+) ([A-Z])[0-9]*")
_NO_BLOB = re.compile(b"0+")
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


@dataclass(frozen=True, slots=True)
class Version:
    """A commit that gave a file another content.

    `path` is what the file was called then, from the top of the work tree; `blob` is git's name of
    the content; `when` is when the author made it.
    """

    commit: str
    when: datetime
    subject: str
    path: str
    blob: str


def versions(root: Path, path: str, limit: int = MOST_VERSIONS) -> list[Version]:
    """The commits that changed a file, newest first, over its renames.

    `path` is relative to the root, as the disk spells it. Empty where there is no git, no work
    tree, no such file in it, or where git does not trust the folder.
    """
    told = _git(root, (*_LOG, f"-n{limit}", "--", path))
    found = list(_parsed(told or b""))
    # A commit that only renamed the file has the content of the one before.
    return [one for one, older in pairwise([*found, None]) if one and _differs(one, older)]


def file_at(root: Path, path: str, commit: str) -> bytes | None:
    """The bytes of a file in a commit, None where git has none, or more than a post can have.

    `path` is from the top of the work tree, as a Version has it.
    """
    if not _COMMIT.fullmatch(commit):
        return None
    name = f"{commit}:{path}"
    size = _git(root, ("cat-file", "-s", name))
    if size is None or int(size) > LARGEST_POST:
        return None
    return _git(root, ("cat-file", "blob", name))


def blob_names(data: bytes) -> frozenset[str]:
    """What git calls a content, in repositories of both kinds."""
    head = b"blob %d\0" % len(data)
    return frozenset(
        (
            sha1(head + data, usedforsecurity=False).hexdigest(),
            sha256(head + data, usedforsecurity=False).hexdigest(),
        )
    )


def _differs(version: Version, older: Version | None) -> bool:
    return older is None or older.blob != version.blob


def _git(root: Path, command: Sequence[str]) -> bytes | None:
    """What git prints, None when it fails or is not there."""
    program = shutil.which("git")
    if not program:
        return None
    overrides = [part for setting in _OVERRIDES for part in ("-c", setting)]
    arguments = [
        program, "--no-pager", "--literal-pathspecs", *overrides, "-C", os.fspath(root), *command,
    ]  # fmt: skip
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and nothing of it comes from the repository
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=inherited | _ENVIRONMENT,
            timeout=TIMEOUT_SECONDS,
            creationflags=_NO_WINDOW,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _parsed(told: bytes) -> Iterator[Version]:
    """The versions in the records of a log: a commit, its time and subject, then one raw change."""
    fields = told.split(b"\0")
    starts = [at for at, field in enumerate(fields) if _RECORD.fullmatch(field)]
    for start, end in pairwise([*starts, len(fields)]):
        head, change = fields[start : start + 3], fields[start + 3 : end]
        # A merge that changed nothing by itself has no such line.
        facts = _CHANGE.fullmatch(change[0]) if change else None
        if not facts or _NO_BLOB.fullmatch(facts[1]):
            continue
        path = change[2 if facts[2] in b"RC" else 1]
        subject = head[2].decode("utf-8", "replace").strip("\x02 ")
        blob = facts[1].decode()
        yield Version(head[0][1:].decode(), _time(head[1]), subject, os.fsdecode(path), blob)


def _time(written: bytes) -> datetime:
    try:
        return datetime.fromtimestamp(int(written), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
