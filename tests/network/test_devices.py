"""What check finds about resistors, heaters, bypasses and the set-points of regulators."""

from __future__ import annotations

from typing import Any

import pytest

from linepack.network import GasSpec, Network, NetworkHeader
from linepack.network.check import check

GAS = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)


def network(kind: str, row: dict[str, Any]) -> Network:
    tables: dict[str, Any] = {kind: [{"id": "E", "from_node": "a", "to_node": "b"} | row]}
    return Network.build(
        header=NetworkHeader(name="devices", gas=GAS),
        nodes=[{"id": "a"}, {"id": "b"}],
        supplies=[{"id": "in", "node": "a", "control": "pressure", "pressure": 50e5}],
        demands=[{"id": "out", "node": "b", "mass_flow": 30.0}],
        **tables,
    )


@pytest.mark.parametrize(
    ("kind", "row", "place"),
    [
        ("resistors", {}, "resistors[E].drag_factor"),
        ("resistors", {"drag_factor": 3.0}, "resistors[E].diameter"),
        ("resistors", {"drag_factor": -3.0, "diameter": 0.5}, "resistors[E].drag_factor"),
        ("resistors", {"pressure_drop": -1e5}, "resistors[E].pressure_drop"),
        (
            "resistors",
            {"drag_factor": 3.0, "diameter": 0.5, "pressure_drop": 1e5},
            "resistors[E].pressure_drop",
        ),
        ("regulators", {"control": "ratio"}, "regulators[E].ratio"),
        ("regulators", {"control": "ratio", "ratio": 1.2}, "regulators[E].ratio"),
        ("regulators", {"control": "differential"}, "regulators[E].differential"),
        ("regulators", {"control": "bypass", "internal_bypass": False}, "regulators[E].control"),
        ("compressors", {"control": "bypass", "internal_bypass": False}, "compressors[E].control"),
        ("compressors", {"control": "ratio", "ratio": 0.9}, "compressors[E].ratio"),
        ("compressors", {"control": "flow", "flow": -3.0}, "compressors[E].flow"),
        ("regulators", {"control": "flow", "flow": -3.0}, "regulators[E].flow"),
        (
            "compressors",
            {"control": "power", "power": 1e6, "unconditional": True},
            "compressors[E].control",
        ),
        ("short_pipes", {"drag_factor": 3.0}, "short_pipes[E].diameter"),
        (
            "regulators",
            {"control": "differential", "differential": 9e5, "differential_max": 5e5},
            "regulators[E].differential",
        ),
        (
            "regulators",
            {"control": "bypass", "differential_min": 6e5, "differential_max": 5e5},
            "regulators[E].differential_min",
        ),
    ],
)
def test_a_device_that_does_not_say_what_it_does_is_refused(
    kind: str, row: dict[str, Any], place: str
) -> None:
    errors = [finding.place for finding in check(network(kind, row)) if finding.severity == "error"]
    assert errors == [place]


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("resistors", {"drag_factor": 0.0}),
        ("resistors", {"pressure_drop": 0.0}),
        ("resistors", {"drag_factor": 3.0, "diameter": 0.5}),
        ("short_pipes", {}),
        ("short_pipes", {"drag_factor": 3.0, "diameter": 0.5}),
        ("compressors", {"control": "ratio", "ratio": 0.9, "unconditional": True}),
        ("regulators", {"control": "ratio", "ratio": 1.1, "unconditional": True}),
        ("regulators", {"control": "flow", "flow": -3.0, "unconditional": True}),
        ("heaters", {}),
        ("heaters", {"temperature": 283.15}),
        ("regulators", {"control": "ratio", "ratio": 0.9, "differential_min": 1e5}),
    ],
)
def test_a_sound_device_is_not_told(kind: str, row: dict[str, Any]) -> None:
    assert check(network(kind, row)) == []


def test_a_target_temperature_is_told_to_be_passed_by() -> None:
    findings = check(network("heaters", {"temperature": 310.0}))
    assert [(one.severity, one.place) for one in findings] == [("warning", "heaters[E].temperature")]
    assert "passed by" in findings[0].finding
