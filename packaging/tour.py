"""Does the main job once in the real window: open, search, mark, note, export."""

import argparse
import sys
import tempfile
from pathlib import Path

from driving import opened_window, picture, sample_copy, wait_until

from reader.notes.model import Annotation
from reader.ui.marking import Marking
from reader.ui.note_editor import Draft
from reader.ui.pane import ReadingPane
from reader.ui.window import MainWindow
from reader.ui.workspace import Workspace

QUERY = "推論コスト"
NOTE = "会社計画か市場予想かを確認する。"


def main() -> int:
    """Run the tour and leave its results in a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--out", type=Path, required=True, help="where the picture and the Markdown go"
    )
    parser.add_argument("--lang", default="ja")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        folder = sample_copy(Path(work))
        with opened_window(folder, Path(work), options.lang) as window:
            if window.workspace is None:
                return 1
            _main_job(window.workspace, window, options.out)
    return 0


def _main_job(workspace: Workspace, window: MainWindow, out: Path) -> None:
    _say("ひらく / open", f"{len(workspace.session.rows)} 本の記事")
    _search(workspace)
    pane, marking = _open_first(workspace)
    quote = _mark(pane, marking)
    _say("印とメモ / mark and note", f"「{quote}」 — {NOTE}")
    saved = picture(window, out / "keisen.png")
    _say("画面 / picture", str(saved))
    workspace.exporting.export(None, out)
    wait_until("the export", lambda: workspace.reading.banner.text())
    for file in sorted(out.glob("*.md")):
        _say("書き出す / export", str(file))


def _search(workspace: Workspace) -> None:
    workspace.bar.search.set_query(QUERY)
    wait_until("the hits", lambda: workspace.list.highlights.text)
    _say("さがす / search", f"{QUERY}: {workspace.list.total()}")


def _open_first(workspace: Workspace) -> tuple[ReadingPane, Marking]:
    reading = workspace.reading
    workspace.list.list.choose_next(1)
    wait_until("the article", lambda: reading.post_id)
    _say("読む / read", reading.row.title if reading.row else "")
    if reading.pane is None or reading.marking is None:
        sys.exit("the reading pane is missing")
    return reading.pane, reading.marking


def _mark(pane: ReadingPane, marking: Marking) -> str:
    """Mark the sentence around the first hit and write a note on it."""
    text = pane.article.text if pane.article else ""
    start = text.index(QUERY)
    end = text.find("。", start)

    def write_note(new: Annotation) -> None:
        marking.change(new.id, Draft("yellow", NOTE, ("要確認",)))

    marking.add((start, end), "yellow", write_note)
    wait_until("the note", lambda: [a for a in marking.annotations.values() if a.note == NOTE])
    return text[start:end]


def _say(what: str, facts: str) -> None:
    print(f"{what}: {facts}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
