"""The folder format: units, encodings, and what spreadsheets do to CSV files."""

from pathlib import Path

import pytest

from linepack.errors import InputError
from linepack.formats import read, read_findings, write
from linepack.formats.text import read_csv
from linepack.network import Network

HEADER = """
format = "linepack network"
format_version = 1
name = "n"
{more}
[gas]
eos = "constant_z"
temperature = "10 degC"
molar_mass = "16.5 g/mol"
compressibility = 0.88
"""
NODES = "id,elevation [m]\nA,0\nB,10\n"
PIPES = "id,from_node,to_node,length [km],diameter [mm],roughness [mm]\nP,A,B,100,900,0.012\n"
SUPPLIES = "id,node,control,pressure [barg]\nS,A,pressure,54\n"


def folder(path: Path, header: str = "", **files: str) -> Path:
    path.mkdir(exist_ok=True)
    (path / "network.toml").write_text(HEADER.format(more=header), encoding="utf-8")
    every = {"nodes": NODES, "pipes": PIPES, "supplies": SUPPLIES} | files
    for name, text in every.items():
        (path / f"{name}.csv").write_bytes(text.encode())
    return path


def refused(path: Path) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        read(path)
    return {finding.place: f"{finding.finding} {finding.remedy}" for finding in caught.value.findings}


def test_units_of_the_titles_are_converted(tmp_path: Path) -> None:
    network = read(folder(tmp_path), check=True)
    pipe = network.pipes.loc["P"]
    assert (pipe["length"], pipe["diameter"], pipe["roughness"]) == (1e5, 0.9, 1.2e-5)
    assert network.supplies.loc["S", "pressure"] == 5_501_325.0
    assert network.header.gas.temperature == 283.15
    assert network.header.gas.molar_mass == 0.0165


def test_the_header_file_stands_for_its_folder(tmp_path: Path) -> None:
    assert read(folder(tmp_path) / "network.toml").header.name == "n"


@pytest.mark.parametrize(
    "pipes",
    [
        "\ufeff" + PIPES,
        PIPES.replace("\n", "\r\n"),
        PIPES.replace("\n", "\r"),
        PIPES + "\n,,,,,\n\n",
        PIPES.rstrip("\n"),
        PIPES.replace("length [km]", " length [ km ] "),
        PIPES.replace(",100,", ", 1e2 ,"),
        PIPES.replace("\n", ",\n"),
        PIPES.replace("P,A", '"P","A"'),
    ],
    ids=["mark", "CRLF", "CR", "blank lines", "no last end", "spaces", "exponent", "empty column", "quotes"],
)
def test_harmless_habits_of_other_programs_are_fine(tmp_path: Path, pipes: str) -> None:
    network = read(folder(tmp_path, pipes=pipes), check=True)
    assert network.pipes.loc["P", "length"] == 1e5


def test_ids_and_texts_keep_every_sign(tmp_path: Path) -> None:
    nodes = 'id,name\nA,"Niš, ""Ниш""\nline two"\nB, spaces \n'
    names = read(folder(tmp_path, nodes=nodes)).nodes["name"]
    assert names.tolist() == ['Niš, "Ниш"\nline two', " spaces "]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("length", "the unit is missing. Write it with a unit, like: length [m] or length [km]"),
        ("length []", "the unit is missing"),
        ("length [bar]", "bar is a unit of pressure, not of length"),
        ("length [Km]", "the unit 'Km' is not known. Did you mean 'km'"),
        ("length [bcm/y]", "'bcm/y' is not known"),
    ],
)
def test_a_quantity_needs_a_unit_of_its_own_kind(tmp_path: Path, title: str, words: str) -> None:
    found = refused(folder(tmp_path, pipes=PIPES.replace("length [km]", title)))
    assert len(found) == 1, found
    assert words in next(iter(found.values()))


def test_plain_numbers_and_texts_take_no_unit(tmp_path: Path) -> None:
    pipes = PIPES.replace("roughness [mm]\n", "roughness [mm],efficiency [%],name [m]\n").replace(
        "0.012\n", "0.012,95,x\n"
    )
    found = refused(folder(tmp_path, pipes=pipes))
    assert list(found) == ["pipes.csv, pipes.name"]
    pipes = pipes.replace("name [m]", "name")
    assert read(folder(tmp_path, pipes=pipes)).pipes.loc["P", "efficiency"] == pytest.approx(0.95, rel=1e-15)


DEMANDS = "id,node,mass_flow [bcm/y]\nD,B,1\n"
CONDITIONS = 'reference_temperature = "15 degC"\nreference_pressure = "1.01325 bar"\n'


def test_volume_flows_need_reference_conditions_and_a_density(tmp_path: Path) -> None:
    assert "names no reference conditions" in str(refused(folder(tmp_path, demands=DEMANDS)))
    assert "no density" in str(refused(folder(tmp_path, CONDITIONS, demands=DEMANDS)))
    weighed = folder(tmp_path, CONDITIONS + 'reference_density = "0.7 kg/m3"', demands=DEMANDS)
    flow = read(weighed, check=True).demands.loc["D", "mass_flow"]
    assert flow == pytest.approx(1e9 * 0.7 / (365 * 86_400), rel=1e-15)


@pytest.mark.parametrize(
    ("cell", "remedy"),
    [
        ("abc", "Write a number"),
        ("1.000,5", "Write"),
        ('"3,5"', "decimal point and without separators: 3.5"),
        ('"1,234.5"', "without thousands separators: 1234.5"),
        ("1 234", "without separators: 1234"),
        ("nan", "Leave the cell empty"),
        ("n/a", "Leave the cell empty"),
        ("inf", "Write a number"),
        ("1e999", "no limit"),
        ("0x10", "Write a number"),
        ("1_000", "without separators: 1000"),
        ("٣", "Write a number"),
        ("100 km", "Write a number"),
        ("9" * 500, "Write a number"),
    ],
)
def test_text_in_a_number_is_told_with_its_line(tmp_path: Path, cell: str, remedy: str) -> None:
    found = refused(folder(tmp_path, pipes=PIPES.replace(",100,", f",{cell},")))
    if cell == "1.000,5":
        assert "pipes.csv line 2, pipes[P]" in found
        return
    assert list(found) == ["pipes.csv line 2, pipes[P].length"]
    assert remedy in found["pipes.csv line 2, pipes[P].length"]


def test_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    nodes = 'id,elevation [m],name\n\nA,0,"two\nlines"\n\nB,high,x\n'
    assert list(refused(folder(tmp_path, nodes=nodes))) == ["nodes.csv line 6, nodes[B].elevation"]


def test_rows_need_an_id_of_their_own(tmp_path: Path) -> None:
    found = refused(folder(tmp_path, nodes=NODES + "B,20\n,30\n"))
    assert "stands twice, first in nodes.csv line 3" in found["nodes.csv line 4, nodes[B].id"]
    assert "the id is empty" in found["nodes.csv line 5, nodes[row 4].id"]


def test_wrong_titles_are_told_with_a_suggestion(tmp_path: Path) -> None:
    pipes = "id,from_node,to_node,lenght [km],diameter [mm],diameter [m],,roughness [m\nP,A,B,1,2,3,4,1e-5\n"
    found = refused(folder(tmp_path, pipes=pipes))
    assert "Did you mean 'length'" in found["pipes.csv, pipes.lenght [km]"]
    assert "stands twice" in found["pipes.csv, pipes.diameter [m]"]
    assert "is not a name and a unit" in found["pipes.csv, pipes.roughness [m"]
    assert "has no title" in found["pipes.csv, pipes"]
    assert "the column is missing" in found["pipes.csv, pipes.length"]


def test_ragged_lines_are_told(tmp_path: Path) -> None:
    pipes = PIPES + "Q,A,B,1,2,3,4\nR,A\n"
    found = refused(folder(tmp_path, pipes=pipes))
    assert "7 cells" in found["pipes.csv line 3, pipes[Q]"]
    assert "2 cells" in found["pipes.csv line 4, pipes[R]"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (b"\x00\x01\x02", "no text"),
        (PIPES.encode("utf-16"), "UTF-16"),
        (b"id,name\nA,Ni\xb9\n", "line 2 is not encoded as UTF-8"),
        (PIPES.replace(",", ";").encode(), "not separated by commas"),
        (b'id,from_node\n"P,A\nQ,B\n', "no CSV"),
        (b'id,from_node\n"P"x,A\n', "no CSV"),
        (b"id,name\nP," + b"x" * 200_000 + b"\n", "a cell is longer than 131072 signs"),
    ],
    ids=["empty", "blank", "binary", "utf-16", "latin", "semicolons", "open quote", "bad quote", "long cell"],
)
def test_a_file_that_is_no_table_is_told(tmp_path: Path, content: bytes, words: str) -> None:
    path = folder(tmp_path)
    (path / "pipes.csv").write_bytes(content)
    network, findings = read_findings(path)
    assert network is not None
    assert [one for one in findings if one.table == "pipes" and words in one.finding], list(
        map(str, findings)
    )


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linepack.formats.text.LARGEST_FILE", 10)
    table, findings = read_csv(folder(tmp_path) / "pipes.csv", "pipes")
    assert table is None
    assert "split it" in findings[0].remedy


@pytest.mark.parametrize(
    ("before", "after", "place", "words"),
    [
        ('"10 degC"', "10", "gas.temperature", 'like: temperature = "10 K"'),
        ('"10 degC"', '"10 bar"', "gas.temperature", "bar is a unit of pressure"),
        ('"10 degC"', '"cold"', "gas.temperature", "text in a number"),
        ('"10 degC"', "true", "gas.temperature", "not a number"),
        ('"10 degC"', "[1]", "gas.temperature", "not a number"),
        ("temperature", "temprature", "gas.temprature", "Did you mean 'gas.temperature'"),
        ("eos", "eso", "gas.eos", "the entry is missing"),
        ('"linepack network"', '"gaslib"', "format", "linepack reads"),
        ("format_version = 1", "format_version = 2", "format_version", "newer"),
        ("compressibility = 0.88", 'compressibility = "0.88 m"', "gas.compressibility", "takes no unit"),
        ("[gas]", "[gas]\ncomposition = 3", "gas.composition", "no table"),
        ("[gas]", '[gas]\nviscosity = "lee"', "gas.viscosity", "lee-gonzalez-eakin"),
        ('name = "n"', 'name = "n"\ndate = 2024-01-01T10:00:00', "date", "time of day"),
    ],
)
def test_a_wrong_header_is_told(tmp_path: Path, before: str, after: str, place: str, words: str) -> None:
    path = folder(tmp_path)
    text = (path / "network.toml").read_text(encoding="utf-8")
    (path / "network.toml").write_text(text.replace(before, after), encoding="utf-8")
    assert words in refused(path)[f"network.toml, header.{place}"]


@pytest.mark.parametrize("content", [b"name =", b"\x00", b"\xff\xfe", b"a = " + b"[" * 5000], ids=str)
def test_a_header_that_is_no_toml_is_told_once(tmp_path: Path, content: bytes) -> None:
    path = folder(tmp_path)
    (path / "network.toml").write_bytes(content)
    assert list(refused(path)) == ["network.toml, header"]


def test_missing_and_misspelt_files_are_told(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "network.toml").unlink()
    (path / "nodes.csv").rename(path / "node.csv")
    (path / "prices.csv").write_text("a,b\n", encoding="utf-8")
    _, findings = read_findings(path)
    by_place = {one.place: one for one in findings}
    assert "the file is missing" in by_place["network.toml, header"].finding
    assert "Did you mean 'nodes'" in by_place["node.csv, node"].remedy
    assert by_place["node.csv, node"].severity == "error"
    assert by_place["prices.csv, prices"].severity == "warning"
    assert f"{path.name}, nodes" in by_place


def test_writing_keeps_other_files_and_drops_old_tables(network: Network, tmp_path: Path) -> None:
    path = tmp_path / "n"
    write(network, path)
    (path / "README.md").write_text("mine", encoding="utf-8")
    (path / "more").mkdir()
    (path / "more" / "x").write_text("mine too", encoding="utf-8")
    write(network.with_table("valves", []), path)
    assert not (path / "valves.csv").exists()
    assert (path / "README.md").read_text(encoding="utf-8") == "mine"
    assert (path / "more" / "x").read_text(encoding="utf-8") == "mine too"
    assert [one.name for one in tmp_path.iterdir()] == ["n"]


def test_a_folder_of_something_else_is_not_replaced(network: Network, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years", encoding="utf-8")
    with pytest.raises(InputError, match="no folder of a network"):
        write(network, tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["thesis.tex"]


def test_nothing_half_written_stays(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(network, tmp_path / "n")
    before = {one.name: one.read_bytes() for one in (tmp_path / "n").iterdir()}

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("linepack.formats.folder._write_csv", fail)
    with pytest.raises(InputError, match="No space left"):
        write(network.with_table("valves", []), tmp_path / "n")
    assert {one.name: one.read_bytes() for one in (tmp_path / "n").iterdir()} == before
    assert [one.name for one in tmp_path.iterdir()] == ["n"]


def test_a_failed_swap_brings_the_old_folder_back(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(network, tmp_path / "n")
    rename = Path.rename

    def fail_into_place(self: Path, target: Path) -> Path:
        if self.name.endswith(".tmp") and target.name == "n" and (self / "valves.csv").exists() is False:
            raise OSError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_into_place)
    with pytest.raises(InputError, match="Permission denied"):
        write(network.with_table("valves", []), tmp_path / "n")
    monkeypatch.undo()
    assert read(tmp_path / "n").equals(network)
    assert [one.name for one in tmp_path.iterdir()] == ["n"]
