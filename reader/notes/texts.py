"""The texts of posts that are kept: those that were read, and those annotations were marked in."""

import zlib

from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from reader.article.model import TEXT_VERSION
from reader.notes.model import KeptText
from reader.notes.tables import AnnotationRow, AttachmentRow, ReadingRow, TextVersion
from reader.text.storing import text_hash

LEVEL = 4
"""Higher levels of compression take twice the time for 5 % less."""


def keep_text(session: Session, post_id: str, text: str) -> int:
    """Keep a text of a post, once for equal ones; returns its key."""
    digest = text_hash(text)
    kept = select(col(TextVersion.id)).where(
        col(TextVersion.post_id) == post_id, col(TextVersion.text_hash) == digest
    )
    found = session.connection().execute(kept).scalar()
    if found is not None:
        return int(found)
    version = TextVersion(
        post_id=post_id,
        text_hash=digest,
        extraction=TEXT_VERSION,
        body=zlib.compress(text.encode(), LEVEL),
    )
    session.add(version)
    session.flush()
    if version.id is None:
        raise RuntimeError("the database gave no key")
    return version.id


def drop_unneeded(session: Session, post_id: str, read_hash: str) -> None:
    """Keep no text of a post that was not read, and that no annotation was put into."""
    marked = select(col(AnnotationRow.text_version_id)).union(
        select(col(AttachmentRow.text_version_id))
    )
    session.connection().execute(
        delete(TextVersion).where(
            col(TextVersion.post_id) == post_id,
            col(TextVersion.text_hash) != read_hash,
            col(TextVersion.id).not_in(marked),
        )
    )


def newest_marked(session: Session, post_id: str) -> str | None:
    """The text that the newest annotation of a post was marked in, None when there is none."""
    found = (
        select(col(TextVersion.body))
        .join(AnnotationRow)
        .where(col(AnnotationRow.post_id) == post_id)
        .order_by(col(AnnotationRow.id).desc())
        .limit(1)
    )
    body = session.connection().execute(found).scalar()
    return None if body is None else unpacked(body)


def kept_text(session: Session, post_id: str, digest: str) -> str | None:
    """The text of a post with this name, None when it is not kept."""
    found = select(col(TextVersion.body)).where(
        col(TextVersion.post_id) == post_id, col(TextVersion.text_hash) == digest
    )
    body = session.connection().execute(found).scalar()
    return None if body is None else unpacked(body)


def kept_texts(session: Session, post_id: str) -> list[KeptText]:
    """The kept texts of a post: the one that was read, then the marked ones, newest first."""
    reading = session.get(ReadingRow, post_id)
    read_hash, read_at = (reading.read_hash, reading.read_at) if reading else ("", None)
    marked_at = func.min(col(AnnotationRow.created))
    found = (
        select(col(TextVersion.text_hash), marked_at)
        .outerjoin(AnnotationRow)
        .where(col(TextVersion.post_id) == post_id)
        .group_by(col(TextVersion.id))
        .order_by(marked_at.desc())
    )
    texts: list[KeptText] = []
    for digest, marked in session.connection().execute(found).all():
        if digest == read_hash:
            texts.insert(0, KeptText(digest, True, read_at, marked))
        elif marked is not None:
            texts.append(KeptText(digest, False, None, marked))
    return texts


def unpacked(body: bytes) -> str:
    """The text of a stored version."""
    return zlib.decompress(body).decode()


def readable(body: bytes) -> str | None:
    """The text of a stored version, None where it is damaged."""
    try:
        return unpacked(body)
    except (zlib.error, UnicodeDecodeError):
        return None
