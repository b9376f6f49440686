"""What a job works with: its inputs, the folder it writes into, and a way to say how far it is."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from linepack.plain import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from linepack.network import Network
    from linepack.storage.store import Store
    from linepack.web.home import Home

RESULT: Final = "result.json"
"""The document of a result."""

FILES: Final = "files"
"""Folder of the files beside it."""

TOLD_EVERY: Final = 0.2
"""Least time between two words on how far a job is. [s]"""


class CancelledError(Exception):
    """Nobody waits for this attempt any more."""


@dataclass
class Task:
    """What a job works with.

    Attributes
    ----------
    owner
        Whose job it is: only that user's uploads are within reach.
    inputs
        What is asked.
    home
        The server's folder.
    folder
        Where the result is written.
    store
        The record.
    say
        Takes words, parts done and parts in all; returns whether to go on.
    """

    owner: str
    inputs: dict[str, Any]
    home: Home
    folder: Path
    store: Store
    say: Callable[[str, int, int], bool]
    _told: float = field(default=0.0, init=False)

    def tell(self, message: str, done: int = 0, total: int = 0) -> None:
        """Say how far it is; words that come too fast are left out.

        Raises
        ------
        CancelledError
            If nobody waits for it any more.
        """
        at = time.monotonic()
        if at - self._told < TOLD_EVERY:
            return
        self._told = at
        if not self.say(message, done, total):
            raise CancelledError

    @property
    def files(self) -> Path:
        """The folder for files beside the result, made when asked for."""
        path = self.folder / FILES
        path.mkdir(exist_ok=True)
        return path

    def write(self, document: Mapping[str, object]) -> str:
        """Write the document of the result; return its message."""
        (self.folder / RESULT).write_text(to_json(document), encoding="utf-8")
        return str(document.get("message", ""))

    def network(self) -> Network:
        """Return the network that is asked about, on its day."""
        from datetime import date

        asked = self.inputs
        whole = read_network(self.home, self.owner, asked["network"], asked.get("scenario"))
        day = date.fromisoformat(asked["date"]) if asked.get("date") else whole.header.date or date.today()
        chosen = asked.get("status_filter") or "operating"
        return whole.at(day, chosen, with_projects=tuple(asked.get("projects") or ()))


def read_network(home: Home, owner: str, name: str, scenario: str | None = None) -> Network:
    """Return a bundled network or one of a user's own.

    Raises
    ------
    InputError
        If there is none of that name, or with what was found in its files.
    """
    from linepack.data.corridor import bundled
    from linepack.data.facade import read

    if name in bundled():
        return read(name)
    return read(source_of(home, owner, name), scenario=scenario_of(home, owner, name, scenario))


def source_of(home: Home, owner: str, name: str) -> Path:
    """Return what was uploaded as a path that can be read: its one file, or the folder of several."""
    folder = home.network(owner, name)
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return files[0] if len(files) == 1 else folder


def scenario_of(home: Home, owner: str, name: str, scenario: str | None) -> str | None:
    """Return a scenario by its name or as one of the uploaded files, never another file of this machine."""
    if not scenario:
        return None
    for path in home.network(owner, name).iterdir():
        if path.name == scenario:
            return str(path)
    from pathlib import Path

    from linepack.errors import Finding, InputError

    if any(sign in scenario for sign in "/\\:\0") or Path(scenario).exists():
        finding = Finding(
            f"scenario {scenario!r}", "there is none.", "Name one, or one of the uploaded files."
        )
        raise InputError([finding], "the question")
    return scenario
