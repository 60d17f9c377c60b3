from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from reader.catalog.store import PostRow
from reader.library import Progress, RefreshReport


def index_words(progress: Progress | None, rows: Sequence[PostRow]) -> str:
    """What the foot of the window says of the index: what is going on, or what there is."""
    translate = QCoreApplication.translate
    if progress is None:
        return _what_there_is(rows)
    done, total = f"{progress.done:,}", f"{progress.total:,}"
    if progress.phase in ("indexing", "tidying"):
        return translate("Workspace", "索引をまとめています")
    if progress.phase != "building":
        text = translate("Workspace", "フォルダーを読んでいます {0} / {1}")
        return text.format(done, total)
    text = translate("Workspace", "索引 {0} / {1}").format(done, total)
    if progress.seconds_left is None:
        return text
    left = translate("Workspace", "　のこり {0} 秒")
    return text + left.format(max(1, round(progress.seconds_left)))


def refreshed_words(report: RefreshReport) -> str:
    """What the foot says after a refresh: what came and went, and what became of annotations."""
    translate = QCoreApplication.translate
    parts: list[str] = []
    if (report.added or report.changed or report.removed) and not report.cancelled:
        text = translate("Workspace", "追加 {0}、変更 {1}、削除 {2}")
        parts.append(text.format(report.added, report.changed, report.removed))
    placed = report.placements
    notes = [
        text.format(f"{count:,}")
        for text, count in (
            (translate("Workspace", "位置を直した {0}"), placed.moved),
            (translate("Workspace", "確かめてほしい {0}"), placed.unsure),
            (translate("Workspace", "本文から無くなった {0}"), placed.lost),
        )
        if count
    ]
    if notes:
        joined = translate("Workspace", "、").join(notes)
        parts.append(translate("Workspace", "注釈: {0}").format(joined))
    return "　".join(parts)


def _what_there_is(rows: Sequence[PostRow]) -> str:
    translate = QCoreApplication.translate
    indexed = sum(row.indexed for row in rows)
    text = translate("Workspace", "索引 {0} / {1}").format(f"{indexed:,}", f"{len(rows):,}")
    full = sum(row.minutes_full for row in rows)
    share = round(100 * (1 - sum(row.minutes for row in rows) / full)) if full else 0
    folded = translate("Workspace", "　くり返し {0} % をたたみ済み")
    return text + folded.format(share) if share else text
