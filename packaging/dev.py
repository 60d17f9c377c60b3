"""One entrance for work on Keisen: set up, run, test, measure, take pictures."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

if sys.hexversion < 0x030B0000:
    sys.exit(
        "Keisen には Python 3.11 以降が必要です / Keisen needs Python 3.11 or newer; this is "
        + sys.version.split()[0]
    )

from environment import (
    BENCH_LOCK,
    CHECKOUT,
    LOCK,
    PYTHON,
    ensure_environment,
    install_for_benchmarks,
    qt_folder,
    tool,
)
from environment import LOG as SETUP_LOG
from machine import ensure_system, is_root, run_logged

USAGE = """\
python3 packaging/dev.py COMMAND

  setup                 make .venv from requirements.lock, check the system's libraries and fonts
  run [ARGS]            set up, then start Keisen; without a screen, a tour that leaves a picture
  test                  set up, then check format, lint, types and layers and run all tests
  bench [NAME] [ARGS]   run tests/benchmarks/NAME.py (without a name main_job and window)
  pictures              photograph the window's main views into resources/pictures
  lock [ARGS]           remake requirements.lock; with --upgrade newer versions are taken
"""
BENCHMARKS = CHECKOUT / "tests" / "benchmarks"
PACKAGING = sorted(str(path.relative_to(CHECKOUT)) for path in Path(__file__).parent.glob("*.py"))


def setup(args: Sequence[str] = (), *, screen: bool = False) -> int:
    """Make everything ready that the other commands need."""
    _refuse(args)
    ensure_environment()
    if sys.platform.startswith("linux"):
        ensure_system(qt_folder(), SETUP_LOG, screen=screen)
    return 0


def run(args: Sequence[str]) -> int:
    """Start the window, or where there is no screen the tour."""
    screen = _has_screen()
    setup(screen=screen and "QT_QPA_PLATFORM" not in os.environ)
    return _python("-m", "reader", *args) if screen else _tour()


def _tour() -> int:
    folder = Path(tempfile.mkdtemp(prefix="keisen-"))
    print(
        "画面がないので、見えない窓で見本の記事を読み、さがし、線を引き、書き出します。\n"
        "There is no screen: an invisible window reads, searches, marks and exports the sample.\n"
        f"→ {folder}"
    )
    return _python("packaging/tour.py", "--out", str(folder), platform="offscreen")


def test(args: Sequence[str]) -> int:
    """Run every check, also after one has failed; returns 1 when any did."""
    setup(args)
    results = []
    with tempfile.TemporaryDirectory(prefix="keisen-test-") as places:
        env = _environment("offscreen")
        env |= {"KEISEN_DATA_DIR": f"{places}/data", "KEISEN_CACHE_DIR": f"{places}/cache"}
        for name, command in _checks():
            print(f"\n== {name}")
            started = time.monotonic()
            code = subprocess.run(
                command, cwd=CHECKOUT, env=env, stdin=subprocess.DEVNULL
            ).returncode
            results.append((name, code, time.monotonic() - started))
    print("\n== summary")
    for name, code, seconds in results:
        print(f"{'FAILED' if code else 'ok':8}{name:20}{seconds:6.1f} s")
    return int(any(code for _, code, _ in results))


def _checks() -> list[tuple[str, list[str | Path]]]:
    module: list[str | Path] = [PYTHON, "-m"]
    return [
        ("format", [*module, "ruff", "format", "--check"]),
        ("lint", [*module, "ruff", "check"]),
        ("types", [*module, "mypy"]),
        ("types of packaging", [*module, "mypy", *PACKAGING]),
        ("layers", [tool("lint-imports")]),
        ("tests", [*module, "pytest", "-n", "2", "--dist", "loadfile"]),
    ]


def bench(args: Sequence[str]) -> int:
    """Run a benchmark, or the two of the main job; returns 2 when there is none of that name."""
    if not args:
        return bench(["main_job"]) or bench(["window"])
    name, *rest = args
    path = BENCHMARKS / f"{name}.py"
    if not path.is_file():
        names = ", ".join(sorted(path.stem for path in BENCHMARKS.glob("[!_]*.py")))
        print(f"no benchmark {name}; there are: {names}", file=sys.stderr)
        return 2
    setup()
    if name == "search":
        install_for_benchmarks()
    return _python("-m", f"tests.benchmarks.{name}", *rest, platform="offscreen")


def pictures(args: Sequence[str]) -> int:
    """Photograph the window."""
    setup(args)
    return _python("packaging/pictures.py", "resources/pictures", platform="offscreen")


def lock(args: Sequence[str]) -> int:
    """Remake the lock files from pyproject.toml for every system and Python that is supported."""
    with tempfile.TemporaryDirectory(prefix="keisen-uv-") as folder:
        command = [_uv(Path(folder)), "pip", "compile", "--quiet", "--universal", *args]
        command += ["--python-version", "3.11", "--generate-hashes"]
        command += ["--no-emit-index-url", "--no-emit-find-links"]
        command += ["--custom-compile-command", "python3 packaging/dev.py lock"]
        for what, file in (
            (("--group", "dev", "pyproject.toml"), LOCK),
            (("--group", "bench"), BENCH_LOCK),
        ):
            made = [*command, *what, "--output-file", str(file.relative_to(CHECKOUT))]
            done = subprocess.run(made, cwd=CHECKOUT, stdout=subprocess.DEVNULL)
            if done.returncode:
                return done.returncode
    return 0


def _uv(folder: Path) -> str:
    found = shutil.which("uv")
    if found:
        return found
    run_logged([sys.executable, "-m", "pip", "install", "--target", folder, "uv"], SETUP_LOG)
    return str(folder / "bin" / ("uv.exe" if sys.platform == "win32" else "uv"))


def _refuse(args: Sequence[str]) -> None:
    if args:
        print(f"unknown: {' '.join(args)}\n\n{USAGE}", file=sys.stderr)
        sys.exit(2)


def _has_screen() -> bool:
    variables = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(map(os.environ.get, variables))


def _environment(platform: str | None) -> dict[str, str]:
    env = dict(os.environ)
    if platform:
        env["QT_QPA_PLATFORM"] = platform
    if is_root():
        env["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    if not sys.stdout.isatty():
        env["NO_COLOR"] = "1"
    return env


def _python(*args: str, platform: str | None = None) -> int:
    return subprocess.run([PYTHON, *args], cwd=CHECKOUT, env=_environment(platform)).returncode


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "setup": setup,
    "run": run,
    "test": test,
    "bench": bench,
    "pictures": pictures,
    "lock": lock,
}


def main() -> int:
    """Run the command that the first argument names; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(line_buffering=True, errors="replace")
    name, *args = sys.argv[1:] or ["--help"]
    if name in ("-h", "--help"):
        print(USAGE)
        return 0
    if name not in COMMANDS:
        _refuse([name])
    try:
        return COMMANDS[name](args)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
