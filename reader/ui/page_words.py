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


def fold_words(fold: Fold) -> str:
    """What the line says that stands for a fold."""
    translate = QCoreApplication.translate
    length = f"{fold.end - fold.start:,}"
    if not fold.lines:
        return translate("ReadingView", "…前出 {0} 文").format(f"{fold.sentences:,}")
    if fold.reason == RELATED:
        return translate("ReadingView", "関連記事 {0} 件").format(f"{fold.lines:,}")
    if fold.reason == "title":
        return translate("ReadingView", "題名のくり返しをたたんでいます")
    if fold.reason == "marker":
        return translate("ReadingView", "途中に残った印をたたんでいます")
    if fold.reason == "boilerplate":
        text = translate("ReadingView", "多くの記事にある文（{1} 字）をたたんでいます")
    elif fold.reason == "fragment":
        text = translate("ReadingView", "途切れたくり返しの {0} 段落（{1} 字）をたたんでいます")
    else:
        text = translate("ReadingView", "くり返しの {0} 段落（{1} 字）をたたんでいます")
    return text.format(f"{fold.lines:,}", length)
