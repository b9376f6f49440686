"""Files that are broken, hostile or incomplete: one error that lists everything, with lines."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from linepack.errors import InputError
from linepack.formats import read, read_findings
from linepack.formats.gaslib.xml import PIECE, BrokenXmlError, records

if TYPE_CHECKING:
    from pathlib import Path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('unit="km" value="20"', 'unit="furlong" value="20"', "the unit 'furlong' is not known"),
        ('unit="km" value="20"', 'unit="bar" value="20"', "the unit 'bar' is of another kind"),
        ('unit="km" value="20"', 'value="20"', "the unit is missing"),
        ('unit="km" value="20"', 'unit="km" value="twenty"', "'twenty' is text in a number"),
        ('unit="km" value="20"', 'unit="km" value="1e999"', "is too large a number"),
        ('unit="km" value="20"', 'unit="km"', "the value is missing"),
        ('unit="km" value="20"', 'unit="km" value="-1"', "length"),
        ('from="in" to="a"', 'from="inn" to="a"', "there is no node 'inn'"),
        ('<innode id="b"', '<innode id="a"', "a"),
        ("<valve id", "<vaalve id", "which is no element of GasLib"),
    ],
)
def test_what_is_wrong_in_a_network_is_told_with_its_line(case: Path, old: str, new: str, words: str) -> None:
    change(case / "made-up.net", old, new)
    if "vaalve" in new:
        change(case / "made-up.net", "</valve>", "</vaalve>")
    _, findings = read_findings(case)
    errors = [str(finding) for finding in findings if finding.severity == "error"]
    assert any(words in error and "line" in error for error in errors), errors


def test_everything_wrong_in_all_files_is_told_at_once(case: Path) -> None:
    change(case / "made-up.net", 'unit="km" value="20"', 'unit="furlong" value="20"')
    change(case / "winter.scn", 'bound="both"', 'bound="some"')
    change(case / "made-up.cs", 'drive="D1"', 'drive="D9"')
    with pytest.raises(InputError) as caught:
        read(case)
    words = str(caught.value)
    assert "furlong" in words
    assert "winter.scn line" in words
    assert "the drive 'D9'" in words


@pytest.mark.parametrize("suffix", ["net", "cs", "cdf"])
def test_a_document_type_is_refused_in_every_file(case: Path, suffix: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    path = case / f"made-up.{suffix}"
    head, rest = path.read_text(encoding="utf-8").split("?>", 1)
    path.write_text(f"{head}?>\n{bomb}{rest}", encoding="utf-8")
    with pytest.raises(InputError, match="defines a document type"):
        read(case)


@pytest.mark.parametrize("suffix", ["net", "cs", "cdf"])
def test_a_file_that_is_cut_off_is_told(case: Path, suffix: str) -> None:
    path = case / f"made-up.{suffix}"
    path.write_text(path.read_text(encoding="utf-8")[:-60], encoding="utf-8")
    with pytest.raises(InputError, match="no well-formed XML"):
        read(case)


class Endless(io.RawIOBase):
    """A file whose first line never ends; it counts what was taken from it."""

    def __init__(self, head: bytes) -> None:
        self.head, self.taken = head, 0

    def read(self, size: int = -1) -> bytes:
        self.taken += size
        head, self.head = self.head, b""
        return head or b"x" * size


@pytest.mark.parametrize("head", [b'<a><b c="', b"<a><!--", b"<a"])
def test_a_line_without_end_is_left_after_a_mebibyte(head: bytes) -> None:
    stream = Endless(head)
    with pytest.raises(BrokenXmlError, match="longer than 1024 KiB"):
        list(records(stream, 2))  # type: ignore[arg-type]
    assert stream.taken <= 1024**2 + 3 * PIECE


def test_elements_too_deep_are_refused() -> None:
    with pytest.raises(BrokenXmlError, match="more than 32 deep"):
        list(records(io.BytesIO(b"<a>" * 100), 2))


def test_a_nomination_of_a_node_that_is_not_there_is_an_error(case: Path) -> None:
    change(case / "winter.scn", 'id="side"', 'id="sidde"')
    with pytest.raises(InputError, match="there is no node 'sidde'"):
        read(case)


def test_a_damaged_archive_is_told(case: Path) -> None:
    from linepack.formats import read_scenarios

    broken = case / "many.zip"
    broken.write_bytes(b"PK\x03\x04 but no more")
    with pytest.raises(InputError):
        next(read_scenarios(case, case / "nothing.zip"))
    for scenario in read_scenarios(case, broken):
        assert any(finding.severity == "error" for finding in scenario.findings)


def test_two_networks_in_a_folder_are_refused(case: Path) -> None:
    (case / "second.net").write_bytes((case / "made-up.net").read_bytes())
    with pytest.raises(InputError, match="it holds 2 networks"):
        read(case)
    assert len(read(case / "second.net").pipes) == 2
