import subprocess
import sys
from pathlib import Path

from reader.catalog.lock import only_one

HOLD = """
import sys
from pathlib import Path
from reader.catalog.lock import only_one
with only_one(Path(sys.argv[1])) as mine:
    print(mine, flush=True)
    sys.stdin.read()
"""
CHECKOUT = Path(__file__).resolve().parents[2]


def hold(path: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", HOLD, str(path)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=CHECKOUT)


def test_a_free_lock_is_had(tmp_path: Path) -> None:
    with only_one(tmp_path / "deep" / "lock") as mine:
        assert mine


def test_only_one_has_it_at_a_time(tmp_path: Path) -> None:
    with only_one(tmp_path / "lock") as first, only_one(tmp_path / "lock") as second:
        assert (first, second) == (True, False)


def test_it_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with only_one(tmp_path / "lock") as mine:
            assert mine


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    with hold(tmp_path / "lock") as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "True\n"
        with only_one(tmp_path / "lock") as mine:
            assert not mine
        holder.kill()
        holder.wait()
        with only_one(tmp_path / "lock") as mine:
            assert mine
