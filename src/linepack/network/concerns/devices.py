"""Devices whose columns do not say what they do, or say what no solver here heeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from linepack.network.places import bounded, error, warning

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from linepack.errors import Finding
    from linepack.network.network import Network

    Mask = NDArray[np.bool_]
    Make = Callable[[str, str, str, str, str], Finding]


def devices(network: Network) -> list[Finding]:
    """Return what devices cannot be told.

    These are resistors without a loss or with two, bypasses that are not there, set-points that no machine
    has, and heaters with a target.
    """
    found = [*_resistors(network), *_short_pipes(network), *_bypasses(network)]
    return [*found, *beyond_machines(network), *_heaters(network)]


def _resistors(network: Network) -> list[Finding]:
    drag, drop = (network.column("resistors", name) for name in ("drag_factor", "pressure_drop"))
    diameter = network.column("resistors", "diameter")
    neither, both = np.isnan(drag) & np.isnan(drop), np.isfinite(drag) & np.isfinite(drop)
    unmeasured = (drag > 0.0) & np.isnan(diameter)
    return [
        *_told(
            network,
            "resistors",
            neither,
            ("drag_factor", "neither drag_factor nor pressure_drop is given."),
            "Give one of the two; 0 joins the two nodes without loss.",
        ),
        *_told(
            network,
            "resistors",
            both,
            ("pressure_drop", "drag_factor and pressure_drop are both given."),
            "Keep the one that holds and leave the other empty.",
        ),
        *_told(
            network,
            "resistors",
            unmeasured,
            ("diameter", "drag_factor needs the diameter that its velocity belongs to."),
            "Give the inner diameter in m.",
        ),
    ]


def _short_pipes(network: Network) -> list[Finding]:
    drag, diameter = (network.column("short_pipes", name) for name in ("drag_factor", "diameter"))
    finding = "drag_factor needs the diameter that its velocity belongs to."
    remedy = "Give the inner diameter in m."
    return _told(network, "short_pipes", (drag > 0.0) & np.isnan(diameter), ("diameter", finding), remedy)


def beyond_machines(network: Network) -> list[Finding]:
    """Return set-points that only unconditional devices hold, and those that they do not."""
    findings: list[Finding] = []
    for kind, side, does in (("regulators", 1.0, "boosts"), ("compressors", -1.0, "lowers")):
        machine = network.column(kind, "unconditional") != 1.0
        ratio, flow = network.column(kind, "ratio"), network.column(kind, "flow")
        remedy = "Correct it, or say that it is unconditional: then it holds whatever it takes."
        beyond = machine & (side * (ratio - 1.0) > 0.0)
        finding = f"no {kind[:-1]} {does} the pressure: the ratio is {'above' if side > 0.0 else 'below'} 1."
        findings += _told(network, kind, beyond, ("ratio", finding), remedy)
        finding = "it is below 0, and gas passes from from_node to to_node only."
        findings += _told(network, kind, machine & (flow < 0.0), ("flow", finding), remedy)
    wrong = (network.column("compressors", "unconditional") == 1.0) & (
        network.words("compressors", "control") == "power"
    )
    finding = "a power cannot be held unconditionally: without flow forward there is none."
    remedy = "Hold a ratio, a pressure or a flow, or let it be no unconditional device."
    return [*findings, *_told(network, "compressors", wrong, ("control", finding), remedy)]


def _bypasses(network: Network) -> list[Finding]:
    findings: list[Finding] = []
    for kind in ("regulators", "compressors"):
        has_none = network.column(kind, "internal_bypass") == 0.0
        wrong = has_none & (network.words(kind, "control") == "bypass")
        finding = "control is bypass, but internal_bypass is false."
        remedy = "Choose another control, or say that it has a bypass."
        findings += _told(network, kind, wrong, ("control", finding), remedy)
    return findings


def _heaters(network: Network) -> list[Finding]:
    target = network.column("heaters", "temperature")
    given = network.header.gas.temperature
    prevailing = given if isinstance(given, float | int) else np.nan  # a header may hold anything here
    told = np.isfinite(target) & (target != prevailing)
    finding = "its target temperature is passed by: the gas has one temperature in the whole network."
    remedy = "Leave it as information, or set the gas's temperature to what prevails."
    return _told(network, "heaters", told, ("temperature", finding), remedy, warning)


def _told(
    network: Network,
    kind: str,
    wrong: Mask,
    what: tuple[str, str],
    remedy: str,
    make: Make = error,
) -> list[Finding]:
    """Return a finding per wrong row; ``what`` is its column and its words."""
    column, finding = what
    rows = network.words(kind)[wrong]
    return bounded(make(kind, str(row), column, finding, remedy) for row in rows)
