"""Every sentence that the command line prints, and every error and problem text, in two languages."""

from dataclasses import dataclass

LANGUAGES = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Message:
    """A text for a person: what happened, and what to do next (may be empty)."""

    text: str
    next_step: str = ""

    def __str__(self) -> str:
        return f"{self.text}\n{self.next_step}" if self.next_step else self.text


def message(key: str, lang: str = "ja", /, **facts: object) -> Message:
    """The text of a key in a language, its facts filled in. Raises KeyError for an unknown key."""
    text, next_step = _TABLE[key]["ja" if lang not in LANGUAGES else lang]
    return Message(text.format(**facts), next_step.format(**facts))


def known_keys() -> frozenset[str]:
    """All message keys."""
    return frozenset(_TABLE)


_TABLE: dict[str, dict[str, tuple[str, str]]] = {
    "folder-missing": {
        "ja": ("フォルダーが見つかりません: {path}", "場所を確かめて、もう一度ひらいてください。"),
        "en": ("The folder cannot be found: {path}", "Check where it is and open it again."),
    },
    "folder-unreadable": {
        "ja": ("フォルダーを読めません: {path}（{reason}）", "読み取りの権限を確かめてください。"),
        "en": ("The folder cannot be read: {path} ({reason})", "Check that you may read it."),
    },
    "post-missing": {
        "ja": ("記事が見つかりません: {post}", "keisen search で名前を確かめてください。"),
        "en": ("No such post: {post}", "Find its name with keisen search."),
    },
    "post-unreadable": {
        "ja": ("記事を読めません: {path}（{reason}）", "ファイルの権限を確かめてください。"),
        "en": ("The post cannot be read: {path} ({reason})", "Check the permissions of the file."),
    },
    "quote-missing": {
        "ja": ("引用がこの記事の本文にありません: {quote}", "keisen show で本文を確かめてください。"),
        "en": ("The quote is not in the text of this post: {quote}", "See the text with keisen show."),
    },
    "copy-missing": {
        "ja": ("この引用は本文に {copies} か所です（{copy} 番目はありません）", "--nth を小さくしてください。"),
        "en": ("The text has this quote {copies} times, not {copy}", "Use a smaller --nth."),
    },
    "color-unknown": {
        "ja": ("知らない色です: {color}", "使える色: {colors}"),
        "en": ("Unknown colour: {color}", "Colours: {colors}"),
    },
    "disk-full": {
        "ja": ("ディスクに空きがなく、書けませんでした: {path}", "空きを作ってから、もう一度お試しください。書けたところまでは残っています。"),
        "en": ("No space left to write {path}", "Make room and try again; what was written is kept."),
    },
    "write-failed": {
        "ja": ("書けませんでした: {path}（{reason}）", "権限と空きを確かめて、もう一度お試しください。"),
        "en": ("Could not write {path} ({reason})", "Check permissions and space, then try again."),
    },
    "notes-newer": {
        "ja": ("ノートは新しい版の Keisen で作られています: {path}", "Keisen を新しくしてください。ノートは書きかえていません。"),
        "en": ("The notes were made by a newer Keisen: {path}", "Update Keisen; the notes are untouched."),
    },
    "notes-damaged": {
        "ja": ("ノートのデータベースが壊れています: {path}", "このファイルは残してあります。控えは {backups} にあります。"),
        "en": ("The notes database is damaged: {path}", "The file is kept; backups are in {backups}."),
    },
    "notes-busy": {
        "ja": ("ノートを別の Keisen が使っています: {path}", "もう一方を閉じてから、もう一度お試しください。"),
        "en": ("Another Keisen is using the notes: {path}", "Close it and try again."),
    },
    "whoosh-wrong": {
        "ja": ("検索の部品が違います（{found}）", "whoosh-reloaded {wanted} を入れ直してください。"),
        "en": ("The wrong search library is installed ({found})", "Install whoosh-reloaded {wanted}."),
    },
    "export-target": {
        "ja": ("書き出し先に書けません: {path}（{reason}）", "別のフォルダーを選んでください。"),
        "en": ("Cannot export to {path} ({reason})", "Choose another folder."),
    },
}
