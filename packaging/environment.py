"""The virtual environment in the checkout, made from the lock file."""

import hashlib
import importlib.util
import os
import shutil
import sys
import time
from pathlib import Path

from machine import install_packages, run_logged

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LOCK = CHECKOUT / "requirements.lock"
BENCH_LOCK = CHECKOUT / "packaging" / "benchmarks.lock"
LOG = CHECKOUT / "build" / "setup.log"
STAMP = VENV / "keisen-setup"


def tool(name: str) -> Path:
    """The path of a command that a package brought into the environment."""
    return PYTHON.with_name(name + PYTHON.suffix)


def qt_folder() -> Path:
    """The folder of Qt inside the installed PySide6."""
    return next(VENV.glob("lib*/python*/site-packages/PySide6/Qt"))


def ensure_environment() -> None:
    """Make or bring up to date the environment; does nothing when it is as it should be.

    A stamp is written last: an environment without one was interrupted and is made anew.
    """
    maker, content = _maker(), _content()
    stamp = _read_stamp()
    if stamp == [maker, content]:
        return
    LOG.unlink(missing_ok=True)
    started = time.monotonic()
    if stamp[:1] != [maker]:
        _make()
    STAMP.unlink(missing_ok=True)
    _install()
    STAMP.write_text(f"{maker}\n{content}\n", "utf-8")
    print(f"ready in {time.monotonic() - started:.0f} s")


def _maker() -> str:
    # A moved checkout or another Python needs an environment of its own.
    return f"Python {sys.version.split()[0]} in {CHECKOUT}"


def _content() -> str:
    parts = (LOCK, CHECKOUT / "pyproject.toml", CHECKOUT / "reader" / "__init__.py")
    return hashlib.blake2b(b"\0".join(part.read_bytes() for part in parts)).hexdigest()


def _read_stamp() -> list[str]:
    if not PYTHON.exists() or not STAMP.is_file():
        return []
    return STAMP.read_text("utf-8").splitlines()


def _make() -> None:
    print(f"making {VENV.name} with Python {sys.version.split()[0]}")
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        install_packages([f"python{version}-venv"], LOG)
    if VENV.exists():
        shutil.rmtree(VENV)
    # Started by the environment's own Python: that one must not make itself.
    python: str = getattr(sys, "_base_executable", sys.executable)
    run_logged([python, "-m", "venv", VENV], LOG)


def _install() -> None:
    packages = LOCK.read_text("utf-8").count("==")
    print(
        f"installing {packages} packages from {LOCK.name} (the first time takes a minute or more)"
    )
    _pip("--require-hashes", "-r", str(LOCK))
    _pip("--no-deps", "--no-build-isolation", "-e", str(CHECKOUT))


def install_for_benchmarks() -> None:
    """Add the engines that the benchmark of the search compares; nothing else needs them."""
    _pip("--require-hashes", "--quiet", "-r", str(BENCH_LOCK))


def _pip(*args: str) -> None:
    pip = [str(PYTHON), "-m", "pip", "--no-input", "--disable-pip-version-check", "install"]
    run_logged([*pip, *args], LOG, {**os.environ, "PIP_ROOT_USER_ACTION": "ignore"})
