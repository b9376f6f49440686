"""The bundled example of the record: every written decision finds its fact, and no gas volume comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linepack.data import record_example
from linepack.storage.facts import facts_of
from linepack.storage.intake import Reader
from linepack.storage.replay import Replayed, WrittenDecision, replay
from linepack.storage.review import log
from linepack.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "record.db") as opened:
        yield opened


def reviewed(store: Store) -> tuple[Replayed, ...]:
    reviewer, written = record_example.decisions()
    receipt = Reader().take_in_bytes(store, record_example.report(), record_example.NAME)
    decisions = [WrittenDecision(**one) for one in written]
    return replay(store, receipt.source, decisions, reviewer=reviewer)


def test_every_decision_finds_its_fact(store: Store) -> None:
    assert [one.written for one in reviewed(store) if one.lost] == []


def test_every_decision_has_a_reason_and_words_of_the_report() -> None:
    text = record_example.report().decode()
    for one in record_example.decisions()[1]:
        assert one["reason"]
        assert text.count(one["at"]) == 1, one["at"]


def test_replaying_twice_changes_nothing(store: Store) -> None:
    first = reviewed(store)
    entries = len(log(store, limit=1000))
    assert entries == sum(one.decided for one in first)
    assert sum(one.decided for one in reviewed(store)) == 0
    assert len(log(store, limit=1000)) == entries


def test_the_gas_commitment_is_talk_without_volume(store: Store) -> None:
    reviewed(store)
    gas = [fact for fact in facts_of(store, "commitment") if "gas" in fact.value.subject.split()]
    assert [fact.value.kind for fact in gas] == ["exploration"]
    assert gas[0].value.level in (1, 2)
    assert gas[0].quantities == ()
    assert all(not fact.quantities for fact in facts_of(store, "commitment"))
