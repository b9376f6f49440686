"""Which files belong together: a network with its stations, decisions and scenarios."""

from __future__ import annotations

import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from linepack.errors import Finding, InputError
from linepack.formats.gaslib.xml import LARGEST_FILE
from linepack.network.places import listed, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NETWORK: Final = ".net"
SCENARIO: Final = ".scn"
STATIONS: Final = ".cs"
DECISIONS: Final = ".cdf"
ARCHIVE: Final = ".zip"

HEAD: Final = 65_536
"""Bytes at the start of a file that say whether it is GasLib's."""

MARK: Final = b"gaslib.zib.de"
"""What every file of GasLib says in its first element."""


@dataclass(frozen=True)
class Source:
    """One scenario's file, on its own or inside an archive."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """What the scenario is called by its file."""
        return Path(self.member or self.path.name).stem

    @property
    def label(self) -> str:
        """Where it is, for findings."""
        return f"{self.path.name}/{self.member}" if self.member else self.path.name

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open it for reading; of an archive no more than one member is unpacked, piece by piece."""
        if not self.member:
            with self.path.open("rb") as file:
                yield file
            return
        with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
            yield file


DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)
"""What a damaged archive, or one with a password, makes its reader raise."""


@dataclass(frozen=True)
class Bundle:
    """The files of one network.

    Attributes
    ----------
    network
        The .net file.
    stations, decisions
        The .cs and .cdf file, None where there is none.
    scenarios
        The scenarios beside it, by name.
    """

    network: Path
    stations: Path | None
    decisions: Path | None
    scenarios: Sequence[Source]

    @property
    def place(self) -> str:
        """What it is called in an error."""
        return str(self.network)


def recognises(path: Path) -> bool:
    """Return whether a path is a network of GasLib, or a folder with one."""
    if path.is_dir():
        return any(_is_network(entry) for entry in sorted(path.iterdir()))
    return _is_network(path)


def bundle_of(path: Path) -> Bundle:
    """Return the files that belong to a network or to the network of a folder.

    Raises
    ------
    InputError
        If a folder holds more than one network.
    """
    if path.is_dir():
        networks = [entry for entry in sorted(path.iterdir()) if _is_network(entry)]
        if len(networks) > 1:
            finding = f"it holds {len(networks)} networks: {listed(one.name for one in networks)}."
            raise InputError([Finding(str(path), finding, "Give one of them.")], str(path))
        path = networks[0]
    return Bundle(
        network=path,
        stations=_companion(path, STATIONS),
        decisions=_companion(path, DECISIONS),
        scenarios=sources_of(path.parent, of=path),
    )


def sources_of(place: Path, *, of: Path | None = None) -> list[Source]:
    """Return the scenarios of a file, a folder or an archive, sorted by name.

    ``of`` is a network: beside other networks, only scenarios that are called like it are its own.

    Raises
    ------
    InputError
        If there is no such path, or an archive is damaged.
    """
    if not place.exists():
        raise InputError([Finding(str(place), "it does not exist.", "Look at the path.")], str(place))
    if place.is_dir():
        found = [Source(entry) for entry in sorted(place.iterdir()) if _meant(entry, SCENARIO)]
        return found if of is None else _own(found, of)
    return _members(place) if zipfile.is_zipfile(place) else [Source(place)]


def chosen(bundle: Bundle, scenario: str) -> Source:
    """Return the scenario of a name or of a path.

    Raises
    ------
    InputError
        If there is none, or an archive holds more than one.
    """
    by_name = {source.name: source for source in bundle.scenarios}
    by_name |= {source.path.name: source for source in bundle.scenarios}
    if scenario in by_name:
        return by_name[scenario]
    if not Path(scenario).exists():
        near = suggestion(scenario, list(by_name))
        remedy = f"{near} Beside the network are: {listed(one.name for one in bundle.scenarios) or 'none'}."
        finding = Finding(scenario, "there is no scenario of this name and no such file.", remedy.strip())
        raise InputError([finding], bundle.place)
    found = sources_of(Path(scenario))
    if len(found) != 1:
        finding = Finding(scenario, f"it holds {len(found)} scenarios.", "Give one, or read all of them.")
        raise InputError([finding], bundle.place)
    return found[0]


def _is_network(path: Path) -> bool:
    if not _has(path, NETWORK):
        return False
    with path.open("rb") as file:
        return MARK in file.read(HEAD)


def _has(path: Path, suffix: str) -> bool:
    return path.suffix.casefold() == suffix and path.is_file()


def _meant(path: Path, suffix: str) -> bool:
    """Return whether a path is a file of a kind, or a link that should lead to one."""
    return path.suffix.casefold() == suffix and (path.is_file() or path.is_symlink())


def _companion(network: Path, suffix: str) -> Path | None:
    """Return the file of another kind beside a network: of the same name, or the only one."""
    beside = [entry for entry in sorted(network.parent.iterdir()) if _meant(entry, suffix)]
    same = [entry for entry in beside if entry.stem == network.stem]
    networks = [entry for entry in network.parent.iterdir() if _has(entry, NETWORK)]
    if same:
        return same[0]
    return beside[0] if len(beside) == 1 and len(networks) == 1 else None


def _own(found: list[Source], network: Path) -> list[Source]:
    networks = [entry.stem for entry in network.parent.iterdir() if _has(entry, NETWORK)]
    if len(networks) == 1:
        return found
    return [source for source in found if source.name.startswith(network.stem)]


def _members(archive: Path) -> list[Source]:
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [one for one in opened.infolist() if one.filename.casefold().endswith(SCENARIO)]
    except DAMAGED as damage:
        broken = Finding(str(archive), f"the archive is damaged ({damage}).", "Fetch it again.")
        raise InputError([broken], str(archive)) from damage
    large = [one for one in entries if one.file_size > LARGEST_FILE]
    if large:
        finding = f"it unpacks to {large[0].file_size // 1024**2} MiB, too much to read."
        place = f"{archive.name}/{large[0].filename}"
        raise InputError([Finding(place, finding, "Give a scenario of GasLib.")], str(archive))
    return sorted((Source(archive, one.filename) for one in entries), key=lambda source: source.name)
