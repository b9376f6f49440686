"""Accounts of the server in the store: who may come in, who is in, and who changed what.

Accounts are never removed, only closed: what they decided keeps its name.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, exists, select

from linepack.errors import Finding, InputError
from linepack.storage.columns import now
from linepack.storage.tables import AccountRow, AuditRow, LoginRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from linepack.storage.store import Store

ADMIN: Final = "admin"


@dataclass(frozen=True)
class Account:
    """A user of the server.

    Attributes
    ----------
    name, role
        Who, and what they may.
    active
        Whether they may come in.
    created_at
        Since when there is the account.
    password
        Its hash.
    """

    name: str
    role: str
    active: bool
    created_at: datetime
    password: str


@dataclass(frozen=True)
class Entry:
    """A change that somebody asked for, and what the server answered."""

    id: int
    at: datetime
    user: str
    address: str
    method: str
    path: str
    status: int


@dataclass(frozen=True)
class Accounts:
    """The accounts of a store.

    Attributes
    ----------
    store
        Where they are kept.
    """

    store: Store

    def any(self) -> bool:
        """Return whether there is an account: then everybody has to log in."""
        with self.store.reading() as session:
            return bool(session.scalar(select(exists().where(AccountRow.name.is_not(None)))))

    def all(self) -> list[Account]:
        """Return all accounts by name."""
        with self.store.reading() as session:
            return [_account(row) for row in session.scalars(select(AccountRow).order_by(AccountRow.name))]

    def get(self, name: str) -> Account | None:
        """Return an account, None where there is none."""
        with self.store.reading() as session:
            row = session.get(AccountRow, name)
            return _account(row) if row is not None else None

    def add(self, name: str, password: str, role: str) -> Account:
        """Add an account; ``password`` is a hash.

        Raises
        ------
        InputError
            If there is one of that name, or the first would be no admin.
        """
        with self.store.writing() as session, session.begin():
            if session.get(AccountRow, name) is not None:
                raise _refusal(
                    name, "there is an account of this name.", "Choose another, or change that one."
                )
            if role != ADMIN and not _admins(session):
                raise _refusal(
                    name, "the first account has to be an admin's.", "Add one of role admin first."
                )
            row = AccountRow(name=name, password=password, role=role, active=True, created_at=now())
            session.add(row)
        return _account(row)

    def change(self, name: str, **values: Any) -> Account:  # columns of the account, each of its own type
        """Change an account and end its logins.

        Raises
        ------
        InputError
            If there is none, or no admin would be left.
        """
        with self.store.writing() as session, session.begin():
            row = session.get(AccountRow, name)
            if row is None:
                raise _refusal(name, "there is no such account.", "The list of accounts names them.")
            for column, value in values.items():
                setattr(row, column, value)
            session.flush()
            if not _admins(session):
                raise _refusal(name, "no admin would be left.", "Make somebody else admin first.")
            session.execute(delete(LoginRow).where(LoginRow.account == name))
        return _account(row)

    def log_in(self, name: str, key: str, hours: int) -> None:
        """Keep a login under the digest of its key, and forget those that have ended."""
        with self.store.writing() as session, session.begin():
            session.execute(delete(LoginRow).where(LoginRow.expires_at < now()))
            session.add(LoginRow(key=key, account=name, expires_at=now() + timedelta(hours=hours)))

    def log_out(self, key: str) -> None:
        """Forget a login."""
        with self.store.writing() as session, session.begin():
            session.execute(delete(LoginRow).where(LoginRow.key == key))

    def logged_in(self, key: str) -> Account | None:
        """Return whose login it is, None where it has ended or the account is closed."""
        chosen = (
            select(AccountRow)
            .join(LoginRow, LoginRow.account == AccountRow.name)
            .where(LoginRow.key == key, LoginRow.expires_at >= now(), AccountRow.active)
        )
        with self.store.reading() as session:
            row = session.scalar(chosen)
            return _account(row) if row is not None else None

    def note(self, user: str, address: str, method: str, path: str, status: int) -> None:
        """Write a change into the log."""
        entry = AuditRow(at=now(), user=user, address=address, method=method, path=path[:300], status=status)
        with self.store.writing() as session, session.begin():
            session.add(entry)

    def noted(self, *, limit: int = 100) -> list[Entry]:
        """Return the log, the last first."""
        with self.store.reading() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(limit))
            return [
                Entry(**{field.name: getattr(row, field.name) for field in fields(Entry)}) for row in rows
            ]


def _admins(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(AccountRow.role == ADMIN, AccountRow.active))))


def _account(row: AccountRow) -> Account:
    return Account(**{field.name: getattr(row, field.name) for field in fields(Account)})


def _refusal(name: str, finding: str, remedy: str) -> InputError:
    return InputError([Finding(f"account {name}", finding, remedy)], "the accounts")
