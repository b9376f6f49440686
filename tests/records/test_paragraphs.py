"""The short reports of many regions: what the rules read in them against what a careful reader finds."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Final

import pytest
from tests.records.paragraphs import PARAGRAPHS, Paragraph
from tests.records.scoring import BY_TITLE, GROUPS, Row, Tally, fit_entity, pair

from linepack.records.exports.gold import to_gold
from linepack.records.extract import extract
from linepack.records.reading import read_document

FLOORS: Final = {"persons": 0.92, "orgs": 0.96, "places": 0.93, "assets": 0.90, "events": 0.94}
SLACK: Final = 0.005


@cache
def found(paragraph: Paragraph) -> Row:
    """Return what the rules read in a paragraph."""
    return to_gold(extract(read_document(paragraph.text, name=f"{paragraph.name}.txt")))


def entities(paragraph: Paragraph, group: str) -> Tally:
    """Return how many entities of a group match."""
    cells = [cell.split("=") for cell in getattr(paragraph, group).split("|") if cell]
    by_hand = [{"id": "", "name": names[0], "names_in_text": names} for names in cells]
    by_rule = [row for row in found(paragraph)["entities"][group] if row.get("basis") != BY_TITLE]
    return Tally(len(pair(by_hand, by_rule, fit_entity)), len(by_hand), len(by_rule))


def events(paragraph: Paragraph) -> Tally:
    """Return how many events match by type, date where one is told, and whether they are to come."""
    wanted = sorted((cell for cell in paragraph.events.split("|") if cell), key=len, reverse=True)
    left = Counter(
        f"{row['type']} {row['date']}{'!' * bool(row['planned'])}" for row in found(paragraph)["events"]
    )
    matched, total = 0, sum(left.values())
    for cell in wanted:
        fitting = next((key for key in left if left[key] and (key == cell or key.split()[0] == cell)), "")
        if fitting:
            left[fitting] -= 1
            matched += 1
    return Tally(matched, len(wanted), total)


@pytest.mark.parametrize("layer", sorted(FLOORS))
def test_the_paragraphs_are_read_as_well_as_before(layer: str) -> None:
    tally = Tally()
    for paragraph in PARAGRAPHS:
        tally.add(events(paragraph) if layer == "events" else entities(paragraph, layer))
    assert tally.f1 >= FLOORS[layer] - SLACK, f"{layer}: {tally.f1:.3f}"


def test_every_group_of_entities_has_a_floor() -> None:
    assert set(FLOORS) == {*GROUPS, "events"}
