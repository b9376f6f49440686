"""What stands before every route: hosts, sizes, headers, tokens; errors have one shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linepack.errors import InputError
from linepack.web.access import TOKEN
from linepack.web.errors import RefusedError
from linepack.web.guard import CSP
from linepack.web.home import Home
from linepack.web.rate import Rates
from linepack.web.settings import Settings, refuse_open

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fastapi.testclient import TestClient

SOLVE = {"kind": "solve", "network": "southern-gas-corridor"}


def test_a_first_page_is_there(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/", "/api/session", "/api/nothing", "/nothing", "/api/jobs/zz"])
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == CSP
    assert headers["x-content-type-options"] == "nosniff"
    assert "http" not in CSP
    assert not [name for name in headers if name.startswith("access-control")]


def test_another_site_gets_no_leave_to_read(client: TestClient) -> None:
    asked = {"origin": "https://example.org", "access-control-request-method": "POST"}
    answer = client.options("/api/jobs", headers=asked)
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("host", ["example.org", "localhost.example.org", "", "127.0.0.1.example.org:8383"])
def test_another_host_name_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/api/session", headers={"host": host})
    assert answer.status_code == 400
    assert answer.json()["findings"][0]["place"] == "host"


def test_a_named_host_is_answered(opened: Callable[..., TestClient]) -> None:
    client = opened(names=("Gas.example.org",))
    assert client.get("/", headers={"host": "gas.example.org:443"}).status_code == 200


def test_a_change_without_the_token_is_refused(client: TestClient) -> None:
    answer = client.post("/api/jobs", json=SOLVE, headers={TOKEN: "0" * 64})
    assert answer.status_code == 403
    assert client.get("/api/jobs").json() == []


@pytest.mark.parametrize("sized", [True, False])
def test_a_body_too_large_is_refused(opened: Callable[..., TestClient], sized: bool) -> None:
    client = opened(body_limit=1000)
    content = b"x" * 1001 if sized else iter([b" " * 600, b" " * 600])
    answer = client.post("/api/jobs", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert answer.json()["status"] == "too large"


def test_all_that_is_wrong_is_listed(client: TestClient) -> None:
    answer = client.post("/api/jobs", json={"kind": "capacity", "network": 3, "oops": 1})
    assert answer.status_code == 422
    places = {finding["place"].rpartition(".")[2] for finding in answer.json()["findings"]}
    assert places == {"network", "oops", "from_node", "to_node"}


BROKEN = [b"{", b'"\\ud800"', b"[" * 100_000, b'{"kind": "\\ud800"}', b"\xff", b"9" * 9000]


@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_body_is_refused_in_the_same_shape(client: TestClient, body: bytes) -> None:
    answer = client.post("/api/jobs", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)
    assert set(answer.json()) == {"status", "message", "findings"}


@pytest.mark.parametrize("path", ["/..%2f..%2fetc/passwd", "/%2e%2e/app.py", "/api/jobs/" + "0" * 32])
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["status"] == "not found"


def test_too_many_requests_are_told_when_to_come_back(opened: Callable[..., TestClient]) -> None:
    client = opened(reads=3)
    answers = [client.get("/api/jobs") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_a_bucket_fills_again() -> None:
    at = [0.0]
    rates = Rates(clock=lambda: at[0])
    rates.spend("ann", "reads", 1)
    with pytest.raises(RefusedError):
        rates.spend("ann", "reads", 1)
    rates.spend("bob", "reads", 1)
    at[0] = 60.0
    rates.spend("ann", "reads", 1)


def test_nobody_listens_beyond_this_machine_without_accounts() -> None:
    everywhere = Settings(host="0.0.0.0")  # noqa: S104 - refused
    with pytest.raises(InputError, match="it has no accounts"):
        refuse_open(everywhere, accounts=False)
    refuse_open(everywhere, accounts=True)
    refuse_open(Settings(), accounts=False)


def test_a_folder_belongs_to_one_server(client: TestClient, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="another server"):
        Home(tmp_path / "home").lock()


def test_the_secret_is_for_its_owner_alone(client: TestClient, tmp_path: Path) -> None:
    assert (tmp_path / "home" / "secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["..", ".", "a/b", "", "A", "a..b", "x" * 41, "a\\b", "-a"])
def test_a_name_that_is_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        Home(tmp_path).networks(name)


def test_the_openapi_is_served_and_every_route_has_a_summary(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    assert document["info"]["title"] == "linepack"
    assert [
        path
        for path, methods in document["paths"].items()
        for route in methods.values()
        if not route["summary"]
    ] == []
    assert client.get("/docs").status_code == 404
