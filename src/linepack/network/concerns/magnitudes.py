"""Numbers outside what they can be, or outside what is plausible: most often a mistaken unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from linepack.network.places import bounded, error, warning
from linepack.network.schema import kinds, table_schema
from linepack.network.tables import numbers_of
from linepack.units import UNITS, to_si

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from linepack.errors import Finding
    from linepack.network.network import Network
    from linepack.network.schema import Column, Interval

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]


def magnitudes(network: Network) -> list[Finding]:
    """Return every number that its column does not allow (error) or that is not plausible (warning)."""
    findings: list[Finding] = []
    for schema in map(table_schema, kinds()):
        table = network.table(schema.kind)
        ids = table.index.to_numpy(dtype=object)
        for column in schema.columns if len(table) else ():
            if column.dtype in ("float", "int"):
                findings += _column(schema.kind, column, ids, numbers_of(table, column.name))
    return findings


def column_findings(network: Network, kind: str, name: str) -> list[Finding]:
    """Return what is wrong with the sizes of the numbers of one column."""
    return _column(kind, table_schema(kind).by_name[name], network.words(kind), network.column(kind, name))


def number_findings(kind: str, row: str, column: Column, value: float) -> list[Finding]:
    """Return what is wrong with the size of one number."""
    return _column(kind, column, np.array([row], dtype=object), np.array([value]))


def impossible(column: Column, values: Array) -> Mask:
    """Return which numbers a column does not allow, in the shape of the numbers; absent ones are not."""
    return _outside(column.range, values)


def _column(kind: str, column: Column, ids: NDArray[np.object_], values: Array) -> list[Finding]:
    impossible = _outside(column.range, values)
    odd = _outside(column.plausible, values) & ~impossible & (values != 0.0)
    errors = (
        error(
            kind,
            str(ids[row]),
            column.name,
            _beyond(column, column.range, values[row]),
            _remedy(column, values[row]),
        )
        for row in np.flatnonzero(impossible)
    )
    warnings = (
        warning(
            kind,
            str(ids[row]),
            column.name,
            f"{_written(column, values[row])} is not plausible.",
            _remedy(column, values[row]),
        )
        for row in np.flatnonzero(odd)
    )
    return bounded(errors) + bounded(warnings)


def _outside(interval: Interval | None, values: Array) -> Mask:
    """Return which numbers are outside an interval; absent ones are not."""
    if interval is None:
        return np.zeros(values.shape, dtype=bool)
    below = values < interval.low if interval.low_included else values <= interval.low
    above = values > interval.high if interval.high_included else values >= interval.high
    return np.asarray(below | above)


def _beyond(column: Column, interval: Interval | None, value: float) -> str:
    if interval is None or value in interval:
        return f"{_written(column, value)} is not allowed."
    if value > interval.high or (value == interval.high and not interval.high_included):
        limit, word = interval.high, "above" if interval.high_included else "not below"
    else:
        limit, word = interval.low, "below" if interval.low_included else "not above"
    return f"{_written(column, value)} is {word} {limit:g}."


def _written(column: Column, value: float) -> str:
    return f"{float(value)!r} {column.unit}" if column.is_quantity else f"{float(value):g}"


def _remedy(column: Column, value: float) -> str:
    meaning = column.description[:1].lower() + column.description[1:].rstrip(".")
    unit = f" in {column.unit}" if column.is_quantity else ""
    return f"{_guess(column, value)}Give {column.name}{unit}: {meaning}."


def _guess(column: Column, value: float) -> str:
    """Return which unit the number looks like, with what it would be in SI."""
    likely = column.plausible or column.range
    if not column.is_quantity or likely is None or column.unit not in UNITS:
        return ""
    dimension = UNITS[column.unit].dimension
    units = [column.face_unit, *(unit for unit, known in UNITS.items() if known.dimension == dimension)]
    for unit in units:
        if unit != column.unit and (converted := to_si(float(value), unit)) in likely and value != 0.0:
            return f"It looks like {unit}, which would be {converted:.6g} {column.unit}. "
    return ""
