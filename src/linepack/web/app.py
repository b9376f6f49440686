"""The server as an ASGI application."""

from __future__ import annotations

import logging
import threading
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from linepack.errors import LinepackError
from linepack.web import errors
from linepack.web.audit import Audit
from linepack.web.guard import Guard
from linepack.web.routes import accounts, jobs, networks, record, session, studies
from linepack.web.settings import Settings
from linepack.web.state import State

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LOG: Final = logging.getLogger("linepack.web")

ROUTERS: Final = (
    session.router,
    networks.router,
    studies.router,
    record.router,
    jobs.router,
    accounts.router,
)

DESCRIPTION: Final = """
What linepack answers, over HTTP. Numbers are in SI units unless their name says otherwise; an error has the
shape of a result: `status`, `message`, `findings`. Every change carries the token of `GET /api/session` in
the header `x-csrf-token`. Work that takes longer than a request is a job: `POST /api/jobs`, then follow its
events.
"""


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the server as an ASGI application.

    Parameters
    ----------
    settings
        What it is told; everything has a default.

    Examples
    --------
    >>> create_app().title
    'linepack'
    """
    import linepack

    settings = settings or Settings()
    app = FastAPI(
        title="linepack",
        version=linepack.__version__,
        description=DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.linepack = State(settings)
    errors.install(app)
    app.add_middleware(Audit, state=app.state.linepack)
    app.add_middleware(Guard, settings=settings)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/", StaticFiles(directory=pages(), html=True), name="pages")
    return app


def pages() -> Path:
    """Return the folder of the built pages, or of the page that stands in where none are built."""
    home = Path(str(files("linepack.web")))
    built = home / "static"
    return built if (built / "index.html").is_file() else home / "start"


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Take the folder before the first request; open the store and run jobs beside the first ones."""
    state: State = app.state.linepack
    state.take()
    starting = threading.Thread(target=_start, args=(state,), daemon=True)
    starting.start()
    yield
    starting.join()
    state.stop()


def _start(state: State) -> None:
    """Start what works beside the requests; a store that cannot be opened is told in words."""
    try:
        state.start()
    except LinepackError as wrong:
        LOG.error("%s", wrong)
