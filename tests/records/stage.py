"""A small stage for tests of events and statements: a text, and the names that stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from linepack.records.extract import derived
from linepack.records.model import (
    Anchor,
    Document,
    Entity,
    Extraction,
    Mention,
    Moment,
    Post,
    Quantity,
    Sentence,
    Span,
    TimeExpression,
)

PUBLISHED = Moment(date(2024, 5, 14), "day", "header")


@dataclass(frozen=True)
class Name:
    """A form in the text and what it stands for."""

    form: str
    group: str
    ref: str
    kind: str = ""
    country: str = ""
    role: str = ""
    present: bool = True
    name: str = ""


@dataclass
class Stage:
    names: list[Name] = field(default_factory=list)

    def read(
        self, text: str, *, language: str = "en", outlet: str = "", background: tuple[int, ...] = ()
    ) -> Extraction:
        sentences = []
        for number, match in enumerate(re.finditer(r"\S.*?(?:[.!?][\"”»]?(?=\s|$)|$)", text, re.S), start=1):
            sentences.append(
                Sentence(
                    number,
                    number,
                    Span(*match.span()),
                    " ".join(match.group().split()),
                    background=number in background,
                )
            )
        document = Document(
            text, "made-up", "text", "0", language, PUBLISHED, tuple(sentences), (), outlet=outlet
        )
        mentions = [m for s in sentences for name in self.names for m in find(s, text, name)]
        mentions.sort(key=lambda m: (m.anchor.span.start, -m.anchor.span.end))
        seen = {m.ref for m in mentions}
        entities = {
            n.ref: Entity(
                n.group,
                n.ref,
                n.name or n.form,
                n.kind,
                next(m.anchor for m in mentions if m.ref == n.ref),
                n.country,
                (n.form,),
                (Post("Minister", "", n.country, next(m.anchor for m in mentions if m.ref == n.ref)),)
                if n.group == "persons" and n.country
                else (),
                present=n.present,
            )
            for n in self.names
            if n.ref in seen and n.group != "countries"
        }
        times = tuple(t for s in sentences for t in times_in(s, text))
        quantities = tuple(figures(sentences, text))
        return derived(Extraction(document, tuple(entities.values()), tuple(mentions), (), times, quantities))


def find(sentence: Sentence, text: str, name: Name) -> list[Mention]:
    start, end = sentence.span.start, sentence.span.end
    return [
        Mention(
            Anchor(sentence.number, Span(start + m.start(), start + m.end()), "test"),
            name.group,
            name.ref,
            name.form,
            name.role,
        )
        for m in re.finditer(rf"(?<!\w){re.escape(name.form)}(?!\w)", text[start:end])
    ]


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def times_in(sentence: Sentence, text: str) -> list[TimeExpression]:
    out = []
    base = sentence.span.start
    words = text[base : sentence.span.end]
    for m in re.finditer(r"(\d{1,2}) (" + "|".join(MONTHS) + r") (\d{4})|\b(20\d\d)\b", words):
        if m.group(4):
            if out and out[-1].anchor.span.end >= base + m.end():
                continue
            first, last, precision = date(int(m.group(4)), 1, 1), date(int(m.group(4)), 12, 31), "year"
        else:
            first = last = date(int(m.group(3)), MONTHS.index(m.group(2)) + 1, int(m.group(1)))
            precision = "day"
        anchor = Anchor(sentence.number, Span(base + m.start(), base + m.end()), "test")
        out.append(TimeExpression(anchor, m.group(), first, last, precision, "explicit"))
    return out


def figures(sentences: list[Sentence], text: str) -> list[Quantity]:
    out = []
    for s in sentences:
        for m in re.finditer(
            r"(\d+(?:[.,]\d+)?) (bcm|mcm|billion cubic met(?:er|re)s|million cubic met(?:er|re)s|TWh|km)",
            s.span.of(text),
        ):
            span = Span(s.span.start + m.start(), s.span.start + m.end())
            unit = {"billion": "bcm", "million": "mcm"}.get(m.group(2).split()[0], m.group(2))
            out.append(
                Quantity(
                    f"q{len(out) + 1}",
                    Anchor(s.number, span, "test"),
                    float(m.group(1).replace(",", ".")),
                    unit,
                    m.group(),
                    kind="length" if unit == "km" else "supply",
                )
            )
    return out
