"""What Keisen needs of the machine itself: Qt's system libraries and a Japanese font."""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libnss3.so": "libnss3",
    "libasound.so.2": "libasound2",
    "libgbm.so.1": "libgbm1",
    "libudev.so.1": "libudev1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libXcomposite.so.1": "libxcomposite1",
    "libXdamage.so.1": "libxdamage1",
    "libXext.so.6": "libxext6",
    "libXfixes.so.3": "libxfixes3",
    "libXrandr.so.2": "libxrandr2",
    "libXtst.so.6": "libxtst6",
    "libxkbfile.so.1": "libxkbfile1",
    "libxcb-dri3.so.0": "libxcb-dri3-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
QT_FILES = ("lib/libQt6WebEngineWidgets.so.6", "plugins/platforms/libqoffscreen.so")
SCREEN_QT_FILES = ("plugins/platforms/libqxcb.so", "plugins/platforms/libqwayland.so")

FONT_PACKAGE = "fonts-noto-cjk"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
FONT_NAME = re.compile(
    r"cjk|(sans|serif|gothic|mincho)[-_ ]?jp|ipa(ex)?[gm]|takao|vl-?p?gothic|source-?han|bizud|"
    r"mplus|hiragino|sawarabi",
    re.IGNORECASE,
)

# In a process of its own: a library that breaks while it loads must not take this one along.
_LOAD = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError as error:
        print(name, error, sep="\\t")
"""


def is_root() -> bool:
    """Whether this process may install system packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def run_logged(
    command: Sequence[str | Path], log: Path, env: Mapping[str, str] | None = None
) -> None:
    """Run a command with its output appended to a log.

    When it fails the end of the log is printed and the program stops with exit code 1.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    line = " ".join(map(str, command))
    with log.open("ab") as file:
        file.write(f"\n$ {line}\n".encode())
        file.flush()
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT, env=env
        )
    if done.returncode:
        tail = log.read_text("utf-8", "replace").splitlines()[-40:]
        sys.exit("\n".join([*tail, "", f"failed ({done.returncode}): {line}", f"log: {log}"]))


def ensure_system(qt: Path, log: Path, *, screen: bool) -> None:
    """Install what Qt and Japanese text need of a Linux system, or say how and stop.

    `qt` is the Qt folder of the installed PySide6. Other systems bring everything along.
    """
    if not sys.platform.startswith("linux"):
        return
    packages = _packages_for(missing_libraries(qt, screen=screen))
    if not has_japanese_font():
        packages.append(FONT_PACKAGE)
    if packages:
        install_packages(packages, log)
        left = missing_libraries(qt, screen=screen)
        if left:
            sys.exit(f"Qt still cannot load these libraries: {', '.join(left)}")


def missing_libraries(qt: Path, *, screen: bool) -> list[str]:
    """The names of shared libraries that keep Qt from loading; empty when it loads."""
    files = QT_FILES + (SCREEN_QT_FILES if screen else ())
    faults = _load_faults([str(qt / file) for file in files])
    if not faults:
        return []
    named = [fault.partition(":")[0] for fault in faults.values()]
    known = LIBRARIES | (SCREEN_LIBRARIES if screen else {})
    return sorted({*named, *_load_faults(list(known))})


def _load_faults(names: Sequence[str]) -> dict[str, str]:
    found = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LOAD, *names],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = (line.partition("\t") for line in found.stdout.splitlines())
    return {name: fault for name, _, fault in lines}


def _packages_for(libraries: Sequence[str]) -> list[str]:
    known = LIBRARIES | SCREEN_LIBRARIES
    unknown = [library for library in libraries if library not in known]
    if libraries and len(unknown) == len(libraries):
        sys.exit(f"Qt cannot load these libraries: {', '.join(unknown)}")
    return [known[library] for library in libraries if library in known]


def has_japanese_font() -> bool:
    """Whether the system has a font that holds Japanese."""
    if shutil.which("fc-list"):
        found = subprocess.run(["fc-list", ":lang=ja", "family"], capture_output=True)
        return bool(found.stdout.strip())
    return any(
        FONT_NAME.search(path.name)
        for folder in FONT_FOLDERS
        for path in Path(folder).expanduser().rglob("*.[to]t[fc]")
    )


def install_packages(packages: Sequence[str], log: Path) -> None:
    """Install Debian packages when this process may, else print the command and stop."""
    if not _has_apt():
        _stop_without_apt(packages)
    if not is_root():
        names = " ".join(map(_name_here, packages))
        _stop_with(f"sudo apt-get update && sudo apt-get install -y {names}")
    print(f"installing system packages: {' '.join(packages)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run_logged(["apt-get", "update"], log, env)
    names_here = [_name_here(package) for package in packages]
    run_logged(["apt-get", "install", "-y", "--no-install-recommends", *names_here], log, env)


def _has_apt() -> bool:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    family = {release.get("ID"), *release.get("ID_LIKE", "").split()}
    return bool(family & {"debian", "ubuntu"}) and shutil.which("apt-get") is not None


def _name_here(package: str) -> str:
    # Newer releases gave packages with 64-bit time a new name.
    renamed = package + "t64"
    return renamed if not _is_offered(package) and _is_offered(renamed) else package


def _is_offered(package: str) -> bool:
    policy = subprocess.run(
        ["apt-cache", "policy", package],
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    return re.search(r"Candidate: (?!\(none\))", policy.stdout) is not None


def _stop_with(command: str) -> None:
    sys.exit(
        "必要なシステムの部品が足りません。次を実行してから、もう一度お試しください。\n"
        "System packages are missing. Run this, then try again:\n\n"
        f"    {command}\n"
    )


def _stop_without_apt(packages: Sequence[str]) -> None:
    held = {package: library for library, package in (LIBRARIES | SCREEN_LIBRARIES).items()}
    lines = [f"    {held.get(package, 'a Japanese font')}  ({package})" for package in packages]
    sys.exit(
        "必要なシステムの部品が足りません（かっこの中は Debian での名前）。\n"
        "System packages are missing (in brackets their names on Debian):\n\n"
        + "\n".join(lines)
        + "\n"
    )
