"""What a new document has to do with those at hand: a version, a copy, a report of the same event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, func, or_, select

from linepack.storage.signature import NEAR, bands, distance, signature
from linepack.storage.tables import EventRow, Participation, SignatureBand, Source

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from linepack.records.model import Event, Extraction

CLUSTER_DAYS: Final = timedelta(days=1)
"""Reports of one event may date it this far apart."""

CLUSTER_TYPES: Final = ("visit", "meeting", "call", "conference", "signing", "inauguration", "supply_start")
"""Events that identify what a document reports."""


@dataclass(frozen=True)
class Likeness:
    """What a document has to do with others.

    Attributes
    ----------
    previous_version
        Source of the same name or address whose text it changes.
    copy_of
        Source with a near-identical text.
    cluster
        Cluster of the sources that report the same event; empty for none.
    signature
        Its fingerprint, hexadecimal.
    """

    previous_version: int | None
    copy_of: int | None
    cluster: str
    signature: str


def likeness(session: Session, extraction: Extraction) -> Likeness:
    """Return what a document has to do with those in the store."""
    document = extraction.document
    body = " ".join(sentence.text for sentence in document.body)
    own = signature(body)
    previous = _previous(session, document.name, document.url)
    near = _nearest(session, own) if body else None
    copied = near.id if near is not None and near.id != previous else None
    cluster = near.cluster if near is not None else _cluster(session, extraction)
    return Likeness(previous, None if previous else copied, cluster, f"{own:016x}")


def _previous(session: Session, name: str, url: str) -> int | None:
    same = Source.url == url if url else and_(Source.name == name, Source.name != "")
    return session.scalar(select(Source.id).where(same).order_by(Source.id.desc()).limit(1))


def _nearest(session: Session, own: int) -> Source | None:
    """Return the first source whose fingerprint is nearest, None where none is near."""
    parts = enumerate(bands(own))
    shared = or_(*(and_(SignatureBand.number == n, SignatureBand.value == v) for n, v in parts))
    found = session.execute(select(SignatureBand.source_id, SignatureBand.signature).where(shared))
    near = [(distance(own, int(signed, 16)), source) for source, signed in found]
    best = min(near, default=(NEAR + 1, 0))
    return session.get(Source, best[1]) if best[0] <= NEAR else None


def _cluster(session: Session, extraction: Extraction) -> str:
    for event in extraction.events:
        found = (
            _same_event(session, extraction, event) if event.type in CLUSTER_TYPES and event.when else None
        )
        if found:
            return found
    return ""


def _same_event(session: Session, extraction: Extraction, event: Event) -> str | None:
    """Return the cluster of a report of the same type, a day around, that shares two participants."""
    from linepack.records.gazetteer.names import skeleton
    from linepack.storage.tables import Person

    if event.when is None:
        return None
    by_id = {entity.id: entity for entity in extraction.entities}
    people = {
        skeleton(by_id[p.ref].name)
        for p in event.participants
        if p.ref in by_id and by_id[p.ref].group == "persons"
    }
    others = {
        part.ref for part in event.participants if part.ref in by_id and by_id[part.ref].group != "persons"
    }
    others |= {part.ref for part in event.participants if part.ref not in by_id}
    known = {
        f"person:{number}" for number in session.scalars(select(Person.id).where(Person.skeleton.in_(people)))
    }
    wanted = known | others
    if not wanted:
        return None
    window = Participation.day.between(event.when.day - CLUSTER_DAYS, event.when.day + CLUSTER_DAYS)
    shared = func.count(func.distinct(Participation.ref))
    best = (
        select(Participation.event_id)
        .where(Participation.type == event.type, window, Participation.ref.in_(wanted))
        .group_by(Participation.event_id)
        .having(shared >= min(2, len(wanted)))
        .order_by(shared.desc(), Participation.event_id)
        .limit(1)
    )
    chosen = select(Source.cluster).join(EventRow, EventRow.source_id == Source.id)
    return session.scalar(chosen.where(EventRow.id == best.scalar_subquery()))
