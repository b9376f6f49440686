"""Files of pandapipes, made up here: tables as text of JSON inside JSON, as its own writer leaves them."""

import json
from typing import Any

Tables = dict[str, list[dict[str, Any]]]

UNITS = ("_mm", "_km", "_kg", "_kg_per_s", "_bar")
TYPES = {bool: "bool", int: "int64", float: "float64"}

COMPONENTS = {
    "junction_component": "Junction",
    "pipe_component": "Pipe",
    "valve_component": "Valve",
    "sink_component": "Sink",
    "source_component": "Source",
    "compressor_component": "Compressor",
    "flow_control_component": "FlowControlComponent",
    "pressure_control_component": "PressureControlComponent",
    "mass_storage_component": "MassStorage",
    "heat_exchanger_component": "HeatExchanger",
    "ext_grid_component": "ExtGrid",
}


def frame(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A table as pandas writes it."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    data = [[row.get(column) for column in columns] for row in rows]
    text = json.dumps({"columns": columns, "index": list(range(len(rows))), "data": data})
    return {
        "_module": "pandas.core.frame",
        "_class": "DataFrame",
        "_object": text,
        "orient": "split",
        "dtype": {column: dtype(column, rows[0].get(column)) for column in columns},
        "is_multiindex": False,
        "is_multicolumn": False,
    }


def dtype(column: str, value: object) -> str:
    """The type of a column as pandas calls it."""
    return "float64" if column.endswith(UNITS) else TYPES.get(type(value), "object")


def property_of(kind: str, **values: Any) -> dict[str, Any]:
    """A property of a fluid."""
    module = "pandapipes.properties.fluids"
    return {"_module": module, "_class": f"FluidProperty{kind}", "_object": json.dumps(values)}


def fluid(fluid_type: str = "gas", **properties: Any) -> dict[str, Any]:
    """A gas of 0.75 kg/m3 whose compressibility falls by 0.0021 per bar."""
    held = {
        "density": property_of("Constant", value=0.75),
        "viscosity": property_of("Constant", value=1.1e-5),
        "heat_capacity": property_of("Constant", value=2150.0),
        "molar_mass": property_of("Constant", value=16.8),
        "der_compressibility": property_of("Constant", value=-0.0021),
        "compressibility": property_of("Linear", slope=-0.0021, offset=1.0),
        **properties,
    }
    inside = {"name": "made up", "fluid_type": fluid_type, "is_gas": True, "all_properties": held}
    return {
        "_module": "pandapipes.properties.fluids",
        "_class": "Fluid",
        "_object": json.dumps(inside),
    }


def document(tables: Tables, **entries: Any) -> dict[str, Any]:
    """A whole file."""
    inside = {
        "fluid": fluid(),
        "name": "made up",
        "version": "0.16.0",
        "format_version": "0.14.0",
        "user_pf_options": {"friction_model": "colebrook"},
        "component_list": [
            {"_module": f"pandapipes.component_models.{module}", "_class": name, "_object": "{}"}
            for module, name in COMPONENTS.items()
        ],
        "sector": "all",
        "std_types": {"pump": {"P": {"_object": '{"x": NaN}'}}},
        **{name: frame(rows) for name, rows in tables.items()},
        **entries,
    }
    return {"_module": "pandapipes.pandapipes_net", "_class": "pandapipesNet", "_object": inside}


def junctions(count: int, heights: dict[int, float] | None = None) -> list[dict[str, Any]]:
    """Rows of junctions at 288.15 K."""
    return [
        {
            "name": f"J{number}",
            "pn_bar": 40.0,
            "tfluid_k": 288.15,
            "height_m": (heights or {}).get(number, 0.0),
            "in_service": True,
            "type": "junction",
        }
        for number in range(count)
    ]


def pipe(tail: int, head: int, **values: Any) -> dict[str, Any]:
    """A row of a pipe."""
    return {
        "name": f"P{tail}-{head}",
        "from_junction": tail,
        "to_junction": head,
        "std_type": None,
        "length_km": 10.0,
        "inner_diameter_mm": 400.0,
        "outer_diameter_mm": None,
        "k_mm": 0.05,
        "loss_coefficient": 0.0,
        "u_w_per_m2k": 0.0,
        "text_k": 288.15,
        "sections": 1,
        "in_service": True,
        "type": "pipe",
        **values,
    }


def load(junction: int, flow: float, **values: Any) -> dict[str, Any]:
    """A row of a sink or a source."""
    return {
        "name": None,
        "junction": junction,
        "mdot_kg_per_s": flow,
        "scaling": 1.0,
        "in_service": True,
        "type": "load",
        **values,
    }


def grid(junction: int, pressure: float, **values: Any) -> dict[str, Any]:
    """A row of a grid that holds a gauge pressure."""
    return {
        "name": None,
        "junction": junction,
        "p_bar": pressure,
        "t_k": 288.15,
        "in_service": True,
        "type": "pt",
        **values,
    }


ENDS = {"in_service": True, "name": None}

EVERY_KIND: Tables = {
    "junction": junctions(11),
    "pipe": [
        pipe(0, 1, length_km=30.0),
        pipe(2, 3, length_km=20.0, loss_coefficient=40.0),
        pipe(4, 5),
        pipe(0, 7, length_km=5.0),
        pipe(7, 8, length_km=5.0),
        pipe(9, 10, inner_diameter_mm=300.0),
        pipe(1, 2, in_service=False),
    ],
    "valve": [
        {
            "name": "V lossy",
            "junction": 5,
            "element": 6,
            "et": "ju",
            "inner_diameter_mm": 300.0,
            "opened": True,
            "loss_coefficient": 30.0,
            "type": "valve",
        },
        {
            "name": "V at pipe",
            "junction": 8,
            "element": 4,
            "et": "pi",
            "inner_diameter_mm": 300.0,
            "opened": True,
            "loss_coefficient": 0.0,
            "type": "valve",
        },
        {
            "name": "V shut",
            "junction": 3,
            "element": 8,
            "et": "ju",
            "inner_diameter_mm": 300.0,
            "opened": False,
            "loss_coefficient": 0.0,
            "type": "valve",
        },
    ],
    "compressor": [{**ENDS, "from_junction": 1, "to_junction": 2, "pressure_ratio": 1.4}],
    "press_control": [
        {
            **ENDS,
            "from_junction": 3,
            "to_junction": 4,
            "controlled_junction": 4,
            "controlled_p_bar": 16.0,
            "control_active": True,
            "loss_coefficient": 0.0,
            "type": "pressure_control",
        }
    ],
    "flow_control": [
        {
            **ENDS,
            "from_junction": 8,
            "to_junction": 6,
            "controlled_mdot_kg_per_s": 3.0,
            "control_active": True,
            "type": "fc",
        }
    ],
    "heat_exchanger": [
        {
            **ENDS,
            "from_junction": 6,
            "to_junction": 9,
            "inner_diameter_mm": 250.0,
            "qext_w": 5e4,
            "loss_coefficient": 20.0,
            "type": "heat_exchanger",
        }
    ],
    "sink": [load(6, 15.0, scaling=0.8), load(10, 2.0), load(3, -1.0), load(5, 99.0, in_service=False)],
    "source": [load(5, 1.0)],
    "mass_storage": [
        {
            **load(5, 2.0),
            "init_m_stored_kg": 0.0,
            "min_m_stored_kg": 100.0,
            "max_m_stored_kg": 1000.0,
        }
    ],
    "ext_grid": [grid(0, 40.0), grid(8, 0.0, type="t")],
}
"""A network with every kind of element that is read, everything at sea level."""
