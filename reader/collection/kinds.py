from enum import StrEnum


class Kind(StrEnum):
    """What can be odd about a file; its text is in reader.messages under "problem." and the value.

    In brackets: what `Problem.detail` holds.
    """

    # the folder
    IGNORED = "ignored"  # [how many, and the first names]
    LINK_OUTSIDE = "link-outside"  # [target]
    LINK_BROKEN = "link-broken"  # [target]
    FOLDER_CLOSED = "folder-closed"  # [reason]
    NAME_BYTES = "name-bytes"  # [the name with escapes]
    NAME_TWICE = "name-twice"  # [the path that the other file has]
    UNREADABLE = "unreadable"  # [reason]

    # the characters
    NOT_UTF8 = "not-utf8"  # [bad bytes]
    OTHER_ENCODING = "other-encoding"  # [name of the encoding]
    CHARACTER_LOST = "character-lost"  # [how many]
    NUL = "nul"  # [how many]

    # the front matter
    FRONT_MATTER_UNCLOSED = "front-matter-unclosed"  # [keys saved]
    FRONT_MATTER_INLINE = "front-matter-inline"  # [keys saved]
    FRONT_MATTER_BROKEN = "front-matter-broken"  # [what the parser says]
    KEY_TWICE = "key-twice"  # [key]
    DATE_UNREADABLE = "date-unreadable"  # [date as written]
    TITLE_EMPTY = "title-empty"  # [title used instead]
    TITLE_REFUSAL = "title-refusal"  # [title]

    # the body
    BODY_EMPTY = "body-empty"  # []
    BODY_WITHOUT_TEXT = "body-without-text"  # []
    BODY_REFUSAL = "body-refusal"  # [how it begins]
    BODY_ERROR = "body-error"  # [how it begins]
    CONFLICT = "conflict"  # [how many]
