"""Tables of the states behind the answers: what flows where in every scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from linepack.studies.volumes import Volumes
from linepack.units import from_si

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linepack.network import Network
    from linepack.steady.solution import Solution
    from linepack.studies.answers import Answer
    from linepack.studies.definition import Scenario
    from linepack.studies.result import ScenarioResult

STATE_TABLES: Final = ("pipes", "nodes", "compressors", "regulators", "ledger")

PROMISED: Final = ("under_construction", "fid", "announced")
"""Statuses of pipes that are shown as promised where a scenario has them not."""


def shown_solution(headline: str, answers: Iterable[Answer], base: Solution) -> Solution:
    """Return the state that a scenario is shown by: the headline target's optimum, else its base state."""
    for one in answers:
        found = one.capacity.solution if one.capacity else None
        if one.target.id == headline and found is not None and found.succeeded:
            return found
    return base


def state_tables(whole: Network, scenario: Scenario, shown: Solution) -> dict[str, pd.DataFrame]:
    """Return pipes, nodes, compressors, regulators and ledger of a scenario."""
    view = _View(whole, scenario, shown)
    return {name: getattr(view, name)() for name in STATE_TABLES}


def joined_states(parts: Iterable[ScenarioResult]) -> dict[str, pd.DataFrame]:
    """Return the state tables of all scenarios, one under the other."""
    parts = list(parts)
    return {
        name: pd.concat([part.states[name] for part in parts], ignore_index=True)
        for name in (STATE_TABLES if parts else ())
    }


class _View:
    """One scenario's state with places and sources."""

    def __init__(self, whole: Network, scenario: Scenario, solution: Solution) -> None:
        self.whole, self.scenario, self.solution = whole, scenario, solution
        self.volumes = Volumes(whole)
        self.network = solution.network
        self.places = whole.table("nodes")[["latitude", "longitude"]]
        self.tables = solution.partial

    def pipes(self) -> pd.DataFrame:
        dated = self.network.table("pipes")
        whole = self.whole.table("pipes")
        missing = whole[~whole.index.isin(dated.index) & whole["status"].isin(PROMISED)]
        present = self._pipe_rows(dated).assign(**self._pipe_state())
        nothing = dict.fromkeys(self._pipe_state(), np.nan)
        return pd.concat([present, self._pipe_rows(missing).assign(**nothing)], ignore_index=True)

    def _pipe_rows(self, table: pd.DataFrame) -> pd.DataFrame:
        start, end = (self.places.loc[table[name]] for name in ("from_node", "to_node"))
        frame = pd.DataFrame(
            {
                "scenario": self.scenario.id,
                "id": table.index.astype(str),
                "name": table["name"].to_numpy(),
                "pipeline": table["pipeline"].to_numpy(),
                "from_node": table["from_node"].to_numpy(),
                "to_node": table["to_node"].to_numpy(),
                "latitude_from": start["latitude"].to_numpy(),
                "longitude_from": start["longitude"].to_numpy(),
                "latitude_to": end["latitude"].to_numpy(),
                "longitude_to": end["longitude"].to_numpy(),
                "status": table["status"].to_numpy(),
                "length_km": from_si(table["length"].to_numpy(dtype=float), "km"),
                "diameter_mm": from_si(table["diameter"].to_numpy(dtype=float), "mm"),
            }
        )
        return frame.assign(**self._sources("pipes", table.index, "diameter"))

    def _pipe_state(self) -> dict[str, Any]:
        state = self.tables["pipes"]
        flow = state["mass_flow"].to_numpy(dtype=float)
        return {
            "mass_flow": flow,
            "flow_bcm_y": [self.volumes.bcm_y(value) for value in flow],
            "pressure_from_bar": from_si(state["pressure_from"].to_numpy(dtype=float), "bar"),
            "pressure_to_bar": from_si(state["pressure_to"].to_numpy(dtype=float), "bar"),
        }

    def nodes(self) -> pd.DataFrame:
        table, state = self.network.table("nodes"), self.tables["nodes"]
        used = state["pressure"].notna().to_numpy()
        kept = table[used]
        pressures = {
            "pressure_bar": state["pressure"][used],
            "pressure_min_bar": kept["pressure_min"],
            "pressure_max_bar": kept["pressure_max"],
        }
        frame = kept[["name", "country", "kind", "latitude", "longitude"]].assign(
            elevation_m=kept["elevation"],
            **{name: from_si(values.to_numpy(dtype=float), "bar") for name, values in pressures.items()},
        )
        frame = frame.assign(**self._sources("nodes", kept.index, "elevation"))
        return self._named(frame.reset_index())

    def compressors(self) -> pd.DataFrame:
        table, state = self.network.table("compressors"), self.tables["compressors"]
        frame = pd.DataFrame(
            {
                "id": table.index.astype(str),
                "name": table["name"].to_numpy(),
                **self._place(table["to_node"]),
                "mode": state["mode"].to_numpy(),
                "mass_flow": state["mass_flow"].to_numpy(),
                "ratio": state["ratio"].to_numpy(),
                "power_mw": from_si(state["power"].to_numpy(dtype=float), "MW"),
                "power_max_mw": from_si(table["power_max"].to_numpy(dtype=float), "MW"),
                "fuel_kg_s": state["fuel"].to_numpy(),
                "source": self._sources("compressors", table.index, "outlet_pressure_max")["source"],
            }
        )
        return self._named(frame)

    def regulators(self) -> pd.DataFrame:
        table, state = self.network.table("regulators"), self.tables["regulators"]
        flow = state["mass_flow"].to_numpy(dtype=float)
        cap = table["technical_capacity"].to_numpy(dtype=float)
        frame = pd.DataFrame(
            {
                "id": table.index.astype(str),
                "name": table["name"].to_numpy(),
                **self._place(table["from_node"]),
                "mode": state["mode"].to_numpy(),
                "mass_flow": flow,
                "flow_bcm_y": [self.volumes.bcm_y(value) for value in flow],
                "cap_bcm_y": [self.volumes.bcm_y(value) for value in cap],
                "source": self._sources("regulators", table.index, "technical_capacity")["source"],
            }
        )
        return self._named(frame)

    def ledger(self) -> pd.DataFrame:
        return self._named(self.tables["ledger"].reset_index())

    def _named(self, frame: pd.DataFrame) -> pd.DataFrame:
        frame.insert(0, "scenario", self.scenario.id)
        return frame

    def _place(self, nodes: pd.Series) -> dict[str, Any]:
        place = self.places.loc[nodes]
        return {"latitude": place["latitude"].to_numpy(), "longitude": place["longitude"].to_numpy()}

    def _sources(self, kind: str, ids: pd.Index, column: str) -> dict[str, list[str]]:
        told = [self.whole.source_of(kind, str(name), column) for name in ids]
        return {
            "source": [item.source for item in told],
            "confidence": [item.confidence for item in told],
            "basis": [item.basis for item in told],
        }
