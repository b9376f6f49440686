"""The columns that the page shows of each table of a study; its file holds them all."""

from __future__ import annotations

from typing import Final

from linepack.report.tables import Column

CONTRACTS: Final = (
    Column("contract"),
    Column("target", "for"),
    Column("volume_bcm_y", kind="number"),
    Column("flat_day_mcm_d", "Flat day [mcm/d]", "number"),
    Column("winter_day_mcm_d", "Winter day [mcm/d]", "number"),
    Column("share_of_deliverable", "Share of deliverable", "share"),
    Column("verdict", kind="verdict"),
    Column("source", kind="source"),
)

ANSWERS: Final = (
    Column("scenario"),
    Column("target_label", "Target"),
    Column("deliverable_bcm_y", "Deliverable [bcm/y]", "number"),
    Column("low_bcm_y", "Low", "number"),
    Column("high_bcm_y", "High", "number"),
    Column("band_rests_on", "Band rests on"),
    Column("draws_out", "Draws left out"),
    Column("deliverable_mcm_d", "As a day [mcm/d]", "number"),
    Column("cap_bcm_y", "Cap", "number"),
    Column("cap_published", "Cap known"),
    Column("max_flow_bcm_y", "Max-flow", "number"),
    Column("relaxed_bcm_y", "Relaxed", "number"),
    Column("optimum_bcm_y", "Optimum", "number"),
    Column("bound_method", "Bound by"),
    Column("binding", "Binds"),
    Column("status"),
)

PUBLISHED: Final = (
    Column("case"),
    Column("published"),
    Column("requirement", "Asked"),
    Column("result", "Computed"),
    Column("verdict", kind="verdict"),
    Column("cause"),
    Column("source", kind="source"),
)

COMPRESSORS: Final = (
    Column("name", "Station"),
    Column("mode", kind="words"),
    Column("ratio", "Pressure ratio", "number"),
    Column("power_mw", "Power [MW]", "number"),
    Column("power_max_mw", "of [MW]", "number"),
    Column("fuel_kg_s", "Fuel [kg/s]", "number"),
    Column("source", kind="source"),
)

REGULATORS: Final = (
    Column("name", "Metering or control"),
    Column("mode", kind="words"),
    Column("flow_bcm_y", "Flow [bcm/y]", "number"),
    Column("cap_bcm_y", "Cap [bcm/y]", "number"),
    Column("source", kind="source"),
)

LEDGER: Final = (Column("item"), Column("mass_flow", "Mass flow [kg/s]", "number"))

PIPES: Final = (
    Column("id", "Pipe"),
    Column("name"),
    Column("flow_bcm_y", "Flow [bcm/y]", "number"),
    Column("pressure_from_bar", "Pressure in [bar]", "number"),
    Column("pressure_to_bar", "out [bar]", "number"),
    Column("length_km", "Length [km]", "number"),
    Column("diameter_mm", "Inner diameter [mm]", "number"),
    Column("status", kind="words"),
    Column("confidence"),
    Column("source", kind="source"),
)

NODES: Final = (
    Column("name", "Node"),
    Column("country"),
    Column("pressure_bar", "Pressure [bar]", "number"),
    Column("pressure_min_bar", "Lowest allowed", "number"),
    Column("pressure_max_bar", "Highest allowed", "number"),
    Column("elevation_m", "Elevation [m]", "number"),
    Column("confidence"),
    Column("source", kind="source"),
)

ASSUMPTIONS: Final = (
    Column("what", "Assumption"),
    Column("value"),
    Column("range"),
    Column("confidence"),
    Column("basis"),
    Column("as_of", "As of"),
    Column("note"),
    Column("source", kind="source"),
)

KNOWN_TABLES: Final = frozenset(
    (
        "scenarios",
        "answers",
        "contracts",
        "marginals",
        "tornado",
        "published",
        "pipes",
        "nodes",
        "compressors",
        "regulators",
        "profile",
        "ledger",
        "assumptions",
    )
)
