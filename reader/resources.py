from pathlib import Path

_PACKAGED = Path(__file__).parent / "resources"
_CHECKOUT = Path(__file__).parent.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, for example resource("page", "reader.css")."""
    return (_PACKAGED if _PACKAGED.is_dir() else _CHECKOUT).joinpath(*parts)
