"""A small sound network with all that is hard to write: quotes, signs, statements, odd numbers."""

import pytest

from linepack.network import GasSpec, Network, NetworkHeader


@pytest.fixture
def network() -> Network:
    gas = GasSpec(eos="gerg2008", temperature=283.15, composition={"methane": 0.96, "ethane": 0.04})
    header = NetworkHeader(name="two-towns", title='Two "towns"\\,\non a line', gas=gas, licence="CC BY 4.0")
    return Network.build(
        header=header,
        nodes=[
            {"id": "007", "name": "Niš; Ниш, 尼什 😀", "elevation": 0.1 + 0.2},
            {"id": 'B, "b"', "name": " =1+1 ", "pressure_min": 0.0},
            {"id": "1e5", "name": "#N/A", "country": "_x0041_"},
        ],
        pipes=[
            {
                "id": "P1",
                "from_node": "007",
                "to_node": 'B, "b"',
                "length": 62_000.1,
                "diameter": 0.688,
                "roughness": 1.2e-5,
                "name": "line\none\ttab",
                "start_date": "2023-12-10",
            }
        ],
        valves=[{"id": "V1", "from_node": 'B, "b"', "to_node": "1e5", "open": True}],
        supplies=[{"id": "S", "node": "007", "control": "pressure", "pressure": 5_501_325.0}],
        demands=[{"id": "D", "node": "1e5", "mass_flow": 40.0}],
        provenance=[
            {
                "table": "pipes",
                "id": "P1",
                "column": "length",
                "source": "https://x.y/?a=1,2",
                "basis": "sourced",
            },
            {
                "table": "pipes",
                "id": "P1",
                "column": "roughness",
                "low": 5e-6,
                "high": 3e-5,
                "confidence": "low",
            },
            {"table": "header", "column": "gas.temperature", "note": "assumed", "as_of": "2024-07"},
        ],
    )
