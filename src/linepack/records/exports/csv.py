"""One table of all facts: source, kind, id, words, rule, and their fields as JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Final

from linepack.records.codec import to_plain
from linepack.records.exports.facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linepack.records.model import Extraction

COLUMNS: Final = (
    "source",
    "outlet",
    "published",
    "kind",
    "id",
    "level",
    "sentence",
    "words",
    "rule",
    "fields",
)

FORMULA_STARTS: Final = ("=", "+", "-", "@")
"""A cell that starts with one of these would be run by a spreadsheet; it gets a quote before it."""


def write(extractions: Iterable[Extraction]) -> str:
    """Return the table as CSV with a header line."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for extraction in extractions:
        document = extraction.document
        day = document.published.day.isoformat() if document.published else ""
        for fact in facts_of(extraction):
            row = (
                document.name,
                document.outlet,
                day,
                fact.kind,
                getattr(fact.value, "id", ""),
                getattr(fact.value, "level", ""),
                fact.anchor.sentence,
                " ".join(fact.words.split()),
                fact.anchor.rule,
                json.dumps(to_plain(fact.value), ensure_ascii=False),
            )
            table.writerow([_harmless(cell) for cell in row])
    return text.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
