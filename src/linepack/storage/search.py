"""Full-text search over the sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

if TYPE_CHECKING:
    from linepack.storage.store import Store

SQLITE: Final = """
SELECT source.id, source.name, source.outlet, source.published_day,
       snippet(source_words, 1, '[', ']', ' … ', 16) AS words
FROM source_words JOIN source ON source.id = source_words.rowid
WHERE source_words MATCH :query ORDER BY bm25(source_words) LIMIT :limit
"""

POSTGRESQL: Final = """
SELECT id, name, outlet, published_day,
       ts_headline('simple', text, query, 'StartSel=[, StopSel=], MaxWords=16, MinWords=8') AS words
FROM (
    SELECT id, name, outlet, published_day, text, query
    FROM source, plainto_tsquery('simple', :query) AS query
    WHERE to_tsvector('simple', title || ' ' || text) @@ query
    ORDER BY id DESC LIMIT :limit
) AS found
"""


@dataclass(frozen=True)
class Hit:
    """A source that holds all words of a search, with some of its words around them."""

    source: int
    name: str
    outlet: str
    published: str
    words: str


def search(store: Store, query: str, *, limit: int = 20) -> list[Hit]:
    """Return the sources that hold all words of a query, the best first.

    Parameters
    ----------
    store
        The store.
    query
        Words; signs have no special meaning.
    limit
        Most hits.
    """
    sqlite = store.engine.dialect.name == "sqlite"
    asked = " ".join(f'"{word}"' for word in query.replace('"', " ").split()) if sqlite else query
    if not asked.strip():
        return []
    with store.reading() as session:
        rows = session.execute(text(SQLITE if sqlite else POSTGRESQL), {"query": asked, "limit": limit}).all()
    return [Hit(row.id, row.name, row.outlet, str(row.published_day or ""), row.words) for row in rows]
