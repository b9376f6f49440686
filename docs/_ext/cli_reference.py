"""Write the reference page of the command line from the help texts of the commands.

Usage: ``python docs/_ext/cli_reference.py docs/reference/cli.md``. A test compares the page with the
commands.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from typer.testing import CliRunner

from linepack.cli.main import app

HEAD: Final = """\
# Command line

Every command prints the answer first, then a table, then where the files lie. With `--json` it prints one
JSON object and nothing else on standard output: `status`, `message`, `findings`, and one list of records for
each element kind, in SI units; a number that is not there is `null`. Progress goes to standard error.

| exit code | meaning |
|---|---|
| 0 | the answer stands; a state that breaks limits is one, its status and findings say so |
| 1 | there is a result, but it is not a success: infeasible, not converged, errors found |
| 2 | what was given cannot be used; every finding is listed |
| 70 | linepack itself failed; `LINEPACK_DEBUG=1` shows where |
| 130 | stopped by Ctrl-C |

Colour is used only on a terminal, and not at all when `NO_COLOR` is set.

This page is written from the help texts by `make docs`.
"""

TERMINAL: Final = {"COLUMNS": "102", "TERMINAL_WIDTH": "102", "NO_COLOR": "1"}


def command_names() -> list[str]:
    """Return the names of the commands in the order of the help text."""
    return [str(command.name) for command in app.registered_commands]


def groups_that_run() -> list[str]:
    """Return the names of the groups that do something without a further command."""
    return [
        str(group.name)
        for group in app.registered_groups
        if group.typer_instance and group.typer_instance.info.invoke_without_command is True
    ]


def group_commands() -> list[tuple[str, str]]:
    """Return group and name of the commands that stand in a group, in the order of the help texts."""
    return [
        (str(group.name), str(command.name))
        for group in app.registered_groups
        for command in (group.typer_instance.registered_commands if group.typer_instance else ())
    ]


def help_text(*command: str) -> str:
    """Return what a command prints with ``--help``."""
    result = CliRunner(env=TERMINAL).invoke(app, [*command, "--help"], prog_name="linepack")
    if result.exit_code != 0:
        raise RuntimeError(result.output)
    return "\n".join(line.rstrip() for line in result.output.strip().splitlines())


def section(title: str, text: str) -> str:
    """Return one section of the page."""
    return f"\n## {title}\n\n```text\n{text}\n```\n"


def page() -> str:
    """Return the whole page."""
    sections = [section("linepack", help_text())]
    sections += [section(f"linepack {name}", help_text(name)) for name in command_names()]
    sections += [section(f"linepack {name}", help_text(name)) for name in groups_that_run()]
    sections += [
        section(f"linepack {group} {name}", help_text(group, name)) for group, name in group_commands()
    ]
    return HEAD + "".join(sections)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
