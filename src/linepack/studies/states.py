"""Tables of the states behind the answers: what flows where in every scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from linepack.units import from_si

if TYPE_CHECKING:
    from linepack.network import Network
    from linepack.steady.solution import Solution
    from linepack.studies.result import ScenarioResult, StudyResult
    from linepack.studies.volumes import Volumes

PROMISED: Final = ("under_construction", "fid", "announced")
"""Statuses of pipes that are shown as promised where a scenario has them not."""


def shown_solution(result: StudyResult, part: ScenarioResult) -> Solution:
    """Return the state that a scenario is shown by: the headline target's optimum, else its base state."""
    for one in part.answers:
        found = one.capacity.solution if one.capacity else None
        if one.target.id == result.definition.headline_target and found is not None and found.succeeded:
            return found
    return part.base


def state_tables(result: StudyResult, volumes: Volumes) -> dict[str, pd.DataFrame]:
    """Return pipes, nodes, compressors, regulators and ledger of all scenarios."""
    groups: dict[str, list[pd.DataFrame]] = {}
    for part in result.scenarios:
        view = _View(result.network, part, shown_solution(result, part), volumes)
        for name in ("pipes", "nodes", "compressors", "regulators", "ledger"):
            groups.setdefault(name, []).append(getattr(view, name)())
    return {name: pd.concat(frames, ignore_index=True) for name, frames in groups.items()}


class _View:
    """One scenario's state with places and sources."""

    def __init__(self, whole: Network, part: ScenarioResult, solution: Solution, volumes: Volumes) -> None:
        self.whole, self.part, self.solution, self.volumes = whole, part, solution, volumes
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
                "scenario": self.part.scenario.id,
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
        frame.insert(0, "scenario", self.part.scenario.id)
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
