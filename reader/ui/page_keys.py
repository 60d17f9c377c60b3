from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PageKey:
    """Keys that the article page, or a field, takes itself: they cannot be given to commands.

    `keys` are parted by spaces and written as `QKeySequence` reads them; `meaning` says what they
    do, in the person's language.
    """

    keys: str
    meaning: Callable[[], str]


PAGE_KEYS: tuple[PageKey, ...] = (
    PageKey(
        "J K", lambda: translate("PageKeys", "次の文、前の文を選ぶ（そのあとは上下のキーでも）")
    ),
    PageKey("Shift+J Shift+K", lambda: translate("PageKeys", "選ぶ範囲を文ごとに広げる、せばめる")),
    PageKey("1 2 3 4 5", lambda: translate("PageKeys", "選んだ所か今の文に色を付ける、色を変える")),
    PageKey("U", lambda: translate("PageKeys", "選んだ所に下線を引く、下線をやめる")),
    PageKey("Del", lambda: translate("PageKeys", "選んだ所の注釈を消す")),
    PageKey("T", lambda: translate("PageKeys", "選んだ所にタグを付ける")),
    PageKey("N", lambda: translate("PageKeys", "次に見つかった所。選んだときはメモを付ける")),
    PageKey("Shift+N", lambda: translate("PageKeys", "前に見つかった所")),
    PageKey("Down Up", lambda: translate("PageKeys", "本文を少しずつ、一覧では次や前の行")),
    PageKey("Space PgDown", lambda: translate("PageKeys", "本文を一画面すすめる")),
    PageKey("Shift+Space PgUp", lambda: translate("PageKeys", "本文を一画面もどす")),
    PageKey("Home End", lambda: translate("PageKeys", "本文のはじめ、終わり")),
    PageKey("Left Right", lambda: translate("PageKeys", "注釈のボタンの間を動く")),
    PageKey("Tab", lambda: translate("PageKeys", "次のリンク、メモ、選んだあとは注釈のボタンへ")),
    PageKey("Shift+Tab", lambda: translate("PageKeys", "前のものへもどる")),
    PageKey(
        "Return",
        lambda: translate(
            "PageKeys", "リンクやたたんだ所をひらく、メモを直す、選んだ文に注釈のボタンを出す"
        ),
    ),
    PageKey("Esc", lambda: translate("PageKeys", "注釈のボタンやメモをとじる、一覧からは本文へ")),
    PageKey("?", lambda: translate("PageKeys", "キーの一覧")),
)
"""In the order in which they are shown."""
