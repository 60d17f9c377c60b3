"""What single lines of a Markdown body look like: the signs that the recipe knows."""

import re
from html import escape
from typing import Final

# A line above this is taken for a one-line paste when headings or bullets stand inside it.
PASTE_LENGTH: Final = 200
# A heading above this has its body pasted onto the same line.
HEADING_LENGTH: Final = 100
# Text beyond this is not looked at closely: that would take the square of its length.
LONGEST_LOOK: Final = 10_000
# A longer line over a rule is a sentence, not a heading with an underline.
UNDERLINED_LENGTH: Final = 40

LIST_ITEM: Final = re.compile(r"( *)([-*+]|\d{1,3}[.)])( +)(?=\S)")
LONG_NUMBER: Final = re.compile(r" {0,3}\d{4,}(?=\. )")
FENCE: Final = re.compile(r"( *)(`{3,}|~{3,})([^`\n]*)")
UNDERLINE: Final = re.compile(r" {0,3}(?:-+|=+) *")
RULE: Final = re.compile(r" {0,3}([-*_])(?: *\1){2,} *")
HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \u3000]+(\S.*)")
EMPTY_HEADING: Final = re.compile(r" {0,3}#{1,6} *")
HASH_TAG: Final = re.compile(r" {0,3}#[^#\s]")
QUOTE: Final = re.compile(r" {0,3}> ?")
TASK: Final = re.compile(r"\[([ xX])\] +(?=\S)")
TABLE_RULE: Final = re.compile(r" *\|?(?: *:?-+:? *\|)+ *(?::?-+:? *)?\|? *")
CONTAINER: Final = re.compile(r"(:{3,}) *([A-Za-z][\w-]*) *(.*)")
LABEL: Final = re.compile(r"\[([^\[\]]+)\](?!:)")
DEFINITION: Final = re.compile(r" {0,3}\[([^\[\]^][^\[\]]*)\]: *(\S*)(.*)")
_ADDRESS = re.compile(r"<[^<>]+>|#\S*|[a-zA-Z][\w+.-]*:\S+|[\w.~%-]*[/.][\x21-\x7e]*")

CONFLICT: Final = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?")
CONFLICT_MIDDLE: Final = re.compile(r"={7}")
END_MARK: Final = re.compile(r"\s*-{3,}\s*(?:END|End|end)\s*-{3,}\s*")
PROMPT: Final = re.compile(
    r"\s*\**[（(【]"
    r"(?:既存の?記事の最後.*|中略|前略|続き|ここから.*続.*|文体の指示|要求事項)"
    r"[）)】]\**\s*"
    r"|\s*続きを書いてください[：:]?\s*"
    r"|\s*-{3,}END\s*"
)
SHORTCODE_LINE: Final = re.compile(r"\s*(?:(?:\{%(?:(?!%\}).)*+%\}|\{\{(?:(?!\}\}).)*+\}\})\s*+)++")

_ATTRIBUTES = re.compile(
    r"(?<! ) *\{: *[.#\w][ -z|~]*\}(?= *$)|(?<=[)\]>*`]) *\{: *[.#\w][ -z|~]*\}(?![`*])", re.ASCII
)
_HEADING_ID = re.compile(r" *\{(#[A-Za-z][\w:.-]*)?(?: *\.[\w-]+)* *\}$", re.ASCII)
_BEFORE_RULED_HEADING = re.compile(r"(?<=\S) +(?=-{3,}(?:END-{3,})? +#{2,6} )")
_BEFORE_HEADING = re.compile(r"(?:(?<=[。！？!?」）)…*])|(?<=---))[ \u3000]+(?=#{2,6} \S)")
_HEADING_BEHIND = re.compile(r"(?<![ \u3000])[ \u3000]+(?=#{2,6} \S)")
_BEFORE_BULLET = re.compile(r"(?<=[。！？!?」）)：:])[ \u3000]+(?=[*-] {1,3}\S)")
# Where a heading ends that has its body on the same line. Japanese words have no space between
# them, so a space behind one is a lost line break; Latin words have spaces of their own.
_LOST_BREAK = (
    r"(?:(?<=[^\x00-\x7f？！])[ \u3000]+(?=[^\x00-\x7f])|(?<=.{7}[^\x00-\x7f？！])[ \u3000]+)"
)
_HEADING_END = re.compile(
    rf".{{4,80}}?(?:[？！?!]+[ \u3000]+|。[ \u3000]*|{_LOST_BREAK})"
    r"|.{4,80}?[？！?!]|.{6,60}?[ \u3000]+"
)
_SENTENCE_BEHIND = re.compile(rf".{{4,60}}?{_LOST_BREAK}(?=[^ \u3000].*。)")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_SENTENCE_END = "。．！？!?」』）)}】…:：;"


def indent_of(line: str) -> int:
    """The number of spaces that a line starts with."""
    return len(line) - len(line.lstrip(" "))


def is_paste(line: str) -> bool:
    """Whether a line may be several lines that lost their breaks."""
    if "|" in line:
        return False
    return len(line) > PASTE_LENGTH or "--- #" in line or (line[0] == "#" and " ##" in line)


def split_paste(line: str) -> list[str]:
    """The lines of a one-line paste: headings and bullets inside it get their own."""
    if line[0] == "#":
        line = _HEADING_BEHIND.sub("\n\n", line)
    line = _BEFORE_RULED_HEADING.sub("\n\n", line)
    line = _BEFORE_HEADING.sub("\n\n", line)
    return _BEFORE_BULLET.sub("\n", line).split("\n")


def heading_text(text: str) -> str:
    """A heading's text without the `##` that may close it; a `#` that is part of it stays."""
    text = without_attributes(text).rstrip(" ")
    bare = text.rstrip("#")
    if bare == text:
        return text
    return bare.rstrip(" ") if bare.endswith(" ") else text[:-1] + "\\#"


def split_heading(text: str) -> tuple[str, str]:
    """A heading's own text and the body that was pasted behind it, either may be empty."""
    if len(text) > LONGEST_LOOK:
        return "", text
    is_long = len(text) > HEADING_LENGTH and len(_LINK_TARGET.sub("]", text)) > HEADING_LENGTH
    if not is_long and "。" not in text:
        return text, ""
    covered = _LINK.sub(_covered, text)
    end = (_HEADING_END if is_long else _SENTENCE_BEHIND).match(covered)
    if end is None or end.end() == len(text):
        return ("", text) if is_long else (text, "")
    return text[: end.end()].strip(), text[end.end() :].lstrip()


def _covered(link: re.Match[str]) -> str:
    return "字" * len(link[0])


def is_sentence(line: str) -> bool:
    """Whether a line above a rule reads as text rather than as a heading."""
    text = line.strip()
    return len(text) > UNDERLINED_LENGTH or text[-1] in _SENTENCE_END


def without_attributes(line: str) -> str:
    """A line without kramdown attribute lists such as `{: .lead}`, which only style."""
    return _ATTRIBUTES.sub("", line)


def split_heading_id(text: str) -> tuple[str, str]:
    """A heading without its `{#id}`, and the id or an empty string."""
    found = _HEADING_ID.search(text) if text.endswith("}") else None
    if found is None or not found.start() or not found[0].strip(" {}"):
        return text, ""
    return text[: found.start()], (found[1] or "").removeprefix("#")


def is_address(text: str) -> bool:
    """Whether the target of a link definition is one, rather than the first word of a note."""
    return len(text) <= LONGEST_LOOK and _ADDRESS.fullmatch(text) is not None


def cells_of(row: str) -> int:
    """How many cells a row of a table has."""
    bare = _CODE_SPAN.sub("", row) if len(row) <= LONGEST_LOOK else row
    bare = bare.replace("\\|", "").strip()
    return bare.removeprefix("|").removesuffix("|").count("|") + 1


def chip(kind: str, text: str) -> str:
    """The HTML of a marker that was left in the text."""
    return f'<div class="k-marker k-{kind}">{escape(text.strip(" *"), quote=False)}</div>'


def code_block(info: str, code: list[str]) -> str:
    """The HTML of a fenced block; what follows the language's colon is the name of a file."""
    language, _, name = info.strip().partition(":")
    language = language.split(" ")[0]
    marked = f' data-language="{escape(language)}"' if language else ""
    block = f"<pre><code{marked}>{escape(chr(10).join(code), quote=False)}</code></pre>"
    if not name.strip():
        return block
    return f"<figure><figcaption>{escape(name.strip(), quote=False)}</figcaption>{block}</figure>"
