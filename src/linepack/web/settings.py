"""What a server is told when it starts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linepack.errors import Finding, InputError, MissingExtraError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a server is told when it starts.

    Attributes
    ----------
    store
        File or database URL of the record; None for the file in the user's data folder.
    home
        Folder for uploads and results; None for one in the user's data folder.
    host, port
        Where it listens.
    names
        Further host names that it answers to, such as that of a proxy before it.
    https
        Whether browsers reach it over HTTPS: cookies then travel no other way.
    workers
        Jobs that run at the same time.
    example
        Whether an empty record gets the bundled example.
    body_limit, upload_limit
        Largest body of a question and of an upload. [byte]
    reads, changes, uploads, logins
        Requests a minute that one user may make; logins count by address.
    jobs_waiting
        Jobs of one user that may wait or run.
    session_hours
        How long a login lasts.
    """

    store: str | None = None
    home: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8383
    names: tuple[str, ...] = ()
    https: bool = False
    workers: int = 2
    example: bool = False
    body_limit: int = 2_000_000
    upload_limit: int = 64_000_000
    reads: int = 6000
    changes: int = 600
    uploads: int = 120
    logins: int = 10
    jobs_waiting: int = 50
    session_hours: int = 12

    @property
    def folder(self) -> Path:
        """The folder for uploads and results."""
        if self.home is not None:
            return self.home
        try:
            from platformdirs import user_data_path
        except ImportError as missing:
            raise MissingExtraError("web", "platformdirs") from missing
        return user_data_path("linepack", appauthor=False) / "server"

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)

    @property
    def hosts(self) -> frozenset[str]:
        """The host names that it answers to."""
        own = () if self.host in ("0.0.0.0", "::") else (self.host,)  # noqa: S104 - compared, not bound
        return frozenset(name.lower() for name in ("localhost", "127.0.0.1", "::1", *own, *self.names))


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine's own loopback.

    Examples
    --------
    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("10.0.0.7")
    (True, True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def refuse_open(settings: Settings, *, accounts: bool) -> None:
    """Refuse to listen beyond this machine where anybody could come in.

    Raises
    ------
    InputError
        If the host is not loopback and there are no accounts.
    """
    if settings.loopback or accounts:
        return
    finding = "other machines could reach the server, and it has no accounts."
    remedy = "Add one first: linepack serve account NAME --role admin."
    raise InputError([Finding(f"--host {settings.host}", finding, remedy)], "the server")
