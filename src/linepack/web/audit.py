"""The log of changes: who asked for what, from where, and what was answered."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from linepack.web.access import SAFE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from linepack.web.state import State

LOG: Final = logging.getLogger("linepack.web")


class Audit:
    """Middleware that writes every change into the log of the store, refused ones included.

    Parameters
    ----------
    app
        What it watches.
    state
        What the routes share.
    """

    def __init__(self, app: ASGIApp, state: State) -> None:
        self.app, self.state = app, state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and write down what it was where it changes something."""
        if scope["type"] != "http" or scope["method"] in SAFE:
            await self.app(scope, receive, send)
            return
        known, status = scope.setdefault("state", {}), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            caller = known.get("caller")
            user = caller.name if caller is not None else known.get("tried", "")
            address = (scope.get("client") or ("",))[0]
            await asyncio.to_thread(self._note, user, address, scope["method"], scope["path"], status)

    def _note(self, user: str, address: str, method: str, path: str, status: int) -> None:
        try:
            self.state.accounts.note(user, address, method, path.replace("\0", ""), status)
        except Exception:
            LOG.exception("the log of changes could not be written")
