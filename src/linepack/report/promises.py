"""Pages on promises: the check of one claim, and the ledger of all, each one file that needs nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from linepack.report.charts.ledger import ledger_chart
from linepack.report.files import csv_text, write_whole
from linepack.report.html import asset, template
from linepack.report.layout import empty
from linepack.report.markup import Safe, tag, together
from linepack.report.page import clean, policy, style_sheet
from linepack.report.reading import records
from linepack.report.sources import Sources
from linepack.report.tables import Column, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

NO_DATA: Final = json.dumps({"main": "", "items": {}, "states": {}, "columns": []})
"""What the script of the page reads where there is no map."""

LEDGER: Final = (
    Column("name", "Leg or field"),
    Column("promised_bcm_y", "Promised, bcm/y", "number"),
    Column("capacity_bcm_y", "Capacity, bcm/y", "number"),
    Column("share", "Share", "share"),
    Column("verdict"),
    Column("promises"),
    Column("basis", "Source", "source"),
)
STAGES: Final = (Column("name", "Stage"), Column("outcome"), Column("text", "Why"))
ENVELOPE: Final = (
    Column("date"),
    Column("label", "Scenario"),
    Column("deliverable_bcm_y", "Can flow, bcm/y", "number"),
    Column("deliverable_mcm_d", "mcm/d", "number"),
    Column("margin_bcm_y", "Margin, bcm/y", "number"),
    Column("binding", "Limited by"),
)
CONTRACTS: Final = (
    Column("id", "Contract"),
    Column("seller"),
    Column("buyer"),
    Column("volume"),
    Column("start", "From"),
    Column("end", "To"),
    Column("status"),
    Column("source", kind="source"),
)
TARIFFS: Final = (
    Column("operator"),
    Column("eur_per_mwh", "EUR/MWh", "number"),
    Column("rule", "What"),
    Column("source", kind="source"),
)
ASSUMPTIONS: Final = (Column("what"), Column("value"), Column("ground"))


def write_ledger(ledger: pd.DataFrame, folder: str | Path) -> Path:
    """Write the ledger of :func:`linepack.over_commitments` as ``ledger.html`` with a CSV beside it.

    Raises
    ------
    MissingExtraError
        If the extra ``report`` is not installed.
    """
    sources, rows = Sources(), records(ledger)
    years = sorted({int(row["year"]) for row in ledger.to_dict("records")})
    sections = []
    for year in years:
        own = [row for row in rows if int(str(row["year"])) == year]
        title = f"What is promised and what can be carried in {year}"
        chart = ledger_chart(own, key=f"ledger-{year}", title=title)
        listed = table(own, LEDGER, caption=f"Legs and fields in {year}", sources=sources)
        caption = tag("figcaption", f"{title}. The mark is the capacity; orange is promised beyond it.")
        sections.append(_block(f"year-{year}", str(year), tag("figure", chart, caption), listed))
    over = [row for row in rows if row["verdict"] == "over-committed"]
    headline = (
        f"{len(over)} of {len(rows)} legs and fields are promised more than they can carry."
        if over
        else f"None of {len(rows)} legs and fields is promised more than it can carry."
    )
    content = _page(
        title="All promises over the corridor",
        question="Does the sum of all promises fit through each leg?",
        headline=headline,
        meta=f"Years: {', '.join(map(str, years))}. Volumes at 15 degC.",
        sections=sections or [empty("No promise is in force.")],
        notes=(
            "Contracts in force in the middle of the year, over the shortest way to where they are taken.",
            "Rows that join the same two systems are one leg. Bookings of transport do not count.",
        ),
        sources=sources,
    )
    home = Path(folder)
    home.mkdir(parents=True, exist_ok=True)
    write_whole(home / "over_commitments.csv", csv_text(ledger))
    write_whole(home / "ledger.html", content)
    return home / "ledger.html"


def write_claim(check: Mapping[str, Any], folder: str | Path) -> Path:
    """Write the check of a claim, as its ``to_dict`` gives it, as ``claim.html``.

    Raises
    ------
    MissingExtraError
        If the extra ``report`` is not installed.
    """
    sources = Sources()
    parts = (
        ("stages", "The five stages", "stages", STAGES),
        ("envelope", "What can flow", "envelope", ENVELOPE),
        ("contracts", "Known contracts", "contracts", CONTRACTS),
        ("tariffs", "Tariffs along the way", "tariffs", TARIFFS),
        ("assumptions", "Assumptions", "assumptions", ASSUMPTIONS),
    )
    sections = [
        _block(key, title, table(check[name], columns, caption=title, sources=sources))
        for key, title, name, columns in parts
        if check[name]
    ]
    conditions = [str(condition) for condition in check["conditions"]]
    claim = check["claim"]
    content = _page(
        title="Claim check",
        question=str(claim["words"]),
        headline=str(check["message"]),
        meta=f"Verdict: {check['status']}. Run {check['run_id']}.",
        sections=sections,
        notes=("A verdict is not a judgement of truth: it says what the network could carry.", *conditions),
        sources=sources,
    )
    home = Path(folder)
    home.mkdir(parents=True, exist_ok=True)
    write_whole(home / "claim.html", content)
    return home / "claim.html"


def _block(key: str, title: str, *content: Safe) -> Safe:
    """Return a section with its heading."""
    return tag(
        "section",
        tag("h2", title, id=f"{key}-title"),
        *content,
        class_="block",
        aria_labelledby=f"{key}-title",
    )


def _page(
    *,
    title: str,
    question: str,
    headline: str,
    meta: str,
    sections: Sequence[Safe],
    notes: Sequence[str],
    sources: Sources,
) -> str:
    styles, script = style_sheet(), asset("script.js")
    return template("page.html.j2").render(
        policy=policy(styles, script),
        style=Safe(styles),
        script=Safe(script),
        payload=Safe(NO_DATA),
        title=clean(title),
        question=clean(question),
        headline=clean(headline),
        answers=[],
        notes=[clean(note) for note in notes],
        meta=clean(meta),
        scenarios=[],
        main_label="",
        sections=[together([section]) for section in sections],
        sources=sources.listed(),
        footer="Made by linepack.",
    )
