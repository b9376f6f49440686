"""A page of a large store reads what it shows: by the index, with a number of statements that stays."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, func, select, text

from linepack.storage import search as searching
from linepack.storage.review import decide, log, queue, undo, waiting
from linepack.storage.search import search
from linepack.storage.tables import Concerns, Participation, SignatureBand, Tally
from linepack.storage.tally import totals
from linepack.storage.views.pages import show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linepack.records.model import Document, Extraction
    from linepack.storage.store import Store
    from linepack.storage.views.lines import View

NUMBER = 6
"""Documents in the store; each says the same on a day of its own."""

MOST_STATEMENTS = 22
"""Statements of a page; it shows more rows than that."""

READ_WHOLE = re.compile(r"Seq Scan|SCAN (?!source_words|review|CONSTANT|\()")
"""What a plan says of a table that is read from end to end; of reviews the last are read."""

ASKED: tuple[tuple[str, ...], ...] = (
    ("pair", "BG", "RS"),
    ("timeline", "IBS"),
    ("asset", "IBS"),
    ("party", "RS"),
    ("place", "Belgrade"),
    ("person", "Jan Novák"),
    ("source", "1"),
    ("twins",),
    ("fields",),
)
PAGES: dict[str, Callable[[Store, int], object]] = {
    "search": lambda store, most: search(store, "cubic metres", limit=most),
    "queue": lambda store, most: queue(store, limit=most),
    "waiting": lambda store, _: waiting(store),
    "log": lambda store, most: log(store, limit=most),
}


def page(asked: tuple[str, ...]) -> Callable[[Store, int], object]:
    return lambda store, most: show(store, *asked, most=most)


QUESTIONS = [pytest.param(page(asked), id=asked[0]) for asked in ASKED]
QUESTIONS += [pytest.param(question, id=name) for name, question in PAGES.items()]


@pytest.fixture
def filled(
    store: Store, document: Callable[..., Document], extract: Callable[[Document], Extraction]
) -> Store:
    """A store with documents that say the same, the last one without a day."""
    days = [date(2024, 5, 2) + timedelta(days=number) for number in range(NUMBER)]
    made = [document(document().text + f" {n}", f"{n}.txt", day) for n, day in enumerate(days)]
    made[-1] = replace(made[-1], published=None)
    list(store.add_all(made, extract))
    return store


@contextmanager
def statements(store: Store) -> Iterator[list[tuple[str, Any]]]:
    """Collect the statements that a store issues."""
    found: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, words: str, parameters: Any, *_: Any) -> None:
        found.append((words, parameters))

    event.listen(store.engine, "before_cursor_execute", note)
    yield found
    event.remove(store.engine, "before_cursor_execute", note)


def plans(store: Store, asked: list[tuple[str, Any]]) -> Iterator[str]:
    """Yield what a database would do for each question; on PostgreSQL as if every table were large."""
    with store.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET enable_seqscan = off"))
            connection.execute(text("SET enable_sort = off"))
        for words, parameters in asked:
            if words.startswith(("SELECT", "\nSELECT")):
                how = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
                rows = connection.exec_driver_sql(f"{how} {words}", parameters)
                yield f"{words}\n" + "\n".join(str(row) for row in rows)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_page_reads_no_table_from_end_to_end_and_no_row_for_itself(
    filled: Store, question: Callable[[Store, int], object]
) -> None:
    with statements(filled) as asked:
        question(filled, 100)
    assert len(asked) <= MOST_STATEMENTS
    found = list(plans(filled, asked))
    assert found
    for plan in found:
        assert not READ_WHOLE.search(plan), plan


def test_pages_are_read_in_the_order_of_an_index(filled: Store) -> None:
    with statements(filled) as asked:
        show(filled, "pair", "BG", "RS", most=2)
        show(filled, "timeline", "IBS", most=2)
    paged = [plan for plan in plans(filled, asked) if "FROM concerns" in plan]
    assert paged
    for plan in paged:
        assert not any(words in plan for words in ("TEMP B-TREE", "Sort")), plan


def cut(view: View) -> dict[str, tuple[int, int]]:
    return {table.title: (len(table.rows), table.more) for table in view.tables}


def test_what_is_not_shown_is_counted(filled: Store) -> None:
    view = show(filled, "pair", "BG", "RS", most=2)
    assert cut(view)["statement"] == (2, NUMBER - 2)
    assert view.answer.endswith("6 event, 6 statement, 6 quantity, 6 commitment.")
    assert view.to_dict()["more"]["event"] == NUMBER - 2
    assert cut(show(filled, "timeline", "IBS", most=2))["steel"] == (2, NUMBER - 2)
    assert cut(show(filled, "source", "1", most=2))["entity"] == (2, 3)
    assert cut(show(filled, "twins", most=2)) == {"statements": (2, NUMBER - 2)}


def test_the_latest_come_first_and_those_without_a_day_last(filled: Store) -> None:
    rows = next(table.rows for table in show(filled, "pair", "BG", "RS").tables if table.title == "statement")
    assert [row["source"] for row in rows] == [5, 4, 3, 2, 1, 6]
    assert rows[-1]["day"] == ""


def test_a_band_has_its_own_page(filled: Store) -> None:
    """Much talk does not push the steel out of a timeline."""
    tables = {table.title: table.rows for table in show(filled, "timeline", "IBS", most=1).tables}
    assert [row["what"] for row in tables["steel"]] == ["status change"]
    assert len(tables["talk"]) == 1


def counted(store: Store) -> dict[tuple[str, str], int]:
    """Return by counting what the tallies say of kinds and bands."""
    with store.reading() as session:
        number = func.count(func.distinct(Concerns.fact_id))
        kinds = session.execute(
            select(Concerns.ref, Concerns.kind, number).group_by(Concerns.ref, Concerns.kind)
        )
        facts = select(Concerns.ref, Concerns.band, Concerns.kind, Concerns.fact_id).distinct().subquery()
        bands = session.execute(
            select(facts.c.ref, facts.c.band, func.count())
            .where(facts.c.band != "")
            .group_by(facts.c.ref, facts.c.band)
        )
        return {(ref, kind): n for ref, kind, n in kinds} | {
            (ref, f"band:{band}"): n for ref, band, n in bands
        }


def test_tallies_are_counts(filled: Store) -> None:
    assert counted(filled).items() <= kept(filled)["tally"].items()
    with filled.reading() as session:
        assert totals(session, "BG|RS")["topic:sister cities"] == NUMBER
        assert totals(session, "")["entity"] == 5 * NUMBER


def kept(store: Store) -> dict[str, Any]:
    """Return what the second revision added."""
    with store.reading() as session:
        return {
            "tally": {(row.ref, row.what): row.number for row in session.scalars(select(Tally))},
            "bands": session.execute(select(Concerns.id, Concerns.band).order_by(Concerns.id)).all(),
            "signatures": session.execute(select(SignatureBand.id, SignatureBand.signature)).all(),
            "events": session.execute(
                select(Participation.id, Participation.type, Participation.day).order_by(Participation.id)
            ).all(),
        }


def test_an_older_store_is_brought_up_with_its_rows(filled: Store) -> None:
    from alembic import command
    from alembic.config import Config

    before = kept(filled)
    config = Config()
    config.set_main_option("script_location", "linepack.storage:migrations")
    with filled.engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
        command.upgrade(config, "head")
    after = kept(filled)
    assert after["tally"] == before["tally"]
    assert after["bands"] == before["bands"]
    assert sorted(after["signatures"]) == sorted(before["signatures"])
    assert after["events"] == before["events"]


def test_a_common_word_gives_the_newest_and_leaves_the_number_open(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "COUNTED", 3)
    found = search(filled, "metres gas", limit=2)
    assert (found.count, found.more) == ("more than 3", True)
    assert [hit.source for hit in found.hits] == [6, 5]
    monkeypatch.setattr(searching, "NEWEST", 1)
    assert [hit.source for hit in search(filled, "metres gas", limit=2).hits] == [6, 5]


def test_a_rare_word_is_counted(filled: Store) -> None:
    found = search(filled, "cubic", limit=2)
    assert (found.count, len(found.hits)) == ("6", 2)


def test_what_waits_is_what_came_in_but_what_was_decided(filled: Store) -> None:
    decide(filled, "statement", 2, "reject", reviewer="reader")
    assert waiting(filled)["statement"] == NUMBER - 1
    undo(filled, reviewer="reader")
    assert waiting(filled)["statement"] == NUMBER


def test_the_queue_goes_from_level_to_level(
    store: Store, document: Callable[..., Document], extract: Callable[[Document], Extraction]
) -> None:
    levels = [2, -1, 5, 2]

    def read(given: Document) -> Extraction:
        found = extract(given)
        statement = replace(found.statements[0], level=levels[int(given.name)])
        return replace(found, statements=(statement,), commitments=(), projects=())

    made = [document(document().text + f" {number}", str(number)) for number in range(len(levels))]
    list(store.add_all(made, read))
    said = [item for item in queue(store, limit=9) if item.kind == "statement"]
    assert [(item.fields.get("level", 0), item.source) for item in said] == [(5, 3), (2, 1), (2, 4), (-1, 2)]
    assert [item.source for item in queue(store, limit=2)] == [3, 1]
