"""Documents go in whole or not at all, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from linepack.errors import InputError
from linepack.storage.connect import NEWEST
from linepack.storage.store import ADDED, COPY, KNOWN, NEW_VERSION, Store
from linepack.storage.tables import FACTS, Claim, Concerns, Source, SpanRow, Tenure

if TYPE_CHECKING:
    from pathlib import Path

    from linepack.records.model import Document, Extraction

Make = "Callable[..., Document]"
Read = "Callable[[Document], Extraction]"


def test_what_goes_in_comes_out(store: Store, document: Make, extract: Read) -> None:
    given = document()
    receipt = store.add(given, extract)
    assert receipt.outcome == ADDED
    assert receipt.facts == dict.fromkeys(FACTS, 1) | {"entity": 5, "quantity": 2}
    assert store.extraction(receipt.source) == extract(given)


def test_every_span_names_its_words(store: Store, document: Make, extract: Read) -> None:
    receipt = store.add(document(), extract)
    given = store.document(receipt.source)
    with store.reading() as session:
        spans = session.query(SpanRow).all()
        words = [given.text[span.start : span.end] for span in spans]
    assert len(words) == 13
    assert all(words)


def test_the_same_file_again_is_known(store: Store, document: Make, extract: Read) -> None:
    first, second = (store.add(document(), extract) for _ in range(2))
    assert (second.outcome, second.source) == (KNOWN, first.source)
    assert store.count() == 1


def test_a_changed_text_under_the_same_name_is_a_version(store: Store, document: Make, extract: Read) -> None:
    first = store.add(document(), extract)
    given = document()
    second = store.add(document(given.text + " More was said later about other matters."), extract)
    assert (second.outcome, second.like) == (NEW_VERSION, first.source)
    assert store.count() == 2


def test_the_same_text_elsewhere_is_a_copy_of_one_cluster(
    store: Store, document: Make, extract: Read
) -> None:
    first = store.add(document(), extract)
    wrapped = document().text.replace("in Belgrade", "in\nBelgrade")
    second = store.add(document(wrapped, name="other.txt"), extract)
    assert (second.outcome, second.like) == (COPY, first.source)
    assert len({line.cluster for line in store.sources()}) == 1


def test_another_report_of_the_event_joins_its_cluster(store: Store, document: Make, extract: Read) -> None:
    store.add(document(), extract)
    words = (
        "It was a long day with many words on roads, schools, farms, music and rivers between the two. " * 3
    )
    other = document(document().text + words, name="other.txt")
    assert store.add(other, extract).outcome == ADDED
    assert len({line.cluster for line in store.sources()}) == 1


def test_persons_of_two_sources_are_one(store: Store, document: Make, extract: Read) -> None:
    store.add(document(), extract)
    store.add(document(document().text + " The end.", name="other.txt"), extract)
    with store.reading() as session:
        assert len({row.person_id for row in session.query(Tenure)}) == 1


def test_pairs_of_countries_are_found(store: Store, document: Make, extract: Read) -> None:
    store.add(document(), extract)
    with store.reading() as session:
        rows = session.query(Concerns).filter(Concerns.ref == "BG|RS").all()
    assert {row.kind for row in rows} == {"event", "statement", "quantity", "commitment"}


def test_a_figure_of_a_statement_is_a_claim(store: Store, document: Make, extract: Read) -> None:
    store.add(document(), extract)
    with store.reading() as session:
        claim = session.query(Claim).one()
        assert (claim.origin, claim.destination, claim.level) == ("BG", "RS", 2)
        assert claim.quantity_id is not None


def test_a_failure_leaves_nothing(store: Store, document: Make, extract: Read) -> None:
    def broken(given: Document) -> Extraction:
        read = extract(given)
        return replace(read, statements=(*read.statements, object()))  # type: ignore[arg-type]

    with pytest.raises(AttributeError):
        store.add(document(), broken)
    with store.reading() as session:
        assert [session.query(table).count() for table in (Source, SpanRow, *FACTS.values())] == [0] * 9


def test_many_go_in_together_each_with_its_receipt(store: Store, document: Make, extract: Read) -> None:
    store.add(document(), extract)
    made = [document(document().text + f" {number}", f"{number}.txt") for number in range(5)]
    receipts = list(store.add_all([*made, document(), made[0]], extract, batch=4))
    assert [receipt.outcome == KNOWN for receipt in receipts] == [False] * 5 + [True] * 2
    assert [receipt.source for receipt in receipts] == [2, 3, 4, 5, 6, 1, 2]
    assert store.extraction(4) == extract(made[2])


def test_the_same_text_twice_in_a_batch_goes_in_once(store: Store, document: Make, extract: Read) -> None:
    receipts = list(store.add_all([document(), document()], extract))
    assert [receipt.outcome for receipt in receipts] == [ADDED, KNOWN]
    assert store.count() == 1


def test_a_failure_in_a_batch_loses_no_other(store: Store, document: Make, extract: Read) -> None:
    made = [document(document().text + f" {number}", f"{number}.txt") for number in range(3)]

    def broken(given: Document) -> Extraction:
        read = extract(given)
        return replace(read, statements=(object(),)) if given.name == "1.txt" else read  # type: ignore[arg-type]

    with pytest.raises(AttributeError):
        list(store.add_all(made, broken))
    (kept,) = store.sources()
    assert kept.name == "0.txt"
    assert store.extraction(kept.id) == extract(made[0])


KILLED = """
import os, signal, sys
sys.path[:0] = {paths!r}
from linepack.records.model import Document, Extraction, Sentence, Span
from linepack.storage import insert
from linepack.storage.store import Store

def document(number):
    text = f"Text {{number}}: nothing more."
    only = Sentence(1, 1, Span(0, 9), text)
    return Document(text, f"{{number}}.txt", "text", str(number), "en", None, (only,), ())

store = Store({place!r})
list(store.add_all([document(1)], Extraction))
original = getattr(insert, {step!r})
calls = []
def killed(*given):
    calls.append(None)
    if len(calls) == {call}:
        original(*given)
        os.kill(os.getpid(), signal.SIGKILL)
    return original(*given)
setattr(insert, {step!r}, killed)
list(store.add_all([document(2), document(3)], Extraction))
"""


@pytest.mark.parametrize("call", [1, 2], ids=["first", "second"])
@pytest.mark.parametrize("step", ["_source", "_facts", "_claims"])
def test_a_kill_leaves_no_half_document_and_no_half_batch(place: str, step: str, call: int) -> None:
    script = KILLED.format(place=place, step=step, call=call, paths=sys.path)
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, env=os.environ)
    assert done.returncode == -signal.SIGKILL, done.stderr
    with Store(place) as store:
        assert [line.name for line in store.sources()] == ["1.txt"]


def test_a_place_that_is_no_store_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a store, and long enough to tell")
    with pytest.raises(InputError, match="is no store of linepack"):
        Store(other)
    assert other.read_text().startswith("not a store")
    with pytest.raises(InputError, match="is a folder"):
        Store(tmp_path)
    with pytest.raises(InputError, match="no database that a store can be"):
        Store("mysql://here/there")


def test_an_unknown_source_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="there is no such source"):
        store.extraction(7)


def test_models_and_migrations_agree(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from linepack.storage.tables import Base

    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, Base.metadata)
    assert [item for item in found if "source_words" not in str(item)] == []


def test_the_newest_revision_is_the_one_that_is_opened() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "linepack.storage:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == NEWEST
