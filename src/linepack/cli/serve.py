"""``linepack serve``: the web app, for one person here or for a team."""

from importlib import import_module
from pathlib import Path
from typing import Annotated, Final

import typer

from linepack.cli.errors import guarded

EXAMPLE: Final = "linepack serve --port 8383"

serve: Final = typer.Typer(rich_markup_mode=None, invoke_without_command=True)

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="PATH or URL",
        help="The record; a file in your data folder if not given.",
        show_default=False,
    ),
]
HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        help="Folder for uploads and results; in your data folder if not given.",
        show_default=False,
    ),
]
NameOption = Annotated[
    list[str] | None, typer.Option("--name", metavar="HOST", help="A further host name that it answers to.")
]


def start(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535)] = 8383,
    store: StoreOption = None,
    home: HomeOption = None,
    workers: Annotated[int, typer.Option("--workers", metavar="N", min=1, help="Jobs at once.")] = 2,
    name: NameOption = None,
    https: Annotated[bool, typer.Option("--https", help="Browsers come over HTTPS, by a proxy.")] = False,
) -> None:
    """Start the web app on this machine.

    Without accounts it listens to this machine alone, and nobody has to log in.
    """
    if context.invoked_subcommand is not None:
        return
    import_module("linepack.web.run").run(
        host=host, port=port, store=store, home=home, workers=workers, names=tuple(name or ()), https=https
    )


serve.callback(epilog=f"\b\nExample:\n  {EXAMPLE}")(guarded(start))
