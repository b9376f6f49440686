"""Starting the server: what ``linepack serve`` calls by name."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from linepack.errors import MissingExtraError
from linepack.web.settings import Settings, refuse_open

if TYPE_CHECKING:
    from pathlib import Path

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
    refuse_open(settings, accounts=False)
    app = create_app(settings)
    address = f"[{host}]" if ":" in host else host
    sys.stdout.write(f"linepack serves on http://{address}:{port}/  (stop with Ctrl-C)\n")
    sys.stdout.flush()
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
