"""A batch kept in a folder while it runs, so that an interruption loses nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from linepack.errors import Finding, InputError
from linepack.network.schema import kinds
from linepack.steady.batch import Chunk, Excess

if TYPE_CHECKING:
    import os

    from linepack.network import Network
    from linepack.steady.scenarios import Scenarios

HEAD: Final = "batch.json"
"""The file that says which batch a folder holds."""

FORMAT: Final = 1
"""Version of the files."""


@dataclass(frozen=True)
class Folder:
    """Where the chunks of one batch are kept.

    Attributes
    ----------
    path
        The folder.
    """

    path: Path

    @classmethod
    def of(cls, path: str | os.PathLike[str], network: Network, scenarios: Scenarios) -> Folder:
        """Return the folder of a batch, made if it is not there.

        Raises
        ------
        InputError
            If it holds another batch.
        """
        place = Path(path)
        head = {"format": FORMAT, "network": _digest(network), "scenarios": scenarios.digest()}
        place.mkdir(parents=True, exist_ok=True)
        file = place / HEAD
        if file.exists():
            if _told(file) != head:
                finding = "it holds the results of another network, other scenarios or another version."
                raise InputError(
                    [Finding(str(place), finding, "Name another folder or empty it.")], str(place)
                )
        else:
            _written(file, json.dumps(head, indent=1).encode())
        return cls(place)

    def chunks(self) -> list[Chunk]:
        """Return what is kept so far; each scenario once."""
        seen: set[int] = set()
        found: list[Chunk] = []
        for file in sorted(self.path.glob("part-*.npz")):
            chunk = _read(file)
            if seen.isdisjoint(chunk.scenario.tolist()):
                seen.update(chunk.scenario.tolist())
                found.append(chunk)
        return found

    def add(self, chunk: Chunk) -> None:
        """Keep a chunk; a file is whole or not there."""
        file = self.path / f"part-{int(chunk.scenario[0]):08d}.npz"
        part = file.with_suffix(".tmp")
        with part.open("wb") as stream:
            np.savez(stream, **_arrays(chunk))
        part.replace(file)


def _arrays(chunk: Chunk) -> dict[str, Any]:  # arrays of several types
    excess = {f"excess_{name}": getattr(chunk.excess, name) for name in chunk.excess.__dataclass_fields__}
    plain = ("scenario", "status", "iterations", "results", "modes")
    told = json.dumps({"words": chunk.words, "notes": {str(key): note for key, note in chunk.notes.items()}})
    words = np.frombuffer(told.encode(), dtype=np.uint8)
    return {name: getattr(chunk, name) for name in plain} | excess | {"words": words}


def _read(file: Path) -> Chunk:
    with np.load(file, allow_pickle=False) as arrays:
        told = json.loads(arrays["words"].tobytes().decode())
        excess = Excess(**{one.name: arrays[f"excess_{one.name}"] for one in fields(Excess)})
        plain = {name: arrays[name] for name in ("scenario", "status", "iterations", "results", "modes")}
    notes = {int(key): note for key, note in told["notes"].items()}
    return Chunk(**plain, words=tuple(told["words"]), excess=excess, notes=notes)


def _told(file: Path) -> object:
    try:
        return json.loads(file.read_text())
    except ValueError:
        return None


def _written(file: Path, content: bytes) -> None:
    part = file.with_suffix(".tmp")
    part.write_bytes(content)
    part.replace(file)


def _digest(network: Network) -> str:
    """Return what tells a network from others."""
    text = hashlib.sha256(repr(network.header).encode())
    for kind in kinds():
        table = network.peek(kind)
        if len(table):
            text.update(kind.encode() + table.to_csv().encode())
    return text.hexdigest()
