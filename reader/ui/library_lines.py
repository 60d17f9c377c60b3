"""The lines of the sidebar, and what they count."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from reader.ui.session import Session
from reader.ui.sidebar import Line, Scope

translate = QCoreApplication.translate


def changed_posts(session: Session) -> int:
    """How many posts have another text than was read."""
    known = session.by_id
    return sum(
        state.differs_from(known[state.post_id].text_hash)
        for state in session.notes.states.values()
        if state.post_id in known
    )


def library_lines(
    session: Session,
    categories: Sequence[tuple[str, int]],
    found: Mapping[str, int],
    changed: int | None,
    unsettled: int | None = None,
    dossiers: Mapping[str, int] = MappingProxyType({}),
    review: int | None = None,
) -> list[Line]:
    """All lines; `found` has the numbers of posts of saved searches by their ids.

    `dossiers` has the numbers of annotations of dossiers by their ids. The lines of the changed
    posts, of the annotations to look at and of the review are there unless their numbers are None.
    """
    lines = [Line(translate("Workspace", "ライブラリ")), *_states(session)]
    if changed is not None:
        lines.append(Line(translate("Workspace", "変わった記事"), changed, Scope("changed")))
    lines += _notes(session, unsettled, review)
    if session.problems:
        lines.append(Line(translate("Workspace", "調べる")))
        text = translate("Workspace", "気になるファイル")
        lines.append(Line(text, len(session.problems), action="problems"))
    searches = session.notes.searches
    if searches:
        lines.append(Line(translate("Workspace", "保存した検索")))
    lines += [Line(one.name, found.get(one.id), search=one) for one in searches]
    lines += _dossiers(session, dossiers)
    if categories:
        lines.append(Line(translate("Workspace", "カテゴリ")))
    lines += [Line(name, count, Scope("category", name)) for name, count in categories]
    return lines


def _dossiers(session: Session, counts: Mapping[str, int]) -> list[Line]:
    return [
        Line(translate("Workspace", "調査ファイル")),
        *(
            Line(one.name, counts.get(one.id), Scope("area", f"dossier:{one.id}"))
            for one in session.notes.dossiers
        ),
        Line(translate("Workspace", "新しい調査ファイル…"), action="new_dossier"),
    ]


def _states(session: Session) -> list[Line]:
    known, notes = session.by_id, session.notes
    states = [state for state in notes.states.values() if state.post_id in known]
    read = sum(state.read for state in states)
    starred = sum(state.starred for state in states)
    annotated = sum(bool(count) and post in known for post, count in notes.counts.items())
    posts = len(session.rows)
    return [
        Line(translate("Workspace", "すべての記事"), posts, Scope()),
        Line(translate("Workspace", "未読"), posts - read, Scope("unread")),
        Line(translate("Workspace", "スター"), starred, Scope("starred")),
        Line(translate("Workspace", "注釈あり"), annotated, Scope("annotated")),
    ]


def _notes(session: Session, unsettled: int | None, review: int | None) -> list[Line]:
    notes = session.notes
    places = [
        ("notes", translate("Workspace", "すべての注釈"), sum(notes.counts.values())),
        ("changed_notes", translate("Workspace", "本文が変わった"), unsettled),
        ("review", translate("Workspace", "今日の見なおし"), review),
        ("trash", translate("Workspace", "ごみ箱"), notes.trash or None),
    ]
    shown = [(name, text, count) for name, text, count in places if count is not None]
    return [
        Line(translate("Workspace", "ノート")),
        *(Line(text, count, Scope("area", name)) for name, text, count in shown),
    ]
