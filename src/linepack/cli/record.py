"""``linepack record``: documents, what they say, and what people decided about it."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from linepack.cli.errors import guarded
from linepack.cli.options import JsonOption
from linepack.cli.output import Page, TextTable, counted, finish

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.storage.store import Store
    from linepack.storage.views.lines import Table

EXAMPLE: Final = "linepack record --store record.db add article.txt"

CELL: Final = 48
"""Characters of a cell that are printed."""

record: Final = typer.Typer(no_args_is_help=True, rich_markup_mode=None, epilog=f"\b\nExample:\n  {EXAMPLE}")

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="PATH or URL",
        help="File or database URL of the store; a file in your data folder if not given.",
        show_default=False,
    ),
]
PlacesArgument = Annotated[
    list[str],
    typer.Argument(metavar="FILE|FOLDER|-", help="Text, HTML, e-mail or PDF; - reads standard input."),
]
ProposerOption = Annotated[
    str | None,
    typer.Option(
        "--proposer",
        metavar="ADDRESS",
        help="Send the text to this server too (http://127.0.0.1:8080/v1); what it proposes goes to review.",
        show_default=False,
    ),
]
FormatOption = Annotated[str, typer.Option("--format", metavar="NAME", help="gold, jsonld, ftm, csv, …")]
MostOption = Annotated[int, typer.Option("--most", metavar="N", min=1, help="Most rows of a table.")]
ReviewerOption = Annotated[
    str | None, typer.Option("--reviewer", metavar="NAME", help="Who decides; your user name if not given.")
]


@record.callback()
def main(context: typer.Context, store: StoreOption = None) -> None:
    """Keep what was said, signed and built, each fact tied to its words."""
    context.obj = store


def _open(context: typer.Context) -> "Store":
    from linepack.storage.store import Store

    return Store(context.obj)


def add(
    context: typer.Context,
    places: PlacesArgument,
    proposer: ProposerOption = None,
    model: Annotated[str, typer.Option("--model", metavar="NAME", help="Model of --proposer.")] = "default",
    as_json: JsonOption = False,
) -> None:
    """Read documents and record what they say.

    A document that is there already is recognised; a bad file is reported and loses no other.
    """
    from linepack.records.proposals.chat import ChatExtractor
    from linepack.storage.intake import Intake, Reader

    reader = Reader(ChatExtractor(proposer, model) if proposer else None)
    with _open(context) as store:
        if places == ["-"]:
            receipt = reader.take_in_bytes(store, sys.stdin.buffer.read(), "standard input")
            taken = Intake((receipt,), ())
        else:
            with counted("reading documents") as progress:
                taken = reader.take_in(store, places, progress)
    document = {
        "status": "solved" if not taken.findings else "invalid input",
        "message": _sum(len(taken.receipts), len(taken.findings)),
        "findings": [asdict(finding) for finding in taken.findings],
        "sources": [asdict(receipt) for receipt in taken.receipts],
    }
    rows = [
        (str(r.source), r.name, r.outcome, ", ".join(f"{n} {k}" for k, n in r.facts.items() if n))
        for r in taken.receipts
    ]
    notes = [f"{finding.place}: {finding.finding} {finding.remedy}" for finding in taken.findings]
    table = TextTable("sources", ("no.", "name", "outcome", "facts"), rows, frozenset({0}))
    page = Page(str(document["message"]), not taken.findings, notes, (table,) if rows else ())
    finish(document, page, as_json=as_json)


def _sum(good: int, bad: int) -> str:
    read = f"{good} document{'s' * (good != 1)} read"
    return f"{read}; {bad} finding{'s' * (bad != 1)} on files that cannot be read." if bad else f"{read}."


def list_sources(context: typer.Context, most: MostOption = 50, as_json: JsonOption = False) -> None:
    """List the sources in the store, the newest first."""
    with _open(context) as store:
        lines, number = store.sources(limit=most), store.count()
    rows = [
        (str(line.id), line.name, line.outlet, str(line.published or ""), line.language, line.outcome)
        for line in lines
    ]
    more = f" ({number - len(lines)} more, --most shows them)" if number > len(lines) else ""
    table = TextTable(f"sources{more}", ("no.", "name", "outlet", "published", "language", "kept as"), rows)
    message = f"{number} source{'s' * (number != 1)} in the store."
    hint = () if lines else ("Add one: linepack record add FILE",)
    document = {"status": "solved", "message": message, "findings": [], "sources": [vars(x) for x in lines]}
    finish(document, Page(message, notes=hint, tables=(table,) if rows else ()), as_json=as_json)


def show(
    context: typer.Context,
    view: Annotated[
        str,
        typer.Argument(
            metavar="VIEW",
            help="source, party, person, place, asset, commitment, pair, timeline, twins, fields, conflicts.",
        ),
    ],
    about: Annotated[
        list[str] | None, typer.Argument(metavar="WHAT", help="A number, a name, an id.")
    ] = None,
    most: MostOption = 50,
    as_json: JsonOption = False,
) -> None:
    """Show what is recorded of a source, somebody, something, or two countries."""
    from linepack.storage.views.pages import show as show_view

    with _open(context) as store:
        found = show_view(store, view, *(about or ()), most=most)
    finish(found.to_dict(), Page(found.answer, tables=[_text(t) for t in found.tables]), as_json=as_json)


def _text(table: "Table") -> TextTable:
    headers = tuple(name for name in table.rows[0] if name not in ("outlet", "state")) if table.rows else ()
    rows = [tuple(_cut(str(row[name])) for name in headers) for row in table.rows]
    more = f" ({table.more} more, --most shows them)" if table.more else ""
    return TextTable(table.title.replace("_", " ") + more, headers, rows)


def _cut(text: str) -> str:
    """Return a text short enough for a cell; files and JSON hold all of it."""
    return text if len(text) <= CELL else f"{text[: CELL - 2].rstrip()} …"


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORD", help="All of them must occur.")],
    most: MostOption = 20,
    as_json: JsonOption = False,
) -> None:
    """Find sources by their words."""
    from linepack.storage.search import search as find

    with _open(context) as store:
        found = find(store, " ".join(words), limit=most)
    hits = found.hits
    message = f"{found.count} source{'s' * (found.number != 1)} with {' '.join(words)!r}."
    rows = [(str(hit.source), hit.outlet or hit.name, hit.published, hit.words) for hit in hits]
    more = f" (the first {len(hits)}, --most shows more)" if found.number > len(hits) else ""
    table = TextTable(f"sources{more}", ("no.", "outlet", "published", "words"), rows)
    document = {
        "status": "solved",
        "message": message,
        "findings": [],
        "sources": [vars(hit) for hit in hits],
    }
    finish(document, Page(message, bool(hits), tables=(table,) if rows else ()), as_json=as_json)


def export(
    context: typer.Context,
    format: FormatOption = "gold",  # noqa: A002 - the option's public name
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write there instead.")] = None,
    as_read: Annotated[bool, typer.Option("--as-read", help="As the rules read it, before review.")] = False,
) -> None:
    """Write the record in another format; gold gives one JSON object per source and line."""
    from linepack.formats.atomic import replacing_file
    from linepack.records.exports import export_as

    with _open(context) as store:
        text = export_as(format, store.extractions(reviewed=not as_read))
    if out is None:
        sys.stdout.write(text)
    else:
        with replacing_file(out) as path:
            path.write_text(text, encoding="utf-8")


def review(context: typer.Context, reviewer: ReviewerOption = None) -> None:
    """Decide one fact after the other: accept, edit, reject, skip, undo."""
    from linepack.cli.review import review_all, user_name

    with _open(context) as store:
        review_all(store, reviewer or user_name())


def accept_alike(
    context: typer.Context,
    take_back: Annotated[bool, typer.Option("--undo", help="Take back all that the rule accepted.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Accept what two independent sources say alike.

    Commitments and statuses with the same parties, kind and figures, by different outlets, without a doubt.
    """
    from linepack.storage import rule_review

    with _open(context) as store:
        undone = rule_review.take_back(store) if take_back else 0
        taken = () if take_back else rule_review.accept_by_rule(store)
    message = f"{undone} taken back." if take_back else f"{len(taken)} accepted by the rule."
    rows = [(f"{one.kind} {one.row}", _cut(one.what), _cut(one.words), one.reason) for one in taken]
    table = TextTable("accepted", ("fact", "what", "words", "why"), rows)
    document = {"status": "solved", "message": message, "findings": [], "accepted": [vars(x) for x in taken]}
    finish(document, Page(message, tables=(table,) if rows else ()), as_json=as_json)


def example(context: typer.Context, as_json: JsonOption = False) -> None:
    """Add the bundled report with its reviewed record.

    Twice changes nothing; what you decided on it stays.
    """
    from linepack.data import record_example
    from linepack.storage.intake import Reader
    from linepack.storage.replay import WrittenDecision, replay

    reviewer, written = record_example.decisions()
    with _open(context) as store:
        receipt = Reader().take_in_bytes(store, record_example.report(), record_example.NAME)
        done = replay(store, receipt.source, [WrittenDecision(**one) for one in written], reviewer=reviewer)
    decided, lost = sum(one.decided for one in done), [one for one in done if one.lost]
    message = f"The example is source {receipt.source}; {decided} of its facts decided on."
    notes = [f"{one.written.kind}: no fact at {one.written.at!r}." for one in lost]
    rows = [
        (one.written.decision, one.written.kind, _cut(one.written.at), one.written.reason) for one in done
    ]
    table = TextTable("decisions", ("decision", "on", "words", "why"), rows)
    plain = [{**asdict(one.written), "rows": one.rows} for one in done]
    document = {"status": "solved", "message": message, "findings": [], "decisions": plain}
    finish(document, Page(message, notes=notes, tables=(table,)), as_json=as_json)


def _register(name: str, command: "Callable[..., None]", example: str) -> None:
    record.command(name, epilog=f"\b\nExample:\n  {example}")(guarded(command))


_register("add", add, EXAMPLE)
_register("list", list_sources, "linepack record list")
_register("show", show, "linepack record show pair AZ RS")
_register("search", search, "linepack record search gas Serbia")
_register("review", review, "linepack record review")
_register("export", export, "linepack record export --format gold")
_register("accept-by-rule", accept_alike, "linepack record accept-by-rule")
_register("example", example, "linepack record --store record.db example")
