"""Build the bundled network of the Southern Gas Corridor from its fact tables and stated rules.

    python tools/build_corridor.py            # rewrites src/linepack/data/southern_gas_corridor/network
    python tools/build_corridor.py --to DIR   # writes elsewhere

The facts (``facts/*.csv``) and the rules (``assumptions.csv``) are the input; nothing in ``network/`` is
edited by hand. A test builds once more and compares.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import corridor_borders
import corridor_plan
import corridor_stations
import corridor_trade
from corridor_base import Corridor, Facts, Rules, Tables

from linepack.network import GasSpec, Network, NetworkHeader
from linepack.units import STANDARD_TEMPERATURE

HOME = Path(__file__).parents[1] / "src/linepack/data/southern_gas_corridor"

PAGE = Path(__file__).parents[1] / "docs/reference/corridor.md"
MARKS = ("<!-- rules: written by tools/build_corridor.py -->\n", "<!-- end of rules -->\n")

COMPONENTS = {
    "CH4": {"methane": 1.0},
    "C2H6": {"ethane": 1.0},
    "C3H8": {"propane": 1.0},
    "iC4H10": {"isobutane": 1.0},
    "nC4H10": {"n_butane": 1.0},
    "C5+": {"n_pentane": 0.5, "isopentane": 0.5},
    "N2": {"nitrogen": 1.0},
    "CO2": {"carbon_dioxide": 1.0},
}
"""Names of the gas quality table and the components they stand for."""

MODEL_GAS = "Shah Deniz export gas (model)"


def build(home: Path = HOME) -> Network:
    """Return the network that facts and rules give."""
    corridor = Corridor(Facts(home / "facts"), Rules(home / "assumptions.csv"), Tables())
    corridor_plan.lay_all(corridor)
    corridor_stations.build_all(corridor)
    corridor_borders.build_all(corridor)
    corridor_trade.build_all(corridor)
    _header_provenance(corridor)
    tables = {
        kind: [{"id": key} | dict(row) for key, row in rows.items()]
        for kind, rows in corridor.tables.rows.items()
    }
    return Network.build(header=header(corridor), provenance=corridor.tables.provenance, **tables)


def header(corridor: Corridor) -> NetworkHeader:
    """Return the header of the network."""
    rules = corridor.rules
    gas = GasSpec(
        eos="gerg2008",
        temperature=rules.value("gas-temperature"),
        composition=composition(corridor),
        viscosity="lee-gonzalez-eakin",
    )
    return NetworkHeader(
        name="southern-gas-corridor",
        title="Southern Gas Corridor, Balkan Stream and the lines around them",
        description="Built from public facts with sources and from stated rules; every value says which.",
        licence="CC-BY-4.0",
        gas=gas,
        friction="colebrook_white",
        reference_temperature=STANDARD_TEMPERATURE,
        reference_density=rules.value("gas-density"),
    )


def composition(corridor: Corridor) -> dict[str, float]:
    """Return the mole fractions of the model gas."""
    parts: dict[str, float] = {}
    for row in corridor.facts.tables["gas_quality"]:
        if row["gas"] == MODEL_GAS and row["parameter"] in COMPONENTS:
            for name, share in COMPONENTS[row["parameter"]].items():
                parts[name] = round(float(row["value"]) / 100.0 * share, 10)
    return parts


def _header_provenance(corridor: Corridor) -> None:
    rules = corridor.rules
    made = {"gas.eos": "equation-of-state", "gas.viscosity": "equation-of-state", "friction": "friction-law"}
    for column, rule in made.items():
        corridor.tables.say("header", "", column, rules.statement(rule))
    low, high = rules.bounds("gas-temperature")
    corridor.tables.say("header", "", "gas.temperature", rules.statement("gas-temperature"), low, high)
    gas = corridor.facts.statement("gas_quality", "G01", rules.rows["gas-composition"]["text"])
    corridor.tables.say("header", "", "gas.composition", gas)
    density = corridor.facts.statement("gas_quality", "G15")
    corridor.tables.say("header", "", "reference_density", density)


def rules_table(home: Path = HOME) -> str:
    """Return the rules as the table of docs/reference/corridor.md."""
    lines = ["| rule | what it says | value | range | why |", "|---|---|---|---|---|"]
    for key, row in Rules(home / "assumptions.csv").rows.items():
        value = f"{row['value']} {row['unit']}".strip() if row["value"] else ""
        span = f"{row['low']} to {row['high']}" if row["low"] else ""
        lines.append(f"| `{key}` | {row['text']} | {value} | {span} | {row['reason']} |")
    return "\n".join(lines) + "\n"


def refresh_page(page: Path = PAGE) -> None:
    """Write the table of rules into its page, between the two marks."""
    before, rest = page.read_text(encoding="utf-8").split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    page.write_text(f"{before}{MARKS[0]}\n{rules_table()}{MARKS[1]}{after}", encoding="utf-8")


def main() -> None:
    """Build and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--to", type=Path, default=HOME / "network", help="folder to write")
    target = parser.parse_args().to
    from linepack.formats import write

    network = build()
    write(network, target)
    refresh_page()
    print(network)


if __name__ == "__main__":
    main()
