"""Write an extraction in the annotation format, so that it can be scored against annotations by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from linepack.records.scene import moment_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linepack.records.model import (
        Anchor,
        Commitment,
        Document,
        Entity,
        Event,
        Extraction,
        Flow,
        Post,
        ProjectStatus,
        Quantity,
        Statement,
        TimeExpression,
    )

FORMAT: Final = "linepack-gold/1"
KEY_WORDS: Final = 6
GROUPS: Final = ("persons", "orgs", "places", "assets")
ASCII_POLARITY: Final = {"−": "-"}
STATEMENT_LINKS: Final = ("presupposes", "commitment", "duplicate_of", "supersedes", "contradicts")
QUANTITY_LINKS: Final = ("same_as", "duplicate_of", "role", "flag", "base", "cross_check")

Row = dict[str, object]


def to_gold(extraction: Extraction) -> Row:
    """Return an extraction as the annotation format has it: plain values, ready for ``json.dump``."""
    document = extraction.document
    places = Positions(document)
    return {
        "format": FORMAT,
        "id": document.name,
        "source": source(document),
        "noise": [
            {"pos": places.at(noise.sentence, noise.span.start, noise.span.end), "kind": noise.kind}
            for noise in document.noise
        ],
        "entities": {
            group: [entity(row, places) for row in extraction.entities if row.group == group]
            for group in GROUPS
        },
        "name_variants": [
            {"canonical": row.canonical, "variants": list(row.variants), "why": row.why}
            for row in extraction.variants
        ],
        "events": [event(row, places) for row in extraction.events],
        "statements": [statement(row, places) for row in extraction.statements],
        "quantities": [quantity(row, places) for row in extraction.quantities],
        "other_numbers": [quantity(row, places) for row in extraction.other_numbers],
        "commitments": [commitment(row) for row in extraction.commitments],
        "projects": [project(row, places) for row in extraction.projects],
    }


def write(extractions: Iterable[Extraction]) -> str:
    """Return one JSON object per source, each on a line of its own."""
    return "".join(json.dumps(to_gold(one), ensure_ascii=False) + "\n" for one in extractions)


class Positions:
    """Positions of the annotation format: number of the sentence and of the paragraph, and key words."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._paragraphs = {sentence.number: sentence.paragraph for sentence in document.sentences}

    def at(self, sentence: int, start: int, end: int) -> Row:
        """Return the position of a stretch: its first words are the key."""
        key = " ".join(self._text[start:end].split()[:KEY_WORDS])
        return {"s": sentence, "p": self._paragraphs.get(sentence), "key": key}

    def of(self, anchor: Anchor) -> Row:
        """Return the position of an anchor."""
        return self.at(anchor.sentence, anchor.span.start, anchor.span.end)


def links(row: object, names: tuple[str, ...]) -> Row:
    """Return the fields that are filled."""
    return {name: value for name in names if (value := getattr(row, name))}


def source(document: Document) -> Row:
    """Return where a document comes from."""
    published = document.published
    exact = (
        published.time.isoformat(timespec="minutes")
        if published and published.time
        else moment_text(published)
    )
    return {
        "url": document.url,
        "outlet": document.outlet,
        "lang": document.language,
        "published": exact,
        "published_basis": published.basis if published else None,
        "byline": document.byline,
        "sentences": len(document.sentences),
        "paragraphs": max((sentence.paragraph for sentence in document.sentences), default=0),
    }


def post(row: Post, places: Positions) -> Row:
    """Return an office."""
    basis = {"country_basis": row.country_basis} if row.country_basis else {}
    return {"title": row.title, "org": row.org, "country": row.country, **basis, "pos": places.of(row.anchor)}


def entity(row: Entity, places: Positions) -> Row:
    """Return a person, body, place or asset."""
    out: Row = {"id": row.id, "name": row.name, "kind": row.kind, "names_in_text": list(row.names)}
    if row.country:
        out["country"] = row.country
    if row.group == "persons":
        out["posts"] = [post(held, places) for held in row.posts]
    if row.candidates:
        out |= {"resolve_to": [], "candidates": list(row.candidates)}
    if not row.present:
        out["role"] = "not a participant"
    if row.basis:
        out["basis"] = row.basis
    return {**out, "pos": places.of(row.anchor)}


def event(row: Event, places: Positions) -> Row:
    """Return an event."""
    return {
        "id": row.id,
        "type": row.type,
        "subtype": row.subtype,
        "date": moment_text(row.when),
        "date_precision": row.when.precision if row.when else None,
        "date_basis": row.when.basis if row.when else None,
        "place": row.place or None,
        "place_basis": row.place_basis,
        "participants": [{"ref": p.ref, "role": p.role, **links(p, ("basis",))} for p in row.participants],
        "occasion": row.occasion,
        "agreement": row.agreement,
        "planned": row.planned,
        "about": list(row.about),
        "pos": [places.of(anchor) for anchor in row.anchors],
    }


def flow(row: Flow) -> Row | None:
    """Return from, to and via; one destination stands alone, several are a list."""
    if not (row.origin or row.destination or row.via):
        return None
    goals = list(row.destination)
    return {
        "from": row.origin or None,
        "to": goals[0] if len(goals) == 1 else goals or None,
        "via": list(row.via),
    }


def period(row: TimeExpression | None) -> Row | None:
    """Return a period by its first and last day."""
    if row is None:
        return None
    return {
        "from": row.first.isoformat() if row.first else None,
        "to": row.last.isoformat() if row.last else None,
    }


def statement(row: Statement, places: Positions) -> Row:
    """Return a statement; an unnamed source stands there by the words printed."""
    unnamed = {link.ref: link.words for link in row.chain if link.ref.startswith("anonymous-") and link.words}
    return {
        "id": row.id,
        "pos": places.of(row.anchor),
        "by": [unnamed.get(ref, ref) for ref in row.by],
        "by_basis": row.by_basis,
        "attribution_chain": [link.ref for link in row.chain],
        "collective": row.collective,
        "addressee": list(row.addressee),
        "act": row.act,
        "content": row.content,
        "polarity": ASCII_POLARITY.get(row.polarity, row.polarity),
        "certainty": row.certainty,
        "level": row.level,
        "about": list(row.about),
        "topics": list(row.topics),
        "flow": flow(row.flow),
        "quantities": list(row.quantities),
        "condition": row.condition or None,
        "time": {"asserted": moment_text(row.asserted), "effective": period(row.effective)},
        "gist": row.gist,
        **links(row, STATEMENT_LINKS),
        "stale": row.stale,
    }


def quantity(row: Quantity, places: Positions) -> Row:
    """Return a figure."""
    return {
        "id": row.id,
        "pos": places.of(row.anchor),
        "value": row.value,
        "value_max": row.value_max,
        "unit": row.unit,
        "per": row.per or None,
        "bound": row.bound,
        "kind": row.kind,
        "status": row.status,
        "flow": flow(row.flow),
        "asset": row.asset or None,
        "part": row.part or None,
        "period": period(row.period),
        "canonical": {row.canonical_unit: row.canonical} if row.canonical_unit else None,
        "printed_unit": row.printed,
        **links(row, QUANTITY_LINKS),
    }


def commitment(row: Commitment) -> Row:
    """Return a commitment."""
    return {
        "id": row.id,
        "kind": row.kind,
        "parties": list(row.parties),
        "subject": row.subject or None,
        "status": row.status,
        "level": row.level,
        "signed": moment_text(row.signed),
        "signed_basis": row.signed_basis or None,
        "volumes": list(row.volumes),
        "binding": row.binding,
        "condition": row.condition or None,
        "assets": list(row.assets),
        "statements": list(row.statements),
        "events": list(row.events),
        "count": row.count,
    }


def project(row: ProjectStatus, places: Positions) -> Row:
    """Return the status of an asset."""
    return {
        "asset": row.asset,
        "status": row.status,
        "as_of": moment_text(row.as_of),
        "expected": period(row.expected),
        "pos": places.of(row.anchor),
    }
