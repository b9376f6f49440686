"""Every command explains itself, with an example."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from linepack.cli.main import app

if TYPE_CHECKING:
    from tests.cli.conftest import Invoke

COMMANDS = [str(command.name) for command in app.registered_commands]


def test_the_commands_are_those_that_are_built() -> None:
    assert COMMANDS == ["study", "check", "solve", "capacity", "convert"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_of_the_command_itself(invoke: Invoke, command: str) -> None:
    result = invoke(command, "--help")
    assert result.exit_code == 0
    assert re.search(rf"Example:\n\s+linepack {command} \S", result.output)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_speaks_to_machines(invoke: Invoke, command: str) -> None:
    assert "--json" in invoke(command, "--help").output


def test_help_lists_each_command_in_one_line(invoke: Invoke) -> None:
    output = invoke("--help").output
    assert "..." not in output.replace("[ARGS]...", "")
    assert all(re.search(rf"^  {command} +[A-Z].*\.$", output, re.MULTILINE) for command in COMMANDS)


def test_version(invoke: Invoke) -> None:
    assert re.fullmatch(r"linepack \d+\.\d+\.\d+\n", invoke("--version").output)
