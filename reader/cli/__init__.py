from reader.cli.commands import app, main

__all__ = ["app", "main"]
