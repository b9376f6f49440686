"""Decisions: logged, undone by another decision, and what they do to the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linepack.errors import InputError
from linepack.storage.review import decide, item, log, queue, undo, waiting

if TYPE_CHECKING:
    from linepack.storage.store import Store

WHO = "reader"


@pytest.fixture
def filled(store: Store, document, extract) -> Store:  # type: ignore[no-untyped-def]
    store.add(document(), extract)
    return store


def test_the_weightiest_come_first_with_their_words(filled: Store) -> None:
    first = queue(filled)[0]
    assert (first.kind, first.words) == ("commitment", "agreed to study")
    assert first.before.endswith("The sides ")
    assert first.after.startswith(" the supply")
    assert first.doubts == ("no seller is named.",)
    assert waiting(filled) == {"commitment": 1, "status_change": 1, "statement": 1, "event": 1, "quantity": 2}


def test_accept_and_undo(filled: Store) -> None:
    first = queue(filled)[0]
    decide(filled, first.kind, first.row, "accept", reviewer=WHO)
    assert waiting(filled)["commitment"] == 0
    back = undo(filled, reviewer=WHO)
    assert back is not None
    assert (back.decision, back.undone) == ("accept", True)
    assert waiting(filled)["commitment"] == 1
    assert undo(filled, reviewer=WHO) is None
    assert [entry.decision for entry in log(filled)] == ["undo", "accept"]


def test_nobody_undoes_for_another(filled: Store) -> None:
    first = queue(filled)[0]
    decide(filled, first.kind, first.row, "reject", reviewer=WHO)
    assert undo(filled, reviewer="somebody else") is None


def test_rejected_rows_are_left_out_and_kept(filled: Store) -> None:
    first = queue(filled)[0]
    decide(filled, first.kind, first.row, "reject", reviewer=WHO, reason="no such plan")
    assert filled.extraction(1).commitments == ()
    assert len(filled.extraction(1, reviewed=False).commitments) == 1


def test_an_edit_is_shown_and_the_reading_kept(filled: Store) -> None:
    first = queue(filled)[0]
    decide(filled, first.kind, first.row, "edit", reviewer=WHO, edited={**first.fields, "level": 1})
    assert filled.extraction(1).commitments[0].level == 1
    assert filled.extraction(1, reviewed=False).commitments[0].level == 2
    undo(filled, reviewer=WHO)
    assert filled.extraction(1).commitments[0].level == 2


def test_skip_leaves_it_waiting(filled: Store) -> None:
    first = queue(filled)[0]
    decide(filled, first.kind, first.row, "skip", reviewer=WHO)
    assert queue(filled)[0] == first
    assert queue(filled, skipped=frozenset({(first.kind, first.row)}))[0].kind == "status_change"


@pytest.mark.parametrize(
    ("kind", "row", "decision", "edited", "words"),
    [
        ("commitment", 99, "accept", None, "there is no such fact"),
        ("rumour", 1, "accept", None, "there is no such fact"),
        ("commitment", 1, "believe", None, "is none"),
        ("commitment", 1, "edit", None, "edited fields belong to edit"),
        ("commitment", 1, "accept", {}, "edited fields belong to edit"),
        ("commitment", 1, "edit", {"colour": "red"}, "do not fit"),
    ],
)
def test_what_cannot_be_decided(
    filled: Store, kind: str, row: int, decision: str, edited: dict[str, object] | None, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        decide(filled, kind, row, decision, reviewer=WHO, edited=edited)
    assert log(filled) == []


def test_one_item(filled: Store) -> None:
    assert item(filled, "event", 1).words == "met Minister"
