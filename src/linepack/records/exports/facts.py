"""All facts of a document in one row, for the formats that treat them alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.records.model import Anchor, Extraction


@dataclass(frozen=True)
class Fact:
    """A fact with its kind, a key within its document, and its words."""

    kind: str
    key: str
    anchor: Anchor
    value: Any
    words: str


def facts_of(extraction: Extraction) -> Iterator[Fact]:
    """Yield all facts of a document but doubts, in its own order."""
    text = extraction.document.text
    groups: dict[str, tuple[Any, ...]] = {
        "entity": extraction.entities,
        "event": extraction.events,
        "quantity": extraction.quantities,
        "statement": extraction.statements,
        "commitment": extraction.commitments,
        "status": extraction.projects,
    }
    for kind, values in groups.items():
        for number, value in enumerate(values, start=1):
            anchor = value.anchors[0] if kind == "event" else value.anchor
            name = getattr(value, "id", "") or getattr(value, "asset", str(number))
            yield Fact(kind, f"{kind}-{number}-{name}", anchor, value, anchor.span.of(text))
