"""A server in this process: its own store and folder, no worker processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from linepack.web.access import TOKEN
from linepack.web.app import create_app
from linepack.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., TestClient]]:
    """A maker of clients of one server each; the token goes with every request."""
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
