"""What the record shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from linepack.errors import InputError
from linepack.storage.search import search
from linepack.storage.views.pages import show

if TYPE_CHECKING:
    from linepack.storage.store import Store
    from linepack.storage.views.lines import View


@pytest.fixture
def filled(store: Store, document, extract) -> Store:  # type: ignore[no-untyped-def]
    store.add(document(), extract)
    return store


def titles(view: View) -> set[str]:
    return {table.title for table in view.tables}


def test_a_source(filled: Store) -> None:
    view = show(filled, "source", "1")
    assert titles(view) == {
        "entity",
        "event",
        "statement",
        "quantity",
        "commitment",
        "status_change",
        "doubt",
    }


@pytest.mark.parametrize("name", ["IBS", "ibs", "Interconnector Bulgaria–Serbia"])
def test_an_asset_by_any_name(filled: Store, name: str) -> None:
    view = show(filled, "asset", name)
    assert titles(view) == {"statement", "quantity", "commitment", "status_change"}


@pytest.mark.parametrize("name", ["Jan Novák", "Novák", "person:1"])
def test_a_person_by_any_name(filled: Store, name: str) -> None:
    view = show(filled, "person", name)
    offices = next(table for table in view.tables if table.title == "offices")
    assert offices.rows[0]["title"] == "Minister of Energy"
    assert "event" in titles(view)


def test_the_dossier_of_a_pair(filled: Store) -> None:
    view = show(filled, "pair", "rs", "BG")
    assert titles(view) == {"commitment", "event", "statement", "quantity", "cooperation fields"}
    assert view.title == "BG – RS"


def test_the_four_bands(filled: Store) -> None:
    view = show(filled, "timeline", "IBS")
    bands = {table.title: len(table.rows) for table in view.tables}
    assert bands == {"talk": 3, "paper": 0, "steel": 1, "gas": 0}


def test_twins_and_fields(filled: Store) -> None:
    assert len(show(filled, "twins").tables[0].rows) == 1
    assert show(filled, "fields").tables[0].rows == (
        {"field": "gas", "statements": 1},
        {"field": "sister cities", "statements": 1},
    )


def test_a_commitment(filled: Store) -> None:
    view = show(filled, "commitment", "1")
    assert titles(view) == {"commitment", "statements"}
    assert "gas supply over IBS" in view.answer


def test_a_party_and_a_place(filled: Store) -> None:
    assert "event" in titles(show(filled, "party", "RS"))
    assert "event" in titles(show(filled, "place", "Belgrade"))


@pytest.mark.parametrize(
    "asked", [("source", "9"), ("person", "nobody"), ("asset", "nothing"), ("moon",), ("pair", "RS")]
)
def test_what_is_not_there(filled: Store, asked: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        show(filled, *asked)


@pytest.mark.parametrize("query", ["cubic metres", "BELGRADE novak", 'gas" OR "x'])
def test_search(filled: Store, query: str) -> None:
    hits = search(filled, query).hits
    assert [hit.source for hit in hits] == ([] if "OR" in query else [1])


def test_search_for_nothing(filled: Store) -> None:
    assert search(filled, ' " ').hits == ()


def test_figures_of_two_reports_that_do_not_add_up(store: Store, document, extract) -> None:  # type: ignore[no-untyped-def]
    """A yearly amount in one report and a daily rate in another of the same event."""
    words = " It was a long day with many words on roads, schools, farms, music and rivers." * 4
    daily = document(document().text + words, name="other.txt")

    def read(given):  # type: ignore[no-untyped-def]
        found = extract(given)
        if given is not daily:
            return found
        figure = replace(found.quantities[0], value=6.0, per="day", bound="exact", period=None)
        return replace(found, quantities=(figure,))

    store.add(document(), extract)
    store.add(daily, read)
    for asked in (("conflicts",), ("conflicts", "1")):
        view = show(store, *asked)
        found = next(table for table in view.tables if table.title.startswith("arithmetic"))
        assert [(row["source"], row["figure"]) for row in found.rows] == [("2", "q1")]
        assert "365 days" in found.rows[0]["finding"]
        assert found.rows[0]["words"] == "up to 400 million cubic metres"
    assert "1 other reports of the event: show conflicts 2" in show(store, "source", "2").answer
