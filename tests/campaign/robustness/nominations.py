"""All nominations of a published network, read in several processes and solved in a batch each."""

from __future__ import annotations

import zipfile
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import linepack as lp

if TYPE_CHECKING:
    import pandas as pd

    from linepack.network import Network

FLOWS = ("supplies", "demands")
SAME = 1e-12


def statuses(network: Path, archive: Path, scratch: Path, *, processes: int = 2) -> dict[str, str]:
    """Return the status of every nomination of an archive by its name.

    Parameters
    ----------
    network, archive
        The network and a zip file of its nominations.
    scratch
        An empty folder.
    processes
        Each takes every so manieth file. They are fresh interpreters, like those of the campaign.
    """
    folders = [scratch / str(number) for number in range(processes)]
    with zipfile.ZipFile(archive) as files:
        names = sorted(name for name in files.namelist() if name.endswith(".scn"))
        for number, folder in enumerate(folders):
            folder.mkdir()
            for name in names[number::processes]:
                (folder / Path(name).name).write_bytes(files.read(name))
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        parts = pool.map(_solved, [network] * processes, folders)
        return dict(chain.from_iterable(part.items() for part in parts))


def _solved(network: Path, folder: Path) -> dict[str, str]:
    """Solve the nominations of a folder: those that differ from the first in flows alone in one batch."""
    read = {one.name: one.network for one in lp.read_scenarios(network, folder) if one.network is not None}
    first = next(iter(read.values()))
    alike = {name: one for name, one in read.items() if _same_but_flows(first, one)}
    columns = {
        (kind, "mass_flow"): np.stack([one.table(kind)["mass_flow"].to_numpy() for one in alike.values()])
        for kind in FLOWS
    }
    batch = lp.solve_many(first, columns, workers=1)
    alone = {name: lp.solve_steady(one).status for name, one in read.items() if name not in alike}
    return dict(zip(alike, map(str, batch.status), strict=True)) | alone


def _same_but_flows(first: Network, other: Network) -> bool:
    """Say whether two networks are the same but for flows, and for the last digit of the mean gas."""
    pairs = zip(_gas(first), _gas(other), strict=True)
    alike = [one == two or (isinstance(one, float) and np.isclose(one, two, SAME, 0.0)) for one, two in pairs]
    return all(alike) and all(
        _without_flow(first, kind).equals(_without_flow(other, kind)) for kind in ("nodes", *FLOWS)
    )


def _gas(network: Network) -> list[Any]:
    return [network.header.friction, *vars(network.header.gas).values()]


def _without_flow(network: Network, kind: str) -> pd.DataFrame:
    return network.table(kind).drop(columns="mass_flow", errors="ignore")
