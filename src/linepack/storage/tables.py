"""The tables of the store.

Rows are only ever added. What people decide lies beside them in ``review``; the one column of a fact that
changes is ``state``, which repeats the last decision. Two time axes: ``recorded_at`` says since when the
store knows a row, ``valid_from`` and ``valid_to`` when it holds in the world.

A fact keeps all its fields as plain JSON in ``fields``, as :mod:`linepack.records.codec` writes them; the
columns beside it are what queries look for.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from linepack.storage.columns import PlainJson, UtcDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: PlainJson, list[Any]: PlainJson}  # noqa: RUF012


class Source(Base):
    """A document as received, with its text."""

    __tablename__ = "source"
    __table_args__ = (
        Index(None, "cluster", "id"),
        Index(None, "published_day"),
        Index(None, "name", "id"),
        Index(None, "url", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    language: Mapped[str]
    outlet: Mapped[str]
    byline: Mapped[str]
    title: Mapped[str]
    url: Mapped[str]
    published_day: Mapped[date | None]
    recorded_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(deferred=True)
    fields: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    """Everything of the document but its text: sentences, noise, publication time, findings."""
    previous_version: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    copy_of: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    cluster: Mapped[str]
    """Digest of the first source that reports the same event."""
    signature: Mapped[str]
    """Fingerprint of the body, hexadecimal."""


class SignatureBand(Base):
    """A piece of a fingerprint: sources that share one may be copies.

    The index holds the whole fingerprint, so that looking for copies reads nothing else.
    """

    __tablename__ = "signature_band"
    __table_args__ = (Index(None, "number", "value", "signature", "source_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    number: Mapped[int]
    value: Mapped[int]
    signature: Mapped[str]


class SpanRow(Base):
    """Words of a source that a fact rests on."""

    __tablename__ = "span"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    sentence: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    rule: Mapped[str]


class Party(Base):
    """A state or an organisation."""

    __tablename__ = "party"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    country: Mapped[str]
    recorded_at: Mapped[datetime]


class Person(Base):
    """A person over all sources."""

    __tablename__ = "person"
    __table_args__ = (Index(None, "skeleton", "country"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    skeleton: Mapped[str]
    """What is left of the name when spellings are folded: variants meet in it."""
    country: Mapped[str]
    recorded_at: Mapped[datetime]


class PostRow(Base):
    """An office of an organisation or a state."""

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("title", "org", "country"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    org: Mapped[str]
    country: Mapped[str]


class Tenure(Base):
    """A person seen in an office, by one source at one date."""

    __tablename__ = "tenure"
    __table_args__ = (Index(None, "person_id", "post_id", "seen_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    span_id: Mapped[int] = mapped_column(ForeignKey("span.id"))
    seen_on: Mapped[date | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    recorded_at: Mapped[datetime]


class Place(Base):
    """A place over all sources."""

    __tablename__ = "place"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    country: Mapped[str]
    recorded_at: Mapped[datetime]


class Asset(Base):
    """A pipeline, terminal, store, field or corridor, by the id of the gazetteer."""

    __tablename__ = "asset"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    recorded_at: Mapped[datetime]


class Alias(Base):
    """A form of a name that a source uses for an entity: a judgement that can be undone."""

    __tablename__ = "alias"
    __table_args__ = (Index(None, "group", "ref"), Index(None, "folded", "group", "ref"))

    id: Mapped[int] = mapped_column(primary_key=True)
    group: Mapped[str]
    ref: Mapped[str]
    form: Mapped[str] = mapped_column(index=True)
    folded: Mapped[str]
    why: Mapped[str]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    state: Mapped[str]
    recorded_at: Mapped[datetime]


class Fact:
    """Columns that every fact of a source has."""

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    span_id: Mapped[int] = mapped_column(ForeignKey("span.id"))
    local_id: Mapped[str]
    position: Mapped[int]
    state: Mapped[str] = mapped_column(index=True)
    recorded_at: Mapped[datetime]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    fields: Mapped[dict[str, Any]]


class EntityRow(Fact, Base):
    """An entity as one source shows it; ``ref`` is its id over all sources."""

    __tablename__ = "entity"
    __table_args__ = (Index(None, "group", "ref"),)

    group: Mapped[str]
    ref: Mapped[str]


class EventRow(Fact, Base):
    """An event as one source reports it."""

    __tablename__ = "event"

    type: Mapped[str]
    day: Mapped[date | None] = mapped_column(index=True)
    place: Mapped[str]


class Participation(Base):
    """Who takes part in an event."""

    __tablename__ = "participation"
    __table_args__ = (Index(None, "ref", "type", "day", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    ref: Mapped[str]
    role: Mapped[str]
    type: Mapped[str]
    day: Mapped[date | None]
    """Type and day of the event: reports of one event are looked for by them."""


class StatementRow(Fact, Base):
    """A statement."""

    __tablename__ = "statement"
    __table_args__ = (Index(None, "state", "level", "id"),)

    act: Mapped[str]
    content: Mapped[str]
    level: Mapped[int]
    asserted_day: Mapped[date | None] = mapped_column(index=True)


class Concerns(Base):
    """A fact concerns a country, party, person, place or asset; ``AZ|RS`` stands for a pair of countries."""

    __tablename__ = "concerns"
    __table_args__ = (
        Index(None, "ref", "kind", "day", "fact_id"),
        Index(None, "ref", "band", "day", "kind", "fact_id"),
        Index(None, "kind", "fact_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    kind: Mapped[str]
    fact_id: Mapped[int]
    ref: Mapped[str]
    role: Mapped[str]
    day: Mapped[date | None]
    band: Mapped[str]
    """talk, paper, steel or gas; empty for what stands in no timeline."""


class Tally(Base):
    """How many facts concern somebody, by kind, by band and by topic: counted as they come in.

    Facts are never taken out, so a number only grows. ``what`` is a kind of facts, ``band:paper`` or
    ``topic:gas``; an empty ``ref`` stands for the whole store.
    """

    __tablename__ = "tally"

    ref: Mapped[str] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


class QuantityRow(Fact, Base):
    """A figure; ``counts`` is False for figures that are no gas or project figure."""

    __tablename__ = "quantity"

    counts: Mapped[bool]
    kind: Mapped[str]
    value: Mapped[float]
    unit: Mapped[str]


class Claim(Base):
    """A statement with a figure: what the engine can be asked about."""

    __tablename__ = "claim"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), index=True)
    quantity_id: Mapped[int | None] = mapped_column(ForeignKey("quantity.id"))
    origin: Mapped[str]
    destination: Mapped[str]
    level: Mapped[int]
    recorded_at: Mapped[datetime]


class CommitmentRow(Fact, Base):
    """A commitment."""

    __tablename__ = "commitment"
    __table_args__ = (Index(None, "state", "level", "id"),)

    kind: Mapped[str]
    status: Mapped[str]
    level: Mapped[int]
    signed_day: Mapped[date | None] = mapped_column(index=True)


class StatusChange(Fact, Base):
    """The status of an asset that a source vouches for."""

    __tablename__ = "status_change"

    asset: Mapped[str] = mapped_column(index=True)
    status: Mapped[str]
    as_of: Mapped[date | None] = mapped_column(index=True)


class Doubted(Fact, Base):
    """Something that a person must decide."""

    __tablename__ = "doubt"

    about: Mapped[str]
    rule: Mapped[str]


class Review(Base):
    """A decision on a row: what was, what became of it, who decided; an undo is a decision too."""

    __tablename__ = "review"
    __table_args__ = (Index(None, "kind", "row_id"), Index(None, "reviewer", "id"), Index(None, "undoes"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    row_id: Mapped[int]
    decision: Mapped[str]
    before: Mapped[str]
    edited: Mapped[dict[str, Any] | None]
    reason: Mapped[str]
    reviewer: Mapped[str]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("review.id"))
    recorded_at: Mapped[datetime]


class JobRow(Base):
    """A job of the server."""

    __tablename__ = "job"
    __table_args__ = (Index(None, "home", "state", "asked_at"), Index(None, "owner", "asked_at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    home: Mapped[str]
    """Name of the server's folder: a server works on the jobs of its own alone."""
    owner: Mapped[str]
    kind: Mapped[str]
    inputs: Mapped[dict[str, Any]]
    digest: Mapped[str]
    """Of everything that goes in: equal digests have equal results."""
    state: Mapped[str]
    message: Mapped[str]
    done: Mapped[int]
    total: Mapped[int]
    attempt: Mapped[int]
    findings: Mapped[list[Any]]
    asked_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class AccountRow(Base):
    """A user of the server."""

    __tablename__ = "account"

    name: Mapped[str] = mapped_column(primary_key=True)
    password: Mapped[str]
    """Its hash."""
    role: Mapped[str]
    active: Mapped[bool]
    created_at: Mapped[datetime]


class LoginRow(Base):
    """Somebody who is logged in."""

    __tablename__ = "login"

    key: Mapped[str] = mapped_column(primary_key=True)
    """Digest of what the browser holds."""
    account: Mapped[str] = mapped_column(ForeignKey("account.name"), index=True)
    expires_at: Mapped[datetime]


class AuditRow(Base):
    """A change that somebody asked for, and the answer's code."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    user: Mapped[str]
    address: Mapped[str]
    method: Mapped[str]
    path: Mapped[str]
    status: Mapped[int]


FACTS: dict[str, type[Any]] = {
    "entity": EntityRow,
    "event": EventRow,
    "statement": StatementRow,
    "quantity": QuantityRow,
    "commitment": CommitmentRow,
    "status_change": StatusChange,
    "doubt": Doubted,
}
"""Kind of a fact and its table."""

PROPOSED = "proposed"
"""State of a fact that nobody has decided on."""
