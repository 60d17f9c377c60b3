"""The line rules that let Python-Markdown read what other programs and people wrote loosely.

The rules only add line breaks, blank lines and indentation. What is taken out of the flow of the
text - code, markers, containers - stays as HTML in the stash or as a quote.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from reader.article import lines as look
from reader.article.deadline import NEVER, Deadline, OutOfTime
from reader.article.draft import LEVEL, Draft, Stash

_LONGEST_MARKER: Final = 200
_LONGEST_DEFINITION: Final = 1_000
_MOST_CELLS: Final = 1_000_000


def rewrite(lines: list[str], stash: Stash, deadline: Deadline = NEVER) -> list[str]:
    """The lines of a body without tabs, as Python-Markdown reads them best.

    Raises TangledMarkup for quotes inside quotes beyond all reason, and OutOfTime.
    """
    return _run(Draft(lines, stash, deadline=deadline))


def _run(draft: Draft) -> list[str]:
    at = 0
    while at < len(draft.lines):
        draft.deadline.check()
        at += _take(draft, at)
    return draft.out


def _take(draft: Draft, at: int) -> int:
    """Rewrites what starts at a line and returns how many lines it was.

    A line that is several in truth takes none: it becomes those lines.
    """
    line = draft.lines[at]
    if not line or line.isspace():
        return draft.put_break()
    if look.is_paste(line) and not look.FENCE.match(line):
        parts = look.split_paste(line)
        if len(parts) > 1:
            draft.lines[at : at + 1] = parts
            return 0
    if "|" in line and (taken := _table(draft, at)):
        return taken
    for rule in _RULES.get(line.lstrip(" ")[:1], ()):
        if taken := rule(draft, at):
            return taken
    return draft.put_text(line)


def _fence(draft: Draft, at: int) -> int:
    """A fenced block, also under an item; one that is never closed stays text."""
    opening = look.FENCE.fullmatch(draft.lines[at])
    if opening is None:
        return 0
    end = draft.closing(at + 1, opening[2], partial(_closes_fence, opening[2]))
    if end is None:
        return 0
    indent = len(opening[1])
    code = [line[min(indent, look.indent_of(line)) :] for line in draft.lines[at + 1 : end]]
    depth = draft.block_depth(indent)
    draft.put_block([draft.stash(look.code_block(opening[3], code))], depth)
    return end + 1 - at


def _closes_fence(opening: str, line: str) -> bool:
    mark = line.strip(" ")
    return mark.startswith(opening) and not mark.strip(opening[0])


def _table(draft: Draft, at: int) -> int:
    """A table without a break before it; a row with more cells than the header keeps them."""
    rule_at = at + 1
    if rule_at == len(draft.lines) or not look.TABLE_RULE.fullmatch(draft.lines[rule_at]):
        return 0
    end = rule_at + 1
    while end < len(draft.lines) and "|" in draft.lines[end]:
        end += 1
    rows = [row.strip(" ") for row in draft.lines[at:end]]
    widest = _widest(draft, rows)
    missing = widest - look.cells_of(rows[0])
    if missing:
        rows[0] = rows[0].removesuffix("|") + "| " * missing + "|"
        rows[1] = rows[1].removesuffix("|") + "|---" * missing + "|"
    draft.put_block(rows, draft.block_depth(look.indent_of(draft.lines[at])))
    return end - at


def _widest(draft: Draft, rows: list[str]) -> int:
    """The most cells of a row, of which every row will have as many."""
    widest = 0
    for row in rows:
        draft.deadline.check()
        widest = max(widest, look.cells_of(row))
    if widest * len(rows) > _MOST_CELLS:
        raise OutOfTime
    return widest


def _quote(draft: Draft, at: int) -> int:
    """Quoted lines are a body of their own."""
    end = at
    inner = []
    while end < len(draft.lines) and (mark := look.QUOTE.match(draft.lines[end])):
        inner.append(draft.lines[end][mark.end() :])
        end += 1
    if not inner or (draft.levels and look.indent_of(draft.lines[at]) >= 2):
        return 0
    draft.end_list()
    draft.break_before()
    draft.out += _quoted(draft, inner)
    return end - at


def _quoted(draft: Draft, inner: list[str]) -> list[str]:
    lines = _run(Draft(inner, draft.stash, draft.depth + 1, draft.deadline))
    while lines and not lines[-1]:
        lines.pop()
    return [f"> {line}" if line else ">" for line in lines]


def _container(draft: Draft, at: int) -> int:
    """`:::message` and its kind become a quote, a title its first line."""
    opening = look.CONTAINER.fullmatch(draft.lines[at])
    if opening is None:
        return 0
    end = draft.closing(at + 1, opening[1], partial(_closes_container, opening[1]))
    if end is None:
        return 0
    inner = draft.lines[at + 1 : end]
    if opening[3] and (opening[2] == "details" or not opening[3].isascii()):
        inner = [f"**{opening[3].strip()}**", "", *inner]
    draft.end_list()
    draft.put_block(_quoted(draft, inner))
    return end + 1 - at


def _closes_container(opening: str, line: str) -> bool:
    return line.strip(" ") == opening


def _description(draft: Draft, at: int) -> int:
    """The end of one term's description when a term of the same kind follows."""
    if not draft.lines[at].startswith(": "):
        return 0
    draft.out.append(draft.lines[at])
    after = draft.lines[at + 1 : at + 3]
    if len(after) == 2 and after[0][:1] not in ("", ":", " ") and after[1].startswith(": "):
        draft.out.append("")
    return 1


def _conflict(draft: Draft, at: int) -> int:
    """The marker lines of a merge that was never finished; both sides stay."""
    line = draft.lines[at]
    if look.CONFLICT.fullmatch(line):
        draft.in_conflict = not line.startswith(">")
    elif not (draft.in_conflict and look.CONFLICT_MIDDLE.fullmatch(line)):
        return 0
    return draft.put_chip("conflict", line)


def _marker(draft: Draft, at: int) -> int:
    """What a program left behind: `---END---`, or a line of its instructions."""
    line = draft.lines[at]
    if len(line) > _LONGEST_MARKER:
        return 0
    if look.END_MARK.fullmatch(line):
        return draft.put_chip("end", line)
    if look.PROMPT.fullmatch(line):
        return draft.put_chip("prompt", line)
    return 0


def _shortcode(draft: Draft, at: int) -> int:
    """A line of nothing but Liquid or Hugo shortcodes."""
    if look.SHORTCODE_LINE.fullmatch(draft.lines[at]):
        return draft.put_chip("liquid", draft.lines[at])
    return 0


def _underline(draft: Draft, at: int) -> int:
    """A rule under a sentence, an item or several lines: it does not make them a heading."""
    line, above = draft.lines[at], draft.above()
    if not above or not look.UNDERLINE.fullmatch(line):
        return 0
    before = draft.out[-2].strip() if len(draft.out) > 1 else ""
    if before or draft.levels or look.is_sentence(above):
        draft.end_list()
        draft.break_before()
    draft.out.append(line)
    return 1


def _rule(draft: Draft, at: int) -> int:
    """A rule of its own, which could be read as an item or as bold text."""
    if not look.RULE.fullmatch(draft.lines[at]):
        return 0
    draft.end_list()
    draft.put_block([draft.lines[at]])
    return 1


def _heading(draft: Draft, at: int) -> int:
    """A heading on its own line, apart from the body that was pasted behind it."""
    line = draft.lines[at]
    if look.EMPTY_HEADING.fullmatch(line):
        draft.end_list()
        return draft.put_break()
    if draft.levels and look.indent_of(line) >= 2:
        return 0
    found = look.HEADING.fullmatch(line)
    if found is None:
        return _hash(draft, line)
    draft.end_list()
    own, name = look.split_heading_id(look.heading_text(found[2]))
    own, body = look.split_heading(own)
    if own:
        anchor = draft.stash(f'<span id="{name}"></span>') if name else ""
        draft.put_block([f"{found[1]} {own}{anchor}"])
    if body:
        draft.put_block([body])
    return 1


def _hash(draft: Draft, line: str) -> int:
    """`#tag` at the start of a line is no heading, `##heading` is one."""
    if look.HASH_TAG.match(line):
        return draft.put_text("\\" + line.lstrip(" "))
    return 0


def _definition(draft: Draft, at: int) -> int:
    """`[label]: address` vanishes into a link; it stays text when nothing uses it."""
    found = look.DEFINITION.fullmatch(draft.lines[at])
    if found is None:
        return 0
    is_short = len(draft.lines[at]) <= _LONGEST_DEFINITION
    if is_short and found[1].lower() in draft.labels() and look.is_address(found[2]):
        return 0
    return draft.put_text(draft.lines[at].replace("[", "\\[", 1))


def _item(draft: Draft, at: int) -> int:
    """An item: four spaces a level, and a break before a list that is glued to a paragraph."""
    line = draft.lines[at]
    found = look.LIST_ITEM.match(line)
    if found is None:
        return _long_number(draft, line)
    indent, numbered = len(found[1]), found[2][0].isdigit()
    if not draft.levels and indent >= 4 and not draft.above():
        return 0
    other_kind = _open_level(draft, indent, numbered)
    glued = len(draft.levels) == 1 and not draft.in_list
    if glued or other_kind:
        draft.break_before()
    indentation = LEVEL * (len(draft.levels) - 1)
    text = _item_text(draft, line[found.end() :])
    draft.out.append(f"{indentation}{found[2].replace(')', '.')} {text}")
    draft.in_list = True
    return 1


def _long_number(draft: Draft, line: str) -> int:
    """A year at the start of a sentence is no list number, which would not be in the text."""
    number = look.LONG_NUMBER.match(line)
    return draft.put_text(f"{number[0]}\\{line[number.end() :]}") if number else 0


def _open_level(draft: Draft, indent: int, numbered: bool) -> bool:
    """Opens or returns to the level of an item; whether the list there is of the other kind."""
    while len(draft.levels) > 1 and indent < draft.levels[-1][0]:
        draft.levels.pop()
    if not draft.levels or indent >= draft.levels[-1][0] + 2:
        draft.levels.append((indent, numbered))
        return False
    other_kind = draft.levels[-1][1] != numbered
    draft.levels[-1] = (min(indent, draft.levels[-1][0]), numbered)
    return other_kind


def _item_text(draft: Draft, text: str) -> str:
    if "{:" in text:
        text = look.without_attributes(text)
    task = look.TASK.match(text)
    if task is None:
        return text
    done = "false" if task[1] == " " else "true"
    box = draft.stash(f'<span class="k-task" data-done="{done}"></span>')
    return box + text[task.end() :]


# A rule returns how many lines it took, 0 when what starts at the line is not for it.
_Rule = Callable[[Draft, int], int]
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
