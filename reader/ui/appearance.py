import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

THEMES = ("system", "light", "sepia", "dark", "black")
FONTS = ("mincho", "gothic")
SIZES = (12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 24, 26, 28, 30, 32)
"""The sizes of text that a key steps through, in pixels."""
LINE_HEIGHTS = (1.4, 2.6)
MEASURES = (20, 60)
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Appearance:
    """How articles are set: `size` in pixels, `line_height` in sizes, `measure` in characters.

    `theme` is one of THEMES, `font` one of FONTS or the name of a family of the system.
    """

    theme: str = "system"
    font: str = "mincho"
    size: int = 17
    line_height: float = 1.95
    measure: int = 34
    justify: bool = True
    vertical: bool = False


AT_FIRST = Appearance()


def write_appearance(appearance: Appearance) -> str:
    """An appearance as one line that `read_appearance` reads again."""
    return json.dumps(asdict(appearance), ensure_ascii=False)


def read_appearance(text: str, otherwise: Appearance = AT_FIRST) -> Appearance:
    """The appearance that was written; what cannot be read in it is as in `otherwise`."""
    try:
        facts = json.loads(text)
    except ValueError:
        return otherwise
    return appearance_of(facts, otherwise) if isinstance(facts, dict) else otherwise


def appearance_of(facts: Mapping[str, object], otherwise: Appearance = AT_FIRST) -> Appearance:
    """The appearance that these facts describe, brought into range and completed."""
    size = _number(facts.get("size"), SIZES, otherwise.size)
    line_height = _number(facts.get("line_height"), LINE_HEIGHTS, otherwise.line_height)
    measure = _number(facts.get("measure"), MEASURES, otherwise.measure)
    return Appearance(
        theme=_choice(facts.get("theme"), otherwise.theme),
        font=_font(facts.get("font"), otherwise.font),
        size=round(size),
        line_height=round(line_height, 2),
        measure=round(measure),
        justify=_switch(facts.get("justify"), otherwise.justify),
        vertical=_switch(facts.get("vertical"), otherwise.vertical),
    )


def resized(appearance: Appearance, by: int) -> Appearance:
    """The same with the next larger text (1), the next smaller (-1) or that of the start (0)."""
    size = appearance.size
    if by > 0:
        size = min((one for one in SIZES if one > size), default=size)
    elif by < 0:
        size = max((one for one in SIZES if one < size), default=size)
    else:
        size = AT_FIRST.size
    return replace(appearance, size=size)


def page_facts(appearance: Appearance) -> dict[str, object]:
    """What the page is told: the direction of its lines and its CSS properties."""
    return {
        "vertical": appearance.vertical,
        "variables": {
            "--text-font": _family(appearance.font),
            "--text-size": f"{appearance.size}px",
            "--line-height": f"{appearance.line_height:g}",
            "--measure": f"{appearance.measure * appearance.size}px",
            "--justify": "justify" if appearance.justify else "start",
        },
    }


def _family(font: str) -> str:
    if font in FONTS:
        return {"mincho": "var(--serif)", "gothic": "var(--sans)"}[font]
    quoted = font.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}", var(--serif)'


def _number(value: object, among: Sequence[float], otherwise: float) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or value != value:
        return otherwise  # what is not equal to itself is no number either
    return min(max(value, among[0]), among[-1])


def _choice(value: object, otherwise: str) -> str:
    return value if isinstance(value, str) and value in THEMES else otherwise


def _font(value: object, otherwise: str) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME:
        return otherwise
    return value if value.isprintable() else otherwise


def _switch(value: object, otherwise: bool) -> bool:
    return value if isinstance(value, bool) else otherwise
