import re

import pytest

from reader.resources import resource
from reader.ui.pane import PAPER

MARKS = ("yellow", "green", "blue", "pink", "violet")
GROUNDS = tuple(f"{name}-ground" for name in MARKS)
PAIRS = [
    *[("ink", ground) for ground in ("paper", "card", "selection", "hit", *MARKS, *GROUNDS)],
    *[("muted", ground) for ground in ("paper", "card")],
    *[("soft", ground) for ground in ("paper", "chip")],
    *[("accent", ground) for ground in ("paper", "card")],
    *[("warning", ground) for ground in ("paper", "card")],
    ("current-ink", "current"),
    ("bar-ink", "bar"),
]

USED_ON_PAPER = (
    "paper", "card", "ink", "soft", "muted", "rule", "accent", "warning", *MARKS,
    *(f"{name}-rule" for name in MARKS),
)  # fmt: skip


def tokens(theme: str) -> dict[str, str]:
    """The colours of the page in a theme: what its rules say, the later one in force."""
    css = resource("page", "colors.css").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for selector, rule in re.findall(r"^(:root[^{]*){([^}]*)}", css, re.MULTILINE):
        if "data-theme" not in selector or f'"{theme}"' in selector:
            found |= re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rule)
    return found


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", PAPER)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(theme: str, text: str, ground: str) -> None:
    colors = tokens(theme)
    low, high = sorted((luminance(colors[text]), luminance(colors[ground])))
    assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.mark.parametrize("theme", PAPER)
def test_the_paper_is_there_before_the_page(theme: str) -> None:
    assert tokens(theme)["paper"] == PAPER[theme]


def test_paper_has_no_color_of_the_dark_theme() -> None:
    css = resource("page", "print.css").read_text(encoding="utf-8")
    paper = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))
    light, dark = tokens("light"), tokens("dark")
    drawn = {name for name in light if light[name] != dark[name]} & set(USED_ON_PAPER)
    assert drawn - paper.keys() == set()
    assert {name: paper[name] for name in MARKS} == {name: light[name] for name in MARKS}
