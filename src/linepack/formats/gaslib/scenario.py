"""A scenario of GasLib: what enters and leaves, and between which pressures."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from linepack.formats.gaslib.values import Values
from linepack.formats.gaslib.xml import BrokenXmlError, records
from linepack.network.places import at, error, warning

if TYPE_CHECKING:
    from linepack.errors import Finding
    from linepack.formats.gaslib.files import Source
    from linepack.formats.gaslib.xml import Element

LEAST_FLOW: Final = 1e-9
"""Flow below which a nomination is the rounding of nothing. [kg/s]"""

ENTRY: Final = "entry"
EXIT: Final = "exit"


@dataclass
class Bounds:
    """Two bounds of one quantity, infinite where there is none."""

    low: float = -math.inf
    high: float = math.inf

    def narrow(self, bound: str, value: float) -> None:
        """Take in one more bound: ``lower``, ``upper`` or ``both``."""
        if bound in ("lower", "both"):
            self.low = max(self.low, value)
        if bound in ("upper", "both"):
            self.high = min(self.high, value)

    @property
    def given(self) -> bool:
        """Whether there is a bound at all."""
        return math.isfinite(self.low) or math.isfinite(self.high)

    @property
    def chosen(self) -> float:
        """The value that both bounds name; the mean of two, the one of one, 0 without any."""
        finite = [value for value in (self.low, self.high) if math.isfinite(value)]
        return sum(finite) / len(finite) if finite else 0.0


@dataclass
class Nomination:
    """What a scenario says of one node."""

    node: str
    kind: str
    line: int
    flow: Bounds = field(default_factory=Bounds)
    pressure: Bounds = field(default_factory=Bounds)
    notes: list[str] = field(default_factory=list)

    @property
    def drawn(self) -> float:
        """The flow that leaves the network here, negative where it enters; rounding is no flow. [kg/s]"""
        flow = self.flow.chosen if self.kind == EXIT else -self.flow.chosen
        return flow if abs(flow) > LEAST_FLOW else 0.0

    @property
    def enters(self) -> bool:
        """Whether gas enters here: at an entry, but for one that draws, or at an exit that feeds."""
        return self.drawn < 0.0 or (self.drawn == 0.0 and self.kind == ENTRY)


@dataclass
class ScenarioFile:
    """What a scenario's file says.

    Attributes
    ----------
    name
        What the file calls the scenario; the file's own name where it does not.
    label
        Where it stands.
    nodes
        What it says of each node.
    findings
        Everything wrong with it.
    """

    name: str
    label: str
    nodes: dict[str, Nomination] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_scenario(source: Source, density: float) -> ScenarioFile:
    """Return what a scenario's file says.

    Parameters
    ----------
    source
        The file.
    density
        Of the gas at normal conditions, which turns volumes into masses. [kg/m3]
    """
    scenario = ScenarioFile(source.name, source.label)
    values = Values(source.label, scenario.findings)
    ignored: Counter[str] = Counter()
    try:
        with source.open() as stream:
            for record in records(stream, 3):
                if record.parents[0].tag != "boundaryValue":
                    raise BrokenXmlError("it is no scenario of GasLib.", "Give a .scn file.", 1)
                scenario.name = record.parents[1].attributes.get("id", scenario.name)
                if record.element.tag == "node":
                    _node(record.element, scenario, values, density, ignored)
                else:
                    ignored[record.element.tag] += 1
    except BrokenXmlError as broken:
        place = f"{source.label} line {broken.line}"
        scenario.findings.append(at(error("scenario", "", "", broken.finding, broken.remedy), place))
    for tag, count in ignored.items():
        finding = f"{tag} is given {count} time(s); no table holds it."
        told = warning("scenario", "", tag, finding, "It is kept in the notes of provenance or left out.")
        scenario.findings.append(at(told, source.label))
    return scenario


def _node(
    element: Element, scenario: ScenarioFile, values: Values, density: float, ignored: Counter[str]
) -> None:
    name, kind = element.attributes.get("id", ""), element.attributes.get("type", "")
    if not name or kind not in (ENTRY, EXIT):
        finding = f"a node needs an id and the type entry or exit, here '{name}' and '{kind}'."
        values.error(element, "scenario", name, finding, "Give both.")
        return
    seen = scenario.nodes.setdefault(name, Nomination(name, kind, element.line))
    if seen.kind != kind:
        values.error(element, "scenario", name, "it is an entry and an exit at once.", "Keep one of the two.")
    for child in element.children:
        if child.tag in ("flow", "pressure"):
            _bound(child, seen, values, density)
        else:
            ignored[child.tag] += 1
            seen.notes.append(written(child))
    for word, bounds in (("flow", seen.flow), ("pressure", seen.pressure)):
        if bounds.low > bounds.high:
            finding = (
                f"the lower bound of its {word}, {bounds.low:.6g}, is above the upper, {bounds.high:.6g}."
            )
            values.error(element, "scenario", name, finding, "Swap or correct them.")


def _bound(element: Element, node: Nomination, values: Values, density: float) -> None:
    bound = element.attributes.get("bound", "")
    if bound not in ("lower", "upper", "both"):
        finding = f"the bound is '{bound}'."
        values.error(element, "scenario", node.node, finding, "It is lower, upper or both.")
        return
    unit = "kg/s" if element.tag == "flow" else "Pa"
    value = values.quantity(element, unit, ("scenario", node.node), density)
    if math.isfinite(value):
        (node.flow if element.tag == "flow" else node.pressure).narrow(bound, value)


def written(element: Element) -> str:
    """Return an element as a short text, like ``contractPressureMax 86 bar``."""
    attributes = dict(element.attributes)
    parts = [element.tag, attributes.pop("value", ""), attributes.pop("unit", "")]
    return " ".join(part for part in [*parts, *(f"{k}={v}" for k, v in attributes.items())] if part)
