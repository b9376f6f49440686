"""Hostile and damaged files: one clear error, no crash, no more memory than stated."""

from __future__ import annotations

import gzip
import json
import os
import tracemalloc
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

import pytest
from tests.formats.pandapipes.made import EVERY_KIND, document

import linepack as lp
from linepack.errors import InputError
from linepack.formats import detect, excel, json_text, read_findings, text
from linepack.formats.gaslib import xml
from linepack.network import GasSpec, Network, NetworkHeader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MIB: Final = 1024**2

T = TypeVar("T")

DEEP: Final = 200_000
"""Brackets inside one another: more than any reader may follow."""

LAUGHS: Final = "".join(
    f'<!ENTITY l{level} "{"".join(f"&l{level - 1};" for _ in range(10))}">' for level in range(1, 10)
)
LAUGHTER: Final = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
"""The billion laughs."""

OUTSIDE: Final = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/hostname">]>'

HUGE: Final = ("1e400", "9" * 400, "-1e400")
"""Numbers that no float holds."""

NONE: Final = ("NaN", "Infinity", "-Infinity")


@pytest.fixture
def network() -> Network:
    gas = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.017, compressibility=0.9)
    return Network.build(
        header=NetworkHeader(name="victim", gas=gas, friction="colebrook_white", reference_density=0.75),
        nodes=[{"id": "A"}, {"id": "B"}],
        pipes=[
            {
                "id": "P",
                "from_node": "A",
                "to_node": "B",
                "length": 1e4,
                "diameter": 0.5,
                "roughness": 1e-5,
            }
        ],
        supplies=[{"id": "S", "node": "A", "control": "pressure", "pressure": 5e6}],
        demands=[{"id": "D", "node": "B", "mass_flow": 5.0}],
    )


@dataclass(frozen=True)
class Victim:
    """A file of one format that can be harmed.

    Attributes
    ----------
    path
        What is read.
    file
        The file of it that is harmed.
    number
        A number in it, as written.
    """

    path: Path
    file: Path
    number: str

    @property
    def content(self) -> str:
        return self.file.read_text(encoding="utf-8")

    def put(self, content: str | bytes) -> None:
        raw = content if isinstance(content, bytes) else content.encode()
        self.file.write_bytes(raw)

    def errors(self) -> list[str]:
        """Read it, and return the errors of its refusal."""
        with pytest.raises(InputError) as refused:
            detect.read(self.path, check=True)
        errors = [one for one in refused.value.findings if one.severity == "error"]
        assert all(one.finding and one.remedy is not None and len(str(one)) < 2000 for one in errors)
        return [f"{one.place}: {one.finding}" for one in errors]


def folder(network: Network, place: Path) -> Victim:
    lp.write(network, place / "own")
    return Victim(place / "own", place / "own" / "pipes.csv", "10000.0")


def gaslib(network: Network, place: Path) -> Victim:
    lp.write(network, place / "x.net")
    return Victim(place / "x.net", place / "x.net", "10000.0")


def pandapipes(_: Network, place: Path) -> Victim:
    (place / "net.json").write_text(json.dumps(document(EVERY_KIND)), encoding="utf-8")
    return Victim(place / "net.json", place / "net.json", "30.0")


def simulator(_: Network, place: Path) -> Victim:
    files = {
        "network": {
            "nodes": {"1": {"slack_bool": 1}, "2": {"slack_bool": 0}},
            "pipes": {
                "1": {
                    "from_node": 1,
                    "to_node": 2,
                    "length": 12345.0,
                    "diameter": 0.5,
                    "friction_factor": 0.01,
                }
            },
        },
        "params": {"params": {"Temperature (K):": 288.0, "Gas specific gravity (G):": 0.6}},
        "bc": {"boundary_pslack": {"1": 4e6}, "boundary_nonslack_flow": {"2": 40.0}},
    }
    (place / "sim").mkdir()
    for name, content in files.items():
        (place / "sim" / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return Victim(place / "sim", place / "sim" / "network.json", "12345.0")


def geojson(network: Network, place: Path) -> Victim:
    lp.write(network, place / "x.geojson")
    return Victim(place / "x.geojson", place / "x.geojson", "10000.0")


def lines(_: Network, place: Path) -> Victim:
    features = [
        {
            "type": "Feature",
            "properties": {"diameter_mm": 543.0},
            "geometry": {"type": "LineString", "coordinates": [[20.0, 45.0], [20.5, 45.0]]},
        }
    ]
    path = place / "map.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return Victim(path, path, "543.0")


def scigrid(_: Network, place: Path) -> Victim:
    cells = [
        "P;P;['P'];['A', 'B'];[50.0, 50.0];[10.0, 11.0];['AA', 'AA'];None",
        "{'diameter_mm': 543.0, 'length_km': 70.0}",
        "{'diameter_mm': 1.0, 'length_km': 1.0};{'diameter_mm': 'raw', 'length_km': 'raw'};{}",
    ]
    titles = "id;name;source_id;node_id;lat;long;country_code;comment;param;uncertainty;method;tags"
    path = place / "X_PipeSegments.csv"
    path.write_text(f"{titles}\n{';'.join(cells)}\n", encoding="utf-8")
    return Victim(path, path, "50.0")


def matgas(network: Network, place: Path) -> Victim:
    lp.write(network, place / "x.m")
    return Victim(place / "x.m", place / "x.m", "10000.0")


def morgen(_: Network, place: Path) -> Victim:
    (place / "x.net").write_text("P,1,2,54321.0,0.5,0.0,1e-5\n", encoding="utf-8")
    return Victim(place / "x.net", place / "x.net", "54321.0")


TEXTS: Final[dict[str, Callable[[Network, Path], Victim]]] = {
    "folder": folder,
    "gaslib": gaslib,
    "pandapipes": pandapipes,
    "simulator": simulator,
    "geojson": geojson,
    "lines": lines,
    "scigrid": scigrid,
    "matgas": matgas,
    "morgen": morgen,
}
JSONS: Final = ("pandapipes", "simulator", "geojson", "lines")


@pytest.fixture(params=TEXTS)
def victim(request: pytest.FixtureRequest, network: Network, tmp_path: Path) -> Victim:
    return TEXTS[request.param](network, tmp_path)


@pytest.fixture(params=JSONS)
def json_victim(request: pytest.FixtureRequest, network: Network, tmp_path: Path) -> Victim:
    return TEXTS[request.param](network, tmp_path)


def test_before_it_is_harmed_every_victim_is_read(victim: Victim) -> None:
    network, _ = read_findings(victim.path)
    assert network is not None
    assert len(network.pipes) > 0


@pytest.mark.parametrize("number", [*HUGE, *NONE])
def test_numbers_that_are_none_are_refused(number: str, victim: Victim) -> None:
    assert victim.number in victim.content
    victim.put(victim.content.replace(victim.number, number, 1))
    assert victim.errors()


def test_text_in_a_number_is_refused(victim: Victim) -> None:
    victim.put(victim.content.replace(victim.number, "12 bananas", 1))
    assert victim.errors()


def test_invalid_utf_8_is_refused(victim: Victim) -> None:
    victim.put(victim.content.encode().replace(victim.number.encode(), b"1\xff\xfe0", 1))
    assert victim.errors()


def test_zero_bytes_are_refused(victim: Victim) -> None:
    victim.put(victim.content.encode().replace(victim.number.encode(), b"1\x000", 1))
    assert victim.errors()


def test_half_a_file_is_refused(victim: Victim) -> None:
    victim.put(victim.content[: victim.content.index(victim.number) - 1])
    assert victim.errors()


def test_an_empty_file_is_refused(victim: Victim) -> None:
    victim.put("")
    assert victim.errors()


def test_a_missing_file_is_refused(victim: Victim) -> None:
    victim.file.unlink()
    if victim.file == victim.path or victim.file.name != "pipes.csv":
        assert victim.errors()


def test_a_folder_in_the_place_of_a_file_is_refused(victim: Victim) -> None:
    victim.file.unlink()
    victim.file.mkdir()
    assert victim.errors()


def test_a_link_to_itself_is_refused(victim: Victim) -> None:
    victim.file.unlink()
    victim.file.symlink_to(victim.file)
    assert victim.errors()


def test_links_in_a_circle_are_refused(victim: Victim) -> None:
    other = victim.file.with_name("elsewhere")
    victim.file.unlink()
    victim.file.symlink_to(other)
    other.symlink_to(victim.file)
    assert victim.errors()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_with_a_name_is_refused_without_waiting(victim: Victim) -> None:
    victim.file.unlink()
    os.mkfifo(victim.file)
    assert victim.errors()


def test_json_that_nests_deeply_is_refused(json_victim: Victim) -> None:
    deep = "[" * DEEP + "]" * DEEP
    victim = json_victim
    victim.put(victim.content.replace(victim.number, deep, 1))
    assert any("nested" in words for words in victim.errors())


def test_a_key_that_stands_twice_is_refused(json_victim: Victim) -> None:
    content = json_victim.content.rstrip()[:-1]
    json_victim.put(content + ', "_object": 1, "_object": 2, "pipes": 1, "pipes": 2}')
    assert any("stands twice" in words for words in json_victim.errors())


def test_large_json_is_refused_before_it_is_read(
    json_victim: Victim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_text, "LARGEST_JSON", MIB)
    with json_victim.file.open("r+b") as file:
        file.truncate(3000 * MIB)
    peak, errors = peak_of(json_victim.errors)
    assert any("3000 MiB" in words for words in errors)
    assert peak < 20 * MIB


@pytest.mark.parametrize("head", [LAUGHTER, OUTSIDE], ids=["billion laughs", "external entity"])
def test_document_types_are_never_read(head: str, network: Network, tmp_path: Path) -> None:
    victim = gaslib(network, tmp_path)
    begin, rest = victim.content.split("?>\n", 1)
    victim.put(f"{begin}?>\n{head}\n" + rest.replace(victim.number, "&l9;", 1))
    peak, errors = peak_of(victim.errors)
    assert any("document type" in words for words in errors)
    assert peak < 20 * MIB


def peak_of(run: Callable[[], T]) -> tuple[int, T]:
    """The most memory that Python asked for while something ran, and what it returned. [bytes]"""
    tracemalloc.start()
    try:
        result = run()
        return tracemalloc.get_traced_memory()[1], result
    finally:
        tracemalloc.stop()


def test_a_line_without_an_end_is_refused_in_bounded_memory(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "LONGEST_LINE", MIB)
    victim = folder(network, tmp_path)
    victim.put(victim.content + "P2,A,B," + "1" * (60 * MIB))
    peak, errors = peak_of(victim.errors)
    assert any("longer than 1024 KiB" in words for words in errors)
    assert peak < 10 * MIB


def test_packed_tables_are_unpacked_no_further_than_others(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "LARGEST_FILE", MIB)
    victim = scigrid(network, tmp_path)
    packed = victim.path.with_name("X_PipeSegments.csv.gz")
    with gzip.open(packed, "wb") as file:
        file.write(victim.content.encode() + (b";" * 2000 + b"\n") * 10_000)
    peak, errors = peak_of(Victim(packed, packed, "").errors)
    assert any("unpacks to more than 1 MiB" in words for words in errors)
    assert peak < 20 * MIB


def test_a_tag_without_an_end_is_refused_in_bounded_memory(network: Network, tmp_path: Path) -> None:
    victim = gaslib(network, tmp_path)
    head, rest = victim.content.split("<pipe ", 1)
    victim.put(f'{head}<pipe note="{"x" * (60 * MIB)}" {rest}')
    peak, errors = peak_of(victim.errors)
    assert any("longer than 1024 KiB" in words for words in errors)
    assert peak < 30 * MIB


def test_an_element_with_too_many_attributes_is_refused(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml, "MOST_PARTS", 10_000)
    victim = gaslib(network, tmp_path)
    children = "".join(f"<x{''.join(f' a{at}=' + chr(34) * 2 for at in range(1000))}/>" for _ in range(11))
    victim.put(victim.content.replace("</pipe>", f"{children}</pipe>", 1))
    assert any("more than 10000 others" in words for words in victim.errors())


def test_a_table_with_too_many_rows_is_refused(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "MOST_CELLS", 30_000)
    victim = folder(network, tmp_path)
    victim.put(victim.content + "x\n" * MIB)
    peak, errors = peak_of(victim.errors)
    assert any("too many to read" in words for words in errors)
    assert peak < 20 * MIB


def test_a_table_full_of_mistakes_keeps_the_first_thousand(network: Network, tmp_path: Path) -> None:
    victim = folder(network, tmp_path)
    victim.put(victim.content + "x\n" * 3_000)
    errors = victim.errors()
    assert len(errors) < 12_000
    assert any("more row(s) have the same problem" in words for words in errors)


TOML: Final = {
    "a number of five thousand digits": "x = " + "1" * 5000,
    "a number that is none": 'reference_temperature = "nan K"',
    "too large a number": 'reference_temperature = "1e400 K"',
    "four hundred digits": "reference_temperature = " + "9" * 400,
    "lists in lists": "x = " + "[" * DEEP,
    "keys in keys": ".".join("a" * 2000) + " = 1",
    "a date that is none": "x = 2024-99-99",
}


@pytest.mark.parametrize("case", TOML)
def test_headers_that_are_none_are_refused(case: str, network: Network, tmp_path: Path) -> None:
    own = folder(network, tmp_path)
    victim = Victim(own.path, own.path / "network.toml", "")
    victim.put(TOML[case] + "\n" + victim.content.replace("reference_temperature", "#"))
    assert victim.errors()


def test_a_large_header_is_refused_before_it_is_read(network: Network, tmp_path: Path) -> None:
    own = folder(network, tmp_path)
    header = own.path / "network.toml"
    with header.open("r+b") as file:
        file.truncate(2 * MIB)
    assert any("it has 2 MiB" in words for words in Victim(own.path, header, "").errors())


# Workbooks: zip archives of XML.


@pytest.fixture
def workbook(network: Network, tmp_path: Path) -> Path:
    pytest.importorskip("openpyxl", reason="workbooks need the extra excel")
    path = tmp_path / "book.xlsx"
    lp.write(network, path)
    return path


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Victim:
    """A workbook whose parts have been changed, each by its name."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, change(name, content))
    return Victim(path, path, "")


def in_sheet(before: bytes, after: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, content: content.replace(before, after, 1) if "sheet" in name else content


@pytest.mark.parametrize("head", [LAUGHTER, OUTSIDE], ids=["billion laughs", "external entity"])
def test_document_types_in_a_workbook_are_never_read(head: str, workbook: Path) -> None:
    victim = rewritten(workbook, in_sheet(b"<worksheet", head.encode() + b"<worksheet"))
    peak, errors = peak_of(victim.errors)
    assert any("document type" in words for words in errors)
    assert peak < 20 * MIB


def test_a_bomb_is_refused_before_it_is_unpacked(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "LARGEST_CONTENT", MIB)
    victim = rewritten(workbook, in_sheet(b"<sheetData>", b"<sheetData>" + b" " * (20 * MIB)))
    assert workbook.stat().st_size < MIB
    peak, errors = peak_of(victim.errors)
    assert any("the most is 1 MiB" in words for words in errors)
    assert peak < 20 * MIB


@pytest.mark.parametrize("number", [*HUGE, "nan", "inf", "0x10"])
def test_numbers_of_a_workbook_that_are_none_are_refused(number: str, workbook: Path) -> None:
    victim = rewritten(workbook, in_sheet(b"<v>10000.0</v>", f"<v>{number}</v>".encode()))
    assert victim.errors()


def test_rows_of_a_workbook_are_limited(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_CELLS", 1000)
    rows = b"".join(b"<row><c><v>1</v></c></row>" for _ in range(2000))
    victim = rewritten(workbook, in_sheet(b"</sheetData>", rows + b"</sheetData>"))
    assert any("too many to read" in words for words in victim.errors())


def test_damaged_workbooks_are_refused(workbook: Path) -> None:
    content = workbook.read_bytes()
    for end in range(0, len(content), max(1, len(content) // 20)):
        workbook.write_bytes(content[:end] + b"\0" * 50 + content[end + 50 :])
        try:
            read_findings(workbook)
        except InputError as refused:
            assert refused.findings  # noqa: PT017 - raising is one of two ways


# Places that are no files.


def test_a_link_that_leads_nowhere_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    path.symlink_to(path)
    with pytest.raises(InputError, match="leads nowhere"):
        lp.read(path)


def test_names_that_no_file_can_have_are_refused(tmp_path: Path) -> None:
    for name in ("x" * 5000, "a\0b"):
        with pytest.raises(InputError):
            lp.read(tmp_path / name)


def test_every_format_is_tried_here() -> None:
    """A new format has to be added to the victims above."""
    tried = {"folder of tables", "Excel workbook", "pandapipes network", "GasLib network"}
    tried |= {"folder of simulator JSON files", "GeoJSON", "SciGRID_gas network"}
    tried |= {"matgas case", "morgen network"}
    assert {known.name for known in detect.FORMATS} == tried
