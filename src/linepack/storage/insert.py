"""Writing one document and its facts; the caller holds the transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, text

from linepack.records.codec import to_plain
from linepack.records.gazetteer.names import fold, skeleton
from linepack.storage.columns import now
from linepack.storage.rows import FactRow, Names, fact_rows, is_country
from linepack.storage.signature import bands
from linepack.storage.tables import (
    FACTS,
    PROPOSED,
    Alias,
    Asset,
    Base,
    Claim,
    Concerns,
    Participation,
    Party,
    Person,
    Place,
    PostRow,
    SignatureBand,
    Source,
    SpanRow,
    Tenure,
)
from linepack.storage.tally import add_tallies, tally

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from linepack.records.model import Entity, Extraction
    from linepack.storage.likeness import Likeness

TABLE_OF_GROUP: dict[str, type[Base]] = {"orgs": Party, "places": Place, "assets": Asset}
"""Where entities stand over all sources; persons have numbers of their own."""


def insert_document(session: Session, extraction: Extraction, like: Likeness) -> tuple[int, dict[str, int]]:
    """Insert a document, its facts and their words; return the source's number and the facts by kind."""
    source = _source(session, extraction, like)
    names = Names(extraction, _people(session, extraction))
    rows = fact_rows(extraction)
    spans = _spans(session, source, rows)
    _entities(session, source, extraction, names)
    _tenures(session, source, extraction, names)
    keys = _facts(session, source, rows, spans, names)
    concerns = _concerns(session, source, rows, keys, names)
    _participations(session, extraction, keys, names)
    _claims(session, source, extraction, keys)
    counts = {kind: sum(row.kind == kind for row in rows) for kind in FACTS}
    add_tallies(session, tally(counts, concerns))
    return source, counts


def _insert(session: Session, table: type[Base], rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows and return their numbers in order."""
    if not rows:
        return []
    statement = insert(table).returning(table.__table__.c.id, sort_by_parameter_order=True)
    return list(session.execute(statement, rows).scalars())


def _source(session: Session, extraction: Extraction, like: Likeness) -> int:
    document = extraction.document
    fields = to_plain(document)
    fields.pop("text", None)
    whole = to_plain(extraction)
    fields["extraction"] = {name: whole[name] for name in ("mentions", "variants", "times") if name in whole}
    row = {
        "digest": document.digest,
        "name": document.name,
        "kind": document.kind,
        "language": document.language,
        "outlet": document.outlet,
        "byline": document.byline,
        "title": document.title,
        "url": document.url,
        "published_day": document.published.day if document.published else None,
        "recorded_at": now(),
        "text": document.text.replace("\x00", "\N{REPLACEMENT CHARACTER}"),
        "fields": fields,
        "previous_version": like.previous_version,
        "copy_of": like.copy_of,
        "cluster": like.cluster or document.digest,
        "signature": like.signature,
    }
    source = _insert(session, Source, [row])[0]
    parts = enumerate(bands(int(like.signature, 16)))
    own = {"source_id": source, "signature": like.signature}
    _insert(session, SignatureBand, [{**own, "number": n, "value": v} for n, v in parts])
    if session.get_bind().dialect.name == "sqlite":
        words = {"id": source, "title": document.title, "text": row["text"]}
        session.execute(
            text("INSERT INTO source_words(rowid, title, text) VALUES (:id, :title, :text)"), words
        )
    return source


def _people(session: Session, extraction: Extraction) -> dict[str, str]:
    """Return ids of persons in the document and over all sources; new ones are inserted."""
    found = {}
    for entity in extraction.entities:
        if entity.group == "persons":
            found[entity.id] = f"person:{_person(session, entity)}"
    return found


def _person(session: Session, entity: Entity) -> int:
    country = entity.country or next((post.country for post in entity.posts if post.country), "")
    folded = skeleton(entity.name)
    same = select(Person.id).where(Person.skeleton == folded)
    if country:
        same = same.where(Person.country.in_([country, ""]))
    known = session.scalar(same.order_by(Person.country.desc()).limit(1))
    if known is not None:
        return known
    row = {"name": entity.name, "skeleton": folded, "country": country, "recorded_at": now()}
    return _insert(session, Person, [row])[0]


def _entities(session: Session, source: int, extraction: Extraction, names: Names) -> None:
    """Insert what is new over all sources, and the forms that this one uses."""
    moment = now()
    for group, table in TABLE_OF_GROUP.items():
        wanted = {e.id: e for e in extraction.entities if e.group == group}
        known = set(session.scalars(select(table.__table__.c.id).where(table.__table__.c.id.in_(wanted))))
        rows = [_entity(e, table, moment) for ref, e in wanted.items() if ref not in known]
        if rows:
            session.execute(insert(table), rows)
    forms = [
        {
            "group": entity.group,
            "ref": names.ref(entity.id),
            "form": form,
            "folded": fold(form),
            "why": _why(extraction, form),
            "source_id": source,
            "state": PROPOSED,
            "recorded_at": moment,
        }
        for entity in extraction.entities
        for form in entity.names
    ]
    _insert(session, Alias, forms)


def _entity(entity: Entity, table: type[Base], moment: object) -> dict[str, Any]:
    row = {"id": entity.id, "name": entity.name, "kind": entity.kind, "recorded_at": moment}
    return row if table is Asset else {**row, "country": entity.country}


def _why(extraction: Extraction, form: str) -> str:
    return next((found.why for found in extraction.variants if form in found.variants), "as printed")


def _tenures(session: Session, source: int, extraction: Extraction, names: Names) -> None:
    seen = extraction.document.published.day if extraction.document.published else None
    for entity in extraction.entities:
        for post in entity.posts:
            number = _post(session, post.title, post.org, post.country)
            anchor = post.anchor
            span = {
                "source_id": source,
                "sentence": anchor.sentence,
                "start": anchor.span.start,
                "end": anchor.span.end,
                "rule": anchor.rule,
            }
            row = {
                "person_id": int(names.ref(entity.id).removeprefix("person:")),
                "post_id": number,
                "span_id": _insert(session, SpanRow, [span])[0],
                "seen_on": seen,
                "recorded_at": now(),
            }
            _insert(session, Tenure, [row])


def _post(session: Session, title: str, org: str, country: str) -> int:
    same = select(PostRow.id).where(PostRow.title == title, PostRow.org == org, PostRow.country == country)
    known = session.scalar(same)
    return known or _insert(session, PostRow, [{"title": title, "org": org, "country": country}])[0]


def _spans(session: Session, source: int, rows: list[FactRow]) -> list[int]:
    spans = [
        {
            "source_id": source,
            "sentence": row.anchor.sentence,
            "start": row.anchor.span.start,
            "end": row.anchor.span.end,
            "rule": row.anchor.rule,
        }
        for row in rows
    ]
    return _insert(session, SpanRow, spans)


def _facts(
    session: Session, source: int, rows: list[FactRow], spans: list[int], names: Names
) -> dict[tuple[str, int], int]:
    """Insert the facts; return their numbers by kind and position among all facts."""
    keys: dict[tuple[str, int], int] = {}
    for kind, table in FACTS.items():
        own = [(position, row) for position, row in enumerate(rows) if row.kind == kind]
        plain = [
            {
                "source_id": source,
                "span_id": spans[position],
                "local_id": row.local_id,
                "position": position,
                "state": PROPOSED,
                "recorded_at": now(),
                "valid_from": row.valid[0],
                "valid_to": row.valid[1],
                "fields": row.fields,
                **row.columns,
                **({"ref": names.ref(row.local_id)} if kind == "entity" else {}),
            }
            for position, row in own
        ]
        numbers = _insert(session, table, plain)
        keys |= {(kind, position): number for (position, _), number in zip(own, numbers, strict=True)}
    return keys


def _concerns(
    session: Session, source: int, rows: list[FactRow], keys: dict[tuple[str, int], int], names: Names
) -> list[dict[str, Any]]:
    """Insert whom the facts concern; return these rows."""
    plain = [
        {
            "source_id": source,
            "kind": row.kind,
            "fact_id": keys[row.kind, position],
            "ref": ref,
            "role": role,
            "day": row.day,
            "band": row.band,
        }
        for position, row in enumerate(rows)
        for ref, role in dict.fromkeys(names.concerns(row))
    ]
    _insert(session, Concerns, plain)
    return plain


def _participations(
    session: Session, extraction: Extraction, keys: dict[tuple[str, int], int], names: Names
) -> None:
    numbers = [number for (kind, _), number in sorted(keys.items()) if kind == "event"]
    plain = [
        {
            "event_id": number,
            "ref": names.ref(part.ref),
            "role": part.role,
            "type": event.type,
            "day": event.when.day if event.when else None,
        }
        for event, number in zip(extraction.events, numbers, strict=True)
        for part in event.participants
    ]
    _insert(session, Participation, plain)


def _claims(session: Session, source: int, extraction: Extraction, keys: dict[tuple[str, int], int]) -> None:
    """Insert a claim for every figure of a statement, and one for a statement that names a flow alone."""
    numbers = {
        kind: [number for (own, _), number in sorted(keys.items()) if own == kind]
        for kind in ("statement", "quantity")
    }
    figures = dict(
        zip([quantity.id for quantity in extraction.quantities], numbers["quantity"], strict=False)
    )
    plain = []
    for statement, number in zip(extraction.statements, numbers["statement"], strict=True):
        flow = statement.flow
        wanted: list[int | None] = [figures[name] for name in statement.quantities if name in figures]
        if not wanted and not (flow.origin or any(flow.destination)):
            continue
        for figure in wanted or [None]:
            plain.append(
                {
                    "source_id": source,
                    "statement_id": number,
                    "quantity_id": figure,
                    "origin": flow.origin,
                    "destination": next((ref for ref in flow.destination if is_country(ref)), ""),
                    "level": statement.level,
                    "recorded_at": now(),
                }
            )
    _insert(session, Claim, plain)
