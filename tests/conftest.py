import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

CHECKOUT = Path(__file__).resolve().parent.parent

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--disable-gpu"
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"

# Examples are checked for truth, not for speed: the machine may be busy with other tests.
settings.register_profile(
    "keisen",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("keisen")


class Logged(logging.Handler):
    """Keeps every warning and error of reader.* until the test takes it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self._records.append(record)

    def take(self) -> list[str]:
        """The messages since the last call; what was taken was expected."""
        taken, self._records = self._records, []
        return [record.getMessage() for record in taken]


@pytest.fixture(autouse=True)
def logged() -> Iterator[Logged]:
    """Fails a test that logs a warning or worse and does not take it with `logged.take()`."""
    logger = logging.getLogger("reader")
    handler = Logged()
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)
    left = handler.take()
    if left:
        pytest.fail(f"logged and not expected: {left}")


@pytest.fixture(scope="session", autouse=True)
def _shared_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    # For fixtures that live longer than one test: the person's own folders are never touched.
    base = tmp_path_factory.mktemp("places")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEISEN_DATA_DIR", str(base / "data"))
        patch.setenv("KEISEN_CACHE_DIR", str(base / "cache"))
        yield


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEISEN_DATA_DIR", str(tmp_path / "keisen-data"))
    monkeypatch.setenv("KEISEN_CACHE_DIR", str(tmp_path / "keisen-cache"))


@pytest.fixture(scope="session")
def sample_root() -> Path:
    """The sample collection in the checkout, only for reading."""
    return CHECKOUT / "resources" / "sample"


@pytest.fixture
def sample_folder(sample_root: Path, tmp_path: Path) -> Path:
    """A copy of the sample collection that the test may change."""
    return Path(shutil.copytree(sample_root, tmp_path / "sample"))


@pytest.fixture(scope="session")
def collection_folder(sample_root: Path) -> Path:
    """The large collection beside the checkout, or the sample where there is none; read only."""
    large = CHECKOUT.parent / "shared" / "collection" / "_posts"
    return large if large.is_dir() else sample_root


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What pytest-qt starts its one QApplication with, after what must come before it."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from reader.ui.scheme import register_scheme

    register_scheme()
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    return ["keisen"]
