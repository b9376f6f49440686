"""The year of a dateline that prints none."""

from __future__ import annotations

import pytest

from linepack.records.reading import read_document

REPORT = "ALGIERS, Nov. 18 (Reuters) - The two ministers met on {day}.\n\n{more}"


def published(day: str, more: str) -> str:
    """Return the day of publication that the reader finds, empty where it finds none."""
    moment = read_document(REPORT.format(day=day, more=more), name="a.txt").published
    return moment.day.isoformat() if moment else ""


@pytest.mark.parametrize(
    ("day", "more", "wanted"),
    [
        ("Tuesday", "Exports rose to 20 bcm in 2024. The contract expires in 2029.", "2025-11-18"),
        ("Tuesday", "Exports rose to 20 bcm in 2025.", "2025-11-18"),
        ("Monday", "Exports rose to 20 bcm in 2022.", "2024-11-18"),
    ],
)
def test_the_weekday_and_the_past_years_give_the_year(day: str, more: str, wanted: str) -> None:
    assert published(day, more) == wanted


@pytest.mark.parametrize(
    ("day", "more"),
    [
        ("Friday", "Exports rose to 20 bcm in 2024."),
        ("a sunny day", "Exports rose to 20 bcm in 2024."),
        ("Tuesday", "Exports rose."),
    ],
)
def test_a_year_that_nothing_settles_is_not_guessed(day: str, more: str) -> None:
    assert published(day, more) == ""


def test_day_and_month_in_figures_are_ordered_by_the_weekday_or_the_language() -> None:
    english = "02/10/2026 - 10:15\n\nThe terminal received a cargo on Friday, the operator said in Hamburg."
    moment = read_document(english, name="a.txt").published
    assert moment is not None
    assert moment.day.isoformat() == "2026-10-02"
    french = "02/01/2025 - 20:11\n\nLe gaz a commencé à remonter du puits, a annoncé la compagnie à Dakar."
    moment = read_document(french, name="a.txt").published
    assert moment is not None
    assert moment.day.isoformat() == "2025-01-02"
