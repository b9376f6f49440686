"""Web pages: text layer, boilerplate and metadata. No page is a stored one; nothing is fetched."""

from __future__ import annotations

import socket
from datetime import date
from pathlib import Path

import pytest

from linepack.records.reading import read_document

PAGE = (Path(__file__).parent / "page.html").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refuse(*args, **kwargs):
        pytest.fail("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="module")
def page():
    return read_document(PAGE.encode(), name="page.html")


def test_the_report_is_the_body_and_nothing_else(page):
    assert [sentence.text for sentence in page.body][1:] == [
        "The energy ministers of Norva and Belmark met in the capital and agreed to study a new gas line.",
        "The line would carry up to 300 million cubic metres a year, the ministry said on Monday.",
        "It would be ready in 2027.",
        "Both sides will meet again in the spring, and the operators are to take part in the talks.",
        "The talks began two years ago in Norva, when the two governments signed a declaration on energy.",
        "The operator of the network said that the study would take eight months and cost two million euros.",
    ]


def test_the_boilerplate_stays_in_the_text_and_is_marked(page):
    for words in ("All about gas", "small files on your device", "Belmark opens a station", "Main Street 1"):
        assert words in page.text
        place = page.text.index(words)
        assert page.sentence_at(place).noise, words


def test_what_a_script_would_write_is_not_there(page):
    assert "written by a script" not in page.text
    assert "color" not in page.text


def test_the_head_of_the_page_is_read(page):
    assert page.kind == "html"
    assert page.title == "Norva and Belmark study a gas line"
    assert (page.outlet, page.byline, page.url) == (
        "Norva News",
        "Ana Markova",
        "https://news.example/gas-line",
    )
    assert page.language == "en"
    assert page.published is not None
    assert page.published.basis == "page metadata"
    assert page.published.time is not None
    assert page.published.time.isoformat() == "2024-03-05T10:15:00+02:00"


def test_a_date_on_the_page_is_taken_before_its_metadata():
    dated = PAGE.replace("<article><h1>", "<article><p>Published: 6 March 2024 09:00</p><h1>")
    document = read_document(dated.encode(), name="page.html")
    assert document.published is not None
    assert document.published.basis == "header line"
    assert document.published.day == date(2024, 3, 6)


def test_a_page_in_a_declared_charset_is_read_in_it():
    sentence = "Газопровод между двумя странами будет построен."
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{sentence}</p></body></html>'
    document = read_document(page.encode("cp1251"), name="page.html")
    assert document.text == sentence


def test_a_damaged_page_is_read_as_far_as_it_goes():
    document = read_document(
        b"<html><body><div><p>Gas flows in the line.<p>It is <b>full</div>", name="a.html"
    )
    assert [sentence.text for sentence in document.sentences] == ["Gas flows in the line.", "It is full"]
