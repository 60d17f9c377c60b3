"""`keisen show --pdf`, as a process of its own without a screen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
POST = "2025-11-07-gpu-leasing"
TITLE = "GPUリースの残価は誰が負うか"
SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QTWEBENGINE_DISABLE_SANDBOX")


def keisen(*args: str | Path) -> "subprocess.CompletedProcess[str]":
    """Runs the command line where there is no screen."""
    env = {name: value for name, value in os.environ.items() if name not in SCREEN}
    command = [sys.executable, "-m", "reader", *map(str, args), "--lang", "ja"]
    return subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, encoding="utf-8")


def words(file: Path) -> str:
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    document.load(str(file))
    pages = (document.getAllText(number).text() for number in range(document.pageCount()))
    return "".join("".join(pages).split())


def test_a_post_becomes_a_pdf_with_its_notes(sample_root: Path, tmp_path: Path) -> None:
    folder, file = ("--folder", sample_root), tmp_path / "紙.pdf"
    keisen("annotate", POST, "--quote", "残価", "--note", "端末のメモ", "--tag", "要確認", *folder)
    ran = keisen("show", POST, "--pdf", file, "--json", *folder)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout) == {
        "id": POST,
        "path": f"{POST}.md",
        "pdf": str(file),
        "pages": 2,
    }
    assert "1端末のメモ#要確認" in words(file)
    assert TITLE in words(file)

    ran = keisen("show", POST, "--pdf", file, "--no-notes", *folder)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == f"PDF に書き出しました: {file}（2 ページ）\n"
    assert "端末のメモ" not in words(file)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ない/紙.pdf", "書き出し先に書けません"),
        ("sample/紙.pdf", "記事のフォルダーの中"),
        ("大切.md", "PDF ではありません"),
    ],
)
def test_a_pdf_that_cannot_be_written_ends_with_1_and_a_next_step(
    sample_folder: Path, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "大切.md").write_text("手で書いたもの", "utf-8")
    before = sorted(sample_folder.rglob("*"))
    ran = keisen("show", POST, "--pdf", tmp_path / name, "--folder", sample_folder)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert words in ran.stderr
    assert len(ran.stderr.splitlines()) == 2
    assert sorted(sample_folder.rglob("*")) == before
    assert (tmp_path / "大切.md").read_text("utf-8") == "手で書いたもの"
