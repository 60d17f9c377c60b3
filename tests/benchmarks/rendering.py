"""Counts what goes wrong between a Markdown file and its article, and how long it takes.

python -m tests.benchmarks.rendering [FOLDER]

The counts come from the source and the finished article alone; nothing of the recipe is used.
"""

import argparse
import html
import re
import statistics
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from reader.article.build import build_article
from reader.article.model import Article, Block
from reader.collection.post import Post
from reader.collection.read import parse_post

CHECKOUT = Path(__file__).resolve().parents[2]
LARGE = CHECKOUT.parent / "shared" / "collection" / "_posts"

_TAG = re.compile(r"<[^>]*>")
_INLINE = re.compile(
    r"</?(?:a|em|strong|b|i|u|s|del|ins|code|kbd|sub|sup|ruby|rt|rp|span|small|mark|img)\b[^>]*>"
)
_NO_LETTER = re.compile(r"[\W_]+")
_ITEM = re.compile(r"<br>(?:[-*+]|\d{1,3}[.)]) +\S")
_HEADING_LINE = re.compile(r"(?:#{1,6} |#{2,6})(.*)")
_HEADING_TAG = re.compile(r"<h[1-6]>")
_LEFT_BEHIND = re.compile(
    r"^\s*(?:-{3,} ?(?:END|end)\b|<{7}|>{7}|={7}$|\{%|【既存の?記事の最後|続きを書いてください)"
)
_LONG_HEADING = 80

# What Markdown writes in letters and digits without its being text.
_SYNTAX = (
    re.compile(r"!\[[^\]\n]*\]"),
    re.compile(r"(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)"),
    re.compile(r"\{: *[.#\w][^}\n]*\}"),
    re.compile(r"(?m)^\s*\d{1,3}[.)]\s+"),
    re.compile(r"(?m)^\s*(?:`{3,}|~{3,})[\w+#.-]*$"),
    re.compile(r"(?m)^(\s*[-*+] )\[[ xX]\] "),
    re.compile(r"</?(?:a|b|br|div|em|h[1-6]|hr|i|p|span|strong|u)(?: [^<>\n]*)?/?>"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One post: its defects by name, whether its letters are all there in order, CPU time."""

    path: str
    defects: Counter[str]
    same_letters: bool
    missing: int
    milliseconds: float


def text_with_breaks(page: str) -> str:
    """The text of an article's HTML with a line break at every block and every `<br>`."""
    return html.unescape(_TAG.sub("\n", _INLINE.sub("", page)))


def source_text(body: str) -> str:
    """A body without the letters that are Markdown's own."""
    for syntax in _SYNTAX:
        body = syntax.sub("", body)
    return html.unescape(body)


def letters_and_breaks(text: str) -> tuple[str, set[int]]:
    """The letters and digits of a text, and how many of them stand before each line break."""
    letters: list[str] = []
    breaks = set()
    count = 0
    for line in text.split("\n"):
        own = _NO_LETTER.sub("", unicodedata.normalize("NFKC", line))
        letters.append(own)
        count += len(own)
        breaks.add(count)
    return "".join(letters), breaks


def headings_from_text(article: Article, body: str) -> int:
    """Headings that no line with `#` asked for, or that go on for longer than a heading does."""
    asked = _HEADING_LINE.findall(source_text(_HEADING_TAG.sub("## ", body)))
    written = "\n".join(_NO_LETTER.sub("", line) for line in asked)
    return sum(
        len(heading.text) > _LONG_HEADING or _NO_LETTER.sub("", heading.text) not in written
        for heading in article.headings
    )


def markers_as_text(article: Article) -> int:
    """Blocks that begin like what a program left behind and are not shown as a marker."""
    return sum(
        bool(_LEFT_BEHIND.match(_text_of(article, block)))
        for block in article.blocks
        if block.kind not in ("marker", "code")
    )


def _text_of(article: Article, block: Block) -> str:
    return article.text[block.start : block.end]


def measure(post: Post) -> Outcome:
    """Builds a post and counts its defects."""
    started = time.thread_time()
    article = build_article(post)
    milliseconds = (time.thread_time() - started) * 1000
    prose = "\n".join(_text_of(article, block) for block in article.blocks if block.kind != "code")
    broken = text_with_breaks(article.html)
    found, breaks = letters_and_breaks(broken)
    wanted, wanted_breaks = letters_and_breaks(source_text(post.body))
    same = found == wanted
    defects = Counter(
        {
            "literal **": prose.count("**"),
            "glued list items": len(_ITEM.findall(article.html)),
            "text turned into headings": headings_from_text(article, post.body),
            "lost line breaks": len(wanted_breaks - breaks) if same else 0,
            "markers as text": markers_as_text(article),
        }
    )
    return Outcome(post.path, defects, same, len(wanted) - len(found), milliseconds)


def report(outcomes: list[Outcome]) -> None:
    """Prints the sums, and where they come from."""
    total = sum((outcome.defects for outcome in outcomes), Counter[str]())
    for name in outcomes[0].defects:
        print(f"{name:28}{total[name]:8}")
    others = [outcome for outcome in outcomes if not outcome.same_letters]
    print(f"{'posts with other letters':28}{len(others):8}")
    for outcome in others:
        print(f"    {outcome.path}: {outcome.missing:+d} missing")
    for outcome in outcomes:
        if any(outcome.defects.values()):
            print(f"    {outcome.path}: {dict(+outcome.defects)}")
    times = sorted(outcome.milliseconds for outcome in outcomes)
    print(
        f"CPU ms a post: median {statistics.median(times):.1f},"
        f" p95 {times[int(len(times) * 0.95)]:.1f}, max {times[-1]:.1f};"
        f" all {sum(times) / 1000:.1f} s for {len(times)} posts"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Count the defects of rendered posts.")
    usual = LARGE if LARGE.is_dir() else CHECKOUT / "resources" / "sample"
    parser.add_argument(
        "folder", type=Path, nargs="?", default=usual, help="a folder of Markdown posts"
    )
    folder: Path = parser.parse_args().folder
    files = sorted(folder.rglob("*.md"))
    report([measure(parse_post(file.read_bytes(), file.name, file.stem)) for file in files])


if __name__ == "__main__":
    main()
