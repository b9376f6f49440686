"""The folder of a server: uploads of its users, results by digest, its secret and its lock."""

from __future__ import annotations

import contextlib
import re
import secrets
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from linepack.errors import Finding, InputError

if TYPE_CHECKING:
    from pathlib import Path

OWNER: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
"""Names of users: fit to be a folder's name."""

KEY: Final = re.compile(r"[0-9a-f]{8,64}")
"""Names that the server gives itself."""

PRIVATE: Final = 0o700


@dataclass(frozen=True)
class Home:
    """The folder of a server.

    Attributes
    ----------
    path
        Where it lies.
    """

    path: Path

    def made(self) -> Home:
        """Make the folder where it is not there; return self."""
        for folder in (self.path, self.path / "users", self.path / "results", self.path / "drafts"):
            folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        return self

    def name(self) -> str:
        """Return the name under which the server's jobs are kept."""
        return self._kept("name", 8)

    def secret(self) -> bytes:
        """Return the secret that tokens are made with."""
        return bytes.fromhex(self._kept("secret", 32))

    def _kept(self, file: str, size: int) -> str:
        """Return the content of a small file; it is made at random once."""
        path = self.path / file
        with contextlib.suppress(FileExistsError), path.open("x", encoding="ascii") as fresh:
            path.chmod(0o600)
            fresh.write(secrets.token_hex(size))
        return path.read_text(encoding="ascii")

    def networks(self, owner: str) -> Path:
        """Return the folder of a user's networks."""
        return self.path / "users" / _fit(OWNER, owner) / "networks"

    def network(self, owner: str, key: str) -> Path:
        """Return the folder of an uploaded network."""
        return self.networks(owner) / _fit(KEY, key)

    def results(self, digest: str) -> Path:
        """Return the folder of the results of a job."""
        return self.path / "results" / _fit(KEY, digest)

    def draft(self, key: str) -> Path:
        """Return the folder where results are written before they are whole."""
        return self.path / "drafts" / _fit(KEY, key)

    def lock(self) -> IO[str]:
        """Take the folder for this process; it is free again when the file is closed or the process ends.

        Raises
        ------
        InputError
            If another server has it.
        """
        file = (self.path / "lock").open("a", encoding="ascii")
        try:
            import fcntl
        except ImportError:  # no such locks on this platform
            return file
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            file.close()
            finding = "another server works in this folder."
            remedy = "Stop it, or give another folder with --home."
            raise InputError([Finding(str(self.path), finding, remedy)], "the server") from taken
        return file


def _fit(form: re.Pattern[str], name: str) -> str:
    """Return a name that is safe as a part of a path."""
    if form.fullmatch(name) is None or ".." in name:
        raise InputError([Finding(repr(name), "this is no name of a folder.", "Use the names given out.")])
    return name
