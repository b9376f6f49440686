"""What another extractor must look like, and how its rows get in.

A proposal is data from outside: nothing in it is believed. Its quotation must stand in the sentence that
it names, its fields must fit the class of the row, and what is left goes to review with a doubt of its own.
A proposal never changes or removes what the rules read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from linepack.records.codec import from_plain, to_plain
from linepack.records.model import (
    Anchor,
    Commitment,
    Doubt,
    Event,
    ProjectStatus,
    Quantity,
    Span,
    Statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linepack.records.model import Document, Extraction

LAYERS: Final[dict[str, tuple[str, type[Any]]]] = {
    "event": ("events", Event),
    "statement": ("statements", Statement),
    "quantity": ("quantities", Quantity),
    "commitment": ("commitments", Commitment),
    "project": ("projects", ProjectStatus),
}
"""Kinds that can be proposed: the group of the extraction and the class of the row."""

RULE: Final = "proposal"
"""Rule under which doubts about proposals stand."""


@dataclass(frozen=True)
class Proposal:
    """A row that somebody proposes.

    Attributes
    ----------
    kind
        A key of :data:`LAYERS`.
    sentence
        Number of the sentence.
    quote
        Words copied from that sentence; runs of blanks and line breaks count as one.
    fields
        Fields of the row as plain JSON, without id and place.
    """

    kind: str
    sentence: int
    quote: str
    fields: dict[str, Any]


class Extractor(Protocol):
    """Anything that proposes rows for a document."""

    @property
    def name(self) -> str:
        """Under which its proposals are recorded."""
        ...

    def propose(self, document: Document) -> Iterable[Proposal]:
        """Return proposals for a document; a failure is a :class:`linepack.errors.LinepackError`."""
        ...


def with_proposals(extraction: Extraction, extractor: Extractor) -> Extraction:
    """Return the extraction with what an extractor proposes and the record can check.

    Parameters
    ----------
    extraction
        What the rules read; nothing of it changes.
    extractor
        Who proposes.
    """
    taken = extraction
    for number, proposal in enumerate(extractor.propose(extraction.document), start=1):
        taken = _with(taken, proposal, extractor.name, number)
    return taken


def _with(extraction: Extraction, proposal: Proposal, name: str, number: int) -> Extraction:
    ident = f"{name}-{number}"
    anchor = _anchor(extraction.document, proposal, name)
    if anchor is None or proposal.kind not in LAYERS:
        what = (
            "is of no kind that the record has" if anchor else "quotes words that its sentence does not hold"
        )
        return _doubted(extraction, "", f"A proposal of {name} {what}; it was left out.", None)
    group, kind = LAYERS[proposal.kind]
    try:
        row = _row(kind, proposal.fields, anchor, ident)
    except (TypeError, ValueError, AttributeError, KeyError) as wrong:
        return _doubted(
            extraction, "", f"A proposal of {name} does not fit ({wrong}); it was left out.", anchor
        )
    rows = getattr(extraction, group)
    if any(_same(row, old) for old in rows):
        return extraction
    added = extraction.with_rows(**{group: (*rows, row)})
    about = getattr(row, "id", ident)
    return _doubted(added, about, f"Proposed by {name}, not read by rule.", anchor)


def _anchor(document: Document, proposal: Proposal, name: str) -> Anchor | None:
    """Return where the quotation stands, None where its sentence does not hold it."""
    words = proposal.quote.split()
    if not words or not 1 <= proposal.sentence <= len(document.sentences):
        return None
    sentence = document.sentences[proposal.sentence - 1]
    pattern = r"\s+".join(re.escape(word) for word in words)
    found = re.search(pattern, sentence.span.of(document.text))
    if found is None or sentence.noise:
        return None
    start = sentence.span.start + found.start()
    return Anchor(sentence.number, Span(start, sentence.span.start + found.end()), f"proposed by {name}")


def _row(kind: type[Any], plain: dict[str, Any], anchor: Anchor, ident: str) -> Any:
    """Return the row; its id and its place are ours, whatever the proposal says of them."""
    known = {item.name for item in fields(kind)}
    unknown = sorted(set(plain) - known)
    if unknown:
        raise TypeError(f"no field {', '.join(unknown)}")
    place: dict[str, Any] = {"anchors": [anchor]} if "anchors" in known else {"anchor": anchor}
    own = {name: to_plain(value) for name, value in place.items()}
    if "id" in known:
        own["id"] = ident
    row = from_plain(kind, {**plain, **own})
    if to_plain(from_plain(kind, to_plain(row))) != to_plain(row):
        raise TypeError("a value is of the wrong kind")
    return row


def _same(one: Any, other: Any) -> bool:
    """Say whether two rows are the same fact: they share words and what tells rows of their kind apart."""
    places = [getattr(row, "anchors", None) or (row.anchor,) for row in (one, other)]
    near = any(a.span.meets(b.span) for a in places[0] for b in places[1])
    telling = ("act", "type", "value", "kind", "asset")
    return near and all(getattr(one, name, None) == getattr(other, name, None) for name in telling)


def _doubted(extraction: Extraction, about: str, finding: str, anchor: Anchor | None) -> Extraction:
    remedy = "Compare it with the sentence, then accept, edit or reject it."
    return replace(extraction, doubts=(*extraction.doubts, Doubt(about, finding, remedy, RULE, anchor)))
