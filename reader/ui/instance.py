from hashlib import blake2b
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reader.places import Places

ANSWER_MS = 1000


class Instance(QObject):
    """The one window of a collection: a second start hands over to it and ends.

    A server whose process died is taken over, because nobody answers at its name.
    """

    called = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None

    def hold(self, places: Places) -> None:
        """Answer for a collection from now on, in place of the one held before."""
        if self._server:
            self._server.close()
            self._server.deleteLater()
        name = _server_name(places)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(name)
        server.listen(name)
        server.newConnection.connect(self._answer)
        self._server = server

    def _answer(self) -> None:
        server = self._server
        connection = server.nextPendingConnection() if server else None
        if connection:
            connection.disconnected.connect(connection.deleteLater)
            connection.disconnectFromServer()
            self.called.emit()


def call_running(places: Places) -> bool:
    """Call the window that has this collection open; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_server_name(places))
    if not socket.waitForConnected(ANSWER_MS):
        return False
    socket.waitForDisconnected(ANSWER_MS)
    return True


def _server_name(places: Places) -> str:
    # The data folder is part of the name, so that two data folders do not share a window.
    digest = blake2b(str(Path(places.data).absolute()).encode("utf-8", "surrogatepass"))
    return f"keisen-{digest.hexdigest()[:24]}"
