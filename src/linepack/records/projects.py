"""The status of an asset that a text vouches for, in the words that project trackers use.

Three grounds are tried, the surest first: what a statement about the asset weighs (steel, paper, gas), what
the words of a sentence that names it say of works, and gas that is said to have gone through it. A mere plan
counts only where nothing else is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.lexicon import small
from linepack.records.model import Anchor, Moment, ProjectStatus
from linepack.records.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.records.model import Extraction, Mention, Quantity, Sentence, Statement

BY_LEVEL: Final = {6: "FID or equivalent", 7: "construction", 8: "operating", 9: "operating", -1: "shelved"}
YEAR: Final = 365
STANDING: Final = (5, 9)
COMPLETE: Final = 8
TALK_OF: Final = ("planned", "possible", "scheduled", "desired", "forecast", "conditional", "negotiating")
OUTAGE: Final = re.compile(r"maintenance|outage|wartung|непланов|ремонт|manutenz|mantenimiento")
BUILT: Final = Phrases(
    r"construct|\bbuil[dt]|project|feasib|stud(?:y|ied|ies)|realis|realiz|complet|commission"
    r"|investment decision|first gas|pre-feed|\bfeed\b|bau\b|gebaut"
    r"|projekt|étud|travaux|costru|constru|gradi|gradnj|izgrad|гради|строит|проект|κατασκευ|inşa|tikinti"
    r"|devreye|épül|építés|يبنى|إنشاء|مشروع|budow"
)
PART: Final = re.compile(
    r"\b(?:stretch|section|segment|side|part|half|first phase|first stage|of the \d+ km|drilling|wells?)\b"
)
"""Words for a piece of an asset: that it is finished does not finish the whole."""

WORKS: Final = (
    (
        "FID or equivalent",
        Phrases(
            r"\b(?:took|taken|made|reached) (?:the |a |its )?(?:fid|final investment decision)\b(?! expected)"
            r"|\bgo-ahead\b|\bsanctioned\b|financial close"
        ),
    ),
    (
        "construction",
        Phrases(
            r"under construction|is being built|are being built|being laid"
            r"|(?:per cent|percent|%) (?:of the \w+ )?(?:complete|ready|done|finished|built)"
            r"|(?:per cent|percent|%) of the works?"
            r"|\bbuilt \d+ (?:per cent|percent|%|km)|\bworks? (?:goes|go) on|sail\w* away"
            r"|has drilled|have drilled"
            r"|is (?:expanding|building|laying)|force majeure\b.{0,40}\blifted|lift\w* the force majeure"
            r"|im bau\b|en construction|in costruzione|en construcción|em construção|u izgradnji|строится"
            r"|lucrările (?:sunt|au)|inşa halinde|épül\b|w budowie|ve výstavbě|υπό κατασκευή|قيد الإنشاء"
        ),
    ),
    (
        "shelved",
        Phrases(
            r"\b(?:shelved|mothballed|on hold|on ice|frozen|postponed indefinitely|suspended indefinitely)\b"
            r"|will not be built|is not being built|remains on paper|stays on paper|auf eis"
            r"|en pausa"
        ),
    ),
    (
        "idle",
        Phrases(
            r"not been used since|out of (?:use|service|operation) since|stands? (?:idle|still)|lies idle"
            r"|à l'arrêt|stillgelegt|fermo dal|не использу|van kikapcsolva|متوقف"
        ),
    ),
    (
        "operating",
        Phrases(
            r"in (?:commercial )?operation\b|is operational|(?:has|have) been (?:exporting|operating|running)"
            r"|\b(?:ran|runs|running|operated) at\b|reached its plateau|loaded the first cargo|can regasify"
            r"|moored"
            r"|in betrieb|en service|in esercizio|en operación|em operação|u funkciji|pogonu|действует"
            r"|εν λειτουργία"
        ),
    ),
    (
        "proposed",
        Phrases(
            r"pre-feed|feasibility|will have a length|is intended to|is meant to|would carry|would link"
            r"|is to be built|decision (?:next year|is expected)|if built|proposed|pipeline project"
        ),
    ),
)
"""Words of works and use by status, tried in this order in a sentence that names one asset."""

DENIED: Final = re.compile(r"\b(?:not|never|no longer|nicht|pas|non|no|nije|не|није)\b[^,;.]{0,30}$")
CARRIED: Final = ("supply", "production", "storage")
STANDS: Final = ("actual", "capacity", "stated")
AHEAD: Final = re.compile(r"\b(?:would|could|planned|if)\b")
THROUGH: Final = re.compile(
    r"\b(?:through|via|by way of|durch|über|via|à travers|attraverso|por|през|через|preko)\s(?:the\s)?$"
)
WEAK: Final = ("proposed",)


def find_projects(extraction: Extraction) -> tuple[ProjectStatus, ...]:
    """Return one status per asset: the latest told, a plan only where nothing else is."""
    low = small(extraction.document.text)
    kinds = {entity.id: entity.kind for entity in extraction.entities if entity.group == "assets"}
    found: dict[str, ProjectStatus] = {}
    for row in (
        *told(extraction, kinds, low),
        *working(extraction, kinds, low),
        *running(extraction, kinds, low),
    ):
        known = found.get(row.asset)
        if known is None or (known.status in WEAK and row.status not in WEAK):
            found[row.asset] = row
    return tuple(found.values())


def told(extraction: Extraction, kinds: dict[str, str], low: str) -> list[ProjectStatus]:
    """Return the last status that statements give each asset, one that says more than a plan first."""
    last: dict[str, ProjectStatus] = {}
    for statement in extraction.statements:
        status = status_of(statement, low)
        for asset in statement.about if status and one_built(kinds, statement) else ():
            known = last.get(asset)
            if asset in kinds and not (known and status in WEAK and known.status not in WEAK):
                last[asset] = row_of(statement, asset, status, extraction)
    return list(last.values())


def running(extraction: Extraction, kinds: dict[str, str], low: str) -> Iterator[ProjectStatus]:
    """Yield the assets that statements tell of as at work, or through which gas is said to go."""
    figures = {quantity.id: quantity for quantity in extraction.quantities}
    for statement in extraction.statements:
        rows = [figures[ref] for ref in statement.quantities if ref in figures]
        for asset in statement.about:
            if asset in kinds and one_built(kinds, statement) and runs(statement, rows, low):
                yield row_of(statement, asset, "operating", extraction)
    for mention in extraction.mentions:
        if mention.group == "assets" and is_way(extraction, mention, low):
            yield plain_row(extraction, mention, "operating", "gas goes through it")


def runs(statement: Statement, figures: list[Quantity], low: str) -> bool:
    """Say whether a statement tells of an asset at work: what is, with a figure, not denied, no outage."""
    span = statement.anchor.span
    if OUTAGE.search(low, span.start, span.end) or AHEAD.search(low, span.start, span.end):
        return False
    is_so = statement.content in ("existing", "completed", "ongoing") and statement.polarity == "+"
    gas = any(row.kind in (*CARRIED, "capacity") and row.status in STANDS for row in figures)
    return is_so and gas and statement.level in (0, *STANDING)


def is_way(extraction: Extraction, mention: Mention, low: str) -> bool:
    """Say whether gas that was or is to be supplied goes through an asset, and nothing is said of works."""
    span = mention.anchor.span
    sentence = extraction.document.sentences[mention.anchor.sentence - 1]
    if sentence.noise or not THROUGH.search(low, max(0, span.start - 24), span.start):
        return False
    words = low[sentence.span.start : sentence.span.end]
    if (
        BUILT.search(words)
        or OUTAGE.search(words)
        or re.search(r"\b(?:if|could|would|may|possib\w*|explor\w*)\b", words)
    ):
        return False
    return any(
        row.kind == "supply" and row.anchor.sentence == mention.anchor.sentence
        for row in extraction.quantities
    )


def working(extraction: Extraction, kinds: dict[str, str], low: str) -> Iterator[ProjectStatus]:
    """Yield the statuses that the words of a sentence give the one asset that it names."""
    spoken: Mention | None = None
    for sentence in extraction.document.body:
        named = [
            m
            for m in extraction.mentions_in(sentence.number, "assets")
            if "class" not in kinds.get(m.ref, "class")
        ]
        mention = named[0] if len({m.ref for m in named}) == 1 else None
        if mention is None and not named and spoken and goes_on(sentence, low):
            mention = spoken
        spoken = mention or (None if named else spoken)
        status = by_words(sentence, low) if mention else ""
        if mention and status:
            yield plain_row(extraction, mention, status, f"words of sentence {sentence.number}", sentence)


def goes_on(sentence: Sentence, low: str) -> bool:
    """Say whether a sentence goes on about the asset of the one before."""
    return (
        re.match(
            r"\W*(?:it|the (?:line|pipeline|project|terminal|facility|works?|link|platform|unit))\b",
            low[sentence.span.start : sentence.span.end],
        )
        is not None
    )


def by_words(sentence: Sentence, low: str) -> str:
    """Return the status that the words of works in a sentence give, empty where there are none."""
    text = low[sentence.span.start : sentence.span.end]
    for status, words in WORKS:
        match = words.search(text)
        if match and not DENIED.search(text[: match.start()]):
            return status
    return ""


def plain_row(
    extraction: Extraction, mention: Mention, status: str, basis: str, sentence: Sentence | None = None
) -> ProjectStatus:
    """Return a status that a sentence gives, at the place of the asset's name or of the sentence."""
    anchor = Anchor(sentence.number, sentence.span, "words of works") if sentence else mention.anchor
    return ProjectStatus(mention.ref, status, extraction.document.published, anchor, basis=basis)


def one_built(kinds: dict[str, str], statement: Statement) -> bool:
    """Say whether the statement is about one asset alone, and it is one that is built."""
    assets = [ref for ref in statement.about if ref in kinds]
    return len(assets) == 1 and "class" not in kinds[assets[0]]


def status_of(statement: Statement, low: str) -> str:
    """Return the status that a statement gives its asset, empty where it gives none."""
    if statement.act in ("denied", "retracted", "corrected"):
        return ""
    if statement.content == "cancelled":
        unnamed = any(ref.startswith("anonymous-") for ref in statement.by)
        return "proposed" if unnamed else "cancelled"  # unnamed people alone end no project
    span = statement.anchor.span
    if statement.level in BY_LEVEL:
        return by_level(statement, low[span.start : span.end])
    if statement.content == "interrupted":
        return "" if long_ago(statement) else "idle"
    talk = statement.content in TALK_OF or (statement.act == "signed" and statement.polarity == "+")
    return "proposed" if talk and BUILT.search(low, span.start, span.end) else ""


def by_level(statement: Statement, text: str) -> str:
    """Return the status of a level; a finished piece leaves the whole under construction."""
    if statement.level in STANDING and OUTAGE.search(text):
        return ""
    if statement.level == COMPLETE and PART.search(text) and statement.content != "existing":
        return "construction"
    return BY_LEVEL[statement.level]


def long_ago(statement: Statement) -> bool:
    """Say whether a statement tells of what happened more than a year before it was said."""
    when, said = statement.effective, statement.asserted
    last = when.last or when.first if when else None
    return bool(last and said and (said.day - last).days > YEAR)


def row_of(statement: Statement, asset: str, status: str, extraction: Extraction) -> ProjectStatus:
    """Return the status with the date that the text vouches for: its publication, unless it recalls."""
    published: Moment | None = extraction.document.published
    later = (
        statement.effective if statement.content in ("planned", "scheduled", "ongoing", "forecast") else None
    )
    return ProjectStatus(
        asset,
        status,
        published,
        statement.anchor,
        expected=later,
        basis=f"statement {statement.id}: {statement.content}, level {statement.level}",
    )
