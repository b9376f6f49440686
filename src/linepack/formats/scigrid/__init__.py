"""SciGRID_gas: CSV files of the pipes of a continent and of what stands at their ends.

See docs/reference/scigrid.md for what becomes what, and by which rules values are set that no file states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from linepack.errors import Finding, InputError
from linepack.formats.raw import Format
from linepack.formats.scigrid.files import recognises
from linepack.formats.scigrid.reading import read_scigrid

if TYPE_CHECKING:
    from pathlib import Path

    from linepack.network.network import Network


def write_scigrid(network: Network, path: Path, units: str) -> None:  # noqa: ARG001 - one signature for all
    """Refuse to write: the files hold neither stations nor controls."""
    finding = f"{network.header.name} cannot be written as files of SciGRID_gas."
    raise InputError([Finding(str(path), finding, "Write a folder of tables or GeoJSON.")], str(path))


SCIGRID: Final = Format("SciGRID_gas network", (), recognises, read_scigrid, write_scigrid)
