"""Who is logged in: coming in, going out, another password."""

import hashlib
import secrets

from fastapi import APIRouter, Request, Response

import linepack
from linepack.errors import Finding
from linepack.web.access import COOKIE, Caller, Reader, Shared, check_token, identify
from linepack.web.errors import RefusedError
from linepack.web.passwords import fits, hashed
from linepack.web.routes.responses import ERRORS
from linepack.web.schemas import LoginIn, PasswordIn, SessionOut
from linepack.web.state import State

router = APIRouter(prefix="/api/session", tags=["session"], responses=ERRORS)


@router.get("", summary="Who is logged in, and the token for changes")
def session(request: Request, state: Shared) -> SessionOut:
    """Return the user and the token that every change has to carry."""
    return _shown(state, identify(request, state))


def _shown(state: State, caller: Caller | None) -> SessionOut:
    return SessionOut(
        accounts=state.accounts.any(),
        user=caller.name if caller else None,
        role=caller.role if caller else None,  # type: ignore[arg-type]
        token=state.token(caller.session if caller else ""),
        version=linepack.__version__,
    )


@router.post("", summary="Log in")
def log_in(asked: LoginIn, request: Request, response: Response, state: Shared) -> SessionOut:
    """Check name and password and set the cookie; 401 says no more than that they do not fit."""
    request.state.tried = asked.name
    known = identify(request, state)
    check_token(request, state, known.session if known else "")
    address = request.client.host if request.client else ""
    for who in (f"from {address}", f"as {asked.name}"):
        state.rates.spend(who, "logins", state.settings.logins)
    account = state.accounts.get(asked.name)
    right = fits(asked.password, account.password if account and account.active else None)
    if account is None or not right:
        finding = Finding("name and password", "they do not fit.", "Ask an admin for a new password.")
        raise RefusedError(401, finding)
    key = secrets.token_urlsafe(32)
    digest = hashlib.sha256(key.encode()).hexdigest()
    state.accounts.log_in(account.name, digest, state.settings.session_hours)
    response.set_cookie(
        COOKIE,
        key,
        max_age=state.settings.session_hours * 3600,
        httponly=True,
        samesite="strict",
        secure=state.settings.https,
    )
    return _shown(state, Caller(account.name, account.role, digest))


@router.delete("", status_code=204, summary="Log out")
def log_out(caller: Reader, response: Response, state: Shared) -> None:
    """End the login."""
    state.accounts.log_out(caller.session)
    response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=state.settings.https)


@router.put("/password", status_code=204, summary="Give yourself another password")
def password(asked: PasswordIn, caller: Reader, state: Shared) -> None:
    """Change the caller's password; all logins end."""
    state.rates.spend(f"as {caller.name}", "logins", state.settings.logins)
    account = state.accounts.get(caller.name)
    if not fits(asked.old, account.password if account else None):
        raise RefusedError(403, Finding("old", "this is not your password.", "Ask an admin for a new one."))
    state.accounts.change(caller.name, password=hashed(asked.new))
