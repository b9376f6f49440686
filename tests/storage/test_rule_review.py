"""Acceptance by a stated rule: two independent sources that say alike, and nothing less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from linepack.storage.facts import facts_of
from linepack.storage.review import decide, log
from linepack.storage.rule_review import REVIEWER, accept_by_rule, take_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.records.model import Document, Extraction
    from linepack.storage.store import Store

OTHER = "Reporters elsewhere add that nothing was signed and that the ministers parted at noon in the rain."
DAY = date(2024, 5, 2)


@pytest.fixture
def add(
    store: Store, document: Callable[..., Document], extract: Callable[[Document], Extraction]
) -> Callable[..., int]:
    """Add a report of the same matter by an outlet; rows of it can be changed."""

    def put(outlet: str, *, words: str = "", change: Any = None, **fields: Any) -> int:
        plain = document(name=f"{outlet}.txt", day=fields.pop("day", DAY))
        made = replace(
            document(plain.text + words, plain.name), published=plain.published, outlet=outlet, **fields
        )

        def read(given: Document) -> Extraction:
            read = replace(extract(given), doubts=())
            return change(read) if change else read

        return store.add(made, read).source

    return put


def kinds(store: Store) -> list[str]:
    return [one.kind for one in accept_by_rule(store)]


def test_two_outlets_carry_a_fact(store: Store, add: Callable[..., int]) -> None:
    add("The Gazette")
    add("The Courier", words=f" {OTHER * 4}")
    taken = accept_by_rule(store)
    assert [one.kind for one in taken] == ["commitment"] * 2 + ["status_change"] * 2
    assert "The Courier (source 2)" in taken[0].reason
    assert {entry.reviewer for entry in log(store)} == {REVIEWER}
    assert len(facts_of(store, "commitment")) == 2


def test_it_is_taken_back_whole(store: Store, add: Callable[..., int]) -> None:
    add("The Gazette")
    add("The Courier", words=f" {OTHER * 4}")
    assert len(accept_by_rule(store)) == 4
    assert take_back(store) == 4
    assert facts_of(store, "commitment") == []


def test_one_source_is_not_enough(store: Store, add: Callable[..., int]) -> None:
    add("The Gazette")
    assert kinds(store) == []


def test_the_same_outlet_is_no_second_source(store: Store, add: Callable[..., int]) -> None:
    add("The Gazette")
    add("the gazette", words=f" {OTHER * 4}")
    assert kinds(store) == []


def test_an_unnamed_outlet_supports_nothing(store: Store, add: Callable[..., int]) -> None:
    add("The Gazette")
    add("", words=f" {OTHER * 4}")
    assert kinds(store) == []


def test_a_copy_is_no_second_source(store: Store, add: Callable[..., int]) -> None:
    add("The Gazette")
    add("The Courier", words=" ")
    assert kinds(store) == []


def test_one_author_in_two_outlets_is_one_source(store: Store, add: Callable[..., int]) -> None:
    add("The Gazette", byline="A. Writer")
    add("The Courier", words=f" {OTHER * 4}", byline="A. Writer")
    assert kinds(store) == []


def test_a_doubt_stops_the_commitment_but_not_the_status(
    store: Store, add: Callable[..., int], extract: Callable[[Document], Extraction]
) -> None:
    add("The Gazette")
    add(
        "The Courier",
        words=f" {OTHER * 4}",
        change=lambda read: replace(read, doubts=extract(read.document).doubts),
    )
    assert kinds(store) == ["status_change"] * 2


def test_another_figure_is_another_matter(store: Store, add: Callable[..., int]) -> None:
    add("The Gazette")
    add(
        "The Courier",
        words=f" {OTHER * 4}",
        change=lambda read: replace(read, quantities=(replace(read.quantities[0], value=1000.0),)),
    )
    assert kinds(store) == ["status_change"] * 2


def test_other_parties_are_another_matter(store: Store, add: Callable[..., int]) -> None:
    add("The Gazette")
    add(
        "The Courier",
        words=f" {OTHER * 4}",
        change=lambda read: replace(read, commitments=(replace(read.commitments[0], parties=("BG", "MK")),)),
    )
    assert kinds(store) == ["status_change"] * 2


def test_a_status_much_later_is_no_support(store: Store, add: Callable[..., int]) -> None:
    late = DAY + timedelta(days=40)
    add("The Gazette")
    add(
        "The Courier",
        words=f" {OTHER * 4}",
        day=late,
        change=lambda read: replace(
            read,
            projects=(replace(read.projects[0], as_of=replace(read.projects[0].as_of, day=late)),),
        ),
    )
    assert kinds(store) == ["commitment"] * 2


def test_a_rejected_fact_supports_nothing(store: Store, add: Callable[..., int]) -> None:
    add("The Gazette")
    second = add("The Courier", words=f" {OTHER * 4}")
    row = next(fact.row for fact in facts_of(store, "commitment", ("proposed",)) if fact.source == second)
    decide(store, "commitment", row, "reject", reviewer="reader", reason="not said there")
    assert kinds(store) == ["status_change"] * 2
