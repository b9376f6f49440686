"""Networks: uploaded, found fault with, shown as layers and facts, out of reach of anything else."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from linepack.web.uploads import MOST_FILES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fastapi.testclient import TestClient

CORRIDOR = "/api/networks/southern-gas-corridor"


def sent(files: list[tuple[str, bytes]]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", one) for one in files]


def upload(client: TestClient, folder: Path) -> Any:
    files = [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
    return client.post("/api/networks", files=sent(files))


def test_a_network_is_uploaded_listed_shown_and_removed(client: TestClient, folder: Path) -> None:
    made = upload(client, folder)
    assert made.status_code == 201, made.text
    about = made.json()
    assert about["elements"] == {"nodes": 2, "pipes": 1, "supplies": 1, "demands": 1}
    path = f"/api/networks/{about['key']}"
    assert client.get(path).json() == about
    assert [one["key"] for one in client.get("/api/networks").json()][-1] == about["key"]
    layers = client.get(f"{path}/map").json()["layers"]
    (pipe,) = layers["pipes"]["features"]
    assert pipe["geometry"] is None
    assert pipe["properties"]["state"]["mass_flow"] == pytest.approx(350.0)
    assert (
        client.get(f"{path}/files/{about['files'][0]}").content == (folder / about["files"][0]).read_bytes()
    )
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_a_job_takes_an_uploaded_network(client: TestClient, folder: Path) -> None:
    key = upload(client, folder).json()["key"]
    assert client.post("/api/jobs", json={"kind": "solve", "network": key}).status_code == 202


def test_what_is_no_network_is_refused_with_all_that_was_found(client: TestClient, tmp_path: Path) -> None:
    answer = client.post("/api/networks", files=sent([("grid.net", b"<network>no</network>")]))
    assert answer.status_code == 422
    assert answer.json()["findings"]
    assert str(tmp_path) not in answer.text
    assert files_below(tmp_path / "home" / "users") == []


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["..", ".hidden", "a\x01b", "x" * 200, "con:aux", " "])
def test_a_name_that_cannot_be_kept_is_refused(client: TestClient, tmp_path: Path, name: str) -> None:
    answer = client.post("/api/networks", files=sent([(name, b"x")]))
    assert answer.status_code == 422
    assert files_below(tmp_path / "home" / "users") == []


def test_a_name_with_folders_is_kept_without_them(client: TestClient, tmp_path: Path, folder: Path) -> None:
    files = [(f"../../../{path.name}", path.read_bytes()) for path in folder.iterdir()]
    about = client.post("/api/networks", files=sent(files)).json()
    assert about["files"] == sorted(path.name for path in folder.iterdir())
    assert {path.parent.name for path in files_below(tmp_path / "home" / "users")} == {
        about["key"],
        "networks",
    }


def test_not_too_many_files_at_once(client: TestClient) -> None:
    answer = client.post("/api/networks", files=sent([(f"f{n}", b"x") for n in range(MOST_FILES + 1)]))
    assert answer.status_code == 422


def test_random_bytes_leave_nothing_behind(opened: Callable[..., TestClient], tmp_path: Path) -> None:
    client = opened(uploads=10_000, changes=10_000)
    throw_bytes(client, 40, seed=1)
    assert files_below(tmp_path / "home" / "users") == []


@pytest.mark.slow
def test_a_thousand_random_uploads(opened: Callable[..., TestClient], tmp_path: Path) -> None:
    client = opened(uploads=100_000, changes=100_000)
    before = {path for path in files_below(tmp_path) if "record.db" not in path.name}
    throw_bytes(client, 1000, seed=2)
    after = {path for path in files_below(tmp_path) if "record.db" not in path.name}
    assert after == before


NAMES = ("x.net", "x.m", "x.json", "x.xlsx", "x.csv", "network.toml", "x.geojson", "x.zip", "x", "x.scn")
STARTS = (
    b"",
    b"PK\x03\x04",
    b"<?xml version='1.0'?><network",
    b"{",
    b"[",
    b"function mgc = x\n",
    b"id,node\n",
)


def throw_bytes(client: TestClient, times: int, *, seed: int) -> None:
    """Upload random bytes under names and first bytes of every format; each is refused with its findings."""
    chance = random.Random(seed)  # noqa: S311 - a test
    for _ in range(times):
        content = chance.choice(STARTS) + chance.randbytes(chance.randrange(2000))
        answer = client.post("/api/networks", files=sent([(chance.choice(NAMES), content)]))
        assert answer.status_code == 422, (answer.status_code, content[:80])
        assert answer.json()["findings"]


def test_the_corridor_has_layers_with_flow_pressure_and_facts(client: TestClient) -> None:
    answer = client.get(f"{CORRIDOR}/map", params={"date": "2026-01-01"})
    assert answer.headers["content-encoding"] == "gzip"
    found = answer.json()
    assert found["date"] == "2026-01-01"
    pipes = found["layers"]["pipes"]["features"]
    assert all(pipe["geometry"]["type"] == "LineString" for pipe in pipes)
    assert all({"mass_flow", "pressure_from"} <= set(pipe["properties"]["state"]) for pipe in pipes)
    longitude, latitude = found["layers"]["nodes"]["features"][0]["geometry"]["coordinates"]
    assert (49 < longitude < 50, 40 < latitude < 41) == (True, True)
    again = client.get(
        f"{CORRIDOR}/map", params={"date": "2026-01-01"}, headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status_code == 304
    plain = client.get(
        f"{CORRIDOR}/map", params={"date": "2026-01-01"}, headers={"accept-encoding": "identity"}
    )
    assert plain.json() == found


def test_a_status_filter_and_a_project_bring_more_in(client: TestClient) -> None:
    def pipes(**asked: str) -> int:
        found = client.get(f"{CORRIDOR}/map", params={"date": "2028-01-01", **asked}).json()
        return len(found["layers"]["pipes"]["features"])

    assert pipes() < pipes(status_filter="announced")


def test_a_project_that_is_not_there_is_refused(client: TestClient) -> None:
    assert client.get(f"{CORRIDOR}/map", params={"project": "nothing"}).status_code == 422


def test_every_fact_of_an_element_has_its_source(client: TestClient) -> None:
    found = client.get(f"{CORRIDOR}/elements/pipes/SCP42_01", params={"date": "2026-01-01"}).json()
    diameter = next(fact for fact in found["facts"] if fact["name"] == "diameter")
    assert diameter["unit"] == "m"
    assert {"source", "as_of", "confidence", "basis"} <= set(diameter["source"])


@pytest.mark.parametrize("path", ["pipes/none", "none/SCP42_01", "header/x"])
def test_an_element_that_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"{CORRIDOR}/elements/{path}").status_code == 404


def test_a_bundled_network_stays(client: TestClient) -> None:
    assert client.delete(CORRIDOR).status_code == 404
    assert client.get(CORRIDOR).json()["elements"]["nodes"] > 100
    assert client.get(f"{CORRIDOR}/files/nodes.csv").status_code == 404
