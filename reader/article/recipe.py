"""The line rules that let Python-Markdown read what other programs and people wrote loosely.

The rules only add line breaks, blank lines and indentation. What is taken out of the flow of the
text - code, markers, containers - stays as HTML in the stash or as a quote.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from reader.article import lines as look
from reader.article.plain import TangledMarkup

_LEVEL: Final = "    "
_WIDE_SPACE: Final = "&#12288;"
_DEEPEST_QUOTE: Final = 50

Stash = Callable[[str], str]
"""Puts HTML aside and returns the text that stands for it in a line."""


def rewrite(lines: list[str], stash: Stash) -> list[str]:
    """The lines of a body without tabs, as Python-Markdown reads them best.

    Raises TangledMarkup for quotes inside quotes beyond all reason.
    """
    return _Rewriter(lines, stash).run()


class _Rewriter:
    """One pass over the lines; a rule returns how many lines it took, 0 when it is not for it."""

    def __init__(self, lines: list[str], stash: Stash, depth: int = 0) -> None:
        if depth > _DEEPEST_QUOTE:
            raise TangledMarkup
        self.lines = lines
        self.stash = stash
        self.depth = depth  # of quotes around the lines
        self.out: list[str] = []
        self.levels: list[tuple[int, bool]] = []  # indent in the source, is it numbered
        self.in_list = False  # an item came after the last blank line
        self.in_conflict = False
        self.never_closed: set[str] = set()
        self._labels: frozenset[str] | None = None

    def run(self) -> list[str]:
        at = 0
        while at < len(self.lines):
            at += self._take(at)
        return self.out

    def _take(self, at: int) -> int:
        line = self.lines[at]
        if not line or line.isspace():
            return self._blank()
        if look.is_paste(line) and not look.FENCE.match(line):
            parts = look.split_paste(line)
            if len(parts) > 1:
                self.lines[at : at + 1] = parts
                return 0
        if "|" in line and (taken := _table(self, at)):
            return taken
        for rule in _RULES.get(line.lstrip(" ")[:1], ()):
            if taken := rule(self, at):
                return taken
        return self._text(line)

    def _blank(self) -> int:
        self.in_list = False
        self.out.append("")
        return 1

    def _text(self, line: str) -> int:
        if "{:" in line:
            line = look.without_attributes(line)
        if self.levels:
            line = self._continued(line)
        # The engine strips what Python takes for white space; this is how a paragraph is indented.
        self.out.append(_WIDE_SPACE + line[1:] if line.startswith("\u3000") else line)
        return 1

    def _continued(self, line: str) -> str:
        """A line of text after an item: part of it when it is indented, else what ends the list."""
        indent = look.indent_of(line)
        if indent >= 2:
            return _LEVEL * self.depth_for(indent) + line.lstrip(" ")
        if not self.above():
            self.end_list()
        return line

    def above(self) -> str:
        """The last line written, without edges; empty at a break."""
        return self.out[-1].strip() if self.out else ""

    def end_list(self) -> None:
        """What follows belongs to no item."""
        self.levels.clear()
        self.in_list = False

    def depth_for(self, indent: int) -> int:
        """How many list levels a continuing line lies under, at least one."""
        return max(1, sum(1 for level, _ in self.levels if indent >= level + 2))

    def break_before(self) -> None:
        """A blank line, unless there is one."""
        if self.above():
            self.out.append("")

    def put_block(self, block: Iterable[str], depth: int = 0) -> None:
        """Lines with a break on both sides, under `depth` list levels."""
        self.break_before()
        self.out += [_LEVEL * depth + line for line in block]
        self.out.append("")

    def put_chip(self, kind: str, line: str) -> int:
        """A marker in a block of its own."""
        self.end_list()
        self.put_block([self.stash(look.chip(kind, line))])
        return 1

    def labels(self) -> frozenset[str]:
        """What stands in square brackets anywhere, other than where it is defined."""
        if self._labels is None:
            found = look.LABEL.findall("\n".join(self.lines))
            self._labels = frozenset(label.lower() for label in found)
        return self._labels

    def closing(self, start: int, opening: str, closes: Callable[[str], bool]) -> int | None:
        """The line from `start` on that closes a block; a search that failed is not made again."""
        if opening in self.never_closed:
            return None
        for at in range(start, len(self.lines)):
            if closes(self.lines[at]):
                return at
        self.never_closed.add(opening)
        return None

    def block_depth(self, indent: int) -> int:
        """The list levels that a block with this indent lies under; none ends the list."""
        if self.levels and indent >= 2:
            return self.depth_for(indent)
        self.end_list()
        return 0


def _fence(page: _Rewriter, at: int) -> int:
    """A fenced block, also under an item; one that is never closed stays text."""
    opening = look.FENCE.fullmatch(page.lines[at])
    if opening is None:
        return 0
    end = page.closing(at + 1, opening[2], partial(_closes_fence, opening[2]))
    if end is None:
        return 0
    indent = len(opening[1])
    code = [line[min(indent, look.indent_of(line)) :] for line in page.lines[at + 1 : end]]
    depth = page.block_depth(indent)
    page.put_block([page.stash(look.code_block(opening[3], code))], depth)
    return end + 1 - at


def _closes_fence(opening: str, line: str) -> bool:
    mark = line.strip(" ")
    return mark.startswith(opening) and not mark.strip(opening[0])


def _table(page: _Rewriter, at: int) -> int:
    """A table without a break before it; a row with more cells than the header keeps them."""
    rule_at = at + 1
    if rule_at == len(page.lines) or not look.TABLE_RULE.fullmatch(page.lines[rule_at]):
        return 0
    end = rule_at + 1
    while end < len(page.lines) and "|" in page.lines[end]:
        end += 1
    rows = [row.strip(" ") for row in page.lines[at:end]]
    missing = max(map(look.cells_of, rows)) - look.cells_of(rows[0])
    if missing:
        rows[0] = rows[0].removesuffix("|") + "| " * missing + "|"
        rows[1] = rows[1].removesuffix("|") + "|---" * missing + "|"
    page.put_block(rows, page.block_depth(look.indent_of(page.lines[at])))
    return end - at


def _quote(page: _Rewriter, at: int) -> int:
    """Quoted lines are a body of their own."""
    end = at
    inner = []
    while end < len(page.lines) and (mark := look.QUOTE.match(page.lines[end])):
        inner.append(page.lines[end][mark.end() :])
        end += 1
    if not inner or (page.levels and look.indent_of(page.lines[at]) >= 2):
        return 0
    page.end_list()
    page.break_before()
    page.out += _quoted(page, inner)
    return end - at


def _quoted(page: _Rewriter, inner: list[str]) -> list[str]:
    lines = _Rewriter(inner, page.stash, page.depth + 1).run()
    while lines and not lines[-1]:
        lines.pop()
    return [f"> {line}" if line else ">" for line in lines]


def _container(page: _Rewriter, at: int) -> int:
    """`:::message` and its kind become a quote, a title its first line."""
    opening = look.CONTAINER.fullmatch(page.lines[at])
    if opening is None:
        return 0
    end = page.closing(at + 1, opening[1], partial(_closes_container, opening[1]))
    if end is None:
        return 0
    inner = page.lines[at + 1 : end]
    if opening[3] and (opening[2] == "details" or not opening[3].isascii()):
        inner = [f"**{opening[3].strip()}**", "", *inner]
    page.end_list()
    page.put_block(_quoted(page, inner))
    return end + 1 - at


def _closes_container(opening: str, line: str) -> bool:
    return line.strip(" ") == opening


def _description(page: _Rewriter, at: int) -> int:
    """The end of one term's description when a term of the same kind follows."""
    if not page.lines[at].startswith(": "):
        return 0
    page.out.append(page.lines[at])
    after = page.lines[at + 1 : at + 3]
    if len(after) == 2 and after[0][:1] not in ("", ":", " ") and after[1].startswith(": "):
        page.out.append("")
    return 1


def _conflict(page: _Rewriter, at: int) -> int:
    """The marker lines of a merge that was never finished; both sides stay."""
    line = page.lines[at]
    if look.CONFLICT.fullmatch(line):
        page.in_conflict = not line.startswith(">")
    elif not (page.in_conflict and look.CONFLICT_MIDDLE.fullmatch(line)):
        return 0
    return page.put_chip("conflict", line)


def _marker(page: _Rewriter, at: int) -> int:
    """What a program left behind: `---END---`, or a line of its instructions."""
    line = page.lines[at]
    if look.END_MARK.fullmatch(line):
        return page.put_chip("end", line)
    if look.PROMPT.fullmatch(line):
        return page.put_chip("prompt", line)
    return 0


def _shortcode(page: _Rewriter, at: int) -> int:
    """A line of nothing but Liquid or Hugo shortcodes."""
    if look.SHORTCODE_LINE.fullmatch(page.lines[at]):
        return page.put_chip("liquid", page.lines[at])
    return 0


def _underline(page: _Rewriter, at: int) -> int:
    """A rule under a sentence, an item or several lines: it does not make them a heading."""
    line, above = page.lines[at], page.above()
    if not above or not look.UNDERLINE.fullmatch(line):
        return 0
    before = page.out[-2].strip() if len(page.out) > 1 else ""
    if before or page.levels or look.is_sentence(above):
        page.end_list()
        page.break_before()
    page.out.append(line)
    return 1


def _rule(page: _Rewriter, at: int) -> int:
    """A rule of its own, which could be read as an item or as bold text."""
    if not look.RULE.fullmatch(page.lines[at]):
        return 0
    page.end_list()
    page.put_block([page.lines[at]])
    return 1


def _heading(page: _Rewriter, at: int) -> int:
    """A heading on its own line, apart from the body that was pasted behind it."""
    line = page.lines[at]
    if look.EMPTY_HEADING.fullmatch(line):
        page.end_list()
        return page._blank()
    if page.levels and look.indent_of(line) >= 2:
        return 0
    found = look.HEADING.fullmatch(line)
    if found is None:
        return _hash(page, line)
    page.end_list()
    own, name = look.split_heading_id(look.without_attributes(found[2]))
    own, body = look.split_heading(own)
    if own.endswith("#"):
        own = own[:-1] + "\\#"
    if own:
        anchor = page.stash(f'<span id="{name}"></span>') if name else ""
        page.put_block([f"{found[1]} {own}{anchor}"])
    if body:
        page.put_block([body])
    return 1


def _hash(page: _Rewriter, line: str) -> int:
    """`#tag` at the start of a line is no heading, `##heading` is one."""
    if look.HASH_TAG.match(line):
        return page._text("\\" + line.lstrip(" "))
    return 0


def _definition(page: _Rewriter, at: int) -> int:
    """`[label]: address` vanishes into a link; it stays text when nothing uses it."""
    found = look.DEFINITION.fullmatch(page.lines[at])
    if found is None:
        return 0
    if found[1].lower() in page.labels() and look.ADDRESS.fullmatch(found[2]):
        return 0
    return page._text(page.lines[at].replace("[", "\\[", 1))


def _item(page: _Rewriter, at: int) -> int:
    """An item: four spaces a level, and a break before a list that is glued to a paragraph."""
    line = page.lines[at]
    found = look.LIST_ITEM.match(line)
    if found is None:
        return _long_number(page, line)
    indent, numbered = len(found[1]), found[2][0].isdigit()
    if not page.levels and indent >= 4 and not page.above():
        return 0
    other_kind = _open_level(page, indent, numbered)
    glued = len(page.levels) == 1 and not page.in_list
    if glued or other_kind:
        page.break_before()
    indentation = _LEVEL * (len(page.levels) - 1)
    text = _item_text(page, line[found.end() :])
    page.out.append(f"{indentation}{found[2].replace(')', '.')} {text}")
    page.in_list = True
    return 1


def _long_number(page: _Rewriter, line: str) -> int:
    """A year at the start of a sentence is no list number, which would not be in the text."""
    number = look.LONG_NUMBER.match(line)
    return page._text(f"{number[0]}\\{line[number.end() :]}") if number else 0


def _open_level(page: _Rewriter, indent: int, numbered: bool) -> bool:
    """Opens or returns to the level of an item; whether the list there is of the other kind."""
    while len(page.levels) > 1 and indent < page.levels[-1][0]:
        page.levels.pop()
    if not page.levels or indent >= page.levels[-1][0] + 2:
        page.levels.append((indent, numbered))
        return False
    other_kind = page.levels[-1][1] != numbered
    page.levels[-1] = (min(indent, page.levels[-1][0]), numbered)
    return other_kind


def _item_text(page: _Rewriter, text: str) -> str:
    if "{:" in text:
        text = look.without_attributes(text)
    task = look.TASK.match(text)
    if task is None:
        return text
    done = "false" if task[1] == " " else "true"
    box = page.stash(f'<span class="k-task" data-done="{done}"></span>')
    return box + text[task.end() :]


_Rule = Callable[[_Rewriter, int], int]
_RULES: Final[dict[str, tuple[_Rule, ...]]] = {
    "`": (_fence,),
    "~": (_fence,),
    ">": (_conflict, _quote),
    "<": (_conflict,),
    "|": (_conflict,),
    "=": (_conflict, _underline),
    "-": (_marker, _underline, _rule, _item),
    "*": (_marker, _rule, _item),
    "_": (_rule,),
    "+": (_item,),
    "#": (_heading,),
    "{": (_shortcode,),
    "[": (_definition,),
    ":": (_container, _description),
    **dict.fromkeys("（(【続", (_marker,)),
    **dict.fromkeys("0123456789", (_item,)),
}
