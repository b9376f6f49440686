"""GeoJSON: lines and points of any map, and a form of linepack's own that loses nothing.

See docs/reference/geojson.md for names, units and rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from linepack.errors import Finding, InputError
from linepack.formats.geojson.lines import LineOptions, read_map
from linepack.formats.geojson.own import MEMBER, read_own, write_geojson
from linepack.formats.json_text import read_json
from linepack.formats.raw import Format, Reading
from linepack.formats.text import UnreadableError

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from pathlib import Path

    from linepack.network.network import Network

MARKS: Final = (b'"FeatureCollection"', b'"LineString"', b'"MultiLineString"')
HEAD: Final = 65_536
"""Bytes at the start of a file that say what it is."""


def recognises(path: Path) -> bool:
    """Return whether a file is a collection of features."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(HEAD)
    return path.suffix.casefold() == ".geojson" or (
        head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and any(mark in head for mark in MARKS)
    )


def read_geojson(path: Path) -> Reading:
    """Return the network of a file with the usual options, and everything that is wrong with it."""
    return _read(path, LineOptions())


def read_lines(
    path: str | os.PathLike[str], options: LineOptions | None = None
) -> tuple[Network, Sequence[Finding]]:
    """Return the network of the lines and points of a map, and what a reader of it should know.

    Parameters
    ----------
    path
        A GeoJSON file.
    options
        How near ends are one node, and what is taken where the map says nothing.

    Raises
    ------
    InputError
        If something could not be read; it lists everything found.
    """
    from pathlib import Path

    reading = _read(Path(path), options or LineOptions())
    if reading.network is None or any(one.severity == "error" for one in reading.findings):
        raise InputError(reading.findings, str(path))
    return reading.network, reading.findings


def _read(path: Path, options: LineOptions) -> Reading:
    try:
        document: Any = read_json(path)  # JSON holds anything
    except UnreadableError as unreadable:
        return Reading(None, [Finding(path.name, unreadable.finding, unreadable.remedy)])
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        finding = "it is no collection of features."
        return Reading(None, [Finding(path.name, finding, "Give a FeatureCollection.")])
    if MEMBER in document:
        return read_own(document, path.name)
    return read_map(document, path.name, path.stem, options)


GEOJSON: Final = Format("GeoJSON", (".geojson",), recognises, read_geojson, write_geojson)

__all__ = ["GEOJSON", "LineOptions", "read_lines"]
