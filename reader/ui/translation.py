from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from reader.resources import resource


def chosen_language(lang: str | None) -> str:
    """The language to speak: the one asked for, else Japanese where the system is Japanese."""
    if lang in ("ja", "en"):
        return lang
    return "ja" if QLocale.system().language() == QLocale.Language.Japanese else "en"


def install_translators(application: QCoreApplication, lang: str) -> None:
    """Let the window speak a language; its own texts are written in Japanese."""
    own = QTranslator(application)
    if lang != "ja" and own.load(str(resource("translations", f"keisen_{lang}.qm"))):
        application.installTranslator(own)
    qt = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qt.load(f"qtbase_{lang}", folder):
        application.installTranslator(qt)
