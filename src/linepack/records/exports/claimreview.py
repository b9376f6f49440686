"""Claims with a figure as schema.org ClaimReview, without a verdict: what was claimed, not more.

References
----------
schema.org/ClaimReview, version 28.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linepack.records.model import Extraction, Quantity, Statement


def write(extractions: Iterable[Extraction]) -> str:
    """Return one ClaimReview per line: every statement that holds a figure."""
    return "".join(
        json.dumps(row, ensure_ascii=False) + "\n" for extraction in extractions for row in _rows(extraction)
    )


def _rows(extraction: Extraction) -> Iterator[dict[str, Any]]:
    figures = {quantity.id: quantity for quantity in extraction.quantities}
    for statement in extraction.statements:
        for name in statement.quantities:
            if name in figures:
                yield _row(extraction, statement, figures[name])


def _row(extraction: Extraction, statement: Statement, figure: Quantity) -> dict[str, Any]:
    document = extraction.document
    names = {entity.id: entity.name for entity in extraction.entities}
    appearance = {"@type": "CreativeWork", "name": document.title or document.name}
    if document.url:
        appearance["url"] = document.url
    claim: dict[str, Any] = {
        "@type": "Claim",
        "author": [{"@type": "Thing", "name": names.get(ref, ref)} for ref in statement.by],
        "appearance": appearance,
    }
    if document.published:
        claim["datePublished"] = document.published.day.isoformat()
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "identifier": f"{document.digest[:16]}-{statement.id}-{figure.id}",
        "claimReviewed": f"{statement.gist or statement.act} ({figure.bound} {figure.printed})",
        "itemReviewed": claim,
        "reviewRating": {"@type": "Rating", "alternateName": "not checked"},
    }
