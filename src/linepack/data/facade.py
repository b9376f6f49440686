"""``read`` and its kin: a network from a file or folder, or a bundled one by its name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from linepack import formats
from linepack.data.corridor import bundled, folder, load
from linepack.errors import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linepack.formats import Scenario
    from linepack.network import Network


def read(source: str | os.PathLike[str], *, scenario: str | os.PathLike[str] | None = None) -> Network:
    """Return the network of a file or folder, or the bundled network of that name.

    Parameters
    ----------
    source
        A path in any supported format, detected by its content, or the name of a bundled network. The name
        comes first; write ``./name`` for a folder that is called the same.
    scenario
        One of the scenarios of a format that has them, by name, or the path of a scenario's file. Without it
        a folder with one scenario has that one.

    Raises
    ------
    InputError
        If there is neither such a path nor such a name, or with everything found in the files.

    Examples
    --------
    >>> read("southern-gas-corridor").header.name
    'southern-gas-corridor'
    """
    name = _existing(source)
    if name in bundled() and scenario is None:
        return load(name)
    return formats.read(_path(name), scenario=None if scenario is None else os.fspath(scenario))


def read_findings(
    source: str | os.PathLike[str],
    *,
    scenario: str | os.PathLike[str] | None = None,
    throw: bool = False,
) -> tuple[Network | None, Sequence[Finding]]:
    """Return as much of a network as can be read, and everything that reading and checking it found.

    Parameters
    ----------
    source, scenario
        As for :func:`read`.
    throw
        Raise where something could not be read, as :func:`read` does; what the check finds is returned.

    Raises
    ------
    InputError
        If there is neither such a path nor such a name, or ``throw`` and something could not be read.
    """
    chosen = None if scenario is None else os.fspath(scenario)
    return formats.read_findings(_path(_existing(source)), scenario=chosen, throw=throw)


def read_scenarios(
    source: str | os.PathLike[str], scenarios: str | os.PathLike[str] | None = None
) -> Iterator[Scenario]:
    """Return a network once per scenario, one after the other as they are asked for.

    Parameters
    ----------
    source
        As for :func:`read`.
    scenarios
        A scenario's file, or a folder or a zip archive of many; without it, those beside the network.

    Raises
    ------
    InputError
        If there is no such network, or no scenario.
    """
    return formats.read_scenarios(_path(_existing(source)), scenarios)


def _existing(source: str | os.PathLike[str]) -> str:
    name = os.fspath(source)
    if name in bundled() or _is_there(name):
        return name
    remedy = f"Give the path of a network, or the name of a bundled one: {', '.join(bundled())}."
    raise InputError([Finding(name, "there is no such file, folder or bundled network.", remedy)])


def _is_there(name: str) -> bool:
    """Return whether there is a path, if only a link that leads nowhere; a name too long for one is none."""
    try:
        return os.path.lexists(name)
    except (OSError, ValueError):
        return False


def _path(name: str) -> Path:
    return folder(name) / "network" if name in bundled() else Path(name)
