"""Choosing the format, and saying what a wrong file looks like."""

import zipfile
from pathlib import Path

import pytest

from linepack.errors import InputError
from linepack.formats import read, read_findings, write
from linepack.network import Network


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty", b"", "an empty file"),
        ("x.pdf", b"%PDF-1.7 ...", "a PDF document"),
        ("x.xls", b"\xd0\xcf\x11\xe0....", "save a workbook as .xlsx"),
        ("x.gas", b'<?xml version="1.0"?><network xmlns="http://gaslib.zib.de/Gas">', "GasLib XML"),
        ("x.html", b"<!DOCTYPE html><html>", "a web page"),
        ("x.json", b'{"type": "Topology"}', "JSON"),
        ("y.json", b'{"a": 1}', "JSON"),
        ("nodes.csv", b"id\nA\n", "give the folder that holds it"),
        ("x.txt", b"hello", "text"),
        ("x.bin", b"\x01\x00\x02", "a binary file"),
        ("x.xml", b"<a/>", "XML"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match="it is no network") as caught:
        read(tmp_path / name)
    assert words in str(caught.value)
    assert "linepack reads: folder of tables, Excel workbook, " in str(caught.value)


def test_an_archive_is_no_workbook_and_a_folder_no_network(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr("a.txt", "b")
    with pytest.raises(InputError, match="a zip archive that is no workbook"):
        read(tmp_path / "x.xlsx")
    with pytest.raises(InputError, match=r"a folder without network.toml or nodes.csv; it holds x.xlsx"):
        read(tmp_path)
    (tmp_path / "e").mkdir()
    with pytest.raises(InputError, match="an empty folder"):
        read(tmp_path / "e")


def test_a_path_that_does_not_exist_brings_its_neighbour(network: Network, tmp_path: Path) -> None:
    write(network, tmp_path / "corridor")
    with pytest.raises(InputError, match="Did you mean 'corridor'"):
        read(tmp_path / "coridor")
    with pytest.raises(InputError, match="does not exist"):
        read(tmp_path / "no" / "where")


def test_the_content_decides_and_not_the_name(network: Network, tmp_path: Path) -> None:
    write(network, tmp_path / "n.xlsx")
    (tmp_path / "n.xlsx").rename(tmp_path / "n.data")
    assert read(str(tmp_path / "n.data")).equals(network)


def test_the_suffix_decides_what_is_written(network: Network, tmp_path: Path) -> None:
    write(network, tmp_path / "new" / "N.XLSX")
    assert read(tmp_path / "new" / "N.XLSX").equals(network)
    with pytest.raises(InputError, match=r"no format has the suffix '.dat'.*\.xlsx"):
        write(network, tmp_path / "n.dat")
    with pytest.raises(InputError, match="Allowed are SI and face"):
        write(network, tmp_path / "n", units="imperial")  # type: ignore[arg-type]
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError):
        write(network, tmp_path / "file")
    with pytest.raises(InputError, match="cannot be written"):
        write(network, tmp_path / "file" / "n")


def test_a_folder_with_a_dot_in_its_name_stays_a_folder(network: Network, tmp_path: Path) -> None:
    (tmp_path / "v1.2").mkdir()
    write(network, tmp_path / "v1.2")
    assert read(tmp_path / "v1.2").equals(network)


def test_checking_is_a_choice(network: Network, tmp_path: Path) -> None:
    broken = network.with_table("pipes", network.pipes.assign(to_node="Z"))
    write(broken, tmp_path / "n")
    assert read(tmp_path / "n").equals(broken)
    with pytest.raises(InputError, match=r"pipes.csv line 2, pipes\[P1\].to_node: there is no node 'Z'"):
        read(tmp_path / "n", check=True)
    found, findings = read_findings(tmp_path / "n")
    assert found is not None
    assert "pipes.csv line 2, pipes[P1].to_node" in [one.place for one in findings]
