from pathlib import Path

SCRIPTS = Path(__file__).parent
REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every revision from the first to the newest, so that an up-to-date file needs no Alembic."""
