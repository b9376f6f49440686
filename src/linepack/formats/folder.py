"""linepack's own format: a folder with ``network.toml`` and one CSV file per element kind."""

from __future__ import annotations

import csv
import tomllib
from typing import TYPE_CHECKING, Any, Final

from linepack.errors import Finding, InputError
from linepack.formats.assemble import assemble
from linepack.formats.atomic import replacing_folder
from linepack.formats.headers import write_header
from linepack.formats.quantities import TEXTS, from_text
from linepack.formats.raw import Format, RawNetwork, RawTable, RawValue, Reading
from linepack.formats.sheets import Sheet, sheets
from linepack.formats.text import UnreadableError, read_csv, read_text
from linepack.network.places import at, error, suggestion, warning
from linepack.network.schema import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from linepack.network.network import Network

HEADER_FILE: Final = "network.toml"
TABLES: Final = (*kinds(), "provenance")

LARGEST_HEADER: Final = 1024 * 1024
"""Bytes of the largest header that is read."""

SURELY_MEANT: Final = 0.85
"""Likeness of a name to that of a table from which it is taken for a slip: ``pipe`` for ``pipes``."""


def recognises(path: Path) -> bool:
    """Return whether a path is a folder with a header or with a table, or the header itself."""
    if path.is_file():
        return path.name == HEADER_FILE
    return path.is_dir() and any(
        is_ours(path / name) for name in [HEADER_FILE, *map(_file, TABLES)] if (path / name).is_file()
    )


def is_ours(entry: Path) -> bool:
    """Return whether a file belongs to the format by its name."""
    return entry.name == HEADER_FILE or entry.name in map(_file, TABLES)


def read_folder(path: Path) -> Reading:
    """Return the network of a folder and everything that is wrong with its files."""
    folder = path.parent if path.is_file() else path
    header, findings = _read_header(folder / HEADER_FILE)
    findings += _strangers(folder)
    tables: dict[str, RawTable] = {}
    for kind in TABLES:
        file = folder / _file(kind)
        if file.is_file():
            table, found = read_csv(file, kind)
            findings += found
            if table is not None:
                tables[kind] = table
        elif file.is_symlink() or file.exists():
            findings.append(at(error(kind, "", "", "it is no file.", "Put a CSV file there."), file.name))
    if not (folder / _file("nodes")).is_file():
        missing = error("nodes", "", "", "the file nodes.csv is missing.", "Add it; every network has nodes.")
        findings.append(at(missing, folder.name))
    return assemble(RawNetwork(header, HEADER_FILE, tables, from_text, findings, TEXTS))


def write_folder(network: Network, path: Path, units: str) -> None:
    """Write a network into a folder, all or nothing; other files of an earlier one stay.

    Raises
    ------
    InputError
        If the path is a file, or a folder of something else.
    """
    if path.exists() and not (path.is_dir() and (not any(path.iterdir()) or recognises(path))):
        finding = "it exists and is no folder of a network."
        raise InputError([Finding(str(path), finding, "Give another path, or remove it first.")], str(path))
    with replacing_folder(path, is_ours) as draft:
        text = _toml(write_header(network.header, units))
        (draft / HEADER_FILE).write_text(text, encoding="utf-8", newline="\n")
        for sheet in sheets(network, units):
            _write_csv(draft / _file(sheet.kind), sheet)


FOLDER: Final = Format("folder of tables", ("",), recognises, read_folder, write_folder)


def _file(kind: str) -> str:
    return f"{kind}.csv"


def _read_header(path: Path) -> tuple[dict[str, RawValue] | None, list[Finding]]:
    def refused(finding: str, remedy: str) -> tuple[None, list[Finding]]:
        return None, [at(error("header", "", "", finding, remedy), path.name)]

    if not path.is_file():
        return refused("the file is missing.", "Add it: the name of the network and its gas.")
    try:
        entries = _flat(tomllib.loads(read_text(path, LARGEST_HEADER).replace("\r\n", "\n")))
    except UnreadableError as unreadable:
        return refused(unreadable.finding, unreadable.remedy)
    except tomllib.TOMLDecodeError as wrong:
        return refused(f"it is no TOML: {wrong}.", "Correct that line.")
    except RecursionError:
        return refused("its values are nested too deeply.", "Look at the file.")
    except ValueError:
        return refused("it holds a number or a date that is none.", "Correct it.")
    return {key: RawValue(value) for key, value in entries.items()}, []


def _flat(entries: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:  # TOML values
    """Return nested tables as entries with dotted keys."""
    flat: dict[str, Any] = {}  # as above
    for key, value in entries.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat


def _strangers(folder: Path) -> list[Finding]:
    """Return CSV files that are no table: an error where a table is misspelt, else a warning."""
    findings = []
    for file in sorted(folder.glob("*.csv")):
        if file.name not in map(_file, TABLES):
            near = suggestion(file.stem, TABLES, SURELY_MEANT)
            make = error if near else warning
            remedy = f"{near} Tables are named after their kind.".strip()
            findings.append(
                at(make(file.stem, "", "", "no table has this name; it is not read.", remedy), file.name)
            )
    return findings


def _toml(entries: Mapping[str, RawValue]) -> str:
    """Return entries with dotted keys as TOML, one table per prefix."""
    groups: dict[str, list[str]] = {}
    for key, entry in entries.items():
        group, _, name = key.rpartition(".")
        groups.setdefault(group, []).append(f"{_key(name)} = {_toml_value(entry)}")
    blocks = ["\n".join([f"[{group}]", *lines] if group else lines) for group, lines in groups.items()]
    return "\n\n".join(blocks) + "\n"


def _toml_value(entry: RawValue) -> str:
    if isinstance(entry.value, str):
        return _quoted(entry.value)
    if isinstance(entry.value, bool):
        return "true" if entry.value else "false"
    return _quoted(f"{entry.value!r} {entry.unit}") if entry.unit else repr(entry.value)


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else _quoted(name)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(_escape(sign) for sign in escaped) + '"'


def _escape(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x20 or ord(sign) == 0x7F else sign


def _write_csv(path: Path, sheet: Sheet) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(sheet.titles)
        writer.writerows([_text(cell) for cell in row] for row in sheet.rows)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell if isinstance(cell, str) else repr(cell)
