"""The record: documents in, what they say, what people decided, and ways out."""

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, File, Path, Query, UploadFile
from fastapi.responses import PlainTextResponse

from linepack.errors import Finding, InputError
from linepack.web.access import Reader, Reviewer, Shared
from linepack.web.errors import missing_as_404, not_found
from linepack.web.routes.responses import ERRORS
from linepack.web.schemas import (
    ONE_LINE,
    DecisionIn,
    DecisionOut,
    Document,
    FindingOut,
    HitOut,
    HitsOut,
    IntakeOut,
    ItemOut,
    Most,
    Number,
    PasteIn,
    QueueOut,
    ReceiptOut,
    SourceOut,
    SourcesOut,
    TextOut,
    Word,
)
from linepack.web.state import State

router = APIRouter(prefix="/api/record", tags=["record"], responses=ERRORS)

Shown = Annotated[Most, Query()]
View = Literal[
    "source",
    "party",
    "person",
    "place",
    "asset",
    "commitment",
    "pair",
    "timeline",
    "twins",
    "fields",
    "conflicts",
]
Fact = Annotated[str, Path(max_length=40, pattern=ONE_LINE)]


@router.get("/sources", summary="The sources, the newest first")
def sources(caller: Reader, state: Shared, most: Shown = 50) -> SourcesOut:
    """Return the sources and how many there are."""
    lines = [SourceOut(**vars(line)) for line in state.store.sources(limit=most)]
    return SourcesOut(number=state.store.count(), sources=lines)


@router.post("/sources", status_code=201, summary="Read documents into the record")
def add(
    caller: Reviewer,
    state: Shared,
    files: Annotated[list[UploadFile], File(description="Text, HTML, e-mail or PDF.")],
) -> IntakeOut:
    """Read documents; a bad one is reported and loses no other."""
    state.rates.spend(caller.name, "uploads", state.settings.uploads)
    return _taken(state, [(file.filename or "document", file.file.read()) for file in files])


@router.post("/texts", status_code=201, summary="Read a pasted text into the record")
def paste(asked: PasteIn, caller: Reviewer, state: Shared) -> IntakeOut:
    """Read a text; 422 where it is none."""
    state.rates.spend(caller.name, "uploads", state.settings.uploads)
    taken = _taken(state, [(asked.name, asked.text.encode())])
    if taken.findings:
        raise InputError([Finding(**finding.model_dump()) for finding in taken.findings], "the text")
    return taken


def _taken(state: State, documents: list[tuple[str, bytes]]) -> IntakeOut:
    from linepack.storage.intake import Reader as DocumentReader

    receipts: list[ReceiptOut] = []
    findings: list[Finding] = []
    for name, data in documents:
        try:
            receipt = DocumentReader().take_in_bytes(state.store, data, _base(name))
        except InputError as wrong:
            findings += wrong.findings
        else:
            receipts.append(ReceiptOut(**asdict(receipt)))
    message = f"{len(receipts)} of {len(documents)} documents read."
    return IntakeOut(
        status="invalid input" if findings else "solved",
        message=message,
        findings=[FindingOut(**asdict(finding)) for finding in findings],
        sources=receipts,
    )


def _base(name: str) -> str:
    """Return the name of a document without folders and control characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:200] or "document"


@router.post("/example", status_code=201, summary="Add the bundled report with its reviewed record")
def example(caller: Reviewer, state: Shared) -> dict[str, int]:
    """Add the example; twice changes nothing."""
    return {"source": state.add_example()}


@router.get("/sources/{number}", summary="What a source says")
def source(number: Annotated[Number, Path()], caller: Reader, state: Shared, most: Shown = 50) -> Document:
    """Return the tables of a source."""
    return _view(state, "source", [str(number)], most)


@router.get("/sources/{number}/text", summary="A source's text with all facts by their places in it")
def text(number: Annotated[Number, Path()], caller: Reader, state: Shared) -> TextOut:
    """Return the text and what is recorded of it, as decided."""
    from linepack.records.codec import to_plain

    with missing_as_404():
        extraction = state.store.extraction(number)
    found = to_plain(extraction)
    found.pop("document", None)
    return TextOut(id=number, text=extraction.document.text, facts=found)


@router.get("/views/{view}", summary="What is recorded of somebody, something, or two countries")
def view(
    view: View,
    caller: Reader,
    state: Shared,
    about: Annotated[list[Word] | None, Query(max_length=4, examples=[["AZ", "RS"]])] = None,
    most: Shown = 50,
) -> Document:
    """Return a view: dossier of a pair, timeline, conflicts, and the others."""
    return _view(state, view, about or [], most)


def _view(state: State, view: str, about: list[str], most: int) -> Document:
    from linepack.plain import plain
    from linepack.storage.views.pages import show

    for what in about:
        if what.isdigit() and not (what.isascii() and len(what) < 10):
            raise not_found(f"{view} {what}")
    with missing_as_404():
        found = show(state.store, view, *about, most=most)
    return Document.model_validate(plain({"findings": [], **found.to_dict()}))


@router.get("/search", summary="Sources by their words")
def search(
    caller: Reader,
    state: Shared,
    q: Annotated[str, Query(max_length=200, pattern=ONE_LINE, examples=["gas Serbia"])],
    most: Shown = 20,
) -> HitsOut:
    """Return the sources that hold all words."""
    from linepack.storage.search import search as find

    found = find(state.store, q, limit=most)
    hits = [HitOut(**vars(hit)) for hit in found.hits]
    return HitsOut(number=found.number, more=found.more, hits=hits)


@router.get("/queue", summary="What waits for a decision, the weightiest first")
def queue(caller: Reader, state: Shared, most: Annotated[int, Query(ge=1, le=200)] = 20) -> QueueOut:
    """Return the first facts that wait and how many there are of each kind."""
    from linepack.storage.review import queue as waiting_facts
    from linepack.storage.review import waiting

    items = [ItemOut(**asdict(item)) for item in waiting_facts(state.store, limit=most)]
    return QueueOut(waiting=waiting(state.store), items=items)


@router.get("/facts/{kind}/{row}", summary="A fact with its words")
def fact(kind: Fact, row: Annotated[Number, Path()], caller: Reader, state: Shared) -> ItemOut:
    """Return one fact: why a number is as it is."""
    from linepack.storage.review import item

    with missing_as_404():
        return ItemOut(**asdict(item(state.store, kind, row)))


@router.post("/facts/{kind}/{row}/decision", status_code=201, summary="Decide on a fact")
def decide(
    kind: Fact, row: Annotated[Number, Path()], asked: DecisionIn, caller: Reviewer, state: Shared
) -> dict[str, int]:
    """Log a decision under the caller's name; return its number."""
    from linepack.storage.review import decide as log_decision
    from linepack.storage.review import item

    with missing_as_404():
        item(state.store, kind, row)
    number = log_decision(
        state.store,
        kind,
        row,
        asked.decision,
        reviewer=caller.name,
        reason=asked.reason,
        edited=asked.edited,
    )
    return {"id": number}


@router.post("/undo", summary="Take back your last decision")
def undo(caller: Reviewer, state: Shared) -> DecisionOut:
    """Take back the caller's last decision that still stands; 404 where there is none."""
    from linepack.storage.review import undo as take_back

    found = take_back(state.store, reviewer=caller.name)
    if found is None:
        raise not_found("a decision of yours that stands")
    return DecisionOut(**asdict(found))


@router.get("/log", summary="The decisions, the last first")
def log(caller: Reader, state: Shared, most: Shown = 100) -> list[DecisionOut]:
    """Return who decided what."""
    from linepack.storage.review import log as decisions

    return [DecisionOut(**asdict(one)) for one in decisions(state.store, limit=most)]


@router.get("/export/{format}", response_class=PlainTextResponse, summary="The record in another format")
def export(
    format: Literal["gold", "jsonld", "ftm", "csv", "plover", "claimreview"],  # noqa: A002 - its public name
    caller: Reader,
    state: Shared,
    as_read: bool = False,
) -> PlainTextResponse:
    """Return the record as decided, or as the rules read it."""
    from linepack.records.exports import export_as

    content = export_as(format, state.store.extractions(reviewed=not as_read))
    headers = {"content-disposition": f'attachment; filename="record.{format}"'}
    return PlainTextResponse(content.encode("utf-8", "replace"), headers=headers)
