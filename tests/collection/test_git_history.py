import hashlib
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.collection import git_history
from reader.collection.git_history import blob_names, file_at, versions

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="there is no git here")

Git = Callable[..., str]
POST = "記事/2026 甲.md"
NEVER = "0" * 40


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Runs git in a work tree of its own, one minute after the run before."""
    root = tmp_path / "posts"
    root.mkdir()
    minutes = iter(range(10, 60))

    def run(*arguments: str) -> str:
        moment = f"2026-03-01T00:{next(minutes)}:00+0000"
        facts = {"NAME": "甲", "EMAIL": "a@example.com", "DATE": moment}
        people = {
            f"GIT_{person}_{name}": fact
            for person in ("AUTHOR", "COMMITTER")
            for name, fact in facts.items()
        }
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            env=os.environ | people,
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout

    run("init", "-q", "-b", "main")
    return run


@pytest.fixture
def root(git: Git, tmp_path: Path) -> Path:
    """A work tree whose post was written, renamed and edited, in a commit each."""
    root = tmp_path / "posts"
    (root / "記事").mkdir()
    (root / "before.md").write_text("前の本文。\n" * 9, "utf-8")
    commit(git, "書いた")
    git("mv", "before.md", POST)
    commit(git, "名前を変えた")
    (root / POST).write_text("前の本文。\n" * 9 + "後の本文。\n", "utf-8")
    commit(git, "書きたした: 数字")
    return root


def commit(git: Git, subject: str) -> None:
    git("add", "-A")
    git("commit", "-q", "-m", subject)


def fingerprint(folder: Path) -> dict[str, tuple[str, int]]:
    """What all files of a folder hold, and when they were written."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_each_content_of_a_file_is_a_version_over_its_renames(root: Path) -> None:
    found = versions(root, POST)
    assert [(one.subject, one.path) for one in found] == [
        ("書きたした: 数字", POST),
        ("書いた", "before.md"),
    ]
    assert found[0].when == datetime(2026, 3, 1, 0, 17, tzinfo=UTC)


def test_the_file_of_a_version_is_given_as_it_was(root: Path) -> None:
    new, old = versions(root, POST)
    assert file_at(root, new.path, new.commit) == (root / POST).read_bytes()
    assert file_at(root, old.path, old.commit) == "前の本文。\n".encode() * 9


def test_the_present_content_is_known_by_its_name(root: Path) -> None:
    new, old = versions(root, POST)
    names = blob_names((root / POST).read_bytes())
    assert new.blob in names
    assert old.blob not in names


def test_a_folder_inside_a_work_tree_has_its_versions(root: Path) -> None:
    found = versions(root / "記事", "2026 甲.md")
    assert [one.path for one in found] == [POST, "before.md"]
    assert file_at(root / "記事", POST, found[0].commit) == (root / POST).read_bytes()


def test_no_more_versions_are_given_than_wanted(root: Path) -> None:
    assert [one.subject for one in versions(root, POST, 1)] == ["書きたした: 数字"]


def test_a_file_that_was_removed_and_merged_keeps_its_versions(root: Path, git: Git) -> None:
    git("checkout", "-q", "-b", "other")
    (root / "x.md").write_text("別の記事。", "utf-8")
    commit(git, "別")
    git("checkout", "-q", "main")
    (root / POST).unlink()
    commit(git, "消した")
    git("merge", "-q", "--no-ff", "-m", "合わせた", "other")
    (root / POST).write_text("もどした。", "utf-8")
    commit(git, "もどした")
    assert versions(root, POST)[0].subject == "もどした"
    assert [one.subject for one in versions(root, "x.md")] == ["別"]


@pytest.mark.parametrize("path", ["none.md", ":(top)*", "*", "--all", "../../x.md", "", "a\0b"])
def test_a_name_that_is_no_file_has_no_versions(root: Path, path: str) -> None:
    assert versions(root, path) == []


@pytest.mark.parametrize(
    ("path", "name"),
    [(POST, NEVER), (POST, "--help"), (POST, "HEAD"), ("none.md", ""), (POST + "\n", "")],
)
def test_what_git_does_not_have_is_none(root: Path, path: str, name: str) -> None:
    assert file_at(root, path, name or versions(root, POST)[0].commit) is None


def test_a_file_that_is_no_post_for_its_size_is_none(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_history, "LARGEST_POST", 10)
    assert file_at(root, POST, versions(root, POST)[0].commit) is None


def test_a_folder_that_is_no_work_tree_has_no_versions(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("本文。", "utf-8")
    assert versions(tmp_path, "a.md") == []
    assert versions(tmp_path / "none", "a.md") == []
    assert file_at(tmp_path, "a.md", NEVER) is None


def test_an_empty_repository_has_no_versions(git: Git, tmp_path: Path) -> None:
    assert versions(tmp_path / "posts", POST) == []


def test_without_git_there_are_no_versions(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    assert versions(root, POST) == []
    assert file_at(root, POST, NEVER) is None


def test_a_git_that_hangs_is_given_up(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = script(tmp_path / "bin" / "git", "exec sleep 60")
    monkeypatch.setenv("PATH", f"{hanging.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git_history, "TIMEOUT_SECONDS", 0.2)
    assert versions(root, POST) == []


def test_variables_of_git_lead_nowhere_else(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(root / "none"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert len(versions(root, POST)) == 2


def test_nothing_in_the_work_tree_is_written(root: Path) -> None:
    (root / POST).touch()  # git would like to refresh its index now
    before = fingerprint(root)
    for version in versions(root, POST):
        assert file_at(root, version.path, version.commit)
    assert fingerprint(root) == before


def script(path: Path, does: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{does}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


HOSTILE = """
[core]
    fsmonitor = {evil}
    pager = {evil}
    editor = {evil}
    sshCommand = {evil}
    askPass = {evil}
    gitProxy = {evil}
    hooksPath = {hooks}
    alternateRefsCommand = {evil}
[alias]
    log = !{evil}
    cat-file = !{evil}
[diff]
    external = {evil}
[diff "evil"]
    command = {evil}
    textconv = {evil}
[filter "evil"]
    clean = {evil}
    smudge = {evil}
    process = {evil}
    required = true
[merge "evil"]
    driver = {evil}
[log]
    showSignature = true
    diffMerges = on
[format]
    pretty = %H
[gpg]
    program = {evil}
[gpg "ssh"]
    program = {evil}
[pager]
    log = {evil}
    cat-file = {evil}
[color]
    ui = always
[i18n]
    logOutputEncoding = UTF-16
[diff]
    relative = true
    renames = false
    noprefix = true
[remote "origin"]
    url = ext::{evil}
    promisor = true
    partialclonefilter = blob:none
    uploadpack = {evil}
[extensions]
    partialClone = origin
"""


@pytest.mark.skipif(os.name == "nt", reason="the traps are shell scripts")
def test_a_hostile_repository_runs_nothing(root: Path, git: Git, tmp_path: Path) -> None:
    trap = tmp_path / "trapped"
    evil = script(tmp_path / "bin" / "evil", f'echo "$0 $*" >> "{trap}"; cat')
    hooks = tmp_path / "bin" / "hooks"
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc"):
        hooks.mkdir(exist_ok=True)
        script(hooks / hook, f'echo hook >> "{trap}"')
    (root / ".gitattributes").write_text("*.md diff=evil filter=evil merge=evil\n", "utf-8")
    commit(git, "属性")
    signed = subprocess.run(
        ["git", "-C", str(root), "cat-file", "commit", "HEAD"], capture_output=True, check=True
    ).stdout.replace(b"\n\n", b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n\n", 1)
    made = subprocess.run(
        ["git", "-C", str(root), "hash-object", "-t", "commit", "-w", "--stdin"],
        input=signed, capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    git("update-ref", "refs/heads/main", made)
    missing = versions(root, POST)[-1]
    config = root / ".git" / "config"
    told = HOSTILE.format(evil=evil, hooks=hooks)
    config.write_text(config.read_text("utf-8") + told, encoding="utf-8")
    before = fingerprint(root)
    found = versions(root, POST)
    assert [one.subject for one in found] == ["書きたした: 数字", "書いた"]
    assert all(file_at(root, one.path, one.commit) for one in found)
    assert not trap.exists(), trap.read_text("utf-8")
    assert fingerprint(root) == before
    blob = root / ".git" / "objects" / missing.blob[:2] / missing.blob[2:]
    blob.unlink()
    assert file_at(root, missing.path, missing.commit) is None
    assert not trap.exists(), trap.read_text("utf-8")
    subprocess.run(["git", "-C", str(root), "status"], capture_output=True, check=False)
    assert trap.exists(), "git itself would have run into the trap"
