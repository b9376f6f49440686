"""The numbers as tables: promises, published answers, stations, everything else, assumptions."""

from __future__ import annotations

from linepack.report import findings
from linepack.report.layout import Page, folded, scenario_table
from linepack.report.markup import Safe, tag
from linepack.report.reading import Reading, Record, text
from linepack.report.sections import columns
from linepack.report.tables import MOST_ROWS, columns_of, labelled, table, value_with_unit


def promises_section(page: Page) -> Safe:
    """Return contracts against what can be delivered."""
    title = page.title(lambda scenario: findings.contracts_title(page.reading, scenario))
    return tag(
        "section",
        title,
        scenario_table(page, "contracts", columns.CONTRACTS, "Contracts and announcements"),
        class_="block",
    )


def published_section(page: Page) -> Safe:
    """Return the published answers and whether the physics reproduces them."""
    rows = page.reading.of("published")
    made = table(rows, columns.PUBLISHED, caption="Published answers reproduced", sources=page.sources)
    return tag("section", tag("h2", findings.published_title(rows)), made, class_="block")


def stations_section(page: Page) -> Safe:
    """Return compressors, metering and the ledger of mass."""
    parts = [
        page.title(lambda scenario: findings.compressors_title(page.reading, scenario)),
        scenario_table(page, "compressors", columns.COMPRESSORS, "Compressor stations"),
    ]
    if page.reading.of("regulators"):
        parts.append(scenario_table(page, "regulators", columns.REGULATORS, "Metering and control"))
    parts.append(
        scenario_table(
            page, "ledger", columns.LEDGER, "Ledger of mass: what enters is positive, what leaves negative"
        )
    )
    return tag("section", *parts, class_="block")


def numbers_section(page: Page) -> Safe:
    """Return the long tables: all answers, and pipes and nodes of the main scenario."""
    reading = page.reading
    main = reading.label(reading.main)
    answers = labelled(reading, reading.of("answers"))
    everything = table(
        answers, columns.ANSWERS, caption="Every answer, volumes in bcm/y", sources=page.sources
    )
    parts = [
        scenario_table(page, "answers", columns.ANSWERS[1:], "Answers, volumes in bcm/y"),
        folded(f"All {len(answers)} answers of all scenarios", everything),
    ]
    for name, shown in (("pipes", columns.PIPES), ("nodes", columns.NODES)):
        rows = reading.of(name, reading.main)
        made = table(rows, shown, caption=f"All {name}, {main}", sources=page.sources)
        parts.append(folded(f"All {len(rows)} {name} in {main}", made))
    parts += [generic(page, name) for name in reading.tables if name not in columns.KNOWN_TABLES]
    return tag("section", tag("h2", "The numbers"), *parts, class_="block")


def generic(page: Page, name: str) -> Safe:
    """Return a table of unknown kind as it is."""
    rows = page.reading.of(name)
    words = name.replace("_", " ")
    caption = words[:1].upper() + words[1:]
    if len(rows) > MOST_ROWS:
        caption = f"{caption}: the first {MOST_ROWS} of {len(rows)} rows, the file beside this page has all"
    made = table(rows[:MOST_ROWS], columns_of(rows), caption=caption, sources=page.sources)
    return folded(f"{words[:1].upper()}{words[1:]}, {len(rows)} rows", made)


def assumption_rows(reading: Reading) -> list[dict[str, object]]:
    """Return the assumptions, the least certain first."""
    order = {"low": 0, "medium": 1, "high": 2}
    rows = sorted(reading.of("assumptions"), key=lambda row: order.get(text(row, "confidence"), 0))
    return [
        {
            **row,
            "what": " ".join(
                filter(None, (text(row, "table"), text(row, "id"), text(row, "column").replace("_", " ")))
            ),
            "value": value_with_unit(row),
            "range": assumed_range(row),
            "basis": text(row, "basis") or "estimate",
        }
        for row in rows
    ]


def assumed_range(row: Record) -> str:
    """Return the range of an assumption in words, empty where none is stated."""
    low, high = value_with_unit(row, "low"), value_with_unit(row, "high")
    return f"{low} to {high}" if low and high else ""


def assumptions_section(page: Page) -> Safe:
    """Return the assumptions: those that the tornado names in full view, all of them on demand."""
    rows = assumption_rows(page.reading)
    named = {text(row, "element") for row in page.reading.of("tornado", page.reading.main)}
    leading = [row for row in rows if text(row, "id") in named] or rows[:12]
    low = sum(text(row, "confidence") == "low" for row in rows)
    title = (
        f"{low} of {len(rows)} assumptions are of low confidence" if rows else "No assumptions were listed"
    )
    parts = [tag("h2", title)]
    if rows:
        caption = "Assumptions behind the inputs that matter most"
        parts.append(table(leading[:40], columns.ASSUMPTIONS, caption=caption, sources=page.sources))
        everything = table(rows, columns.ASSUMPTIONS, caption="All assumptions", sources=page.sources)
        parts.append(folded(f"All {len(rows)} assumptions, least certain first", everything))
    return tag("section", *parts, class_="block")
