"""Jobs: kept, worked on, followed, cancelled, answered at once where they were answered before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from linepack.errors import InputError
from linepack.storage.jobs import CANCELLED, DONE, FAILED, WAITING, Jobs
from linepack.storage.store import Store
from linepack.web.home import Home
from linepack.web.jobs import work
from linepack.web.jobs.task import CancelledError, Task, scenario_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fastapi.testclient import TestClient

SOLVE = {"kind": "solve", "network": "southern-gas-corridor", "date": "2024-01-01"}
DIGEST = "0b" * 32


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Jobs]:
    with Store(tmp_path / "jobs.db") as store:
        yield Jobs(store, "here")


def order(jobs: Jobs, home: Home, kind: str, inputs: dict[str, Any]) -> Any:
    jobs.ask("0a" * 16, "ann", kind, inputs, DIGEST, WAITING)
    job = jobs.take()
    assert job is not None
    work.do(job, jobs, home)
    return jobs.get(job.id)


def test_a_job_writes_its_result_whole(jobs: Jobs, tmp_path: Path) -> None:
    home = Home(tmp_path / "home").made()
    job = order(jobs, home, "solve", {"network": "southern-gas-corridor", "date": "2024-01-01"})
    assert (job.state, job.message[:6]) == (DONE, "Solved")
    assert json.loads((home.results(DIGEST) / "result.json").read_text())["pipes"]
    assert list((tmp_path / "home" / "drafts").iterdir()) == []


def test_a_claim_of_figures_is_checked(jobs: Jobs, tmp_path: Path) -> None:
    home = Home(tmp_path / "home").made()
    asked = {"origin": "AZ", "destination": "RS", "volume": "400 mcm/y", "from_date": "2024-01-01"}
    job = order(jobs, home, "claim", asked)
    assert job.state == DONE, job.message
    found = json.loads((home.results(DIGEST) / "result.json").read_text())
    assert found["status"] == "holds"


def test_a_job_with_bad_input_lists_what_was_found_without_folders(jobs: Jobs, tmp_path: Path) -> None:
    home = Home(tmp_path / "home").made()
    folder = home.network("ann", "0c" * 16)
    folder.mkdir(parents=True)
    (folder / "grid.net").write_bytes(b"<network>nothing</network>")
    job = order(jobs, home, "solve", {"network": "0c" * 16})
    assert job.state == FAILED
    assert job.findings
    assert str(tmp_path) not in json.dumps([job.findings, job.message])
    assert not home.results(DIGEST).exists()


@pytest.mark.parametrize(("form", "file"), [("workbook", "network.xlsx"), ("folder", "network.zip")])
def test_a_network_is_converted(jobs: Jobs, tmp_path: Path, form: str, file: str) -> None:
    home = Home(tmp_path / "home").made()
    job = order(jobs, home, "convert", {"network": "southern-gas-corridor", "format": form})
    assert job.state == DONE, job.message
    assert [path.name for path in (home.results(DIGEST) / "files").iterdir()] == [file]
    assert json.loads((home.results(DIGEST) / "result.json").read_text())["files"] == [file]


def test_a_scenario_is_no_way_to_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path).made()
    folder = home.network("ann", "0c" * 16)
    folder.mkdir(parents=True)
    (folder / "cold.scn").touch()
    (tmp_path / "secret.scn").touch()
    monkeypatch.chdir(tmp_path)
    assert scenario_of(home, "ann", "0c" * 16, "cold.scn") == str(folder / "cold.scn")
    assert scenario_of(home, "ann", "0c" * 16, "winter") == "winter"
    for name in ("secret.scn", "../x", str(tmp_path / "secret.scn"), "a\0"):
        with pytest.raises(InputError, match="there is none"):
            scenario_of(home, "ann", "0c" * 16, name)


def test_an_attempt_that_nobody_waits_for_stops(jobs: Jobs, tmp_path: Path) -> None:
    task = Task("ann", {}, Home(tmp_path), tmp_path, jobs.store, lambda *_: False)
    with pytest.raises(CancelledError):
        task.tell("on")


def test_a_job_is_kept_and_shown_to_its_owner(client: TestClient) -> None:
    made = client.post("/api/jobs", json=SOLVE)
    assert made.status_code == 202
    assert made.json()["state"] == "waiting"
    assert [job["id"] for job in client.get("/api/jobs").json()] == [made.json()["id"]]
    assert client.get(f"/api/jobs/{made.json()['id']}/result").status_code == 409


def test_a_job_that_waits_is_cancelled(client: TestClient) -> None:
    key = client.post("/api/jobs", json=SOLVE).json()["id"]
    assert client.post(f"/api/jobs/{key}/cancel").json()["state"] == CANCELLED
    with client.stream("GET", f"/api/jobs/{key}/events") as events:
        lines = list(events.iter_lines())
    assert events.headers["content-type"].startswith("text/event-stream")
    assert lines[0] == "event: ended"


def test_the_same_inputs_are_answered_at_once(client: TestClient, tmp_path: Path) -> None:
    key = client.post("/api/jobs", json=SOLVE).json()["id"]
    home = Home(tmp_path / "home")
    with Store(tmp_path / "record.db") as store:
        jobs = Jobs(store, home.name())
        job = jobs.take()
        assert job is not None
        assert job.id == key
        work.do(job, jobs, home)
    again = client.post("/api/jobs", json=SOLVE).json()
    assert again["id"] != key
    assert again["state"] == "done"
    assert again["message"] == client.get(f"/api/jobs/{key}").json()["message"]
    assert client.get(f"/api/jobs/{again['id']}/result").json()["pipes"]
    assert client.post("/api/jobs", json={**SOLVE, "date": "2025-01-01"}).json()["state"] == "waiting"


def test_a_job_goes_stale_when_the_record_behind_it_changes(client: TestClient) -> None:
    def asked(**job: str) -> str:
        return f"/api/jobs/{client.post('/api/jobs', json=job).json()['id']}/stale"

    figures = asked(kind="claim", origin="AZ", destination="RS")
    recorded = asked(kind="claim", commitment="c1")
    assert [client.get(path).json()["stale"] for path in (figures, recorded)] == [False, False]
    client.post("/api/record/texts", json={"text": "On 2 May 2024 the ministers met in Belgrade."})
    assert [client.get(path).json()["stale"] for path in (figures, recorded)] == [False, True]


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "study", "study": "../x"},
        {"kind": "claim"},
        {"kind": "claim", "commitment": "c1", "origin": "AZ"},
        {"kind": "none"},
        {"kind": "solve", "network": "southern-gas-corridor", "date": "yesterday"},
    ],
)
def test_what_can_be_refused_at_once_is(client: TestClient, asked: dict[str, str]) -> None:
    answer = client.post("/api/jobs", json=asked)
    assert answer.status_code == 422
    assert answer.json()["findings"]


@pytest.mark.parametrize("network", ["nothing", "../../etc", "0" * 32, "."])
def test_a_network_that_is_not_there_is_not_found(client: TestClient, network: str) -> None:
    assert client.post("/api/jobs", json={"kind": "solve", "network": network}).status_code == 404


def test_not_too_many_wait(opened: Callable[..., TestClient]) -> None:
    client = opened(jobs_waiting=1)
    assert client.post("/api/jobs", json=SOLVE).status_code == 202
    assert client.post("/api/jobs", json=SOLVE).status_code == 429
