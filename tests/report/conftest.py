"""A made-up study for the report's tests: plausible numbers of our own, results of no run."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

NAN = float("nan")
URL = "https://example.org/made-up?item="

# id: name, country, kind, latitude, longitude, elevation [m]
NODES: dict[str, tuple[str, str, str, float, float, float]] = {
    "sangachal": ("Sangachal terminal (head)", "AZ", "supply;compressor station", 40.18, 49.47, -10),
    "az2": ("SCP at Kura", "AZ", "junction", 40.45, 47.10, 60),
    "az3": ("SCP at Ganja", "AZ", "junction", 40.75, 46.30, 300),
    "csg1": ("CSG1 Gardabani", "GE", "compressor station;metering", 41.46, 45.12, 310),
    "csg2": ("CSG2 Tsalka", "GE", "compressor station", 41.60, 44.15, 1550),
    "ge_tr": ("Vale / Türkgözü (border)", "GE", "interconnection point", 41.58, 42.83, 1150),
    "cs1": ("TANAP CS1 (Ardahan)", "TR", "compressor station", 41.40, 42.80, 1700),
    "erzurum_j": ("Erzurum tie-in", "TR", "junction", 39.95, 41.10, 1850),
    "mid_e": ("TANAP east site (planned)", "TR", "compressor station", 39.80, 38.50, 1600),
    "sivas": ("TANAP at Sivas", "TR", "junction", 39.70, 36.50, 1500),
    "mid_w": ("TANAP west site (planned)", "TR", "compressor station", 39.60, 34.00, 1000),
    "cs5": ("TANAP CS5 Eskişehir", "TR", "compressor station;interconnection point", 39.45, 30.70, 1000),
    "bursa": ("TANAP at Bursa", "TR", "junction", 40.00, 28.60, 150),
    "lapseki": ("Lapseki landfall", "TR", "junction", 40.39, 26.88, 5),
    "gelibolu": ("Gelibolu landfall", "TR", "junction", 40.47, 26.73, 5),
    "kipoi": ("Kipoi (TANAP–TAP)", "GR", "interconnection point", 40.93, 26.33, 20),
    "kipoi_cs": ("Kipoi compressor station", "GR", "compressor station", 40.95, 26.27, 40),
    "komotini": ("Komotini (tee to IGB)", "GR", "interconnection point;metering", 41.09, 25.42, 60),
    "kavala": ("Kavala", "GR", "junction", 40.99, 24.45, 50),
    "serres": ("Serres (future station)", "GR", "compressor station", 41.08, 23.52, 50),
    "mesimvria": ("Nea Mesimvria", "GR", "interconnection point", 40.74, 22.77, 60),
    "bilisht": ("Bilisht (future station)", "AL", "compressor station", 40.62, 20.98, 870),
    "summit": ("TAP summit", "AL", "junction", 40.55, 20.30, 1800),
    "fier": ("Fier compressor station", "AL", "compressor station;interconnection point", 40.80, 19.45, 5),
    "landfall": ("San Foca landfall", "IT", "junction", 40.31, 18.40, 0),
    "melendugno": ("Melendugno", "IT", "interconnection point", 40.28, 18.30, 40),
    "igb_border": ("Makaza (border)", "BG", "junction", 41.27, 25.43, 650),
    "kardzhali": ("Kardzhali", "BG", "demand", 41.64, 25.37, 260),
    "stara_zagora": ("Stara Zagora (IGB)", "BG", "interconnection point;metering", 42.38, 25.65, 200),
    "plovdiv_j": ("Plovdiv", "BG", "demand", 42.15, 24.75, 165),
    "ihtiman": ("Ihtiman compressor station", "BG", "compressor station", 42.43, 23.82, 640),
    "sofia_j": ("Sofia", "BG", "demand", 42.70, 23.32, 560),
    "novi_iskar": ("Novi Iskar (take-off)", "BG", "junction", 42.81, 23.35, 540),
    "kalotina": ("Kalotina / Dimitrovgrad", "BG", "interconnection point;metering", 42.99, 22.86, 520),
    "pirot": ("Pirot", "RS", "demand", 43.15, 22.59, 370),
    "nis_j": ("Niš (end of IBS)", "RS", "demand", 43.36, 21.83, 190),
    "sidirokastro": ("Sidirokastro", "BG", "interconnection point", 41.39, 23.36, 100),
    "kresna": ("Kresna", "BG", "junction", 41.73, 23.15, 190),
    "strandzha": ("Strandzha (border)", "BG", "interconnection point", 41.98, 27.05, 250),
    "provadia": ("Nova Provadia", "BG", "compressor station", 43.32, 27.43, 280),
    "senovets": ("Polski Senovets", "BG", "compressor station", 43.27, 25.63, 200),
    "rasovo": ("Rasovo", "BG", "compressor station", 43.70, 23.28, 110),
    "kireevo": ("Kireevo / Zaječar", "RS", "interconnection point", 43.85, 22.37, 250),
    "zabari": ("Žabari", "RS", "compressor station", 44.35, 21.21, 110),
    "gospodjinci": ("Gospođinci", "RS", "junction", 45.40, 19.99, 80),
    "horgos": ("Horgoš", "RS", "interconnection point", 46.17, 19.97, 80),
    "belgrade_j": ("Belgrade", "RS", "demand", 44.82, 20.46, 100),
    "chiren": ("Chiren storage", "BG", "storage", 43.33, 23.57, 300),
    "banatski": ("Banatski Dvor storage", "RS", "storage", 45.52, 20.51, 80),
    "alex_lng": ("Alexandroupolis LNG", "GR", "lng", 40.73, 25.73, 0),
    "revithoussa": ("Revithoussa LNG", "GR", "lng", 37.96, 23.40, 10),
    "athens_j": ("Greek network", "GR", "demand", 38.10, 23.70, 50),
    "negotino": ("Negotino", "MK", "junction", 41.48, 22.09, 150),
    "skopje_j": ("Skopje", "MK", "demand", 42.00, 21.43, 240),
    "leskovac": ("Leskovac", "RS", "junction", 42.99, 21.95, 230),
    "split": ("Split", "HR", "demand", 43.51, 16.44, 0),
    "bar": ("Bar", "ME", "demand", 42.10, 19.10, 0),
}

# pipeline, name, chain of nodes, share of the corridor's flow, outer pressure [bar], status
LINES = [
    ("SCP42", "South Caucasus Pipeline 42 inch", "sangachal az2 az3 csg1 csg2 ge_tr", 0.45, 90, ""),
    ("SCPX48", "SCPX 48 inch loop", "sangachal az2 az3 csg1", 0.55, 95, ""),
    ("TANAP56", "TANAP 56 inch", "ge_tr cs1 erzurum_j mid_e sivas mid_w cs5", 0.72, 95.5, ""),
    ("TANAP48", "TANAP 48 inch", "cs5 bursa lapseki gelibolu kipoi", 0.48, 95.5, ""),
    (
        "TAP",
        "TAP 48 inch",
        "kipoi kipoi_cs komotini kavala serres mesimvria bilisht summit fier",
        0.42,
        95,
        "",
    ),
    ("TAP_OFF", "TAP offshore 36 inch", "fier landfall melendugno", 0.40, 145, ""),
    ("IGB", "Interconnector Greece–Bulgaria", "komotini igb_border kardzhali stara_zagora", 0.075, 75, ""),
    ("BTG_SOUTH", "Southern arm", "stara_zagora plovdiv_j ihtiman sofia_j novi_iskar", 0.07, 54, ""),
    ("IBS", "Interconnector Bulgaria–Serbia", "novi_iskar kalotina pirot nis_j", 0.02, 55, ""),
    ("RING_N", "Northern arm", "stara_zagora senovets chiren novi_iskar", 0.01, 54, ""),
    ("KULATA", "Kulata branch", "ihtiman kresna sidirokastro", 0.01, 54, ""),
    ("BALKAN", "Balkan Stream", "strandzha provadia senovets rasovo kireevo", 0.5, 75, ""),
    ("GASTRANS", "Gastrans", "kireevo zabari belgrade_j gospodjinci horgos", 0.45, 75, ""),
    ("NIS_NORTH", "Niš–Belgrade line", "nis_j belgrade_j", 0.0, 50, ""),
    ("BANAT", "Banat link", "gospodjinci banatski", 0.03, 50, ""),
    ("DESFA", "Greek main line", "sidirokastro mesimvria athens_j revithoussa", 0.03, 70, ""),
    ("ALEX", "Alexandroupolis pipeline", "alex_lng komotini", 0.05, 100, ""),
    ("GR_MK", "Greece–North Macedonia", "mesimvria negotino skopje_j", 0.02, 80, "under_construction"),
    ("RS_MK", "Serbia–North Macedonia", "nis_j leskovac skopje_j", 0.02, 55, "announced"),
    ("IAP", "Ionian–Adriatic Pipeline", "fier bar split", 0.1, 75, "announced"),
]

SCENARIOS = [
    ("2021", "2021", "2021-06-30", "operating", "", "before IGB and IBS"),
    ("2023-11", "November 2023", "2023-11-07", "operating", "", "the date of the report"),
    ("2024", "2024", "2024-06-30", "operating", "", "first contract year"),
    ("2026", "2026", "2026-06-30", "operating", "", "after the first TAP step"),
    ("2027", "2027", "2027-06-30", "construction", "", "with what is being built"),
    ("tap-20", "TAP to 20", "2030-01-01", "announced", "TAP_EXP_FULL", "two more TAP stations"),
    ("igb-5", "IGB to 5", "2030-01-01", "announced", "IGB_5;TAP_EXP_FULL", "raised inlet at Komotini"),
]

OPEN_FROM = {
    "IGB": "2022-10-01",
    "BTG_SOUTH": "",
    "IBS": "2023-12-10",
    "GR_MK": "2027-01-01",
    "ALEX": "2024-10-01",
}
ROUTE = [
    "sangachal",
    "az2",
    "az3",
    "csg1",
    "csg2",
    "ge_tr",
    "cs1",
    "erzurum_j",
    "mid_e",
    "sivas",
    "mid_w",
    "cs5",
    "bursa",
    "lapseki",
    "gelibolu",
    "kipoi",
    "kipoi_cs",
    "komotini",
    "igb_border",
    "kardzhali",
    "stara_zagora",
    "plovdiv_j",
    "ihtiman",
    "sofia_j",
    "novi_iskar",
    "kalotina",
    "pirot",
    "nis_j",
]
BINDS = {
    "serbia_ibs": (
        "BTG_SOUTH_4",
        "pressure",
        "Raise the southern arm from 54 to 60 bar or complete its loops",
    ),
    "serbia_balkan_stream": ("KIREEVO_GMS", "metering", "More metering at Kireevo"),
    "bulgaria": ("IGB_GMS", "metering", "A second metering line at Stara Zagora lifts 3 to 5 bcm/y"),
    "italy": ("CS_FIER", "power", "One more unit at Fier"),
    "north_macedonia": ("", "", ""),
}


@dataclass(frozen=True)
class MadeUpStudy:
    """The attributes that the report reads, and nothing else."""

    name: str = "made-up-corridor"
    title: str = "The Southern Gas Corridor, made up for tests"
    question: str = "Can the gas that was promised to Serbia flow?"
    headline: str = (
        "In 2026 the corridor can deliver 1.8 (1.6–2.0) bcm/y to Serbia over IBS; metering at IGB and the "
        "54 bar Bulgarian ring bind first. Contracts use 0.4."
    )
    answers_in_words: tuple[str, ...] = (
        "As a winter day the limit is 4.9 mcm/d; the contract asks for 1.1 mcm/d, or 22 % of it.",
        "The announced 1 bcm/y fits the pipe, but no firm contract was found and upstream gas is short.",
        "More than 1.8 bcm/y needs a compressor at Novi Iskar or the loops of the southern arm.",
    )
    notes: tuple[str, ...] = ("Every number on this page is made up for a test.", "Routes are schematic.")
    as_of: str = "2026-11-23"
    seed: int = 7
    n_samples: int = 128
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    reference: str = "bcm at 15 degC, 1.01325 bar"
    status: str = "complete"


def distance_km(one: str, other: str) -> float:
    """Great-circle distance, good enough for a fixture."""
    (a, b), (c, d) = ((math.radians(NODES[node][3]), math.radians(NODES[node][4])) for node in (one, other))
    arc = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(arc))


def throughput(scenario: str) -> float:
    return {"2021": 16.0, "2023-11": 21.0, "2024": 22.0, "2026": 23.0, "2027": 24.0}.get(scenario, 31.0)


def pressure(node: str, line_pressure: float) -> float:
    spread = (sum(map(ord, node)) % 17) / 17.0
    return line_pressure * (0.72 + 0.26 * spread)


def pipe_rows(scenario: str, date: str) -> list[dict[str, Any]]:
    rows = []
    for pipeline, name, chain, share, top, status in LINES:
        nodes = chain.split()
        built = date >= OPEN_FROM.get(pipeline, "") and (
            not status or (pipeline == "GR_MK" and date >= "2027")
        )
        for index, (start, end) in enumerate(pairwise(nodes), start=1):
            flow = throughput(scenario) * share if built else NAN
            rows.append(
                {
                    "scenario": scenario,
                    "id": f"{pipeline}_{index}",
                    "name": name,
                    "pipeline": pipeline,
                    "from_node": start,
                    "to_node": end,
                    "latitude_from": NODES[start][3],
                    "longitude_from": NODES[start][4],
                    "latitude_to": NODES[end][3],
                    "longitude_to": NODES[end][4],
                    "status": status or ("operating" if built else "announced"),
                    "mass_flow": flow * 1e9 * 0.73 / 31_536_000,
                    "flow_bcm_y": flow,
                    "pressure_from_bar": pressure(start, top) if built else NAN,
                    "pressure_to_bar": pressure(end, top) if built else NAN,
                    "length_km": distance_km(start, end),
                    "diameter_mm": 1184.0,
                    "source": f"{URL}{pipeline} (made up, 2026)",
                    "confidence": "medium",
                    "basis": "estimate",
                }
            )
    return rows


def node_rows(scenario: str) -> list[dict[str, Any]]:
    return [
        {
            "scenario": scenario,
            "id": node,
            "name": name,
            "country": country,
            "kind": kind,
            "latitude": latitude,
            "longitude": longitude,
            "elevation_m": elevation,
            "pressure_bar": pressure(node, 75.0),
            "pressure_min_bar": 40.0,
            "pressure_max_bar": 95.5,
            "source": "made up",
            "confidence": "low",
        }
        for node, (name, country, kind, latitude, longitude, elevation) in NODES.items()
    ]


def compressor_rows(scenario: str) -> list[dict[str, Any]]:
    stations = [(node, row) for node, row in NODES.items() if "compressor" in row[2] and node != "sangachal"]
    return [
        {
            "scenario": scenario,
            "id": f"CS_{node.upper()}",
            "name": row[0],
            "node": node,
            "latitude": row[3],
            "longitude": row[4],
            "mode": "bypass" if index % 3 == 2 else "outlet_pressure",
            "ratio": 1.0 if index % 3 == 2 else 1.2 + 0.08 * index,
            "power_mw": 0.0 if index % 3 == 2 else 7.5 + 2.25 * index,
            "power_max_mw": 45.0,
            "fuel_kg_s": 0.0 if index % 3 == 2 else 0.4 + 0.1 * index,
            "source": f"{URL}{node} (made up)",
        }
        for index, (node, row) in enumerate(stations)
    ]


def regulator_rows(scenario: str) -> list[dict[str, Any]]:
    metering = (
        ("IGB_GMS", "IGB metering", "stara_zagora", 3.0),
        ("KIREEVO_GMS", "GMS-1 Kireevo", "kireevo", 13.0),
    )
    return [
        {
            "scenario": scenario,
            "id": element,
            "name": name,
            "latitude": NODES[node][3],
            "longitude": NODES[node][4],
            "mode": "fully open",
            "mass_flow": 60.0,
            "flow_bcm_y": cap * 0.8,
            "cap_bcm_y": cap,
            "source": "made up",
        }
        for element, name, node, cap in metering
    ]


def profile_rows(scenario: str) -> list[dict[str, Any]]:
    rows, distance, level = [], 0.0, 88.0
    for index, node in enumerate(ROUTE):
        name, _, kind, _, _, elevation = NODES[node]
        step = distance_km(ROUTE[index - 1], node) if index else 0.0
        distance, level = distance + step, max(44.0, level - 0.035 * step)
        top = 54.0 if index > 20 else 75.0 if index > 17 else 95.5
        level = min(level, top - 2.0)
        common = {
            "scenario": scenario,
            "distance_km": distance,
            "node": node,
            "name": name,
            "elevation_m": elevation,
            "pressure_max_bar": top,
            "pressure_min_bar": 40.0,
            "is_station": "compressor" in kind and "planned" not in name,
            "pipeline": "",
        }
        rows.append(common | {"pressure_bar": level})
        if common["is_station"] and index > 2:
            level = top - 3.0
            rows.append(common | {"pressure_bar": level})
    return rows


def answer_rows(place: int, scenario: str, date: str) -> list[dict[str, Any]]:
    base = {
        "serbia_ibs": 1.8,
        "serbia_balkan_stream": 5.1,
        "bulgaria": 3.0,
        "italy": 11.4,
        "north_macedonia": 0.4,
    }
    labels = {"serbia_ibs": "Serbia over IBS", "serbia_balkan_stream": "Serbia over Balkan Stream"}
    rows = []
    for target, value in base.items():
        closed = target == "serbia_ibs" and date < "2023-12-01"
        optimum = 0.0 if closed else value * (1.0 + 0.06 * (place - 3))
        cap = NAN if target == "north_macedonia" else value * 1.05
        deliverable = optimum if math.isnan(cap) else min(optimum, cap)
        binding, kind, lift = BINDS[target]
        rows.append(
            {
                "scenario": scenario,
                "target": target,
                "target_label": labels.get(target, target.replace("_", " ").title()),
                "status": "solved",
                "deliverable_bcm_y": deliverable,
                "low_bcm_y": deliverable * 0.89,
                "high_bcm_y": deliverable * 1.11,
                "cap_bcm_y": cap,
                "max_flow_bcm_y": value * 1.9,
                "relaxed_bcm_y": optimum * 1.15,
                "optimum_bcm_y": optimum,
                "bound_method": "piecewise relaxation",
                "binding": binding,
                "binding_kind": kind,
                "lift": lift,
                "deliverable_mcm_d": deliverable / 0.365,
                "message": "not open at this date" if closed else "",
            }
        )
    return rows


def contract_rows(scenario: str) -> list[dict[str, Any]]:
    listed = [
        ("serbia_ibs", "SOCAR–Srbijagas 400 mcm/y", 0.4, "fits"),
        ("serbia_ibs", "announced 1 bcm/y", 1.0, "fits, no firm contract found"),
        ("bulgaria", "Bulgargaz 1 bcm/y", 1.0, "fits"),
        ("italy", "long-term contracts 8 bcm/y", 8.0, "fits"),
        ("serbia_balkan_stream", "Gazprom 2.2 bcm/y", 2.2, "fits"),
    ]
    return [
        {
            "scenario": scenario,
            "target": target,
            "contract": contract,
            "volume_bcm_y": volume,
            "flat_day_mcm_d": volume / 0.365,
            "winter_day_mcm_d": volume / 0.365 * 1.6,
            "share_of_deliverable": volume / {"serbia_ibs": 1.8, "italy": 11.4}.get(target, 5.0),
            "verdict": verdict,
            "source": f"{URL}contract-{volume} (made up, 2024); https://example.net/second (also made up)",
        }
        for target, contract, volume, verdict in listed
    ]


def marginal_rows(scenario: str) -> list[dict[str, Any]]:
    listed = [
        ("serbia_ibs", "pressure_max", "BTG_SOUTH_4", "bar", 0.071, "one bar more on the southern arm"),
        ("serbia_ibs", "power_max", "CS_IHTIMAN", "MW", 0.012, "one MW more at Ihtiman"),
        ("bulgaria", "technical_capacity", "IGB_GMS", "bcm/y", 1.0, "metering passes one for one"),
    ]
    columns = ("target", "limit", "element", "unit", "gain_bcm_y_per_unit", "explanation")
    return [{"scenario": scenario, **dict(zip(columns, row, strict=True))} for row in listed]


def tornado_rows(scenario: str) -> list[dict[str, Any]]:
    listed = [
        ("inner diameter of the southern arm", "BTG_SOUTH", 0.66, 0.71, "m", 1.52, 2.05, "estimate"),
        ("roughness of the southern arm", "BTG_SOUTH", 2e-5, 6e-5, "m", 1.94, 1.66, "estimate"),
        ("pressure of the ring", "BTG_SOUTH", 50.0, 56.0, "bar", 1.55, 1.93, "sourced"),
        ("gas temperature", "gas", 283.15, 293.15, "K", 1.84, 1.77, "estimate"),
        ("efficiency of Ihtiman", "CS_IHTIMAN", 0.75, 0.85, "1", 1.79, 1.82, "estimate"),
        ("roughness of IGB", "IGB", 1e-5, 4e-5, "m", 1.81, 1.79, "estimate"),
    ]
    return [
        {
            "scenario": scenario,
            "target": target,
            "input": name,
            "element": element,
            "low_value": low_value,
            "high_value": high_value,
            "unit": unit,
            "low_bcm_y": low * factor,
            "high_bcm_y": high * factor,
            "swing_bcm_y": abs(high - low) * factor,
            "basis": basis,
            "source": "made up",
        }
        for target, factor in (("serbia_ibs", 1.0), ("italy", 6.0))
        for name, element, low_value, high_value, unit, low, high, basis in listed
    ]


def assumption_rows() -> list[dict[str, Any]]:
    return [
        {
            "table": "pipes",
            "id": f"{line[0]}_1",
            "column": column,
            "value": value,
            "unit": unit,
            "low": value * 0.9,
            "high": value * 1.1,
            "source": f"{URL}{line[0]}"
            if index % 2
            else "estimate by stated rule: wall from design pressure",
            "as_of": "2026-11-23",
            "confidence": ("low", "medium", "high")[index % 3],
            "basis": ("estimate", "memory", "sourced")[index % 3],
            "note": "made up",
        }
        for index, line in enumerate(LINES)
        for column, value, unit in (("diameter", 1.184, "m"), ("roughness", 2e-5, "m"))
    ]


LEDGER = {"supplies": 530.4, "demands": -521.2, "compressor fuel": -9.2, "imbalance": 1e-11}

PUBLISHED = [
    ("TAP with Kipoi and Fier", "14.4 bcm/y", "13.5–15.5 bcm/y", "14.2 bcm/y", 14.2, "holds", ""),
    ("IBS from the 54 bar ring", "1.8 bcm/y", "1.8 feasible", "feasible", 1.83, "holds", ""),
    (
        "TANAP with 4 stations",
        "24 bcm/y",
        "24 feasible",
        "22.6 bcm/y",
        22.6,
        "misses",
        "site of station A is a guess",
    ),
]


def made_up_tables() -> dict[str, pd.DataFrame]:
    rows: dict[str, list[dict[str, Any]]] = {"scenarios": [], "answers": [], "contracts": [], "marginals": []}
    rows |= {
        name: [] for name in ("tornado", "pipes", "nodes", "compressors", "regulators", "profile", "ledger")
    }
    columns = ("scenario", "label", "date", "status_filter", "projects", "description")
    for place, scenario_row in enumerate(SCENARIOS):
        name, date = scenario_row[0], scenario_row[2]
        rows["scenarios"].append(dict(zip(columns, scenario_row, strict=True)))
        rows["answers"] += answer_rows(place, name, date)
        rows["contracts"] += contract_rows(name) if date >= "2023" else []
        rows["marginals"] += marginal_rows(name)
        rows["tornado"] += tornado_rows(name)
        rows["pipes"] += pipe_rows(name, date)
        rows["nodes"] += node_rows(name)
        rows["compressors"] += compressor_rows(name)
        rows["regulators"] += regulator_rows(name)
        rows["profile"] += profile_rows(name)
        rows["ledger"] += [
            {"scenario": name, "item": item, "mass_flow": value}
            for item, value in (
                ("supplies", 530.4),
                ("demands", -521.2),
                ("compressor fuel", -9.2),
                ("imbalance", 1e-11),
            )
        ]
    published = ("case", "published", "requirement", "result", "value_bcm_y", "verdict", "cause")
    tables = {name: pd.DataFrame(table) for name, table in rows.items()}
    tables["published"] = pd.DataFrame([dict(zip(published, row, strict=True)) for row in PUBLISHED])
    tables["published"].insert(2, "source", f"{URL}published")
    tables["assumptions"] = pd.DataFrame(assumption_rows())
    tables["gas_facts"] = pd.DataFrame({"component": ["methane", "ethane"], "mole_fraction": [0.926, 0.044]})
    return tables


@pytest.fixture(scope="session")
def tables() -> dict[str, pd.DataFrame]:
    return made_up_tables()


@pytest.fixture(scope="session")
def study(tables: dict[str, pd.DataFrame]) -> MadeUpStudy:
    return MadeUpStudy(tables=tables)


@pytest.fixture(scope="session")
def study_with() -> type[MadeUpStudy]:
    """The class itself, for studies with other tables or texts."""
    return MadeUpStudy
