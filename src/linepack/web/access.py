"""Who asks, and whether they may: every route names the least role that it takes.

*read* looks, asks questions and keeps own networks; *review* also changes the record; *admin* also keeps the
accounts and sees the log. Without accounts the one user of this machine may do everything.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request

from linepack.errors import Finding
from linepack.web.errors import RefusedError
from linepack.web.state import State

ROLES: Final = ("read", "review", "admin")
"""Each may all that those before it may."""

LOCAL: Final = "local"
"""The one user of a server without accounts."""

COOKIE: Final = "linepack_session"
"""Cookie of a login."""

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

TOKEN: Final = "x-csrf-token"  # noqa: S105 - a header's name
"""Header of the token against forged requests."""


@dataclass(frozen=True)
class Caller:
    """Who asks.

    Attributes
    ----------
    name, role
        The user and what they may.
    session
        Key of the login; empty without accounts.
    """

    name: str
    role: str
    session: str = ""


def state_of(request: Request) -> State:
    """Return what the routes share."""
    state: State = request.app.state.linepack
    return state


def identify(request: Request, state: State) -> Caller | None:
    """Return who asks, None where nobody is logged in."""
    if not state.accounts.any():
        return Caller(LOCAL, "admin")
    key = request.cookies.get(COOKIE, "")
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
    account = state.accounts.logged_in(digest) if key else None
    return Caller(account.name, account.role, digest) if account is not None else None


def _allowed(request: Request, role: str) -> Caller:
    state = state_of(request)
    caller = identify(request, state)
    if caller is None:
        raise RefusedError(401, Finding("the request", "nobody is logged in.", "Log in first."))
    request.state.caller = caller
    if ROLES.index(caller.role) < ROLES.index(role):
        finding = Finding(caller.name, f"only {role} may do this.", "Ask somebody who may.")
        raise RefusedError(403, finding)
    changes = request.method not in SAFE
    if changes:
        check_token(request, state, caller.session)
    limit = state.settings.changes if changes else state.settings.reads
    state.rates.spend(caller.name, "changes" if changes else "reads", limit)
    return caller


def check_token(request: Request, state: State, session: str) -> None:
    """Refuse a change that comes without the token: another site may have sent it.

    Raises
    ------
    RefusedError
        403.
    """
    given = request.headers.get(TOKEN, "")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), state.token(session).encode()):
        finding = Finding(TOKEN, "the token is missing or old.", "Take it from GET /api/session.")
        raise RefusedError(403, finding)


def _reader(request: Request) -> Caller:
    return _allowed(request, "read")


def _reviewer(request: Request) -> Caller:
    return _allowed(request, "review")


def _admin(request: Request) -> Caller:
    return _allowed(request, "admin")


Reader = Annotated[Caller, Depends(_reader)]
Reviewer = Annotated[Caller, Depends(_reviewer)]
Admin = Annotated[Caller, Depends(_admin)]
Shared = Annotated[State, Depends(state_of)]
