"""The record in other formats, on a document made by hand."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from linepack.errors import InputError
from linepack.records.exports import FORMATS, export_as
from linepack.records.model import (
    Anchor,
    Commitment,
    Document,
    Entity,
    Event,
    Extraction,
    Flow,
    Moment,
    Participant,
    Post,
    Quantity,
    Sentence,
    Span,
    Statement,
)

TEXT = "On 2 May Minister Jan Novak signed a contract for 400 mcm a year."
DAY = Moment(date(2024, 5, 2), "day", "header")


def at(words: str) -> Anchor:
    start = TEXT.index(words)
    return Anchor(1, Span(start, start + len(words)), "test")


@pytest.fixture
def extraction() -> Extraction:
    sentence = Sentence(1, 1, Span(0, len(TEXT)), TEXT)
    document = Document(TEXT, "a.txt", "text", "0" * 64, "en", DAY, (sentence,), (), outlet="G")
    man, post = at("Minister Jan Novak"), Post("Minister", "BG-ENERGY", "BG", at("Minister"))
    flow, figures = Flow("AZ", ("BG",)), ("q1",)
    return Extraction(
        document,
        entities=(
            Entity("persons", "p1", "Jan Novák", "", man, "BG", ("Jan Novak",), (post,)),
            Entity("orgs", "SOCAR", "SOCAR", "company", at("a contract"), "AZ"),
        ),
        events=(
            Event("e1", "signing", (at("signed"),), when=DAY, participants=(Participant("p1", "party"),)),
        ),
        quantities=(Quantity("q1", at("400 mcm a year"), 400.0, "mcm", "400 mcm", per="year"),),
        statements=(
            Statement(
                "s1", at("signed"), ("p1",), "signed", "planned", level=5, flow=flow, quantities=figures
            ),
        ),
        commitments=(
            Commitment("c1", "supply contract", ("SOCAR", "BG"), "signed", 5, at("a contract"), signed=DAY),
        ),
    )


def lines(name: str, extraction: Extraction) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export_as(name, [extraction]).splitlines()]


def test_an_unknown_format_is_refused(extraction: Extraction) -> None:
    with pytest.raises(InputError, match="there is none"):
        export_as("rdf", [extraction])


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_recorded_is_no_error(name: str) -> None:
    assert isinstance(export_as(name, []), str)


def test_every_fact_is_annotated_with_its_words(extraction: Extraction) -> None:
    graph = json.loads(export_as("jsonld", [extraction]))["@graph"]
    notes = [node for node in graph if node["@type"] == "oa:Annotation"]
    assert len(notes) == 6
    for note in notes:
        position, quote = note["oa:hasTarget"]["oa:hasSelector"]
        assert TEXT[position["oa:start"] : position["oa:end"]] == quote["oa:exact"]
    ids = {node["@id"] for node in graph}
    assert all(note["oa:hasBody"]["@id"] in ids for note in notes)


def test_a_signed_commitment_is_a_contract(extraction: Extraction) -> None:
    rows = lines("ftm", extraction)
    schemata = sorted(row["schema"] for row in rows)
    assert schemata == ["Company", "Contract", "Document", "Event", "Occupancy", "Person", "Position"]
    person = next(row for row in rows if row["schema"] == "Person")
    assert person["properties"]["alias"] == ["Jan Novak"]
    contract = next(row for row in rows if row["schema"] == "Contract")
    assert contract["properties"]["contractDate"] == ["2024-05-02"]


def test_the_table_names_words_and_runs_nothing(extraction: Extraction) -> None:
    evil = replace(extraction, document=replace(extraction.document, name="=cmd()"))
    rows = list(csv.DictReader(io.StringIO(export_as("csv", [evil]))))
    kinds = [row["kind"] for row in rows]
    assert kinds == ["entity", "entity", "event", "quantity", "statement", "commitment"]
    assert rows[3]["words"] == "400 mcm a year"
    assert rows[0]["source"] == "'=cmd()"


def test_a_signing_is_an_agreement(extraction: Extraction) -> None:
    rows = lines("plover", extraction)
    assert [(row["event_type"], row["cameo"]) for row in rows] == [("AGREE", "05"), ("AGREE", "05")]
    assert rows[0]["actor"] == [{"name": "Jan Novák", "country": "BG"}]


def test_a_claim_carries_its_bound_and_no_verdict(extraction: Extraction) -> None:
    (row,) = lines("claimreview", extraction)
    assert row["claimReviewed"] == "signed (exact 400 mcm)"
    assert row["reviewRating"]["alternateName"] == "not checked"
