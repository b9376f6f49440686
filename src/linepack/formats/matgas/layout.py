"""Tables of a matgas case: their columns in the order that holds without names, and what they measure."""

from __future__ import annotations

from typing import Final

PRESSURE, FLOW, LENGTH, DIAMETER, POWER, NUMBER, COUNT, TEXT = (
    "pressure",
    "flow",
    "length",
    "diameter",
    "power",
    "number",
    "count",
    "text",
)
"""What a column measures; it decides the unit, and what a value per unit is counted in."""

_LINK: Final = {"id": TEXT, "fr_junction": TEXT, "to_junction": TEXT}
_PIPE: Final = {
    **_LINK,
    "diameter": DIAMETER,
    "length": LENGTH,
    "friction_factor": NUMBER,
    "p_min": PRESSURE,
    "p_max": PRESSURE,
    "status": COUNT,
}
_COMPRESSOR: Final = {
    **_LINK,
    "c_ratio_min": NUMBER,
    "c_ratio_max": NUMBER,
    "power_max": POWER,
    "flow_min": FLOW,
    "flow_max": FLOW,
    "inlet_p_min": PRESSURE,
    "inlet_p_max": PRESSURE,
    "outlet_p_min": PRESSURE,
    "outlet_p_max": PRESSURE,
    "status": COUNT,
}
_STATION: Final = {
    "operating_cost": NUMBER,
    "directionality": COUNT,
    "compressor_station_name": TEXT,
    "pipeline_name": TEXT,
    "total_installed_power": POWER,
    "num_compressor_units": COUNT,
    "compressor_type": TEXT,
    "design_suction_pressure": PRESSURE,
    "design_discharge_pressure": PRESSURE,
    "max_compressed_volume": NUMBER,
    "design_fuel_required": NUMBER,
    "design_electric_power_required": NUMBER,
    "num_units_for_peak_service": COUNT,
    "peak_year": COUNT,
}
_WAY: Final = {"is_bidirectional": COUNT, "pipeline_name": TEXT}
_CONTRACT: Final = {
    "name": TEXT,
    "company_name": TEXT,
    "daily_scheduled_flow": FLOW,
    "design_capacity": FLOW,
    "operating_capacity": FLOW,
    "is_firm": COUNT,
    "edi_id": TEXT,
}


def _load(word: str) -> dict[str, str]:
    bounds = {f"{word}_{end}": FLOW for end in ("min", "max", "nominal")}
    return {"id": TEXT, "junction_id": TEXT, **bounds, "is_dispatchable": COUNT, "status": COUNT}


TABLES: Final[dict[str, dict[str, str]]] = {
    "junction": {
        "id": TEXT,
        "p_min": PRESSURE,
        "p_max": PRESSURE,
        "p_nominal": PRESSURE,
        "junction_type": COUNT,
        "status": COUNT,
        "pipeline_name": TEXT,
        "edi_id": TEXT,
        "lat": NUMBER,
        "lon": NUMBER,
    },
    "pipe": {**_PIPE, **_WAY, "num_spatial_discretization_points": COUNT},
    "compressor": {**_COMPRESSOR, **_STATION},
    "short_pipe": {**_LINK, "status": COUNT, **_WAY},
    "resistor": {**_LINK, "drag": NUMBER, "diameter": DIAMETER, "status": COUNT, **_WAY},
    "loss_resistor": {**_LINK, "p_loss": PRESSURE, "status": COUNT, **_WAY},
    "valve": {**_LINK, "status": COUNT, "flow_coefficient": NUMBER, "pipeline_name": TEXT},
    "regulator": {
        **_LINK,
        "reduction_factor_min": NUMBER,
        "reduction_factor_max": NUMBER,
        "flow_min": FLOW,
        "flow_max": FLOW,
        "status": COUNT,
        "directionality": COUNT,
        "discharge_coefficient": NUMBER,
        "design_flow_rate": FLOW,
        "design_inlet_pressure": PRESSURE,
        "design_outlet_pressure": PRESSURE,
        "pipeline_name": TEXT,
    },
    "receipt": {**_load("injection"), "offer_price": NUMBER, **_CONTRACT},
    "delivery": {**_load("withdrawal"), "bid_price": NUMBER, **_CONTRACT},
    "transfer": {
        **_load("withdrawal"),
        "bid_price": NUMBER,
        "offer_price": NUMBER,
        "exchange_point_name": TEXT,
        "pipeline_name": TEXT,
        "other_pipeline_name": TEXT,
        "design_pressure": PRESSURE,
        "meter_capacity": FLOW,
        "daily_scheduled_flow": FLOW,
    },
    "storage": {
        "id": TEXT,
        "junction_id": TEXT,
        "pressure_nominal": PRESSURE,
        "flow_injection_rate_min": FLOW,
        "flow_injection_rate_max": FLOW,
        "flow_withdrawal_rate_min": FLOW,
        "flow_withdrawal_rate_max": FLOW,
        "capacity": NUMBER,
        "status": COUNT,
        "name": TEXT,
        "owner_name": TEXT,
        "storage_type": TEXT,
        "daily_withdrawal_max": NUMBER,
        "seasonal_withdrawal_max": NUMBER,
        "base_gas_capacity": NUMBER,
        "working_gas_capacity": NUMBER,
        "total_field_capacity": NUMBER,
        "edi_id": TEXT,
    },
    "ne_pipe": {**_PIPE, "construction_cost": NUMBER, **_WAY, "num_spatial_discretization_points": COUNT},
    "ne_compressor": {**_COMPRESSOR, "construction_cost": NUMBER, **_STATION},
}
"""Columns of each table, in the order that holds where no comment names them."""

CANDIDATES: Final = ("ne_pipe", "ne_compressor")
"""Tables of what could be built."""

NO_PRESSURE, NO_FLOW, NO_RATIO, NO_POWER = 1e9, 1e9, 100.0, 1e11
"""Limits that are none, for columns that must hold a number. [Pa], [kg/s], [1], [W]"""

EXTENSION: Final = "_data"
"""What the name of a matrix of further columns ends in; its rows are those of the table."""

OWN_ID: Final = "linepack_id"
"""Further column in which the id of a row stands that is no number; written and read by linepack alone."""

FURTHER: Final[dict[str, str]] = {
    "elevation": LENGTH,
    "well_diameter": DIAMETER,
    "well_depth": LENGTH,
    "reservoir_p_max": PRESSURE,
    OWN_ID: TEXT,
}
"""What columns measure that no table has by itself; all others are plain."""
