"""Status words and dates of the fact tables, mapped to the network's ladder and calendar."""

from __future__ import annotations

import re

from corridor_base import Cell, Corridor, Statement

STATUS = {
    "operating": "operating",
    "commissioning": "commissioning",
    "commissioned/due": "operating",
    "under construction": "under_construction",
    "partly done (0.66)": "under_construction",
    "planned": "announced",
    "offered, not sanctioned": "announced",
    "not sanctioned": "announced",
    "design of GIS2; market test": "announced",
    "permitting": "announced",
    "MoU 2024-08-05": "announced",
    "investor named (AAFS)": "announced",
    "preparation": "announced",
    "framework agreement 2026-02-15": "announced",
    "not built as planned": "dormant",
    "FID 2025-06": "fid",
    "idea": "idea",
    "proposed": "idea",
    "dormant": "dormant",
}
"""Status in the network by the word of the fact tables (rule status-words)."""

CONTRACT_DATES = {
    "2018-06-30": ("K16", ("SCPX48", "SCPX48_TIE", "TANAP56", "CSG1", "CSG2", "TANAP_CS1")),
    "2020-12-31": (
        "K30",
        (
            "TAP_GR_A",
            "TAP_GR_B",
            "TAP_GR_C",
            "TAP_GR_D",
            "TAP_AL_A",
            "TAP_AL_B",
            "TAP_OFF",
            "TAP_IT",
            "TAP_GCS00",
            "TAP_ACS03",
        ),
    ),
    "2022-10-01": ("K32", ("IGB",)),
    "2021-01-01": ("K33", ("BALKAN_BG_W", "GASTRANS_1", "GASTRANS_2", "GASTRANS_3", "GASTRANS_4")),
}
"""First gas of an asset, from the start of the contract that it serves."""

OTHER_DATES = {
    "IBS_BG": ("2023-12-10", "pipelines", "IBS_BG", "inauguration in the cited news of 2023-12-10"),
    "IBS_RS": ("2023-12-10", "pipelines", "IBS_BG", "inauguration in the cited news of 2023-12-10"),
}


def start_of(corridor: Corridor, key: str, year: str) -> Cell | None:
    """Return the first day of an asset as a cell, or None where nothing is known."""
    for date, (contract, assets) in CONTRACT_DATES.items():
        if key in assets:
            statement = corridor.facts.statement(
                "contracts", contract, "start of the contract taken as first gas"
            )
            return Cell(
                date, Statement(statement.source, statement.as_of, "medium", "inferred", statement.note)
            )
    if key in OTHER_DATES:
        date, table, row, note = OTHER_DATES[key]
        return Cell(date, corridor.facts.statement(table, row, note))
    if key == "ALEX":
        return Cell("2024-10-01", Statement("unsourced, well known", "2026-11-23", "medium", "memory"))
    return dated(corridor, year)


def dated(corridor: Corridor, text: str) -> Cell | None:
    """Return a date written in a fact table as a cell; a year alone means 1 July."""
    full = re.match(r"\d{4}-\d{2}-\d{2}", text)
    if full:
        return Cell(full.group())
    month = re.match(r"\d{4}-\d{2}(?!\d)", text)
    if month:
        return Cell(f"{month.group()}-01", corridor.rules.statement("date-year", f"written {text}"))
    year = re.match(r"\d{4}", text)
    if not year:
        return None
    day = "04-01" if "spring" in text else "07-01"
    return Cell(f"{year.group()}-{day}", corridor.rules.statement("date-year", f"written {text}"))


def project_start(corridor: Corridor, projects: str) -> Cell | None:
    """Return the first day of what a project brings: the promised one, else that of the statement."""
    row = corridor.facts.row("projects", projects.split(";", maxsplit=1)[0])
    promised = dated(corridor, row["promised_date"])
    if promised is not None:
        return promised
    told = dated(corridor, row["as_of"])
    return told and Cell(told.value, corridor.rules.statement("date-announced", f"written {row['as_of']}"))


def day(cell: Cell | None) -> str:
    """Return the date of a cell, empty where there is none."""
    return "" if cell is None else str(cell.value)
