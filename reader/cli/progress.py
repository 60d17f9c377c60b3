import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reader.library import Progress
from reader.messages import message


@contextmanager
def shown_progress(lang: str, *, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """Shows the progress it is told on stderr if that is a terminal and nobody wants it quiet."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    left = TextColumn("{task.fields[left]}")
    with Bar(*columns, left, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, left="")

        def show(progress: Progress) -> None:
            seconds = progress.seconds_left
            text = (
                "" if seconds is None else str(message("index.left", lang, seconds=round(seconds)))
            )
            description = str(message(f"phase.{progress.phase}", lang))
            bar.update(
                task,
                description=description,
                completed=progress.done,
                total=progress.total,
                left=text,
            )

        yield show
