"""A server in this process: its own store and folder, no worker processes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

import linepack as lp
from linepack.network import GasSpec
from linepack.storage.store import Store
from linepack.web.access import TOKEN
from linepack.web.app import create_app
from linepack.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with its tables and nothing in them."""
    path = tmp_path_factory.mktemp("template") / "record.db"
    Store(path).close()
    return path


@pytest.fixture
def opened(tmp_path: Path, empty: Path) -> Iterator[Callable[..., TestClient]]:
    """A maker of clients of one server each; the token goes with every request."""
    shutil.copy(empty, tmp_path / "record.db")
    clients: list[TestClient] = []

    def make(**settings: object) -> TestClient:
        given = {"store": str(tmp_path / "record.db"), "home": tmp_path / "home", "workers": 0, **settings}
        client = TestClient(create_app(Settings(**given)), base_url="http://localhost")  # type: ignore[arg-type]
        client.__enter__()
        clients.append(client)
        client.headers[TOKEN] = client.get("/api/session").json()["token"]
        return client

    yield make
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(opened: Callable[..., TestClient]) -> TestClient:
    return opened()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network of one pipe, as a folder of tables."""
    path = tmp_path_factory.mktemp("net") / "one pipe"
    network = lp.Network.build(
        header=lp.NetworkHeader(
            name="one pipe",
            gas=GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88),
        ),
        nodes=[{"id": "A", "latitude": 44.0, "longitude": 20.0}, {"id": "B"}],
        pipes=[
            {"id": "P", "from_node": "A", "to_node": "B", "length": 1e5, "diameter": 0.9, "roughness": 1e-5}
        ],
        supplies=[{"id": "in", "node": "A", "control": "pressure", "pressure": 7.5e6}],
        demands=[{"id": "out", "node": "B", "mass_flow": 350.0}],
    )
    lp.write(network, path)
    return path


@pytest.fixture
def one_pipe(folder: Path) -> list[tuple[str, bytes]]:
    """Its files."""
    return [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
