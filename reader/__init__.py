"""Keisen: read, search and annotate a folder of Japanese Markdown posts, offline."""

__version__ = "0.1.0"
