"""The command ``linepack``: the list of its commands and how each is started."""

from __future__ import annotations

import atexit
import gc
import os
from typing import TYPE_CHECKING, Annotated, Final

import typer

from linepack.cli import capacity, check, claim, convert, record, serve, solve, study
from linepack.cli.errors import guarded
from linepack.cli.output import WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: on matrices this small threads only wait

COLLECTED_AFTER: Final = 100_000
"""New objects after which circles among them are looked for; most of what imports make is never garbage."""

app: Final = typer.Typer(
    name="linepack",
    help="Can the gas that was promised actually flow?",
    epilog="\b\nStart with:\n  linepack study southern-gas-corridor --out out",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDTH},
)


def _version(asked: bool) -> None:
    if asked:
        import linepack

        typer.echo(f"linepack {linepack.__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Can the gas that was promised actually flow?"""


def _register(name: str, command: Callable[..., None], example: str) -> None:
    app.command(name, epilog=f"\b\nExample:\n  {example}")(guarded(command))


_register("study", study.study, study.EXAMPLE)
_register("check", check.check, check.EXAMPLE)
_register("solve", solve.solve, solve.EXAMPLE)
_register("capacity", capacity.capacity, capacity.EXAMPLE)
_register("convert", convert.convert, convert.EXAMPLE)
app.add_typer(record.record, name="record")
app.add_typer(serve.serve, name="serve")
app.add_typer(claim.claim, name="claim")


def run() -> None:
    """Start the command line; the entry point of the installed command."""
    gc.set_threshold(COLLECTED_AFTER)
    atexit.register(gc.freeze)  # the end of the process frees all memory; nobody need look through it first
    app()
