"""Choosing the format: by content for reading, by suffix for writing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from linepack.errors import Finding, InputError
from linepack.formats.assemble import placed
from linepack.formats.excel import EXCEL
from linepack.formats.folder import FOLDER
from linepack.formats.gaslib import GASLIB
from linepack.formats.geojson import GEOJSON
from linepack.formats.lanl import LANL
from linepack.formats.lookalikes import looks_like
from linepack.formats.matgas import MATGAS
from linepack.formats.morgen import MORGEN
from linepack.formats.pandapipes import PANDAPIPES
from linepack.formats.raw import Reading
from linepack.formats.scigrid import SCIGRID
from linepack.network.check import check as check_network
from linepack.network.places import suggestion, without_echo

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

    from linepack.formats.raw import Format
    from linepack.network.network import Network

FORMATS: Final[tuple[Format, ...]] = (
    FOLDER,
    EXCEL,
    PANDAPIPES,
    GEOJSON,
    LANL,
    GASLIB,
    MATGAS,
    MORGEN,
    SCIGRID,
)
"""The formats, asked in this order. A new format is one new file and one entry here."""

Units = Literal["SI", "face"]


@dataclass(frozen=True)
class Scenario:
    """One scenario of a file: a network with the loads and limits of that scenario.

    Attributes
    ----------
    name
        What the file calls it, and where it stands.
    network
        As much of the network as could be read; None where there was none.
    findings
        Everything wrong with the file and the network; errors make the network unfit for a solve.
    """

    name: str
    network: Network | None
    findings: Sequence[Finding]


def read(path: str | os.PathLike[str], *, scenario: str | None = None, check: bool = False) -> Network:
    """Return the network of a file or a folder; the content says which format it is.

    Parameters
    ----------
    path
        A file or a folder.
    scenario
        One of its scenarios, by name, or the path of a scenario's file. Without it a folder with one
        scenario has that one.
    check
        Whether a network that :func:`linepack.check` finds an error in is refused too.

    Raises
    ------
    InputError
        If something could not be read. It lists everything found, what ``check`` finds in the rest included.
    MissingExtraError
        If the format needs a package that is not installed.
    """
    reading = _reading(Path(path), scenario)
    if reading.network is not None and not check and not _has_error(reading.findings):
        return reading.network
    findings = _with_check(reading)
    if reading.network is None or _has_error(findings):
        raise InputError(findings, str(path))
    return reading.network


def read_findings(
    path: str | os.PathLike[str], *, scenario: str | None = None, throw: bool = False
) -> tuple[Network | None, list[Finding]]:
    """Return as much of a network as can be read, and everything wrong with the file and the network.

    Nothing is raised for bad content: cells that cannot be read are absent from the network, rows without an
    id of their own are left out, and the rest is checked as well.

    Parameters
    ----------
    path, scenario
        As for :func:`read`.
    throw
        Raise where something could not be read, as :func:`read` does; what the check finds is returned.

    Raises
    ------
    InputError
        If ``throw`` and something could not be read.
    MissingExtraError
        If the format needs a package that is not installed.
    """
    reading = _reading(Path(path), scenario)
    findings = _with_check(reading)
    if throw and (reading.network is None or _has_error(reading.findings)):
        raise InputError(findings, str(path))
    return reading.network, findings


def read_scenarios(
    path: str | os.PathLike[str], scenarios: str | os.PathLike[str] | None = None
) -> Iterator[Scenario]:
    """Return the network once per scenario, one after the other as they are asked for.

    Parameters
    ----------
    path
        A file or a folder with a network.
    scenarios
        A scenario's file, or a folder or a zip archive of many; without it, those beside the network.

    Raises
    ------
    InputError
        If there is no network, its format has no scenarios, or none is found.
    """
    known = _format_of(Path(path))
    if known.scenarios is None:
        remedy = "Solve the network as it is, or give one with scenarios."
        raise InputError([Finding(str(path), f"a {known.name} has no scenarios.", remedy)], str(path))
    for name, reading in known.scenarios(Path(path), None if scenarios is None else Path(scenarios)):
        yield Scenario(name, reading.network, _with_check(reading))


def write(network: Network, path: str | os.PathLike[str], *, units: Units = "SI") -> Sequence[Finding]:
    """Write a network; the suffix says which format, none is a folder. Nothing half-written stays behind.

    Parameters
    ----------
    network
        The network.
    path
        Where to write it; a file or folder that a network was written to before is replaced.
    units
        ``SI`` loses nothing; ``face`` writes bar, km and mm, exact to about 15 digits.

    Returns
    -------
    list of Finding
        What the format cannot hold, as warnings; a folder of tables and a workbook hold everything.

    Raises
    ------
    InputError
        If no format has the suffix, or the path cannot be written to.
    """
    target = Path(path)
    if units not in ("SI", "face"):
        raise InputError([Finding("units", f"there are no units '{units}'.", "Allowed are SI and face.")])
    chosen = _by_suffix(target)
    try:
        chosen.write(network, target, units)
    except OSError as refused:
        finding = f"it cannot be written ({refused.strerror or refused})."
        raise InputError([Finding(str(target), finding, "Give another path.")], str(target)) from refused
    return chosen.losses(network)


def _has_error(findings: Sequence[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def _by_suffix(target: Path) -> Format:
    suffix = "" if target.is_dir() else target.suffix.casefold()
    for known in FORMATS:
        if suffix in known.suffixes:
            return known
    every = ", ".join(one or "none (a folder)" for known in FORMATS for one in known.suffixes)
    finding = f"no format has the suffix '{suffix}'."
    raise InputError([Finding(str(target), finding, f"Suffixes are: {every}.")], str(target))


def _reading(path: Path, scenario: str | None) -> Reading:
    try:
        known = _format_of(path)
        if scenario is None:
            return known.read(path)
        if known.read_scenario is None:
            remedy = "Leave the scenario out, or give a network that has some."
            return Reading(None, [Finding(str(path), f"a {known.name} has no scenarios.", remedy)])
        return known.read_scenario(path, scenario)
    except InputError as nothing:
        return Reading(None, nothing.findings)
    except OSError as refused:
        return Reading(None, [_unreadable(path, refused)])


def _format_of(path: Path) -> Format:
    """Return the format of a path.

    Raises
    ------
    InputError
        If it does not exist or has none.
    """
    if not path.exists():
        finding = "its link leads nowhere." if path.is_symlink() else "it does not exist."
        raise _nothing(path, finding, _neighbour(path))
    if not (path.is_file() or path.is_dir()):
        raise _nothing(path, "it is neither a file nor a folder.", "Give a file or a folder.")
    for known in FORMATS:
        if known.recognises(path):
            return known
    raise _nothing(path, f"it is no network: it looks like {looks_like(path)}.", _formats())


def _unreadable(path: Path, refused: OSError) -> Finding:
    return Finding(str(path), f"it cannot be read ({refused.strerror or refused}).", "Look at the file.")


def _with_check(reading: Reading) -> list[Finding]:
    """Return the findings of a reading and of the check of what was read, each told once."""
    told = list(reading.findings)
    if reading.network is None:
        return told
    found = without_echo(check_network(reading.network), told)
    no_header = any(one.table == "header" and not one.column for one in told)
    kept = [one for one in found if not (no_header and one.table == "header")]
    return told + [placed(one, reading.locate) for one in kept]


def _nothing(path: Path, finding: str, remedy: str) -> InputError:
    return InputError([Finding(str(path), finding, remedy)], str(path))


def _neighbour(path: Path) -> str:
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return "Look at the path."
    return suggestion(path.name, names) or "Look at the path."


def _formats() -> str:
    return "linepack reads: " + ", ".join(known.name for known in FORMATS) + "."
