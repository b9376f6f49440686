"""The store of the record: documents go in whole or not at all, and come out as they were read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from linepack.errors import Finding, InputError
from linepack.records.codec import from_plain
from linepack.records.model import Document, Extraction
from linepack.storage.connect import engine_of
from linepack.storage.insert import insert_document
from linepack.storage.likeness import Likeness, likeness
from linepack.storage.tables import FACTS, Review, Source
from linepack.storage.values import VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy import Engine

ADDED = "added"
KNOWN = "known"
NEW_VERSION = "new version"
COPY = "copy"

BATCH: Final = 50
"""Documents that go in together where many are added."""

BATCH_SIZE: Final = 2_000_000
"""Characters that are enough for a batch."""


@dataclass(frozen=True)
class Receipt:
    """What became of a document.

    Attributes
    ----------
    source
        Its number in the store.
    name
        Its name.
    outcome
        ``added``, ``known`` (the same bytes are there), ``new version`` (of a document of the same name) or
        ``copy`` (near-identical text under another name; kept, but no evidence of its own).
    like
        Number of the source that it is a version or a copy of.
    facts
        Number of facts by kind.
    doubts
        Findings that a person should look at.
    """

    source: int
    name: str
    outcome: str
    like: int | None
    facts: dict[str, int]
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class SourceLine:
    """A source in a list."""

    id: int
    name: str
    title: str
    outlet: str
    language: str
    published: date | None
    outcome: str
    cluster: str


class Store:
    """A store of the record.

    Parameters
    ----------
    place
        A file, a database URL, or None for the file in the user's data folder.

    Raises
    ------
    InputError
        If the place is no store.
    MissingExtraError
        Without the ``record`` extra.
    """

    def __init__(self, place: str | Path | None = None) -> None:
        self.engine: Engine = engine_of(place)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def reading(self) -> Session:
        """Return a session that only reads."""
        return Session(self.engine)

    def writing(self) -> Session:
        """Return a session that holds the right to write from its start."""
        return Session(self.engine.execution_options(writes=True), expire_on_commit=False)

    def add(self, document: Document, extract: Callable[[Document], Extraction]) -> Receipt:
        """Add a document and what the rules read from it, in one transaction.

        Parameters
        ----------
        document
            The document.
        extract
            Called only where the document is new.
        """
        return next(self.add_all((document,), extract))

    def add_all(
        self, documents: Iterable[Document], extract: Callable[[Document], Extraction], *, batch: int = BATCH
    ) -> Iterator[Receipt]:
        """Add many documents, some in each transaction; yield a receipt for each, in their order.

        A receipt is given once its document is in the store for good. An import that is killed leaves whole
        documents: those of the batches before. Where a document fails, those before it are kept.

        Parameters
        ----------
        documents
            The documents.
        extract
            Called for each document that is new, outside of any transaction.
        batch
            Documents of one transaction.
        """
        for together in _batches(documents, batch):
            try:
                receipts = self._add_batch(together, extract)
            except Exception:
                if len(together) == 1:
                    raise
                for document in together:
                    yield from self._add_batch((document,), extract)
            else:
                yield from receipts

    def _add_batch(
        self, documents: Sequence[Document], extract: Callable[[Document], Extraction]
    ) -> list[Receipt]:
        with self.reading() as session:
            known = _known(session, documents)
        read = {one.digest: extract(one) for one in documents if one.digest not in known}
        if not read:
            return [known[one.digest] for one in documents]
        with self.writing() as session, session.begin():
            known = _known(session, documents)
            receipts = []
            for document in documents:
                if document.digest not in known:
                    added = _insert(session, read[document.digest])
                    known[document.digest] = _known_as(added.source, added.name)
                    receipts.append(added)
                else:
                    receipts.append(known[document.digest])
        return receipts

    def sources(self, *, limit: int | None = None) -> list[SourceLine]:
        """Return the sources, the newest first."""
        with self.reading() as session:
            rows = session.scalars(select(Source).order_by(Source.id.desc()).limit(limit)).all()
            return [_line(row) for row in rows]

    def count(self) -> int:
        """Return the number of sources."""
        with self.reading() as session:
            return session.scalar(select(func.count()).select_from(Source)) or 0

    def document(self, source: int) -> Document:
        """Return a document as it was read.

        Raises
        ------
        InputError
            If there is no such source.
        """
        with self.reading() as session:
            return _document(session, source)

    def extraction(self, source: int, *, reviewed: bool = True) -> Extraction:
        """Return what is recorded of a source.

        Parameters
        ----------
        source
            Its number.
        reviewed
            With what people decided: rejected rows left out, edited ones as edited. Otherwise as the rules
            read it.

        Raises
        ------
        InputError
            If there is no such source.
        """
        with self.reading() as session:
            document = _document(session, source)
            edits = _edits(session, source) if reviewed else {}
            groups = {kind: _values(session, kind, source, edits, reviewed=reviewed) for kind in FACTS}
            extra = _extra(session, source)
        quantities = [value for value, counts in groups["quantity"] if counts]
        others = [value for value, counts in groups["quantity"] if not counts]
        facts = {kind: tuple(value for value, _ in rows) for kind, rows in groups.items()}
        return Extraction(
            document=document,
            entities=facts["entity"],
            events=facts["event"],
            quantities=tuple(quantities),
            other_numbers=tuple(others),
            statements=facts["statement"],
            commitments=facts["commitment"],
            projects=facts["status_change"],
            doubts=facts["doubt"],
            **extra,
        )

    def extractions(self, *, reviewed: bool = True) -> Iterator[Extraction]:
        """Yield what is recorded of every source, the oldest first."""
        with self.reading() as session:
            numbers: Iterable[int] = session.scalars(select(Source.id).order_by(Source.id)).all()
        for number in numbers:
            yield self.extraction(number, reviewed=reviewed)


def _batches(documents: Iterable[Document], most: int) -> Iterator[list[Document]]:
    """Yield documents together, up to a number or a size."""
    together: list[Document] = []
    size = 0
    for document in documents:
        together.append(document)
        size += len(document.text)
        if len(together) >= most or size >= BATCH_SIZE:
            yield together
            together, size = [], 0
    if together:
        yield together


def _known(session: Session, documents: Sequence[Document]) -> dict[str, Receipt]:
    """Return receipts of the documents that are in the store, by digest."""
    digests = [document.digest for document in documents]
    rows = session.execute(select(Source.digest, Source.id, Source.name).where(Source.digest.in_(digests)))
    return {row.digest: _known_as(row.id, row.name) for row in rows}


def _known_as(source: int, name: str) -> Receipt:
    return Receipt(source, name, KNOWN, source, {}, ())


def _insert(session: Session, extraction: Extraction) -> Receipt:
    document = extraction.document
    like = likeness(session, extraction)
    source, counts = insert_document(session, extraction, like)
    doubts = tuple(doubt.finding for doubt in extraction.doubts) + document.findings
    earlier = like.previous_version or like.copy_of
    return Receipt(source, document.name, _outcome(like), earlier, counts, doubts)


def _outcome(like: Likeness) -> str:
    if like.previous_version:
        return NEW_VERSION
    return COPY if like.copy_of else ADDED


def _line(row: Source) -> SourceLine:
    outcome = _outcome(Likeness(row.previous_version, row.copy_of, row.cluster, row.signature))
    return SourceLine(
        row.id, row.name, row.title, row.outlet, row.language, row.published_day, outcome, row.cluster
    )


def _document(session: Session, source: int) -> Document:
    everything = undefer(Source.text), undefer(Source.fields)
    row = session.scalar(select(Source).where(Source.id == source).options(*everything))
    if row is None:
        found = "there is no such source."
        raise InputError(
            [Finding(f"source {source}", found, "`linepack record list` names them.")], "the store"
        )
    fields = {name: value for name, value in row.fields.items() if name != "extraction"}
    return replace(from_plain(Document, {"text": "", **fields}), text=row.text)


def _extra(session: Session, source: int) -> dict[str, Any]:
    """Return what an extraction holds beside facts: mentions, name variants and times."""
    fields = session.scalar(select(Source.fields).where(Source.id == source)) or {}
    rest = from_plain(Extraction, {"document": None, **fields.get("extraction", {})})
    return {"mentions": rest.mentions, "variants": rest.variants, "times": rest.times}


def _edits(session: Session, source: int) -> dict[tuple[str, int], dict[str, Any]]:
    """Return the fields of edited rows, the last edit that was not undone of each."""
    undone = select(Review.undoes).where(Review.undoes.is_not(None))
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for kind, table in FACTS.items():
        chosen = (
            select(Review)
            .join(table, table.id == Review.row_id)
            .where(Review.kind == kind, table.source_id == source, Review.edited.is_not(None))
            .where(Review.id.not_in(undone))
            .order_by(Review.id)
        )
        for review in session.scalars(chosen):
            found[kind, review.row_id] = review.edited or {}
    return found


def _values(
    session: Session, kind: str, source: int, edits: dict[tuple[str, int], dict[str, Any]], *, reviewed: bool
) -> list[tuple[Any, bool]]:
    """Return the values of one kind, each with whether it counts."""
    table = FACTS[kind]
    chosen = select(table).where(table.source_id == source).order_by(table.position)
    if reviewed:
        chosen = chosen.where(table.state != "rejected")
    return [
        (from_plain(VALUES[kind], edits.get((kind, row.id), row.fields)), getattr(row, "counts", True))
        for row in session.scalars(chosen)
    ]
