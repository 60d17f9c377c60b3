from reader.cli import safety
from reader.cli.commands import app, main

__all__ = ["app", "main", "safety"]
