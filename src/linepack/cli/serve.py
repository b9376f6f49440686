"""``linepack serve``: the web app, for one person here or for a team."""

import sys
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated, Final

import typer

from linepack.cli.errors import guarded

EXAMPLE: Final = "linepack serve --port 8383"

ACCOUNT_EXAMPLE: Final = "linepack serve account ana --role admin"


class Role(StrEnum):
    """What a user may: look and ask; also change the record; also keep the accounts."""

    READ = "read"
    REVIEW = "review"
    ADMIN = "admin"


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


def account(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Small letters, digits, - and _.")],
    role: Annotated[Role, typer.Option("--role", help="Each may all that those before it may.")] = Role.READ,
    store: StoreOption = None,
) -> None:
    """Add an account, or give one a new password and role; the password is asked for.

    From the first account on everybody has to log in. Where standard input is no terminal, its first line is
    the password.
    """
    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    web = import_module("linepack.web.run")
    typer.echo(web.add_account(store=store, name=name, role=str(role), password=password))


serve.command("account", epilog=f"\b\nExample:\n  {ACCOUNT_EXAMPLE}")(guarded(account))
serve.callback(epilog=f"\b\nExample:\n  {EXAMPLE}")(guarded(start))
