import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import reader

CHECKOUT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "packaging",
    "pyproject.toml",
    "reader",
    "requirements.lock",
    "resources",
    "tests",
}
BINARY = {".png", ".jpg", ".gif", ".webp", ".ttf", ".otf", ".woff2", ".ico", ".icns", ".qm", ".gz"}
# Written so that no pattern matches its own line.
UNWANTED = {
    "a path of one machine": r"(?<![\w.])/(work|root|home/\w+)/|[A-Z]:\\+Users\\",
    "how it was made": r"(?<![.\w])proto[t]ype|laborator[y]|\bissue[ ][A-H]\b",
    "an assistant": r"\b(clau[d]e|chat[g]pt|copilo[t]|anthropi[c])\b",
    "unfinished work": r"\b(TOD[O]|FIXM[E])\b",
}

BLOCKED_IMPORT = """
import importlib, sys

class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Block())
for name in sys.argv[1:]:
    importlib.import_module(name)
"""
# Started by others and not imported: the program itself, and Alembic's environment.
SCRIPTS = ("reader.__main__", "reader.notes.migrations.env")
LOADED_BY = "import sys; import {name}; print(*{{m.partition('.')[0] for m in sys.modules}})"
HEAVY = {
    "PySide6", "alembic", "markdown", "nh3", "numpy", "rapidfuzz", "rich", "sqlmodel", "typer",
    "whoosh",
}  # fmt: skip


@cache
def tracked_files() -> list[str]:
    git = ["git", "-c", "safe.directory=*", "-C", str(CHECKOUT), "ls-files", "-z"]
    listed = subprocess.run(git, capture_output=True, check=True, text=True)
    return [name for name in listed.stdout.split("\0") if (CHECKOUT / name).is_file()]


COMPANIES = "resources/aliases.txt"
"""Names companies whatever they make."""


def modules_outside_ui() -> list[str]:
    paths = (path.relative_to(CHECKOUT) for path in (CHECKOUT / "reader").rglob("*.py"))
    names = (".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths)
    return sorted(name for name in names if not name.startswith(("reader.ui", *SCRIPTS)))


def python(code: str, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *args]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True)


def locked() -> dict[str, str]:
    lock = (CHECKOUT / "requirements.lock").read_text("utf-8")
    here = (Requirement(line) for line in re.findall(r"^[a-z].*==.*[^\\\n]", lock, re.MULTILINE))
    return {r.name: str(r.specifier)[2:] for r in here if not r.marker or r.marker.evaluate()}


def wanted() -> list[Requirement]:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    lines = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    return [Requirement(line) for line in lines]


def test_everything_outside_the_window_imports_without_qt() -> None:
    done = python(BLOCKED_IMPORT, *modules_outside_ui())
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "name", ["reader.catalog.store", "reader.state", "reader.messages", "reader.ui.main"]
)
def test_what_the_first_list_needs_loads_nothing_heavy(name: str) -> None:
    done = python(LOADED_BY.format(name=name))
    assert done.returncode == 0, done.stderr
    window = {"PySide6"} if name.startswith("reader.ui") else set[str]()
    assert (HEAVY - window) & set(done.stdout.split()) == set()


def test_top_level_holds_only_what_belongs_there() -> None:
    assert {name.partition("/")[0] for name in tracked_files()} - TOP_LEVEL == set()


@pytest.mark.parametrize("what", UNWANTED)
def test_no_file_tells_of(what: str) -> None:
    pattern = re.compile(UNWANTED[what], re.IGNORECASE if what == "an assistant" else 0)
    texts = [name for name in tracked_files() if Path(name).suffix not in BINARY]
    texts.remove(COMPANIES)
    found = {
        name: match[0]
        for name in texts
        if (match := pattern.search((CHECKOUT / name).read_text("utf-8", "replace")))
    }
    assert found == {}


def test_every_lock_entry_has_hashes_and_names_no_host() -> None:
    lock = (CHECKOUT / "requirements.lock").read_text("utf-8")
    entries = re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?://|file:|@ ", lock)


def test_lock_satisfies_the_project() -> None:
    versions = locked()
    for requirement in wanted():
        assert versions[requirement.name.lower()] in requirement.specifier, requirement


def test_installed_packages_are_the_locked_ones() -> None:
    found = {name: metadata.version(name) for name in locked()}
    assert found == locked()


def test_changelog_knows_the_version() -> None:
    changelog = (CHECKOUT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(
        rf"^## ({re.escape(reader.__version__)}\b|Unreleased)", changelog, re.MULTILINE
    )
