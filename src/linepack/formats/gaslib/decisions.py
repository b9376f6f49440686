"""Combined decisions of GasLib: which valves and stations may be in which state together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from linepack.formats.gaslib.values import Values
from linepack.formats.gaslib.xml import BrokenXmlError, records
from linepack.network.places import at, error

if TYPE_CHECKING:
    from pathlib import Path

    from linepack.errors import Finding


@dataclass(frozen=True)
class Decision:
    """One allowed state of a group: what is open or at work, by kind and id of GasLib."""

    name: str
    line: int
    states: dict[tuple[str, str], bool] = field(default_factory=dict)

    @property
    def shut(self) -> frozenset[tuple[str, str]]:
        """What is closed or at rest."""
        return frozenset(key for key, works in self.states.items() if not works)


@dataclass(frozen=True)
class Group:
    """Decisions of which one holds."""

    name: str
    decisions: tuple[Decision, ...]


def read_decisions(path: Path) -> tuple[list[Group], list[Finding]]:
    """Return the groups of a .cdf file and everything that is wrong with it."""
    values = Values(path.name)
    groups: list[Group] = []
    try:
        with path.open("rb") as stream:
            for record in records(stream, 2):
                decisions = []
                for one in record.element.children:
                    states = {
                        (part.tag, part.attributes.get("id", "")): part.attributes.get("value") == "1"
                        for part in one.children
                    }
                    decisions.append(Decision(one.attributes.get("id", ""), one.line, states))
                groups.append(Group(record.element.attributes.get("id", ""), tuple(decisions)))
    except BrokenXmlError as broken:
        place = f"{path.name} line {broken.line}"
        values.findings.append(at(error("decisions", "", "", broken.finding, broken.remedy), place))
    return groups, values.findings
