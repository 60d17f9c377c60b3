"""Measures the window on a folder: first index, second start, opening of articles, memory.

Every figure is of the real window in a process of its own, with data in a temporary folder.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

CHECKOUT = Path(__file__).resolve().parents[2]
LARGE = CHECKOUT.parent / "shared" / "collection" / "_posts"
SAMPLE_SECONDS = 2.0
"""Reading the memory of the page's process stops it for some milliseconds: not too often."""


def main() -> None:
    """Measure in child processes and print a table."""
    folder = LARGE if LARGE.is_dir() else CHECKOUT / "resources" / "sample"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=folder)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        first, first_peak = _run("first", options.folder, Path(work))
        second, second_peak = _run("second", options.folder, Path(work))
    for name, figure, reach in (
        ("posts", f"{first['posts']:,.0f}", ""),
        ("first start: first posts in the list", f"{first['list']:.2f} s", ""),
        ("first index, wall", f"{first['index']:.1f} s", "<= 60 s"),
        ("largest event-loop gap while indexing", f"{first['gap']:.0f} ms", "<= 100 ms"),
        ("memory of all processes while indexing, peak", f"{first_peak:.0f} MB", "<= 450 MB"),
        ("second start: list painted", f"{second['list']:.2f} s", "<= 0.5 s"),
        ("second start: first article painted", f"{second['article']:.2f} s", "<= 1.5 s"),
        ("longest wait of a key while typing", f"{second['key']:.0f} ms", "<= 16 ms"),
        ("open an article, median", f"{second['median']:.0f} ms", ""),
        ("open an article, p95", f"{second['p95']:.0f} ms", "<= 120 ms"),
        ("open an article, slowest", f"{second['slowest']:.0f} ms", ""),
        ("memory of all processes while reading, peak", f"{second_peak:.0f} MB", "<= 450 MB"),
    ):
        print(f"{name:46}{figure:>12}   {reach}")


def _run(what: str, folder: Path, work: Path) -> tuple[dict[str, float], float]:
    """The figures of a child process, and the largest memory (PSS) of its process tree in MB."""
    script = Path(__file__).with_name("window_child.py")
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(CHECKOUT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    command = [sys.executable, str(script), what, str(folder), str(work), repr(time.time())]
    child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    peak = 0.0
    while child.poll() is None:
        time.sleep(SAMPLE_SECONDS)
        peak = max(peak, _memory(child.pid))
    out = child.stdout.read() if child.stdout else b""
    if child.returncode:
        sys.exit(f"the window ended with {child.returncode}")
    figures: dict[str, float] = json.loads(out)
    return figures, peak


def _memory(pid: int) -> float:
    total = 0
    try:
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            total += process.memory_full_info().pss
    except (psutil.Error, AttributeError):  # the process ended, or the system knows no PSS
        return total / 1e6
    return total / 1e6


if __name__ == "__main__":
    main()
