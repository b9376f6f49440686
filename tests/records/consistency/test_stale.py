"""Stale background: plans whose time is over, and repeated paragraphs with an old figure."""

from __future__ import annotations

import pytest

from linepack.records.consistency.conflicts import Report
from linepack.records.consistency.stale import RULE, find_stale, shape
from linepack.records.extract import extract
from linepack.records.reading import read_document

HEAD = "Published: {day}\n\nThe two ministers discussed energy at a meeting in Baku on Tuesday.\n\n"
RECALL = (
    "To recall, the Trans Adriatic Pipeline has a capacity of {figure} billion cubic metres of gas a year."
)


def report(source: int, day: str, *paragraphs: str, copy: bool = False) -> Report:
    """Return a report of a day."""
    text = HEAD.format(day=day) + "\n\n".join(paragraphs)
    return Report(source, extract(read_document(text, name=f"{source}.txt")), copy=copy)


def overdue(day: str, sentence: str) -> list[str]:
    """Return the words of the dates that are told as ahead though they are over."""
    extraction = report(1, day, sentence).extraction
    rows = [doubt for doubt in extraction.doubts if doubt.rule == RULE and doubt.anchor]
    return [doubt.anchor.span.of(extraction.document.text) for doubt in rows if doubt.anchor]


@pytest.mark.parametrize(
    "sentence",
    [
        "Construction of the Ionian Adriatic Pipeline will be completed by 2020.",
        "The Southern Gas Corridor is expected to double its capacity to 20 bcm by 2020.",
    ],
)
def test_a_plan_whose_time_is_over_is_flagged(sentence: str) -> None:
    (words,) = overdue("12 March 2024", sentence)
    assert "2020" in words
    extraction = report(1, "12 March 2024", sentence).extraction
    assert [row.stale for row in extraction.statements if row.anchor.sentence == 3] == [True]


@pytest.mark.parametrize(
    "sentence",
    [
        "Construction of the Ionian Adriatic Pipeline was to be completed by 2020.",
        "The Southern Gas Corridor will double its capacity to 20 bcm by 2027.",
        "The Trans Adriatic Pipeline was completed in 2020 and will be expanded.",
    ],
)
def test_what_is_past_or_still_ahead_is_not(sentence: str) -> None:
    assert overdue("12 March 2024", sentence) == []


def test_a_paragraph_repeated_with_an_old_figure_is_listed_with_rank_and_reason() -> None:
    reports = [
        report(1, "12 March 2021", RECALL.format(figure="10")),
        report(2, "14 May 2023", RECALL.format(figure="10")),
        report(3, "20 June 2026", RECALL.format(figure="11.2")),
    ]
    (stale,) = [one for one in find_stale(reports) if one.readings]
    assert stale.sources == (1, 2, 3)
    assert [(one.source, one.rank) for one in stale.readings] == [(3, 1), (2, 2), (1, 3)]
    assert "since 2021-03-12" in stale.readings[0].reason
    assert "older figure" in stale.readings[1].reason


def test_news_stands_before_the_boilerplate() -> None:
    news = (
        "The Trans Adriatic Pipeline has a capacity of 11.2 billion cubic metres of gas a year, it was said."
    )
    reports = [
        report(1, "12 March 2021", RECALL.format(figure="10")),
        report(2, "14 May 2026", news),
        report(3, "20 June 2026", RECALL.format(figure="10")),
    ]
    (stale,) = [one for one in find_stale(reports) if one.readings]
    assert stale.readings[0].source == 2
    assert stale.readings[0].reason.startswith("told as news")
    assert all("boilerplate" in one.reason for one in stale.readings[1:])


def test_copies_and_equal_figures_raise_nothing() -> None:
    same = [
        report(1, "12 March 2021", RECALL.format(figure="10")),
        report(2, "1 May 2022", RECALL.format(figure="10")),
    ]
    assert [one.readings for one in find_stale(same)] == [(), ()]
    copy = report(2, "13 March 2021", RECALL.format(figure="10"), copy=True)
    assert find_stale([same[0], copy]) == []


def test_the_shape_of_a_sentence_leaves_its_figures_out() -> None:
    assert shape("It carried 8.1 bcm in 2020.") == shape("It carried 11 bcm in 2026.")
    assert shape("It carried 8.1 bcm.") != shape("It can carry 8.1 bcm.")
