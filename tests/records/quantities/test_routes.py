"""Flows filled in from who sells and who buys."""

from __future__ import annotations

from collections import Counter

import pytest

from linepack.records.extract import extract
from linepack.records.quantities.routes import main_flow, rank, sells_to
from linepack.records.reading import read_document


def flows(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return origin and destination of the supplies of a text."""
    rows = extract(read_document(text, name="a.txt")).quantities
    return [(row.flow.origin, row.flow.destination) for row in rows if row.kind == "supply"]


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        (
            "Srbijagas and SOCAR concluded a contract for the supply of 400 million cubic metres a year.",
            ("AZ", ("RS",)),
        ),
        ("Algeria was Italy's largest supplier last year with 21.2 bcm of gas.", ("DZ", ("IT",))),
        ("Deliveries through the Baltic Pipe amounted to 2.1 bcm in the first quarter.", ("NO", ("PL",))),
        (
            "Germany's Uniper and QatarEnergy have agreed on the delivery of 2 million tonnes of LNG a year.",
            ("QA", ("DE",)),
        ),
    ],
)
def test_a_supply_flows_from_who_sells_to_who_buys(text: str, flow: tuple[str, tuple[str, ...]]) -> None:
    assert flows(text) == [flow]


def test_a_supply_without_countries_flows_as_the_document_tells() -> None:
    text = (
        "Serbia and Azerbaijan discussed gas in Baku. Azerbaijan supplied Serbia with gas last year. "
        "Under the contract 400 million cubic metres will be delivered."
    )
    assert flows(text) == [("AZ", ("RS",))]


def test_an_export_to_anywhere_gets_no_buyer() -> None:
    text = "Germany and German firms met in Berlin. Norway exported 120 bcm of gas last year."
    assert flows(text) == [("NO", ())]


def test_two_who_both_sell_leave_the_flow_open() -> None:
    assert not sells_to("RU", "AZ")
    assert not sells_to("RS", "BA")
    assert rank("NO") > rank("DE") > rank("MD")


def test_no_flow_of_the_document_where_two_buyers_are_named_alike() -> None:

    assert main_flow(Counter(["AZ", "AZ", "RS", "RS", "BG", "BG"])).origin == ""
