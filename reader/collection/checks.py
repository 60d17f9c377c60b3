"""What is odd about the text of a post, beyond its characters and its front matter."""

import re

from reader.collection.kinds import Kind
from reader.collection.post import Problem

_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
_CONFLICT_START = re.compile(r"^<{7}(?: |$)", re.MULTILINE)
_LEAD = r"""[\s#>*_"'`{\[「『]*(?:[0-9]{4}年)?"""
_REFUSAL = re.compile(
    _LEAD
    + r"""(?:(?:大変)?申し訳(?:あり|ござい)ません
    | (?:すみません|ごめんなさい|恐れ入ります)が
    | AI(?:アシスタント|言語モデル)として
    | I(?:['’]m|\ am)\ (?:\w+\ )?(?:sorry|unable)
    | I\ (?:cannot|can['’]t|couldn['’]t|was\ unable|apologi[sz]e)
    | (?:Sorry|Unfortunately),\ (?:but\ )?I\b
    | As\ an\ AI\b
    | The\ article\ has\ been\ (?:generated|written|created))""",
    re.IGNORECASE | re.VERBOSE,
)
_ERROR = re.compile(
    _LEAD
    + r"""(?:(?:\w+\ ?)?error["'`]?\s*[:：]
    | エラー(?:が発生|[:：]) | An\ error\ (?:has\ )?occurred
    | Traceback\ \(most\ recent
    | HTTP(?:/[0-9.]+)?\ [45][0-9]{2}\b
    | [45][0-9]{2}\ (?:Client|Server|Too\ Many|Internal|Bad|Service|Not|Forbidden|Unauthorized)
    | (?:Request|Generation)\ failed | Rate\ limit | Too\ many\ requests | Internal\ server\ error
    | (?:You\ )?exceeded\ (?:your|the)\ | Quota\ exceeded | Service\ unavailable
    | (?:記事|本文|コンテンツ|データ)の(?:生成|作成|取得)(?:に失敗|中にエラー|できませんでした))""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_ERROR = 1000
_PICTURE = re.compile(r"!\[|<img\b|<!--")
_NO_WORDS = re.compile(
    r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])|<img\b[^>]*>|<!--[\s\S]*?-->|^ {0,3}#{1,6}\s.*$"
    r"|^[ \t]*[-*_=]{3,}[ \t]*$",
    re.MULTILINE,
)
_LONGEST_WITHOUT_TEXT = 4000


def is_refusal(text: str) -> bool:
    """Whether a text begins with what a writing program says in place of an article."""
    return _REFUSAL.match(text) is not None


def conflict_problems(text: str, path: str) -> list[Problem]:
    """One problem for all merge-conflict markers in a file, at the line of the first."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return []
    first = _CONFLICT.search(text)
    if not first:
        return []
    count = max(1, len(_CONFLICT_START.findall(text)))
    return [Problem(path, Kind.CONFLICT, f"{count:,}", text.count("\n", 0, first.start()) + 1)]


def body_problems(body: str, path: str) -> list[Problem]:
    """A body that is empty, has no text, or is the message of a program that failed."""
    beginning = body[:_LONGEST_WITHOUT_TEXT].strip()
    if not beginning and not body.strip():
        return [Problem(path, Kind.BODY_EMPTY)]
    kind = _kind_of_body(body, beginning)
    shown = "" if kind is Kind.BODY_WITHOUT_TEXT else beginning[:60].replace("\n", " ")
    return [Problem(path, kind, shown)] if kind else []


def _kind_of_body(body: str, beginning: str) -> Kind | None:
    if is_refusal(beginning):
        return Kind.BODY_REFUSAL
    if len(body) <= _LONGEST_ERROR and _ERROR.match(beginning):
        return Kind.BODY_ERROR
    if len(body) <= _LONGEST_WITHOUT_TEXT and _PICTURE.search(beginning):
        return None if _NO_WORDS.sub("", beginning).strip() else Kind.BODY_WITHOUT_TEXT
    return None
