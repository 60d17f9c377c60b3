from PySide6.QtCore import QCoreApplication

from reader.article.model import Fold
from reader.ui.note_editor import color_names


def page_words() -> dict[str, str]:
    """The words that the page itself shows or speaks, by key, in the person's language."""
    translate = QCoreApplication.translate
    return {
        "note": translate("ReadingView", "メモ"),
        "tag": translate("ReadingView", "タグ"),
        "copy": translate("ReadingView", "引用をコピー"),
        "palette": translate("ReadingView", "注釈"),
        "notes": translate("ReadingView", "余白のメモ"),
        "whole": translate("ReadingView", "記事全体へのメモ"),
        "back": translate("ReadingView", "本文にもどる"),
        "footnote": translate("ReadingView", "脚注"),
        "near": translate("ReadingView", "前の文とのちがい"),
        "toNear": translate("ReadingView", "前の文へ"),
        "toFootnote": translate("ReadingView", "脚注へ"),
        "wideTable": translate("ReadingView", "横に長い表"),
        "wideCode": translate("ReadingView", "横に長いコード"),
        "size": translate("ReadingView", "大きいため、組まずに表示しています"),
        "nesting": translate("ReadingView", "入れ子が深いため、組まずに表示しています"),
        "time": translate(
            "ReadingView", "組むのに時間がかかりすぎるため、書かれたまま表示しています"
        ),
        "engine": translate("ReadingView", "組めないため、書かれたまま表示しています"),
        "unfold": translate("ReadingView", "表示する"),
        "fold": translate("ReadingView", "たたむ"),
        "foldHits": translate("ReadingView", "見つかった所 {0}"),
        **color_names(),
    }


RELATED = "related"
"""The reason of the fold that the page makes of the list of related posts."""


def fold_words(fold: Fold) -> tuple[str, str]:
    """What the line says that stands for a fold: while it is closed, and while it is open."""
    translate = QCoreApplication.translate
    lines, length = f"{fold.lines:,}", f"{fold.end - fold.start:,}"
    if not fold.lines:
        words = translate("ReadingView", "…前出 {0} 文").format(f"{fold.sentences:,}")
        return words, words
    if fold.reason == RELATED:
        words = translate("ReadingView", "関連記事 {0} 件").format(lines)
        return words, words
    what = {
        "title": translate("ReadingView", "題名のくり返し"),
        "marker": translate("ReadingView", "途中に残った印"),
        "boilerplate": translate("ReadingView", "多くの記事にある文（{1} 字）"),
        "fragment": translate("ReadingView", "途切れたくり返しの {0} 段落（{1} 字）"),
        "repeat": translate("ReadingView", "くり返しの {0} 段落（{1} 字）"),
    }[fold.reason].format(lines, length)
    return translate("ReadingView", "{0}をたたんでいます").format(what), what
