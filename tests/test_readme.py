import re
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from reader.cli import app

README = Path(__file__).resolve().parent.parent / "README.md"
OWN_OF_TYPER = {"--help", "--install-completion", "--show-completion"}


def program() -> TyperGroup:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    return group


def shown(command: TyperCommand | TyperGroup) -> list[str]:
    options = [name for parameter in command.params for name in parameter.opts]
    return [name for name in options if name.startswith("--") and name not in OWN_OF_TYPER]


def readme() -> str:
    return README.read_text("utf-8")


@pytest.mark.parametrize("name", sorted(program().commands))
def test_readme_shows_every_command_with_its_options(name: str) -> None:
    assert re.search(rf"^keisen {name}\b", readme(), re.MULTILINE)
    command = program().commands[name]
    assert isinstance(command, TyperCommand)
    assert [option for option in shown(command) if option not in readme()] == []


def test_readme_shows_every_common_option() -> None:
    assert [option for option in shown(program()) if option not in readme()] == []


def test_readme_shows_no_command_that_does_not_exist() -> None:
    named = set(re.findall(r"^keisen ([a-z]+)\b", readme(), re.MULTILINE))
    assert named <= set(program().commands)
