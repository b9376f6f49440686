"""Passwords: kept as argon2 hashes, checked in the same time whether there is such an account or not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from linepack.errors import Finding, InputError, MissingExtraError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST: Final = 12
"""Signs of a password."""

LONGEST: Final = 200
"""Signs of a password: hashing takes time by length."""


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError as missing:
        raise MissingExtraError("web", "argon2-cffi") from missing
    return PasswordHasher()


def hashed(password: str) -> str:
    """Return the hash of a new password.

    Raises
    ------
    InputError
        If it is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        finding = Finding("password", f"it has {len(password)} signs.", f"Give {SHORTEST} to {LONGEST}.")
        raise InputError([finding], "the account")
    return _hasher().hash(password)


@cache
def _nobodys() -> str:
    """A hash that no password fits, so that an unknown name takes as long as a known one."""
    return _hasher().hash("nobody has this password")


def fits(password: str, kept: str | None) -> bool:
    """Return whether a password is the one of a hash; None for a name without an account."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return _hasher().verify(kept or _nobodys(), password[:LONGEST]) and kept is not None
    except (Argon2Error, InvalidHashError):
        return False
