"""Counting facts as they come in, so that no page has to count a large store."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from linepack.storage.rows import PAIR, TOPIC
from linepack.storage.tables import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

WHOLE: str = ""
"""What the whole store stands under."""

BAND: str = "band:"
"""What the name of a band of the timeline stands behind."""

Tallies = Counter[tuple[str, str]]
"""Facts by whom they concern and by what they are."""


def tally(facts: Mapping[str, int], concerns: Iterable[Mapping[str, Any]]) -> Tallies:
    """Count the facts of a document.

    Parameters
    ----------
    facts
        Number of facts by kind.
    concerns
        Rows of :class:`~linepack.storage.tables.Concerns`.
    """
    found: Tallies = Counter({(WHOLE, kind): number for kind, number in facts.items() if number})
    seen: set[tuple[str, str, int]] = set()
    pairs: dict[tuple[str, int], list[str]] = {}
    topics: dict[tuple[str, int], list[str]] = {}
    for row in concerns:
        fact = row["kind"], row["fact_id"]
        if row["role"] == PAIR:
            pairs.setdefault(fact, []).append(row["ref"])
        elif row["role"] == "topic":
            topics.setdefault(fact, []).append(row["ref"])
        if (row["ref"], *fact) not in seen:
            seen.add((row["ref"], *fact))
            found[row["ref"], row["kind"]] += 1
            found[row["ref"], BAND + row["band"]] += bool(row["band"])
    for fact, named in topics.items():
        found.update((where, topic) for where in (WHOLE, *pairs.get(fact, ())) for topic in named)
    return +found


def add_tallies(session: Session, found: Tallies) -> None:
    """Add numbers to those in the store, in one order for all, so that no two writers wait for each other."""
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as add
    else:
        from sqlalchemy.dialects.sqlite import insert as add  # type: ignore[assignment]
    statement = add(Tally)
    statement = statement.on_conflict_do_update(
        index_elements=["ref", "what"], set_={"number": Tally.number + statement.excluded.number}
    )
    rows = [{"ref": ref, "what": what, "number": number} for (ref, what), number in sorted(found.items())]
    if rows:
        session.connection().execute(statement, rows)


def totals(session: Session, ref: str) -> dict[str, int]:
    """Return how many facts concern somebody: by kind, by ``band:`` and by ``topic:``."""
    rows = session.execute(select(Tally.what, Tally.number).where(Tally.ref == ref))
    return {row.what: row.number for row in rows}


def topics(found: Mapping[str, int]) -> dict[str, int]:
    """Return the topics among totals, the most named first."""
    named = [(what.removeprefix(TOPIC), number) for what, number in found.items() if what.startswith(TOPIC)]
    return dict(sorted(named, key=lambda item: (-item[1], item[0])))
