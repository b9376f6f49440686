"""From exception to message and exit code, in one place for all commands.

======  ==============================================================================
code    meaning
======  ==============================================================================
0       the answer stands
1       there is a result, but it is not a success
2       what was given cannot be used; every finding is listed
70      linepack itself failed
130     stopped by Ctrl-C
======  ==============================================================================
"""

from __future__ import annotations

import functools
import os
import sys
import traceback
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import typer

from linepack.cli.output import print_json
from linepack.errors import Finding, InputError, LinepackError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NO_SUCCESS: Final = 1
BAD_INPUT: Final = 2
DEFECT: Final = 70
INTERRUPTED: Final = 130

DEBUG_VARIABLE: Final = "LINEPACK_DEBUG"


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Return the command with every exception turned into a message and an exit code."""

    @functools.wraps(command)
    def run(**options: object) -> None:
        try:
            command(**options)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except BrokenPipeError:
            _drop_stdout()
            raise typer.Exit(NO_SUCCESS) from None
        except KeyboardInterrupt:
            typer.echo("stopped", err=True)
            raise typer.Exit(INTERRUPTED) from None
        except Exception as error:
            raise typer.Exit(report(error, as_json=bool(options.get("as_json")))) from None

    return run


def report(error: Exception, *, as_json: bool) -> int:
    """Say what went wrong, on standard error and as JSON where that was asked for; return the exit code."""
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exception(error)
    code, status, message, findings = _explain(error)
    typer.echo(message, err=True)
    if as_json:
        records = [asdict(finding) for finding in findings]
        print_json({"status": status, "message": message, "findings": records})
    return code


def _explain(error: Exception) -> tuple[int, str, str, Sequence[Finding]]:
    match error:
        case InputError():
            return BAD_INPUT, "invalid input", str(error), error.findings
        case LinepackError():
            return NO_SUCCESS, "failed", str(error), ()
        case OSError():
            return BAD_INPUT, "failed", f"{error.filename or 'a file'}: {error.strerror or error}", ()
        case _:
            return DEFECT, "failed", _defect(error), ()


def _defect(error: Exception) -> str:
    return (
        f"linepack failed where it should not: {type(error).__name__}: {error}\n"
        f"Please report it with the command and its input. {DEBUG_VARIABLE}=1 shows where it happened."
    )


def _drop_stdout() -> None:
    """Point standard output at nothing, so that the interpreter's last flush stays quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
