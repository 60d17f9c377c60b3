from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QWidget

from reader.errors import UserError
from reader.messages import message
from reader.notes.backups import Backup
from reader.places import cloud_service
from reader.ui.parts import Banner
from reader.ui.preferences import Preferences
from reader.ui.restore_dialog import RestoreDialog, day_and_time
from reader.ui.session import Session


class Restoring(QObject):
    """What keeps the notes safe in the window: going back to copies, and a warning of clouds.

    `finish` is called before the notes are replaced, so that nothing that is being written is lost.
    """

    restored = Signal()

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        undo: QUndoStack,
        banner: Banner,
        preferences: Preferences,
        finish: Callable[[], object],
        lang: str,
    ) -> None:
        super().__init__(parent)
        self._window, self._session, self._undo, self._banner = parent, session, undo, banner
        self._preferences, self._finish, self._lang = preferences, finish, lang
        self.dialog: RestoreDialog | None = None
        session.notes_changed.connect(self._warn_of_cloud)

    def offer(self, error: UserError) -> None:
        """Offer the latest copy that can be read, when the banner says that the notes are damaged.

        Nothing happens for other errors.
        """
        library = self._session.library
        if error.key != "notes-damaged" or not library:
            return
        told = self._banner.text()

        def found(backup: Backup | None) -> None:
            if backup and self._banner.text() == told:
                there = self.tr("{0} の控えがあります。").format(day_and_time(backup))
                self._banner.say(
                    f"{told}\n{there}",
                    warning=True,
                    action=self.tr("控えに戻す"),
                    do=partial(self.restore, backup),
                )

        self._session.reads.run(library.backups.latest, found, channel="backup")

    def show(self) -> None:
        """List the copies, so that one can be chosen."""
        library = self._session.library
        if not library:
            return
        self.dialog = RestoreDialog(self._window, library.places.backups)
        self.dialog.chosen.connect(self.restore)
        self._session.reads.run(library.backups.all, self.dialog.set_backups, channel="backups")
        self.dialog.show()

    def restore(self, backup: Backup) -> None:
        """Go back to a copy; the present notes are kept under another name."""
        self._finish()
        self._session.restore(backup.path, lambda kept: self._tell(backup, kept))

    def _tell(self, backup: Backup, kept: Path | None) -> None:
        # What was done before was done to other notes.
        self._undo.clear()
        text = self.tr("{0} の控えに戻しました。").format(day_and_time(backup))
        if kept:
            text += self.tr("いままでのノートは {0} に残してあります。").format(kept)
        self._banner.say(text)
        self.restored.emit()

    def _warn_of_cloud(self) -> None:
        library = self._session.library
        if not library or self._banner.text():
            return
        data = library.places.data
        if self._preferences.knows_cloud(data):
            return
        self._session.reads.run(lambda: cloud_service(data), self._say_cloud, channel="cloud")

    def _say_cloud(self, service: str | None) -> None:
        library = self._session.library
        if not service or not library or self._banner.text():
            return
        data = library.places.data
        self._preferences.remember_cloud(data)
        text = message("data-in-cloud", self._lang, service=service, path=data)
        self._banner.say(str(text), warning=True)
