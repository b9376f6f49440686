"""Accounts and the log of changes, for admins."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from linepack.errors import Finding, InputError
from linepack.storage.accounts import Account
from linepack.web.access import LOCAL, Admin, Shared
from linepack.web.errors import not_found
from linepack.web.passwords import hashed
from linepack.web.routes.responses import ERRORS
from linepack.web.schemas import AccountChange, AccountIn, AccountOut, EntryOut, Most, UserName

router = APIRouter(prefix="/api", tags=["accounts"], responses=ERRORS)


def _shown(account: Account) -> AccountOut:
    values = asdict(account)
    del values["password"]
    return AccountOut(**values)


@router.get("/accounts", summary="All accounts")
def accounts(caller: Admin, state: Shared) -> list[AccountOut]:
    """Return the accounts by name."""
    return [_shown(account) for account in state.accounts.all()]


@router.post("/accounts", status_code=201, summary="Add an account")
def add(asked: AccountIn, caller: Admin, state: Shared) -> AccountOut:
    """Add an account; from the first on everybody has to log in."""
    if asked.name == LOCAL:
        finding = Finding(
            "account local", "this is the user of a server without accounts.", "Choose another."
        )
        raise InputError([finding], "the accounts")
    return _shown(state.accounts.add(asked.name, hashed(asked.password), asked.role))


@router.patch("/accounts/{name}", summary="Change an account")
def change(
    name: Annotated[UserName, Path()], asked: AccountChange, caller: Admin, state: Shared
) -> AccountOut:
    """Give another role or password, close or open; all logins of the account end."""
    if state.accounts.get(name) is None:
        raise not_found(f"account {name}", "GET /api/accounts lists them.")
    values: dict[str, Any] = asked.model_dump(exclude_none=True)  # the columns that change
    if "password" in values:
        values["password"] = hashed(values["password"])
    return _shown(state.accounts.change(name, **values))


@router.get("/audit", summary="Who changed what, the last first")
def audit(caller: Admin, state: Shared, most: Annotated[Most, Query()] = 100) -> list[EntryOut]:
    """Return the log of changes."""
    return [EntryOut(**asdict(entry)) for entry in state.accounts.noted(limit=most)]
