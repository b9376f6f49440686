"""One figure in two units, and the same fact told twice in a document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from linepack.records.model import Flow
from linepack.records.quantities.amounts import OF_TOTAL
from linepack.records.quantities.conversion import BCM, canonical
from linepack.records.quantities.flows import main_end
from linepack.records.quantities.periods import TOTALS
from linepack.records.quantities.vocabulary import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linepack.records.model import Quantity
    from linepack.records.plain import PlainText
    from linepack.records.quantities.flows import End

_SAME: Final = pattern("same")
_UNIT_TOLERANCE: Final = 0.2
_VALUE_TOLERANCE: Final = 0.01
_OFTEN: Final = 2
_SUMS: Final = ("year", "total")
_SENTENCES: Final = 2
_BACK: Final = 60
_DAILY_RATIO: Final = 20.0
_DONE: Final = ("actual", "interrupted")


def linked(rows: list[Quantity], plain: PlainText, ends: Sequence[End] = ()) -> list[Quantity]:
    """Return the rows with ``same_as`` and ``duplicate_of``, shared rates and completed flows."""
    return _repeats(
        _carried(_placed(_completed(_shared(_translations(rows, plain), plain)), plain, ends), plain)
    )


def _carried(rows: list[Quantity], plain: PlainText) -> list[Quantity]:
    """Return the rows with the period of the sentences before: "Of that total, 12.9 bcm went to Europe"."""
    out: list[Quantity] = []
    last: Quantity | None = None
    for row in rows:
        known = row
        if last is not None and _goes_on(last, row, plain):
            known = _with_rate(replace(row, period=last.period), last, total=True)
        out.append(known)
        if known.kind in TOTALS and known.period and known.status == "actual" and known.per in _SUMS:
            last = known
    return out


def _goes_on(last: Quantity, row: Quantity, plain: PlainText) -> bool:
    """Say whether a figure without rate and period is one of the period told of before."""
    if row.per or row.period or row.kind not in TOTALS or row.unit not in BCM:
        return False
    if not 0 <= row.anchor.sentence - last.anchor.sentence <= _SENTENCES:
        return False
    before = plain.before(row.anchor.span.start, _BACK)
    return row.status == "actual" or pattern("of that").search(before) is not None


def _completed(rows: list[Quantity]) -> list[Quantity]:
    """Return the rows with half a flow completed, where the document names one flow only."""
    flows = {(r.flow.origin, r.flow.destination) for r in rows if r.flow.origin and r.flow.destination}
    origins = {r.flow.origin for r in rows if r.flow.origin}
    if len(flows) != 1 or len(origins) != 1:
        return rows
    origin, destination = flows.pop()
    return [
        replace(row, flow=replace(row.flow, origin=origin, destination=destination))
        if (row.flow.origin == origin and not row.flow.destination)
        or (row.flow.destination == destination and not row.flow.origin)
        else row
        for row in rows
    ]


def _placed(rows: list[Quantity], plain: PlainText, ends: Sequence[End]) -> list[Quantity]:
    """Return the supplies with the one origin and the one destination that the whole document speaks of."""
    origin, destination = main_end(ends, "from"), main_end(ends, "to")
    if origin == destination:
        return rows
    often = bool(main_end(ends, "from", _OFTEN) and main_end(ends, "to", _OFTEN))
    whole = Flow(origin, (destination,)) if often else Flow()
    placed = (_ended(row, origin, destination) for row in rows)
    return [_told(row, whole, ends, plain) if row.flow == Flow() else row for row in placed]


def _ended(row: Quantity, origin: str, destination: str) -> Quantity:
    """Return a supply that has one end with the other."""
    flow = row.flow
    if row.kind != "supply" or bool(flow.origin) == bool(flow.destination):
        return row
    if flow.destination and origin and origin not in flow.destination:
        return replace(row, flow=replace(flow, origin=origin))
    if flow.origin == origin and destination:
        return replace(row, flow=replace(flow, destination=(destination,)))
    return row


def _told(row: Quantity, whole: Flow, ends: Sequence[End], plain: PlainText) -> Quantity:
    """Return a supply without ends with those of the document, unless its sentence names another country."""
    if row.kind != "supply" or row.unit not in BCM:
        return row
    span = plain.sentence_at(row.anchor.span.start).span
    here = {end.ref for end in ends if span.start <= end.position < span.end}
    return row if here - {whole.origin, *whole.destination} else replace(row, flow=whole)


def _shared(rows: list[Quantity], plain: PlainText) -> list[Quantity]:
    """Return the rows with one rate for both ends of a change: "from 10 to 20 bcm a year"."""
    out = list(rows)
    for index in range(1, len(out)):
        first, second = out[index - 1], out[index]
        if first.anchor.sentence != second.anchor.sentence or first.unit not in BCM:
            continue
        between = plain.text[first.anchor.span.end : second.anchor.span.start]
        if OF_TOTAL.fullmatch(between):
            out[index - 1] = _with_rate(first, second)
        elif first.kind == second.kind and {first.role, second.role} == {"from", "to"}:
            out[index - 1], out[index] = _with_rate(first, second), _with_rate(second, first)
        elif first.kind == second.kind and pattern("rise").search(between):
            out[index] = _with_rate(second, first)
        elif _is_daily_too(first, second):
            out[index] = _with_rate(replace(second, per=""), first)
    return out


def _is_daily_too(first: Quantity, second: Quantity) -> bool:
    """Say whether a figure after a daily one is daily too: "2 mcm a day, which could reach 30 in 2030"."""
    if first.per != "day" or first.unit != second.unit or second.per_basis not in ("", "closed period"):
        return False
    return second.value <= _DAILY_RATIO * first.value


def _with_rate(row: Quantity, other: Quantity, *, total: bool = False) -> Quantity:
    if row.per or not other.per or (other.per == "total" and not total) or row.unit not in BCM:
        return row
    value, unit = canonical(row.value, row.unit, other.per)
    return replace(
        row, per=other.per, per_basis="as the amount beside it", canonical=value, canonical_unit=unit
    )


def _volume(row: Quantity) -> float | None:
    return row.value * BCM[row.unit] if row.unit in BCM else None


def _translations(rows: list[Quantity], plain: PlainText) -> list[Quantity]:
    out = list(rows)
    for index in range(1, len(out)):
        first, second = out[index - 1], out[index]
        if first.anchor.sentence == second.anchor.sentence and _is_translation(first, second, plain):
            out[index] = replace(
                second, same_as=first.id, kind=first.kind, status=first.status, per=second.per or first.per
            )
    return out


def _is_translation(first: Quantity, second: Quantity, plain: PlainText) -> bool:
    one, two = _volume(first), _volume(second)
    if one is None or two is None or first.unit == second.unit or one == 0:
        return False
    between = plain.text[first.anchor.span.end : second.anchor.span.start]
    return len(between) < 60 and bool(_SAME.match(between)) and abs(one - two) <= _UNIT_TOLERANCE * one


def _repeats(rows: list[Quantity]) -> list[Quantity]:
    """Mark later tellings of a fact; of a plain and a bounded form the bounded one is the fact."""
    out: list[Quantity] = []
    alike: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        places = alike.setdefault((row.kind, row.unit), [])
        index = next((place for place in places if _same_fact(out[place], row)), None)
        places.append(len(out))
        if index is None:
            out.append(row)
        elif out[index].bound == "exact" and row.bound in ("upper", "lower", "range"):
            out[index] = replace(out[index], duplicate_of=row.id)
            out.append(row)
        else:
            out.append(replace(row, duplicate_of=out[index].duplicate_of or out[index].id))
    return out


def _same_fact(first: Quantity, second: Quantity) -> bool:
    """Say whether two figures of one kind in one unit are one fact."""
    if first.duplicate_of or first.anchor.sentence == second.anchor.sentence:
        return False
    return _same_size(first, second) and _alike(first, second) and _agree(first, second)


def _alike(first: Quantity, second: Quantity) -> bool:
    """Say whether both are of one sort: done or not done, in one role of a change."""
    told = {first.status in _DONE, second.status in _DONE}
    if len(told) > 1 and "stated" not in (first.status, second.status):
        return False
    if first.role != second.role and "from" in (first.role, second.role):
        return False
    return not (first.same_as or second.same_as) and bool(first.kind)


def _same_size(first: Quantity, second: Quantity) -> bool:
    one, two = first.value, second.value
    return abs(one - two) <= _VALUE_TOLERANCE * max(abs(one), 1e-12) and first.value_max == second.value_max


def _agree(first: Quantity, second: Quantity) -> bool:
    """Say whether rate, asset and ends do not speak against one fact: where both are said they are equal."""
    pairs = [(first.per, second.per), (first.asset, second.asset), (first.flow.origin, second.flow.origin)]
    pairs.append((",".join(first.flow.destination), ",".join(second.flow.destination)))
    return all(not a or not b or a == b for a, b in pairs)
