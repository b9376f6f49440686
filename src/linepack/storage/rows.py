"""From an extraction to rows of facts: columns to look for, and whom each fact concerns."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from linepack.records.codec import to_plain
from linepack.records.model import Anchor, Span
from linepack.storage.bands import band_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from linepack.records.model import (
        Commitment,
        Doubt,
        Entity,
        Event,
        Extraction,
        ProjectStatus,
        Quantity,
        Statement,
        TimeExpression,
    )

PAIR = "pair"
"""Role under which a pair of countries stands."""

TOPIC = "topic:"
"""What the name of a field of cooperation stands behind."""

WHOLE_DOCUMENT = Anchor(1, Span(0, 0), "document")
"""Where a doubt about no words in particular stands."""


@dataclass(frozen=True)
class FactRow:
    """A fact on its way into the store.

    Attributes
    ----------
    kind
        Key of :data:`linepack.storage.tables.FACTS`.
    local_id, anchor, value
        Id within the document, where it stands, and the value itself.
    columns
        Columns of its own table.
    concerns
        Whom it concerns: id within the document and role.
    day
        The day it is ordered by.
    valid
        First and last day it holds.
    """

    kind: str
    local_id: str
    anchor: Anchor
    value: object
    columns: dict[str, Any]
    concerns: tuple[tuple[str, str], ...] = ()
    day: date | None = None
    valid: tuple[date | None, date | None] = (None, None)

    @property
    def band(self) -> str:
        """The band of the timeline it stands in."""
        return band_of(self.kind, {**self.columns, "status": getattr(self.value, "status", "")})

    @property
    def fields(self) -> dict[str, Any]:
        """All fields as plain JSON."""
        plain: dict[str, Any] = to_plain(self.value)
        return plain


@dataclass(frozen=True)
class Names:
    """Ids of a document and what they are called over all sources."""

    extraction: Extraction
    people: dict[str, str] = field(default_factory=dict)

    def ref(self, local: str) -> str:
        """Return the id over all sources."""
        return self.people.get(local, local)

    def countries(self, locals_: Iterable[str]) -> set[str]:
        """Return the countries that ids stand for: states themselves, and where the others belong."""
        home = {entity.id: entity.country for entity in self.extraction.entities}
        found = {home.get(local, local if is_country(local) else "") for local in locals_}
        return {country for country in found if is_country(country)}

    def concerns(self, row: FactRow) -> Iterator[tuple[str, str]]:
        """Yield ref and role of all that a fact concerns, the countries and their pairs with them."""
        for local, role in row.concerns:
            yield self.ref(local), role
        countries = sorted(self.countries(local for local, _ in row.concerns))
        named = {local for local, _ in row.concerns}
        for country in countries:
            if country not in named:
                yield country, "country"
        for pair in combinations(countries, 2):
            yield "|".join(pair), PAIR


def is_country(ref: str) -> bool:
    """Say whether an id is an ISO 3166 alpha-2 code."""
    return len(ref) == 2 and ref.isascii() and ref.isupper()


def fact_rows(extraction: Extraction) -> list[FactRow]:
    """Return all facts of a document in its own order."""
    said = extraction.document.published.day if extraction.document.published else None
    rows = [_entity(entity) for entity in extraction.entities]
    rows += [_event(event, said) for event in extraction.events]
    rows += [_quantity(quantity, said, counts=True) for quantity in extraction.quantities]
    rows += [_quantity(quantity, said, counts=False) for quantity in extraction.other_numbers]
    rows += [_statement(statement, said) for statement in extraction.statements]
    rows += [_commitment(commitment, said) for commitment in extraction.commitments]
    rows += [_project(project, said) for project in extraction.projects]
    return rows + [_doubt(doubt) for doubt in extraction.doubts]


def _entity(entity: Entity) -> FactRow:
    columns = {"group": entity.group, "ref": entity.id}
    concerned = ((entity.id, "named"),) if entity.group in ("persons", "assets") else ()
    return FactRow("entity", entity.id, entity.anchor, entity, columns, concerned)


def _event(event: Event, said: date | None) -> FactRow:
    day = event.when.day if event.when else said
    columns = {"type": event.type, "day": event.when.day if event.when else None, "place": event.place}
    concerned = [(part.ref, part.role) for part in event.participants]
    if event.place:
        concerned.append((event.place, "place"))
    return FactRow("event", event.id, event.anchors[0], event, columns, tuple(concerned), day, (day, day))


def _quantity(quantity: Quantity, said: date | None, *, counts: bool) -> FactRow:
    columns = {"counts": counts, "kind": quantity.kind, "value": quantity.value, "unit": quantity.unit}
    concerned = _flow(quantity) + ([(quantity.asset, "asset")] if quantity.asset else [])
    return FactRow(
        "quantity",
        quantity.id,
        quantity.anchor,
        quantity,
        columns,
        tuple(concerned),
        said,
        _period(quantity.period),
    )


def _statement(statement: Statement, said: date | None) -> FactRow:
    day = statement.asserted.day if statement.asserted else said
    columns = {
        "act": statement.act,
        "content": statement.content,
        "level": statement.level,
        "asserted_day": day,
    }
    concerned = [(ref, "by") for ref in statement.by]
    concerned += [(ref, "addressee") for ref in statement.addressee]
    concerned += [(ref, "about") for ref in statement.about]
    concerned += [(TOPIC + topic, "topic") for topic in statement.topics]
    concerned += _flow(statement)
    valid = _period(statement.effective)
    return FactRow(
        "statement", statement.id, statement.anchor, statement, columns, tuple(concerned), day, valid
    )


def _commitment(commitment: Commitment, said: date | None) -> FactRow:
    signed = commitment.signed.day if commitment.signed else None
    columns = {
        "kind": commitment.kind,
        "status": commitment.status,
        "level": commitment.level,
        "signed_day": signed,
    }
    concerned = [(ref, "party") for ref in commitment.parties] + [(ref, "asset") for ref in commitment.assets]
    day = signed or said
    return FactRow(
        "commitment",
        commitment.id,
        commitment.anchor,
        commitment,
        columns,
        tuple(concerned),
        day,
        (day, None),
    )


def _project(project: ProjectStatus, said: date | None) -> FactRow:
    as_of = project.as_of.day if project.as_of else None
    columns = {"asset": project.asset, "status": project.status, "as_of": as_of}
    day = as_of or said
    about = ((project.asset, "asset"),)
    return FactRow("status_change", project.asset, project.anchor, project, columns, about, day, (day, None))


def _doubt(doubt: Doubt) -> FactRow:
    anchor = doubt.anchor or WHOLE_DOCUMENT
    return FactRow("doubt", doubt.about, anchor, doubt, {"about": doubt.about, "rule": doubt.rule})


def _flow(fact: Quantity | Statement) -> list[tuple[str, str]]:
    flow = fact.flow
    ends = [(flow.origin, "from")] if flow.origin else []
    ends += [(ref, "to") for ref in flow.destination if ref]
    return ends + [(ref, "via") for ref in flow.via if ref]


def _period(period: TimeExpression | None) -> tuple[date | None, date | None]:
    return (period.first, period.last) if period else (None, None)
