"""Starting the server: what ``linepack serve`` calls by name."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from linepack.errors import Finding, InputError, MissingExtraError
from linepack.web.settings import Settings, refuse_open

if TYPE_CHECKING:
    from pathlib import Path

    from linepack.web.state import State

GRACE: Final = 3
"""Time that open requests have when the server is stopped. [s]"""


def run(
    *,
    host: str,
    port: int,
    store: str | None,
    home: Path | None,
    workers: int,
    names: tuple[str, ...],
    https: bool,
) -> None:
    """Listen until somebody stops it.

    Parameters
    ----------
    host, port, store, home, workers, names, https
        As in :class:`linepack.web.settings.Settings`.

    Raises
    ------
    InputError
        If other machines could reach it and there are no accounts.
    MissingExtraError
        Without the extra ``web``.
    """
    settings = Settings(
        host=host, port=port, store=store, home=home, workers=workers, names=names, https=https, example=True
    )
    try:
        import uvicorn

        from linepack.web.app import create_app
    except ImportError as missing:
        raise MissingExtraError("web", missing.name or "uvicorn") from missing
    app = create_app(settings)
    state: State = app.state.linepack
    refuse_open(settings, accounts=not settings.loopback and state.accounts.any())
    address = f"[{host}]" if ":" in host else host
    sys.stdout.write(f"Serving on http://{address}:{port}/  (stop with Ctrl-C)\n")
    sys.stdout.flush()
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )


def add_account(*, store: str | None, name: str, role: str, password: str) -> str:
    """Add an account, or give one that is there this role and password; return what was done.

    Raises
    ------
    InputError
        If the name or the password cannot be one, or no admin would be left.
    """
    from linepack.storage.accounts import Accounts
    from linepack.storage.store import Store
    from linepack.web.home import OWNER
    from linepack.web.passwords import hashed

    if OWNER.fullmatch(name) is None or "." in name or name == "local":
        remedy = "Use small letters, digits, - and _, up to 40, and not local."
        raise InputError([Finding(f"account {name}", "this can be no name.", remedy)], "the accounts")
    with Store(store) as opened:
        accounts = Accounts(opened)
        if accounts.get(name) is None:
            accounts.add(name, hashed(password), role)
            return f"{name} is added with the role {role}."
        accounts.change(name, password=hashed(password), role=role, active=True)
        return f"{name} has a new password and the role {role}."
