from PySide6.QtCore import QCoreApplication

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
        "toFootnote": translate("ReadingView", "脚注へ"),
        "wideTable": translate("ReadingView", "横に長い表"),
        "wideCode": translate("ReadingView", "横に長いコード"),
        "size": translate("ReadingView", "大きいため、組まずに表示しています"),
        "nesting": translate("ReadingView", "入れ子が深いため、組まずに表示しています"),
        "engine": translate("ReadingView", "組めないため、書かれたまま表示しています"),
        **color_names(),
    }
