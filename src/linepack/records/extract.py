"""From a document to everything that the rules read in it, every span checked against the text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from linepack.records.commitments import find_commitments
from linepack.records.consistency.arithmetic import checked
from linepack.records.consistency.magnitudes import implausible
from linepack.records.consistency.stale import overdue
from linepack.records.entities import find_entities, find_mentions
from linepack.records.events import find_events
from linepack.records.model import Doubt, Extraction
from linepack.records.projects import find_projects
from linepack.records.quantities import find_quantities
from linepack.records.quantities.routes import routed
from linepack.records.statements import find_statements
from linepack.records.times import doubts_of, find_times

if TYPE_CHECKING:
    from linepack.records.model import Anchor, Document

LAYERS: Final = ("quantities", "other_numbers", "events", "statements", "commitments", "projects")
SPAN_RULE: Final = "span verification"


def extract(document: Document) -> Extraction:
    """Return the extraction of a document: names, times and figures, then events, statements, commitments."""
    return verified(derived(named(document)))


def named(document: Document) -> Extraction:
    """Return an extraction with names, times and figures alone."""
    mentions = find_mentions(document)
    entities, variants, doubts = find_entities(document, mentions)
    times = find_times(document)
    quantities, other_numbers, unsure = find_quantities(document, mentions, times)
    quantities = routed(quantities, mentions, document)
    extraction = Extraction(
        document,
        entities,
        mentions,
        variants,
        times,
        quantities,
        other_numbers,
        doubts=(*doubts, *doubts_of(times), *unsure, *implausible(quantities)),
    )
    return checked(extraction)


def derived(extraction: Extraction) -> Extraction:
    """Return an extraction with events, statements, commitments and projects, from what is named in it."""
    events = find_events(extraction.document, extraction.entities, extraction.mentions, extraction.times)
    extraction = replace(extraction, events=events)
    extraction = overdue(replace(extraction, statements=find_statements(extraction)))
    extraction = replace(extraction, commitments=find_commitments(extraction))
    return linked(replace(extraction, projects=find_projects(extraction)))


def linked(extraction: Extraction) -> Extraction:
    """Tell statements and signings the commitment that was derived from them."""
    by_statement = {ref: row.id for row in extraction.commitments for ref in row.statements}
    by_event = {ref: row.id for row in extraction.commitments for ref in row.events}
    return replace(
        extraction,
        statements=tuple(
            replace(row, commitment=by_statement[row.id]) if row.id in by_statement else row
            for row in extraction.statements
        ),
        events=tuple(
            replace(row, agreement=by_event[row.id]) if row.id in by_event else row
            for row in extraction.events
        ),
    )


def anchors_of(row: object) -> tuple[Anchor, ...]:
    """Return the places of a row, one or several."""
    several = getattr(row, "anchors", None)
    return several if several is not None else (row.anchor,)  # type: ignore[attr-defined]


def stands(document: Document, anchor: Anchor) -> bool:
    """Say whether a place lies in the text, inside the sentence that it names."""
    span = anchor.span
    if not 0 <= span.start < span.end <= len(document.text) or not span.of(document.text).strip():
        return False
    return 1 <= anchor.sentence <= len(document.sentences) and document.sentences[
        anchor.sentence - 1
    ].span.holds(span)


def verified(extraction: Extraction) -> Extraction:
    """Drop every row whose words are not where it says, and raise a doubt for it."""
    doubts, kept = list(extraction.doubts), dict[str, tuple[object, ...]]()
    for layer in LAYERS:
        good, bad = list[object](), list[object]()
        for row in getattr(extraction, layer):
            whole = all(stands(extraction.document, anchor) for anchor in anchors_of(row))
            (good if whole else bad).append(row)
        doubts += [misplaced(row, layer) for row in bad]
        kept[layer] = tuple(good)
    return extraction.with_rows(**kept, doubts=tuple(doubts))


def misplaced(row: object, layer: str) -> Doubt:
    """Return the doubt about a row whose words are elsewhere."""
    return Doubt(
        getattr(row, "id", getattr(row, "asset", "")),
        f"The words of a row of {layer} are not at the place it names.",
        "Read the sentence and enter the row by hand, or drop it.",
        SPAN_RULE,
    )
