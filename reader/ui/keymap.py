"""Which key runs which command: the defaults, what a person changed, and what is refused."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from PySide6.QtGui import QKeySequence

from reader.ui.page_keys import PAGE_KEYS, PageKey

Reason = Literal["unreadable", "page", "typing", "editing"]

EDITING = frozenset(
    {"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Ins", "Ctrl+Return", "Ctrl+Enter"}
)
"""What fields and the page need for selecting and copying, and the note editor to be closed."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a key can be given to no command; `page_key` names what uses it in the page."""

    reason: Reason
    page_key: PageKey | None = None


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of the commands by name; a key is written as `portable` has it, "" is none.

    `changed` are the person's own choices. Those that are refused, that name no command or that
    stand twice have no effect. A choice takes its key from the command that has it by default.
    """

    defaults: Mapping[str, str]
    changed: Mapping[str, str] = field(default_factory=dict)
    page: Sequence[PageKey] = PAGE_KEYS

    def keys(self) -> dict[str, str]:
        """The key of every command that is in force."""
        chosen: dict[str, str] = {}
        for name, key in self.changed.items():
            is_free = key not in chosen.values() and not self.refusal(key)
            if name in self.defaults and (not key or is_free):
                chosen[name] = key
        taken = set(chosen.values())
        return {
            name: chosen.get(name, "" if default in taken else default)
            for name, default in self.defaults.items()
        }

    def owner(self, key: str, besides: str = "") -> str | None:
        """The command that has a key, leaving one out."""
        owners = (name for name, one in self.keys().items() if one == key and name != besides)
        return next(owners, None) if key else None

    def refusal(self, key: str) -> Refusal | None:
        """Why a key cannot be given to a command, or None where it can."""
        if not key or portable(key) != key:
            return Refusal("unreadable")
        used = next((one for one in self.page if key in map(portable, one.keys.split())), None)
        if used:
            return Refusal("page", used)
        if key in EDITING:
            return Refusal("editing")
        return Refusal("typing") if _is_plain(key) else None

    def with_key(self, name: str, key: str) -> "Keymap":
        """The same with another key for a command, or none; who had the key loses it."""
        changed = dict(self.changed)
        owner = self.owner(key, name)
        if owner in changed:
            changed[owner] = ""
        changed[name] = key
        if key == self.defaults[name]:
            del changed[name]
        return replace(self, changed=changed)

    def with_defaults(self) -> "Keymap":
        """The same as it was before anything was changed."""
        return replace(self, changed={})


def portable(key: str) -> str:
    """A single key as it is kept and compared, or an empty string where it cannot be read."""
    sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1:
        return ""
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def shown(key: str) -> str:
    """A key as the system's menus write it."""
    sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)


def _is_plain(key: str) -> bool:
    """Whether a key is one that writes or moves, alone or with Shift."""
    is_combined = any(f"{modifier}+" in key for modifier in ("Ctrl", "Alt", "Meta"))
    return not is_combined and not re.fullmatch(r"(Shift\+)?F\d+", key)
