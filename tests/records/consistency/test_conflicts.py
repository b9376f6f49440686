"""Differences between documents of one event: all readings kept, the best evidence first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from linepack.records.consistency.conflicts import COPY, OUTLET, PARTY, Report, find_conflicts
from linepack.records.model import (
    Anchor,
    Document,
    Entity,
    Event,
    Extraction,
    Flow,
    Moment,
    Participant,
    ProjectStatus,
    Quantity,
    Sentence,
    Span,
)


def report(
    source: int, day: int, value: float, unit: str = "mcm", *, outlet: str = "", copy: bool = False
) -> Report:
    text = f"On {day} May they named {value} {unit}."
    anchor = Anchor(1, Span(text.index("they"), len(text) - 1), "test")
    sentence = Sentence(1, 1, Span(0, len(text)), text)
    when = Moment(date(2024, 5, day), "day", "header")
    document = Document(
        text, f"{source}.txt", "text", str(source), "en", when, (sentence,), (), outlet=outlet
    )
    ministry = Entity("orgs", "BG-ENERGY", "Ministry of Energy of Bulgaria", "ministry", anchor, "BG")
    figure = Quantity(
        "q1", anchor, value, unit, f"{value} {unit}", per="year", kind="supply", flow=Flow("AZ", ("BG",))
    )
    return Report(source, Extraction(document, entities=(ministry,), quantities=(figure,)), copy)


def test_figures_that_differ_stand_side_by_side() -> None:
    (conflict,) = find_conflicts([report(1, 2, 400.0), report(2, 3, 500.0)])
    assert (conflict.what, conflict.subject) == ("figure", "supply AZ→BG year gas")
    assert [(reading.source, reading.rank) for reading in conflict.readings] == [(1, 1), (2, 2)]
    assert conflict.readings[0].words == "they named 400.0 mcm"


def test_a_partys_own_document_ranks_first_and_a_copy_last() -> None:
    own = "Ministry of Energy of Bulgaria"
    found = find_conflicts(
        [report(1, 1, 400.0, copy=True), report(2, 2, 450.0), report(3, 3, 500.0, outlet=own)]
    )
    readings = found[0].readings
    assert [reading.source for reading in readings] == [3, 2, 1]
    assert [reading.reason.split(";")[0] for reading in readings] == [PARTY, OUTLET, COPY]


@pytest.mark.parametrize("other", [report(2, 3, 0.4, "bcm"), report(2, 3, 402.0)])
def test_one_figure_in_two_units_or_rounded_is_no_conflict(other: Report) -> None:
    assert find_conflicts([report(1, 2, 400.0), other]) == []


def test_silence_is_no_conflict() -> None:
    silent = report(2, 3, 1.0)
    silent = replace(silent, extraction=replace(silent.extraction, quantities=()))
    assert find_conflicts([report(1, 2, 400.0), silent]) == []
    assert find_conflicts([report(1, 2, 400.0)]) == []


def test_the_later_of_two_statuses_ranks_first() -> None:
    def status(source: int, day: int, word: str) -> Report:
        found = report(source, day, 1.0)
        project = ProjectStatus("IBS", word, None, found.extraction.quantities[0].anchor)
        return replace(found, extraction=replace(found.extraction, projects=(project,), quantities=()))

    (conflict,) = find_conflicts([status(1, 2, "construction"), status(2, 9, "operating")])
    assert (conflict.what, conflict.subject) == ("status", "IBS")
    assert [reading.value for reading in conflict.readings] == ["operating", "construction"]


def test_one_meeting_on_two_days() -> None:
    def meeting(source: int, day: int) -> Report:
        found = report(source, day, 1.0)
        anchor = found.extraction.quantities[0].anchor
        when = Moment(date(2024, 5, day), "day", "explicit")
        event = Event("e1", "meeting", (anchor,), when=when, participants=(Participant("BG", "host"),))
        return replace(found, extraction=replace(found.extraction, events=(event,), quantities=()))

    (conflict,) = find_conflicts([meeting(1, 2), meeting(2, 3)])
    assert [reading.value for reading in conflict.readings] == ["2024-05-02", "2024-05-03"]
