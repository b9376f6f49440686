"""The tables of a network as one Excel workbook: a sheet per element kind and one for the header.

Needs the extra ``excel``. Numbers are written as numbers with all their digits, text as text whatever it
looks like; formulas are refused, never computed.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, Final

from linepack.errors import Finding, InputError, MissingExtraError
from linepack.formats.assemble import assemble
from linepack.formats.atomic import replacing_file
from linepack.formats.folder import SURELY_MEANT, TABLES
from linepack.formats.headers import write_header
from linepack.formats.quantities import truth
from linepack.formats.raw import Cell, Format, Misfit, RawNetwork, RawTable, RawValue, Reading
from linepack.formats.sheets import Sheet, sheets
from linepack.formats.text import MOST_CELLS
from linepack.formats.xml_text import defines_document_type
from linepack.network.places import Findings, at, bounded, error, suggestion, warning
from linepack.network.tables import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import ModuleType

    from linepack.network.network import Network
    from linepack.network.schema import Column

HEADER: Final = "header"
HEADER_TITLES: Final = ("key", "value", "unit")

LONGEST_TEXT: Final = 32_767
"""Signs that a cell of a workbook holds."""

MOST_ROWS: Final = 1_048_576
"""Rows that a sheet of a workbook holds."""

LARGEST_CONTENT: Final = 256 * 1024**2
"""Bytes of the largest workbook that is unpacked: about a million rows of ten cells."""

_CODED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_CODE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    SyntaxError,
    NotImplementedError,
    RuntimeError,
    OSError,
)
"""What a damaged workbook makes its reader raise."""


def recognises(path: Path) -> bool:
    """Return whether a file is a workbook of the kind that is a zip archive."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def read_excel(path: Path) -> Reading:
    """Return the network of a workbook and everything that is wrong with its sheets.

    Raises
    ------
    MissingExtraError
        If openpyxl is not installed.
    """
    openpyxl = _openpyxl()
    try:
        with zipfile.ZipFile(path) as archive:
            refused = _hostile(archive)
        if refused:
            return _unread(path, *refused)
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drawings that are of no concern here
            workbook = openpyxl.load_workbook(file, read_only=True)
            raw = _raw(workbook, path)
    except _BROKEN as damage:
        return _unread(path, f"the workbook is damaged ({type(damage).__name__}: {damage}).", "Save it anew.")
    return assemble(raw)


def write_excel(network: Network, path: Path, units: str) -> None:
    """Write a network into a workbook, all or nothing.

    Raises
    ------
    InputError
        If a text or a table is too long for a workbook.
    MissingExtraError
        If openpyxl is not installed.
    """
    openpyxl = _openpyxl()
    header = [(key, entry.value, entry.unit) for key, entry in write_header(network.header, units).items()]
    every = [Sheet(HEADER, HEADER_TITLES, header), *sheets(network, units)]
    findings = [finding for sheet in every for finding in _too_long(sheet)]
    if findings:
        raise InputError(bounded(findings), path.name)
    workbook = openpyxl.Workbook(write_only=True)
    try:
        for sheet in every:
            worksheet = workbook.create_sheet(sheet.kind)
            worksheet.freeze_panes = "B2"
            for row in (sheet.titles, *sheet.rows):
                worksheet.append([_cell(openpyxl, worksheet, value) for value in row])
        with replacing_file(path) as draft:
            workbook.save(draft)
    finally:
        for worksheet in workbook.worksheets:  # only those that a failure left open
            if not worksheet.closed:
                worksheet.close()


EXCEL: Final = Format("Excel workbook", (".xlsx",), recognises, read_excel, write_excel)


class _Refused:
    """A cell without a value of its own: a formula or an error."""

    def __init__(self, finding: str) -> None:
        self.finding = finding

    def __str__(self) -> str:
        return "no value"


def _openpyxl() -> ModuleType:
    try:
        import openpyxl
        import openpyxl.cell
    except ImportError as missing:
        raise MissingExtraError("excel", "openpyxl") from missing
    return openpyxl


def _hostile(archive: zipfile.ZipFile) -> tuple[str, str] | None:
    """Return what is found, and a remedy, where an archive must not be unpacked; None where it may."""
    size = sum(entry.file_size for entry in archive.infolist())
    if size > LARGEST_CONTENT:
        limit = LARGEST_CONTENT // 1024**2
        finding = f"it unpacks to {size // 1024**2} MiB, too much to read; the most is {limit} MiB."
        return finding, "Split it, or use the folder format."
    for entry in archive.infolist():
        if entry.filename.casefold().endswith((".xml", ".rels")):
            with archive.open(entry) as member:
                if defines_document_type(member):
                    finding = f"{entry.filename[:80]} in it defines a document type, which is never read."
                    return finding, "Save it anew."
    return None


def _unread(path: Path, finding: str, remedy: str) -> Reading:
    return Reading(None, [Finding(path.name, finding, remedy)])


def _raw(workbook: Any, path: Path) -> RawNetwork:  # a workbook of openpyxl
    sheets_by_name = {str(sheet.title): sheet for sheet in workbook.worksheets}
    findings = _strangers(list(sheets_by_name))
    header, label = None, f"sheet {HEADER}"
    if HEADER in sheets_by_name:
        header, found = _header(_rows(sheets_by_name[HEADER]), label)
        findings += found
    else:
        finding = error(
            HEADER, "", "", "the sheet is missing.", "Add it with the columns key, value and unit."
        )
        findings.append(at(finding, path.name))
    tables: dict[str, RawTable] = {}
    for kind in (kind for kind in TABLES if kind in sheets_by_name):
        table, found = _table(kind, _rows(sheets_by_name[kind]))
        findings += found
        if table is not None:
            tables[kind] = table
    if "nodes" not in sheets_by_name:
        finding = error("nodes", "", "", "the sheet nodes is missing.", "Add it; every network has nodes.")
        findings.append(at(finding, path.name))
    return RawNetwork(header, label, tables, parse_cell, findings)


def _strangers(names: list[str]) -> list[Finding]:
    findings = []
    known = (HEADER, *TABLES)
    for name in names:
        if name not in known:
            near = suggestion(name, known, SURELY_MEANT)
            make = error if near else warning
            remedy = f"{near} Tables are named after their kind.".strip()
            finding = make(name, "", "", "no table has this name; it is not read.", remedy)
            findings.append(at(finding, f"sheet {name}"))
    return findings


def _rows(worksheet: Any) -> Iterator[tuple[int, list[Cell]]]:  # a worksheet of openpyxl
    """Yield the rows that are not empty, each with its number; cells are values, text decoded."""
    worksheet.reset_dimensions()  # what a file says of its size is not always true
    for number, row in enumerate(worksheet.iter_rows(), start=1):
        cells = [_value(cell) for cell in row]
        if any(cell not in (None, "") for cell in cells):
            yield number, cells


def _value(cell: Any) -> Cell:  # a cell of openpyxl
    if cell.data_type == "f":
        return _Refused(f"{shown(cell.value)} is a formula.")
    if cell.data_type == "e":
        return _Refused(f"{shown(cell.value)} is an error of the spreadsheet.")
    if isinstance(cell.value, str) and len(cell.value) > 8 * LONGEST_TEXT:
        return _Refused(f"the text has {len(cell.value)} signs.")
    if isinstance(cell.value, str):
        return _CODED.sub(lambda code: chr(int(code[1], 16)), cell.value)
    return cell.value


def parse_cell(column: Column, cell: Cell) -> Cell:
    """Return the value that a cell of a workbook holds.

    Raises
    ------
    Misfit
        If it is a formula, an error, or a word that is no truth value.
    """
    if isinstance(cell, _Refused):
        raise Misfit(cell.finding, "Put the value itself into the cell.")
    if column.dtype == "bool" and isinstance(cell, str | int) and cell != "" and not isinstance(cell, bool):
        return truth(str(cell).strip())
    if column.dtype == "str" and isinstance(cell, dt.datetime) and cell.time() == dt.time(0):
        return cell.date().isoformat()
    if column.dtype in ("float", "int") and isinstance(cell, str) and not cell.strip():
        return None
    if column.dtype == "float" and type(cell) is int:
        return _float(cell)
    return cell


def _float(whole: int) -> float:
    try:
        return float(whole)
    except OverflowError as large:
        finding = f"{shown(str(whole)[:20])}… is too large a number."
        raise Misfit(finding, "Give the value in its unit.") from large


def _header(rows: Iterator[tuple[int, list[Cell]]], label: str) -> tuple[dict[str, RawValue], list[Finding]]:
    entries: dict[str, RawValue] = {}
    findings: list[Finding] = []
    for number, row in rows:
        key, value, unit = (*row, None, None)[:3]
        if (key, value) == HEADER_TITLES[:2]:
            continue
        where = f"{label} row {number}"
        if not isinstance(key, str) or isinstance(unit, _Refused):
            finding = error(HEADER, "", "", "the row has no key.", "Give the name of the entry.")
            findings.append(at(finding, where))
        elif key in entries:
            finding = error(HEADER, "", key, "the entry stands twice.", "Remove one of the two.")
            findings.append(at(finding, where))
        elif isinstance(value, _Refused):
            remedy = "Put the value itself into the cell."
            findings.append(at(error(HEADER, "", key, value.finding, remedy), where))
            entries[key] = RawValue(None)
        else:
            entries[key] = RawValue(value, "" if unit is None else str(unit))
    return entries, findings


def _table(kind: str, rows: Iterator[tuple[int, list[Cell]]]) -> tuple[RawTable | None, list[Finding]]:
    label = f"sheet {kind}"
    _, titles = next(rows, (0, []))
    if not titles:
        finding = error(kind, "", "", "the sheet is empty.", "Give it a row of titles, or remove it.")
        return None, [at(finding, label)]
    while titles[-1] in (None, ""):
        titles = titles[:-1]
    titles = ["formula" if isinstance(title, _Refused) else title for title in titles]
    numbers: list[int] = []
    even: list[Sequence[Cell]] = []
    findings = Findings()
    cells = 0
    for number, row in rows:
        cells += len(row) + 2
        if cells > MOST_CELLS:
            finding = error(
                kind, "", "", f"it has more than {len(even)} rows, too many to read.", "Split it."
            )
            return None, [at(finding, label)]
        if any(cell not in (None, "") for cell in row[len(titles) :]):
            finding = error(kind, "", "", "a cell stands beyond the titles.", "Give it a title or remove it.")
            findings.append(at(finding, f"{label} row {number}"))
        numbers.append(number)
        even.append([*row[: len(titles)], *[None] * (len(titles) - len(row))])
    return RawTable(kind, label, "row", titles, numbers, even), findings


def _too_long(sheet: Sheet) -> list[Finding]:
    findings = [
        error(
            sheet.kind, str(row[0]), str(title), f"the text has {len(value)} signs.", "Use the folder format."
        )
        for row in sheet.rows
        for title, value in zip(sheet.titles, row, strict=True)
        if isinstance(value, str) and len(_TO_CODE.sub("_x005F_", value)) > LONGEST_TEXT
    ]
    if len(sheet.rows) >= MOST_ROWS:
        finding = f"{len(sheet.rows)} rows are more than a sheet holds."
        findings.append(error(sheet.kind, "", "", finding, "Use the folder format."))
    return findings


def _cell(openpyxl: ModuleType, worksheet: object, value: object) -> object:
    """Return a cell; numbers go in as their shortest exact digits, text as text even if it starts with =."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        cell = openpyxl.cell.WriteOnlyCell(worksheet, value=_TO_CODE.sub("_x005F_", value))
        cell.data_type = "s"
    elif isinstance(value, bool):
        cell = openpyxl.cell.WriteOnlyCell(worksheet, value=value)
    else:
        cell = openpyxl.cell.WriteOnlyCell(worksheet, value=repr(value))
        cell.data_type = "n"
    return cell
