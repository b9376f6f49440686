"""``linepack claim``: whether promised gas can flow, and what is promised over each leg."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

import linepack as lp
from linepack.cli.errors import guarded
from linepack.cli.options import JsonOption, OutOption
from linepack.cli.output import Page, TextTable, counted, finish, number

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from linepack.storage.store import Store
    from linepack.studies.claims.check import ClaimCheck

EXAMPLE: Final = 'linepack claim check --from AZ --to RS --volume "400 mcm/y" --from-date 2024-01-01'
LEDGER_EXAMPLE: Final = "linepack claim ledger --year 2026 --year 2027"

NOT_CHECKABLE: Final = "not checkable"
BAR: Final = 20
"""Characters of a bar that is full at the capacity."""

claim: Final = typer.Typer(no_args_is_help=True, rich_markup_mode=None, epilog=f"\b\nExample:\n  {EXAMPLE}")

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="PATH or URL", help="The record; a file in your data folder if not given."
    ),
]


def _day(flag: str, what: str) -> Any:  # an option as typer takes it
    return typer.Option(flag, metavar="YYYY-MM-DD", parser=date.fromisoformat, help=what, show_default=False)


@claim.callback()
def main() -> None:
    """Hold promised gas against network and contracts."""


def check(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="A commitment of the record; without it, free figures."),
    ] = None,
    origin: Annotated[str, typer.Option("--from", metavar="CC", help="Country that sells, such as AZ.")] = "",
    destination: Annotated[str, typer.Option("--to", metavar="CC", help="Country that buys.")] = "",
    volume: Annotated[
        str | None, typer.Option("--volume", metavar="TEXT", help='Such as "400 mcm/y" or "up to 1 bcm/y".')
    ] = None,
    via: Annotated[
        list[str] | None, typer.Option("--over", metavar="ASSET", help="A named way, such as IBS.")
    ] = None,
    from_date: Annotated[date | None, _day("--from-date", "First day.")] = None,
    to_date: Annotated[date | None, _day("--to-date", "Last day.")] = None,
    store: StoreOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check one claim: five stages, a verdict, the margin, what binds and the smallest set of steps.

    A claim without a volume or a day gets what can flow by date.
    """
    figures = any((origin, destination, volume, via, from_date, to_date))
    if (name is None) != figures:
        raise typer.BadParameter("Give either the ID of a commitment or figures: --from, --to, --volume …")
    with counted("checking the claim") as tell:
        found = lp.check_claim(
            name,
            origin=origin,
            destination=destination,
            volume=volume,
            via=tuple(via or ()),
            from_date=from_date,
            to_date=to_date,
            store=_store(store) if name is not None else None,
            progress=lambda what: tell(what, 0, 0),
        )
    page = check_page(found)
    if out is not None:
        from linepack.report.promises import write_claim

        page = replace(page, files=(f"page: {write_claim(found.to_dict(), out)}",))
    finish(found.to_dict(), page, as_json=as_json)


def ledger(
    year: Annotated[list[int] | None, typer.Option("--year", help="A year; may be repeated.")] = None,
    store: StoreOption = None,
    view: Annotated[
        str, typer.Option("--record-view", metavar="VIEW", help="as signed, as announced or as built.")
    ] = "as signed",
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add up all promises over each leg and out of each field, against what it can carry."""
    table = lp.over_commitments(
        year or [date.today().year], store=_store(store) if store is not None else None, view=view
    )
    files: tuple[str, ...] = ()
    if out is not None:
        from linepack.report.promises import write_ledger

        files = (f"page: {write_ledger(table, out)}",)
    worst = table[table["verdict"] == "over-committed"]
    message = _ledger_message(worst, table)
    document = {"status": "complete", "message": message, "findings": []}
    records = [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
    page = Page(message, tables=[_ledger_table(records)], files=files)
    finish(document | {"over_commitments": records}, page, as_json=as_json)


def _ledger_message(worst: "pd.DataFrame", table: "pd.DataFrame") -> str:
    if worst.empty:
        return f"None of {len(table)} legs and fields is promised more than it can carry."
    first = worst.sort_values("share", ascending=False).iloc[0]
    text = f"{len(worst)} of {len(table)} legs and fields are promised more than they can carry; the worst is"
    text += f" {first['name']} in {first['year']}: {first['promised_bcm_y']:.2f} bcm/y over"
    return f"{text} {first['capacity_bcm_y']:.2f} bcm/y."


def _ledger_table(records: "Iterable[dict[str, Any]]") -> TextTable:
    rows = [
        (
            str(row["year"]),
            row["name"],
            number(row["promised_bcm_y"]),
            number(row["capacity_bcm_y"]),
            _bar(row["share"]),
        )
        for row in records
    ]
    headers = ("year", "leg or field", "promised bcm/y", "capacity bcm/y", "share of the capacity")
    return TextTable("what is promised and what can be carried", headers, rows, frozenset({2, 3}), whole=True)


def _bar(share: float) -> str:
    """Return a share as a bar, with a mark where the capacity ends."""
    full = min(round(share * BAR), BAR)
    over = min(round(max(share - 1.0, 0.0) * BAR), BAR)
    return f"{'█' * full}{'·' * (BAR - full)}|{'█' * over} {share:.0%}"


def check_page(found: "ClaimCheck") -> Page:
    """Return a check for people: the verdict, what it rests on, the envelope, contracts and tariffs."""
    stages = [(stage.name, stage.outcome, stage.text) for stage in found.stages]
    notes = [f"- {condition}" for condition in found.conditions]
    notes += [f"run {found.run_id}"]
    tables = [TextTable("the five stages", ("stage", "outcome", "why"), stages, whole=True)]
    if found.envelope:
        tables.append(_envelope(found))
    if found.contracts:
        rows = [
            (one.id, one.seller, one.buyer, one.volume, one.start, one.end, one.status)
            for one in found.contracts
        ]
        headers = ("contract", "seller", "buyer", "volume", "from", "to", "status")
        tables.append(TextTable("known contracts", headers, rows, whole=True))
    if found.legs:
        legs = [(leg.operator, number(leg.eur_per_mwh), leg.rule) for leg in found.legs]
        tables.append(TextTable("tariffs", ("operator", "EUR/MWh", "what"), legs, frozenset({1}), whole=True))
    if found.assumptions:
        assumed = [(one["what"], one["value"], one["ground"]) for one in found.assumptions]
        tables.append(TextTable("assumptions", ("what", "value", "ground"), assumed, whole=True))
    return Page(found.message, found.verdict.name != NOT_CHECKABLE, notes, tables)


def _envelope(found: "ClaimCheck") -> TextTable:
    rows = [
        (
            row["date"],
            row["label"],
            number(row["deliverable_bcm_y"]),
            number(row["deliverable_mcm_d"]),
            number(row["margin_bcm_y"]),
            row["binding"],
        )
        for row in found.envelope
    ]
    headers = ("date", "scenario", "bcm/y", "mcm/d", "margin bcm/y", "binding")
    return TextTable("what can flow", headers, rows, frozenset({2, 3, 4}), whole=True)


def _store(place: str | None) -> "Store":
    from linepack.storage.store import Store

    return Store(place)


claim.command("check", epilog=f"\b\nExample:\n  {EXAMPLE}")(guarded(check))
claim.command("ledger", epilog=f"\b\nExample:\n  {LEDGER_EXAMPLE}")(guarded(ledger))
