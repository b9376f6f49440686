"""The workbook: numbers as numbers, text as text, formulas refused."""

import datetime as dt
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from linepack.errors import InputError, MissingExtraError
from linepack.formats import read, read_findings, write
from linepack.network import Network

Sheets = dict[str, list[list[Any]]]


@pytest.fixture
def sheets() -> Sheets:
    return {
        "header": [
            ["key", "value", "unit"],
            ["format", "linepack network"],
            ["name", "n"],
            ["gas.eos", "gerg2008"],
            ["gas.temperature", 10, "degC"],
            ["gas.composition.methane", 96, "%"],
            ["gas.composition.ethane", 0.04],
        ],
        "nodes": [["id", "elevation [m]", "name"], ["A", 0, "a"], [7, None, "seven"]],
        "pipes": [
            ["id", "from_node", "to_node", "length [km]", "diameter [mm]", "roughness [m]", "start_date"],
            ["P", "A", "7", 100, 900.5, 1e-5, dt.datetime(2021, 2, 3)],
        ],
        "supplies": [["id", "node", "control", "pressure [bar]"], ["S", "A", "pressure", 75]],
        "valves": [["id", "from_node", "to_node", "open"], ["V", "A", "7", False]],
    }


@pytest.fixture
def save(tmp_path: Path) -> Callable[[Sheets], Path]:
    def write_sheets(sheets: Sheets) -> Path:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.worksheets[0])
        for name, rows in sheets.items():
            worksheet = workbook.create_sheet(name)
            for row in rows:
                worksheet.append(row)
        workbook.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    return write_sheets


def test_a_workbook_made_by_hand_is_read(sheets: Sheets, save: Callable[[Sheets], Path]) -> None:
    network = read(save(sheets), check=True)
    assert network.nodes.index.tolist() == ["A", "7"]
    pipe = network.pipes.loc["P"]
    assert (pipe["length"], pipe["diameter"], pipe["start_date"]) == (1e5, 0.9005, "2021-02-03")
    assert network.valves["open"].tolist() == [False]
    assert network.header.gas.temperature == 283.15
    assert dict(network.header.gas.composition or {}) == {"methane": 0.96, "ethane": 0.04}


@pytest.mark.parametrize(
    ("sheet", "row", "column", "cell", "place", "words"),
    [
        ("pipes", 1, 3, "=10*10", "sheet pipes row 2, pipes[P].length", "'=10*10' is a formula"),
        ("pipes", 1, 3, "#DIV/0!", "sheet pipes row 2, pipes[P].length", "error of the spreadsheet"),
        ("pipes", 1, 3, "100", "sheet pipes row 2, pipes[P].length", "text in a number"),
        ("pipes", 1, 3, True, "sheet pipes row 2, pipes[P].length", "not a number"),
        ("pipes", 1, 3, dt.datetime(2021, 1, 1), "sheet pipes row 2, pipes[P].length", "not a number"),
        ("pipes", 1, 6, dt.datetime(2021, 1, 1, 5), "sheet pipes row 2, pipes[P].start_date", "time of day"),
        ("pipes", 1, 6, 2021, "sheet pipes row 2, pipes[P].start_date", "not a date"),
        ("pipes", 0, 3, "length", "sheet pipes, pipes.length", "the unit is missing"),
        ("pipes", 0, 3, "=A1", "sheet pipes, pipes.formula", "no column"),
        ("valves", 1, 3, "shut", "sheet valves row 2, valves[V].open", "neither true nor false"),
        ("nodes", 2, 0, 7.5, "sheet nodes row 3, nodes[7.5].id", "not text"),
        ("header", 4, 1, "=1", "sheet header row 5, header.gas.temperature", "formula"),
        ("header", 4, 1, "10", "sheet header, header.gas.temperature", "text in a number"),
        ("header", 4, 2, None, "sheet header, header.gas.temperature", "the unit is missing"),
        ("header", 5, 0, None, "sheet header row 6, header", "no key"),
        ("header", 5, 0, "name", "sheet header row 6, header.name", "stands twice"),
        (
            "header",
            5,
            0,
            "gas.composition.mehtane",
            "sheet header, header.gas.composition.mehtane",
            "methane",
        ),
    ],
)
def test_each_mistake_is_told_with_its_row(
    sheets: Sheets,
    save: Callable[[Sheets], Path],
    sheet: str,
    row: int,
    column: int,
    cell: object,
    place: str,
    words: str,
) -> None:
    rows = sheets[sheet][row]
    rows.extend([None] * (column + 1 - len(rows)))
    rows[column] = cell
    _, findings = read_findings(save(sheets))
    told = {one.place: str(one) for one in findings}
    assert words in told.get(place, ""), told


def test_truths_may_be_written_as_words_and_digits(sheets: Sheets, save: Callable[[Sheets], Path]) -> None:
    sheets["valves"] = [
        sheets["valves"][0],
        *([str(n), "A", "7", cell] for n, cell in enumerate(("no", 0, "TRUE", 1))),
    ]
    assert read(save(sheets)).valves["open"].tolist() == [False, False, True, True]


def test_missing_empty_and_misspelt_sheets_are_told(sheets: Sheets, save: Callable[[Sheets], Path]) -> None:
    sheets["pipe"] = sheets.pop("pipes")
    sheets["notes"] = [["hello"]]
    sheets["valves"] = []
    del sheets["header"]
    _, findings = read_findings(save(sheets))
    told = {one.place: one for one in findings}
    assert "Did you mean 'pipes'" in told["sheet pipe, pipe"].remedy
    assert told["sheet notes, notes"].severity == "warning"
    assert "empty" in told["sheet valves, valves"].finding
    assert "missing" in told["book.xlsx, header"].finding


def test_cells_beyond_the_titles_are_told(sheets: Sheets, save: Callable[[Sheets], Path]) -> None:
    sheets["nodes"][1].append("stray")
    with pytest.raises(InputError, match="sheet nodes row 2, nodes: a cell stands beyond the titles"):
        read(save(sheets))


def test_empty_rows_and_columns_do_no_harm(sheets: Sheets, save: Callable[[Sheets], Path]) -> None:
    sheets["nodes"] = [[], sheets["nodes"][0], [None], *sheets["nodes"][1:], ["", None]]
    assert read(save(sheets)).nodes.index.tolist() == ["A", "7"]


def test_a_damaged_workbook_is_told(network: Network, tmp_path: Path) -> None:
    path = tmp_path / "n.xlsx"
    write(network, path)
    with zipfile.ZipFile(path) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    for broken in ("xl/workbook.xml", "xl/worksheets/sheet2.xml", "[Content_Types].xml"):
        with zipfile.ZipFile(path, "w") as bad:
            for name, content in parts.items():
                bad.writestr(name, content[: len(content) // 2] if name == broken else content)
        with pytest.raises(InputError):
            read(path)


def test_a_workbook_that_unpacks_to_too_much_is_not_read(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(network, tmp_path / "n.xlsx")
    monkeypatch.setattr("linepack.formats.excel.LARGEST_CONTENT", 10)
    with pytest.raises(InputError, match="too much to read"):
        read(tmp_path / "n.xlsx")


def test_what_a_workbook_cannot_hold_is_refused(network: Network, tmp_path: Path) -> None:
    long = network.with_table("nodes", network.nodes.assign(name="x" * 32_768))
    with pytest.raises(InputError, match="32768 signs"):
        write(long, tmp_path / "n.xlsx")
    assert list(tmp_path.iterdir()) == []
    write(long, tmp_path / "n")
    assert read(tmp_path / "n").equals(long)


def test_nothing_half_written_stays(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(network, tmp_path / "n.xlsx")
    before = (tmp_path / "n.xlsx").read_bytes()

    def fail(self: object, draft: Path) -> None:
        draft.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("openpyxl.workbook.Workbook.save", fail)
    with pytest.raises(InputError, match="No space left"):
        write(network.with_table("valves", []), tmp_path / "n.xlsx")
    assert [one.name for one in tmp_path.iterdir()] == ["n.xlsx"]
    assert (tmp_path / "n.xlsx").read_bytes() == before


def test_without_openpyxl_the_extra_is_named(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(network, tmp_path / "n.xlsx")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r"linepack\[excel\]"):
        read(tmp_path / "n.xlsx")
    with pytest.raises(MissingExtraError):
        write(network, tmp_path / "m.xlsx")
