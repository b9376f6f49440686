"""The figures of a document, each with what the words beside it make of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from linepack.records.model import Anchor, Doubt, Flow, Quantity, Span
from linepack.records.plain import plain_text
from linepack.records.quantities import (
    bands,
    context,
    conversion,
    counts,
    flows,
    links,
    periods,
    surroundings,
)
from linepack.records.quantities.amounts import GAS, MONEY, TIME, read_amounts
from linepack.records.quantities.vocabulary import cues, pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linepack.records.model import Document, Mention, Sentence, TimeExpression
    from linepack.records.plain import PlainText
    from linepack.records.quantities.amounts import Amount
    from linepack.records.quantities.counts import Count
    from linepack.records.quantities.vocabulary import Cue

_PRICES: Final = 1000.0
"""Amount of money below which it is no cost of anything built."""

_FLOWING: Final = frozenset({"supply", "capacity", "capacity increment"})

Found = tuple[tuple[Quantity, ...], tuple[Quantity, ...], tuple[Doubt, ...]]

_ENDED: Final = re.compile(r"[.!?…\"'»”)\]]\s*\Z")
_CUT: Final = re.compile(
    r"(?<![\w.])\d[\d.,]*(?: ?(?:mil|bil|m|b|cub|cubic|mln|bln|млн|млрд)\w*\.?)?\s*(?:\.\.\.|…)?\s*\Z"
)
_CONTRACT: Final = pattern("contract")
_EVENT_NAME: Final = pattern("event name")


@dataclass(frozen=True)
class _Scene:
    """A document laid out for the reading of one amount after another."""

    plain: PlainText
    amounts: list[Amount]
    mentions: dict[int, list[Mention]]
    times: dict[int, list[TimeExpression]]
    text: str
    assets: Sequence[Mention] = ()
    ends: Sequence[flows.End] = ()
    read: dict[tuple[str, int], list[Cue]] = field(default_factory=dict)

    def cues(self, name: str, sentence: Sentence) -> list[Cue]:
        """Return the cues of a table in a sentence, read once."""
        key = name, sentence.number
        if key not in self.read:
            self.read[key] = cues(name).found(self.plain, sentence.span)
        return self.read[key]


def find_quantities(
    document: Document, mentions: Sequence[Mention], times: Sequence[TimeExpression]
) -> Found:
    """Return the figures of a document, the numbers that are none, and what a person must look at.

    Parameters
    ----------
    document
        Any; noise is not read.
    mentions
        Names found in it: countries give flows, assets what a figure belongs to.
    times
        Dates and periods found in it.

    Returns
    -------
    quantities, other_numbers, doubts
        Values as printed in the printed unit; nothing is corrected: a unit that cannot be meant has a flag
        and a doubt with a proposed repair.
    """
    plain = plain_text(document)
    amounts, doubts = _without_cut(
        _outside_noise(read_amounts(plain, document.language), document), document, plain
    )
    scene = _Scene(
        plain,
        amounts,
        _by_sentence(mentions),
        _by_sentence(times),
        document.text,
        [one for one in mentions if one.group == "assets"],
        flows.ends_of(plain, mentions) if amounts else (),
    )
    rows = _read(scene)
    counted = [*counts.read_counts(plain)]
    loose = counts.read_parts(plain, lambda at: scene.cues("kind", plain.sentence_at(at)))
    counted += [part for part in loose if not any(part.start < c.end and c.start < part.end for c in counted)]
    rows += [_counted(scene, count) for count in counted if not _taken(count, amounts)]
    rows = [row for row in sorted(rows, key=lambda row: row.anchor.span.start) if row.unit != "drop"]
    figures = links.linked(_numbered("q", [row for row in rows if row.kind]), plain, scene.ends)
    others = _numbered("n", [row for row in rows if not row.kind])
    wrong = (_unit_doubt(row) for row in figures if row.flag == "unit_error")
    return tuple(figures), tuple(others), (*doubts, *wrong)


def _numbered(letter: str, rows: list[Quantity]) -> list[Quantity]:
    return [Quantity(**{**vars(row), "id": f"{letter}{number}"}) for number, row in enumerate(rows, 1)]


def _words(scene: _Scene, sentence: Sentence) -> str:
    return scene.plain.text[sentence.span.start : sentence.span.end]


def _by_sentence(rows: Sequence[Mention] | Sequence[TimeExpression]) -> dict[int, list]:  # type: ignore[type-arg]
    out: dict[int, list] = {}  # type: ignore[type-arg]
    for row in rows:
        out.setdefault(row.anchor.sentence, []).append(row)
    return out


def _outside_noise(amounts: list[Amount], document: Document) -> list[Amount]:
    spans = [noise.span for noise in document.noise]
    if not spans:
        return amounts
    return [a for a in amounts if not any(s.start < a.end and a.start < s.end for s in spans)]


def _without_cut(
    amounts: list[Amount], document: Document, plain: PlainText
) -> tuple[list[Amount], tuple[Doubt, ...]]:
    """Drop a figure that the end of the text cuts off."""
    text = document.text.rstrip()
    cut = any("truncat" in finding or "cut" in finding for finding in document.findings)
    match = _CUT.search(text, max(0, len(text) - 40))
    if match is None or (_ENDED.search(text) and not cut) or not plain.sentences:
        return amounts, ()
    span = Span(match.start(), len(text))
    sentence = plain.sentence_at(span.start)
    if not sentence.span.holds(span):
        return amounts, ()
    anchor = Anchor(sentence.number, span, "quantities: cut off")
    doubt = Doubt(
        "",
        f"the text ends inside a figure: {span.of(document.text)!r}",
        "read it in the full text; it was not recorded",
        "quantities: cut off",
        anchor,
    )
    return [amount for amount in amounts if amount.end <= span.start], (doubt,)


def _taken(count: Count, amounts: list[Amount]) -> bool:
    index = bisect_left(amounts, count.end, key=lambda amount: amount.start)
    return index > 0 and amounts[index - 1].end > count.start


def _read(scene: _Scene) -> list[Quantity]:
    """Return the rows of all amounts; the words of one, its rate with it, are not read again for the next."""
    rows: list[Quantity] = []
    for index in range(len(scene.amounts)):
        rows.append(_quantity(scene, index, rows[-1].anchor.span.end if rows else 0))
    return rows


def _quantity(scene: _Scene, index: int, floor: int) -> Quantity:
    """Return the row of an amount."""
    amount, plain = scene.amounts[index], scene.plain
    sentence = plain.sentence_at(amount.start)
    kind, base = _kind(scene, amount, sentence)
    if not kind:
        return _other(scene, amount, sentence)
    ceiling = scene.amounts[index + 1].start if index + 1 < len(scene.amounts) else len(plain.text)
    return _figure(scene, _Place(amount, sentence, kind, base, (floor, ceiling)))


class _Place(NamedTuple):
    """An amount with its sentence, kind, base and the ends of its neighbours."""

    amount: Amount
    sentence: Sentence
    kind: str
    base: str
    between: tuple[int, int]


def _figure(scene: _Scene, place: _Place) -> Quantity:
    amount, kind, number = place.amount, place.kind, place.sentence.number
    period = None
    if kind != "length":
        period = periods.period_of(scene.plain, amount, kind, scene.times.get(number, ()), place.between)
    bound, start = _bound(scene.plain, amount)
    per, per_basis, end = _rate(scene, place, period)
    if amount.unit == "tcf" and per == "day":
        amount = amount._replace(value=float(f"{amount.value * 1e6:.10g}"), unit="MMscfd")
    span = Span(min(start, amount.start), max(end, amount.end))
    value, unit = conversion.canonical(amount.value, amount.unit, per)
    here = scene.mentions.get(number, [])
    return Quantity(
        id="",
        anchor=Anchor(number, span, f"quantities: {kind}"),
        value=amount.value,
        value_max=amount.value_max,
        unit=amount.unit,
        printed=span.of(scene.text),
        per=per,
        per_basis=per_basis,
        bound=bound,
        kind=kind,
        status=_status(scene, place),
        flow=_flow(scene, place, here),
        asset=flows.asset_of(amount, kind, _words(scene, place.sentence), number, scene.assets),
        part=_part(scene.plain, amount),
        period=period,
        canonical=value,
        canonical_unit=unit,
        role=amount.role,
        flag=amount.flag or ("unit_error" if bands.repair(amount.value, amount.unit, per, kind) else ""),
        base=place.base,
    )


def _status(scene: _Scene, place: _Place) -> str:
    return context.status_of(
        scene.plain,
        scene.cues("status", place.sentence),
        place.amount,
        place.kind,
        ceiling=place.between[1],
        dative=_in_dative(scene, place.amount),
    )


def _in_dative(scene: _Scene, amount: Amount) -> bool:
    return scene.plain.text.endswith(("kupe", "metre", "metreye"), 0, amount.end)


_WITHIN: Final = re.compile(r"\b(?:within|no longer than|not longer than)(?: the| about)? \Z")


def _bound(plain: PlainText, amount: Amount) -> tuple[str, int]:
    if amount.bound:
        return amount.bound, amount.start
    bound, start = surroundings.bound_at(plain, amount.start, amount.end)
    if amount.unit in TIME and _WITHIN.search(plain.before(amount.start, 24)):
        return "upper", amount.start
    if amount.unit in TIME and "-" in plain.text[amount.start : amount.end]:
        return "exact", amount.start
    return ("exact", amount.start) if amount.role == "to" and bound == "upper" else (bound, start)


def _flow(scene: _Scene, place: _Place, here: list[Mention]) -> Flow:
    if not here or place.amount.unit not in GAS or place.kind not in _FLOWING:
        return Flow()
    span = place.sentence.span
    beside = [a for a in scene.amounts if a.unit in GAS and span.start <= a.start < span.end]
    return flows.flow_in(scene.ends, place.amount, beside, _clause(scene, place.amount))


def _kind(scene: _Scene, amount: Amount, sentence: Sentence) -> tuple[str, str]:
    plain = scene.plain
    if amount.unit in GAS:
        return context.gas_kind(plain, scene.cues("kind", sentence), amount), ""
    if amount.unit == "percent":
        return context.percent_kind(plain, amount, surroundings.bound_at(plain, amount.start, amount.end)[1])
    if amount.unit in MONEY:
        return _money_kind(scene, amount, sentence), ""
    if amount.unit in ("km", "mile"):
        return "length", ""
    if amount.unit == "MW":
        return "power", ""
    return ("duration" if _is_duration(plain, amount) else ""), ""


def _money_kind(scene: _Scene, amount: Amount, sentence: Sentence) -> str:
    """Return grant, cost or value; nothing for prices, which are small or stand per something."""
    if surroundings.is_price(scene.plain, amount.end) or amount.value < _PRICES:
        return ""
    return context.money_kind(scene.cues("money", sentence), amount)


_LASTS: Final = pattern("lasts")
_LASTING_AFTER: Final = pattern("lasting after")
_PAST: Final = pattern("past")
_TAKES: Final = pattern("takes")
_OUTAGE: Final = pattern("outage")


_TO_LAST: Final = re.compile(r"\b(?:would|will|to|could|may|should|can|must) last \Z")


def _is_past(before: str) -> bool:
    """Say whether a length of time lies behind; "would last two years" does not."""
    return bool(_PAST.search(before)) and not _TO_LAST.search(before)


def _is_duration(plain: PlainText, amount: Amount) -> bool:
    """Say whether a length of time is how long a contract, a supply, a building or an outage lasts."""
    start = surroundings.bound_at(plain, amount.start, amount.end)[1]
    before, after = plain.before(start, 60), plain.after(amount.end, 45)
    if amount.value > 99 or _EVENT_NAME.match(after) or _is_past(before):
        return False
    around = plain.before(amount.start, 160) + " " + plain.after(amount.end, 60)
    if amount.unit in ("day", "hour", "week"):
        return bool(
            _OUTAGE.search(around) and (_LASTS.search(before) or _TAKES.search(before) or "-" in after[:1])
        )
    near = plain.before(amount.start, 60)
    if _LASTING_AFTER.match(after) or _TAKES.search(before) or _TAKES.search(near):
        return True
    return bool(_LASTS.search(before) and _CONTRACT.search(around))


def _other(scene: _Scene, amount: Amount, sentence: Sentence) -> Quantity:
    """Return the row of a number that is no figure; plain lengths of time and areas are dropped."""
    plain_time = amount.unit in TIME and not _EVENT_NAME.match(scene.plain.after(amount.end, 45))
    span = Span(amount.start, amount.end)
    return Quantity(
        id="",
        anchor=Anchor(sentence.number, span, "quantities: other number"),
        value=amount.value,
        value_max=amount.value_max,
        unit="drop" if plain_time or amount.unit in ("square metre", "cubic metre") else amount.unit,
        printed=span.of(scene.text),
        bound=amount.bound or "exact",
    )


def _rate(scene: _Scene, place: _Place, period: TimeExpression | None) -> tuple[str, str, int]:
    """Return the rate, why, and where its words end."""
    amount, (floor, ceiling) = place.amount, place.between
    if amount.unit in MONEY:
        per, end = surroundings.rate_after(scene.plain, amount.end, min(ceiling, amount.end + 16))
        return per, "explicit" if per else "", max(end, amount.end)
    if amount.unit not in GAS or amount.per:
        return amount.per if amount.unit in GAS else "", "in the unit" if amount.per else "", amount.end
    per, end = surroundings.rate_after(scene.plain, amount.end, ceiling)
    if per and not _is_time_before(scene.plain, place.kind, end):
        return per, "explicit", end if end - amount.end < 24 else amount.end
    per = surroundings.rate_before(scene.plain, amount.start, floor)
    if per:
        return per, "explicit", amount.end
    return *periods.rate_of(scene.plain, amount, place.kind, period), amount.end


def _is_time_before(plain: PlainText, kind: str, end: int) -> bool:
    """Say whether "a year" is when and no rate: "4.7 bcm a year earlier"; a capacity has a rate."""
    return kind in periods.TOTALS and pattern("time before").match(plain.after(end, 16)) is not None


def _clause(scene: _Scene, amount: Amount) -> tuple[int, int]:
    """Return the positions of the sentence around an amount, cut at semicolons."""
    sentence = scene.plain.sentence_at(amount.start).span
    before = scene.plain.text.rfind(";", sentence.start, amount.start)
    after = scene.plain.text.find(";", amount.end, sentence.end)
    return (before if before >= 0 else sentence.start), (after if after >= 0 else sentence.end)


_PHASES: Final = pattern("phases")


def _part(plain: PlainText, amount: Amount) -> str:
    after = _PHASES.search(plain.after(amount.end, 50))
    if after:
        return after[0]
    before = list(_PHASES.finditer(plain.before(amount.start, 50)))
    return before[-1][0] if before else ""


def _counted(scene: _Scene, count: Count) -> Quantity:
    sentence = scene.plain.sentence_at(count.start)
    bound, start = (
        surroundings.bound_at(scene.plain, count.start, count.end) if count.kind else ("exact", count.start)
    )
    span = Span(min(start, count.start), count.end)
    return Quantity(
        id="",
        anchor=Anchor(sentence.number, span, f"quantities: {count.kind or 'other number'}"),
        value=count.value,
        unit=count.unit,
        printed=span.of(scene.text),
        bound=bound,
        kind=count.kind,
        base=count.base,
    )


def _unit_doubt(row: Quantity) -> Doubt:
    proposal = (
        bands.repair(row.value, row.unit, row.per, row.kind) or f"{row.value:g} {row.unit} of cubic metres"
    )
    return Doubt(
        row.id,
        f"{row.printed!r} cannot be meant as printed",
        f"compare with other reports; likely {proposal}. The printed figure is kept",
        "quantities: magnitude",
        row.anchor,
    )
