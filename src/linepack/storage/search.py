"""Full-text search over the sources.

Matches are counted up to :data:`COUNTED`; a page of a common word is as quick as one of a rare word, because
neither the ranking nor the order asks for all matches of a common one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from linepack.storage.store import Store

COUNTED: Final = 1000
"""Matches that are counted and ranked; of more, the newest are shown and the number is left open."""

NEWEST: Final = 200
"""Sources that are looked through from the newest on before the index is asked for all matches."""

HEADLINE: Final = 100_000
"""Characters of a text that PostgreSQL looks through for the words to show."""

SQLITE_COUNT: Final = """
SELECT count(*) FROM (SELECT 1 FROM source_words WHERE source_words MATCH :query LIMIT :most)
"""

SQLITE: Final = """
SELECT source.id, source.name, source.outlet, source.published_day,
       snippet(source_words, 1, '[', ']', ' … ', 16) AS words
FROM source_words JOIN source ON source.id = source_words.rowid
WHERE source_words MATCH :query ORDER BY {order} LIMIT :limit
"""

BEST: Final = "bm25(source_words)"
LATEST: Final = "source_words.rowid DESC"

BY_INDEX: Final = "SET LOCAL enable_seqscan = off", "SET LOCAL enable_indexscan = off"
"""The words are looked up in their index, never read from every text, however common they are held to be."""

WORDS: Final = "to_tsvector('simple', left(title || ' ' || text, 400000))"
"""What the index holds: a vector of words has a largest size, which a text of many megabytes would pass."""

POSTGRESQL_COUNT: Final = f"""
SELECT count(*) FROM (
    SELECT 1 FROM source WHERE {WORDS} @@ plainto_tsquery('simple', :query) LIMIT :most
) AS found
"""  # noqa: S608 - a constant

POSTGRESQL: Final = f"""
SELECT id, name, outlet, published_day,
       ts_headline('simple', left(text, {HEADLINE}), plainto_tsquery('simple', :query),
                   'StartSel=[, StopSel=], MaxWords=16, MinWords=8') AS words
FROM source WHERE id IN (
    SELECT id FROM source
    WHERE {WORDS} @@ plainto_tsquery('simple', :query) {{which}}
    ORDER BY id DESC LIMIT :limit
) ORDER BY id DESC
"""  # noqa: S608 - a constant


@dataclass(frozen=True)
class Hit:
    """A source that holds all words of a search, with some of its words around them."""

    source: int
    name: str
    outlet: str
    published: str
    words: str


@dataclass(frozen=True)
class Hits:
    """The first hits of a search.

    Attributes
    ----------
    hits
        The first ones.
    number
        How many sources there are, counted up to :data:`COUNTED`.
    more
        Whether there are more than that.
    """

    hits: tuple[Hit, ...] = ()
    number: int = 0
    more: bool = False

    @property
    def count(self) -> str:
        """The number in words."""
        return f"more than {self.number}" if self.more else str(self.number)


def search(store: Store, query: str, *, limit: int = 20) -> Hits:
    """Return the sources that hold all words of a query.

    Parameters
    ----------
    store
        The store.
    query
        Words; signs have no special meaning.
    limit
        Most hits.

    Returns
    -------
    Hits
        On SQLite the best first; on PostgreSQL, and of a word of more than :data:`COUNTED` sources, the
        newest first.
    """
    sqlite = store.engine.dialect.name == "sqlite"
    asked = " ".join(f'"{word}"' for word in query.replace('"', " ").split()) if sqlite else query
    if not asked.strip():
        return Hits()
    with store.reading() as session:
        number = (_count_sqlite if sqlite else _count_postgresql)(session, asked)
        find = _sqlite if sqlite else _postgresql
        rows = find(session, asked, limit, many=number > COUNTED) if number else []
    hits = (Hit(row.id, row.name, row.outlet, str(row.published_day or ""), row.words) for row in rows)
    return Hits(tuple(hits), min(number, COUNTED), number > COUNTED)


def _count_sqlite(session: Session, query: str) -> int:
    return session.scalar(text(SQLITE_COUNT), {"query": query, "most": COUNTED + 1}) or 0


def _sqlite(session: Session, query: str, limit: int, *, many: bool) -> list[Any]:
    chosen = SQLITE.format(order=LATEST if many else BEST)
    return list(session.execute(text(chosen), {"query": query, "limit": limit}))


def _count_postgresql(session: Session, query: str) -> int:
    for setting in BY_INDEX:
        session.execute(text(setting))
    found = session.scalar(text(POSTGRESQL_COUNT), {"query": query, "most": COUNTED + 1}) or 0
    session.rollback()
    return int(found)


def _postgresql(session: Session, query: str, limit: int, *, many: bool) -> list[Any]:
    """Return the newest matches; of a common word they are among the newest sources."""
    asked = {"query": query, "limit": limit}
    if many:
        after = (session.scalar(text("SELECT max(id) FROM source")) or 0) - NEWEST
        newest = text(POSTGRESQL.format(which="AND id > :after"))
        rows = list(session.execute(newest, {**asked, "after": after}))
        if len(rows) == limit:
            return rows
    for setting in BY_INDEX:
        session.execute(text(setting))
    return list(session.execute(text(POSTGRESQL.format(which="")), asked))
