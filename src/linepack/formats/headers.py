"""The header of a network as files write it: entries with units."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from linepack.formats.quantities import Reference, at_face, in_si, quantity, unit_of
from linepack.formats.raw import Misfit, RawValue
from linepack.network.concerns.header import header_values
from linepack.network.header import FORMAT_VERSION, GasSpec, NetworkHeader
from linepack.network.places import at, error, suggestion
from linepack.network.schema import header_schema
from linepack.network.tables import coerce, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linepack.errors import Finding
    from linepack.network.schema import Column

FORMAT: Final = "linepack network"
"""What the entry ``format`` says."""

COMPOSITION: Final = "gas.composition"
_PLAIN: Final = Reference(None, named=False)


def read_header(raw: Mapping[str, RawValue], label: str) -> tuple[NetworkHeader, Reference, list[Finding]]:
    """Return the header, what weighs volume flows, and everything that is wrong with the entries."""
    schema = header_schema()
    findings = _unknown(raw)
    values: dict[str, Any] = {}  # header fields of any type, by their key
    for column in schema.columns:
        if column.name == COMPOSITION:
            continue
        if column.name in raw:
            values[column.name], found = _entry(column, raw[column.name])
            findings += found
        elif column.required:
            remedy = f"Give it: {column.description}"
            findings.append(error("header", "", column.name, "the entry is missing.", remedy))
    values[COMPOSITION], found = _composition(raw)
    named = {"reference_temperature", "reference_pressure"} <= raw.keys()
    reference = Reference(values.get("reference_density"), named=named)
    return _header(values), reference, [at(one, label) for one in findings + found]


def write_header(header: NetworkHeader, units: str) -> dict[str, RawValue]:
    """Return the entries of a header, absent ones left out."""
    values = header_values(header)
    entries = {"format": RawValue(FORMAT)}
    for column in header_schema().columns:
        value = values[column.name]
        if column.name == COMPOSITION:
            fractions = header.gas.composition or {}
            entries |= {f"{COMPOSITION}.{name}": RawValue(float(part)) for name, part in fractions.items()}
        elif value not in (None, ""):
            entries[column.name] = _written(column, value, units)
    return entries


def _written(column: Column, value: object, units: str) -> RawValue:
    if column.dtype != "float" or isinstance(value, str):
        return RawValue(value)
    number = float(value)  # type: ignore[arg-type]  # the schema says it is a number
    if units == "face" and column.is_quantity:
        return RawValue(float(at_face(np.array([number]), column)[0]), column.face_unit)
    return RawValue(number, column.unit if column.is_quantity else "")


def _unknown(raw: Mapping[str, RawValue]) -> list[Finding]:
    known = [*header_schema().names, "format"]
    findings = []
    for key in raw:
        if key not in known and not key.startswith(f"{COMPOSITION}."):
            remedy = f"{suggestion(key, known)} Rename or remove it.".strip()
            findings.append(error("header", "", key, f"there is no entry {shown(key)}.", remedy))
    written = raw.get("format", RawValue(FORMAT)).value
    if written != FORMAT:
        finding = f"the format is {shown(written)}."
        findings.append(error("header", "", "format", finding, f'linepack reads "{FORMAT}".'))
    version = raw.get("format_version", RawValue(FORMAT_VERSION)).value
    if isinstance(version, int) and version > FORMAT_VERSION:
        finding = f"format version {version} is newer than this linepack knows ({FORMAT_VERSION})."
        findings.append(error("header", "", "format_version", finding, "Use a newer linepack."))
    return findings


def _entry(column: Column, raw: RawValue) -> tuple[Any, list[Finding]]:  # a value of the column's type
    """Return the value of an entry in SI, None for absent, and what is wrong with it."""
    if isinstance(raw.value, str) and raw.value in column.choices:
        return raw.value, []
    try:
        if column.dtype == "float":
            return _number(column, raw), []
        values, problems = coerce(column, [raw.value], 1)
        if problems:
            raise Misfit(problems[0].finding, problems[0].remedy)
        return values[0].item() if column.dtype == "int" else values[0], []
    except Misfit as misfit:
        words = f"{suggestion(str(raw.value), column.choices)} Or write {' or '.join(column.choices)}."
        remedy = f"{misfit.remedy} {words.strip()}" if column.choices else misfit.remedy
        return None, [error("header", "", column.name, misfit.finding, remedy)]


def _number(column: Column, raw: RawValue) -> float | None:
    """Return the number of an entry in SI; its unit stands in the text or apart."""
    value, unit = raw.value, raw.unit
    if isinstance(value, str) and value:
        value, unit = quantity(column, value) if not unit else (value, unit)
    values, problems = coerce(column, [value], 1)
    if problems:
        raise Misfit(problems[0].finding, problems[0].remedy)
    if math.isnan(values[0]):
        return None
    example = f'{column.name.rpartition(".")[2]} = "{shown(value)[1:-1]} {column.unit}"'
    return float(in_si(values, unit_of(column, unit, _PLAIN, example), _PLAIN)[0])


def _composition(raw: Mapping[str, RawValue]) -> tuple[dict[str, float] | None, list[Finding]]:
    """Return the mole fractions, None where there are none, and what is wrong with them."""
    if COMPOSITION in raw:
        remedy = "Give mole fractions by component, each an entry of its own."
        return None, [error("header", "", COMPOSITION, "it is no table.", remedy)]
    column = header_schema().by_name[COMPOSITION]
    parts: dict[str, float] = {}
    findings: list[Finding] = []
    for key in (key for key in raw if key.startswith(f"{COMPOSITION}.")):
        value, found = _entry(replace(column, name=key), raw[key])
        findings += found
        if value is not None:
            parts[key.removeprefix(f"{COMPOSITION}.")] = value
    return parts or None, findings


def _header(values: Mapping[str, Any]) -> NetworkHeader:  # header fields of any type, by their key
    """Return the header of the values that there are; what it must have and lacks is left empty."""
    there = {key: value for key, value in values.items() if value is not None}
    gas = {key.removeprefix("gas."): value for key, value in there.items() if key.startswith("gas.")}
    rest = {key: value for key, value in there.items() if not key.startswith("gas.")}
    return NetworkHeader(**{"name": "", **rest}, gas=GasSpec(**{"eos": "", "temperature": math.nan, **gas}))
