from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the window can do: its name in code, its words, its keys and what it runs.

    Of several keys, parted by spaces, the first can be changed by the person. A checkable one is
    on or off, as the commands of a group always are.
    """

    name: str
    text: str
    do: Callable[[], object]
    keys: str = ""
    group: str = ""
    checkable: bool = False


def make_actions(owner: QWidget, commands: list[Command]) -> dict[str, QAction]:
    """Actions for the commands, added to the owner so that their keys work everywhere in it.

    Commands of one group exclude each other, as the themes do.
    """
    groups: dict[str, QActionGroup] = {}
    actions = {}
    for command in commands:
        action = QAction(command.text, owner)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(key) for key in command.keys.split()])
        action.setCheckable(command.checkable or bool(command.group))
        if command.group:
            groups.setdefault(command.group, QActionGroup(owner)).addAction(action)
        action.triggered.connect(lambda _=False, do=command.do: do())
        owner.addAction(action)
        actions[command.name] = action
    return actions


def fill_menu(menu: QMenu, actions: dict[str, QAction], names: str) -> QMenu:
    """Put actions into a menu: their names parted by spaces, a | draws a line."""
    for name in names.split():
        if name == "|":
            menu.addSeparator()
        else:
            menu.addAction(actions[name])
    return menu
