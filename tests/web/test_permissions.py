"""Who may what: every route has a line here, and what is somebody's own is nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from fastapi.testclient import TestClient

from linepack.storage.accounts import Accounts
from linepack.web.access import COOKIE, ROLES, TOKEN
from linepack.web.app import create_app
from linepack.web.passwords import hashed
from linepack.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fastapi import FastAPI

PASSWORD: Final = "correct horse battery"  # noqa: S105 - of made-up users

ANYONE: Final = "anyone"

NEEDS: Final = {
    "GET /api/session": ANYONE,
    "POST /api/session": ANYONE,
    "DELETE /api/session": "read",
    "PUT /api/session/password": "read",
    "GET /api/networks": "read",
    "POST /api/networks": "read",
    "GET /api/networks/{name}": "read",
    "DELETE /api/networks/{name}": "read",
    "GET /api/networks/{name}/files/{file}": "read",
    "GET /api/networks/{name}/map": "read",
    "GET /api/networks/{name}/elements/{kind}/{element}": "read",
    "GET /api/studies": "read",
    "GET /api/claims/ledger": "read",
    "GET /api/record/sources": "read",
    "POST /api/record/sources": "review",
    "POST /api/record/texts": "review",
    "POST /api/record/example": "review",
    "GET /api/record/sources/{number}": "read",
    "GET /api/record/sources/{number}/text": "read",
    "GET /api/record/views/{view}": "read",
    "GET /api/record/search": "read",
    "GET /api/record/queue": "read",
    "GET /api/record/facts/{kind}/{row}": "read",
    "POST /api/record/facts/{kind}/{row}/decision": "review",
    "POST /api/record/undo": "review",
    "GET /api/record/log": "read",
    "GET /api/record/export/{format}": "read",
    "POST /api/jobs": "read",
    "GET /api/jobs": "read",
    "GET /api/jobs/{key}": "read",
    "GET /api/jobs/{key}/events": "read",
    "POST /api/jobs/{key}/cancel": "read",
    "GET /api/jobs/{key}/result": "read",
    "GET /api/jobs/{key}/stale": "read",
    "GET /api/jobs/{key}/files/{name}": "read",
    "GET /api/accounts": "admin",
    "POST /api/accounts": "admin",
    "PATCH /api/accounts/{name}": "admin",
    "GET /api/audit": "admin",
}
"""Every route and the least role that it takes."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """A server with a user of each role, and a second reader."""
    folder = tmp_path_factory.mktemp("team")
    limits = {"logins": 1000, "changes": 10_000}
    app = create_app(Settings(store=str(folder / "record.db"), home=folder / "home", workers=0, **limits))
    with TestClient(app, base_url="http://localhost"):
        accounts = Accounts(app.state.linepack.store)
        kept = hashed(PASSWORD)
        for name, role in (("admin", "admin"), ("review", "review"), ("read", "read"), ("other", "read")):
            accounts.add(name, kept, role)
        yield app


def log_in(app: FastAPI, name: str) -> TestClient:
    client = TestClient(app, base_url="http://localhost")
    client.headers[TOKEN] = client.get("/api/session").json()["token"]
    answer = client.post("/api/session", json={"name": name, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    client.headers[TOKEN] = answer.json()["token"]
    return client


def routes(app: FastAPI) -> set[str]:
    paths = app.openapi()["paths"]
    return {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}


def test_every_route_has_a_line(app: FastAPI) -> None:
    assert {route.replace(":path", "") for route in routes(app)} == set(NEEDS)


FILLED: Final = {"{row}": "1", "{number}": "1", "{view}": "pair", "{format}": "gold", "{key}": "0" * 32}


def call(client: TestClient, route: str) -> int:
    method, path = route.split(" ")
    for name, value in FILLED.items():
        path = path.replace(name, value)
    return client.request(method, path.replace("{", "").replace("}", "")).status_code


def test_nobody_gets_in_without_a_login(app: FastAPI) -> None:
    stranger = TestClient(app, base_url="http://localhost")
    stranger.headers[TOKEN] = stranger.get("/api/session").json()["token"]
    refused = {route for route in NEEDS if call(stranger, route) == 401}
    assert refused == {route for route, role in NEEDS.items() if role != ANYONE}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_what_its_lines_say(app: FastAPI, role: str) -> None:
    client = log_in(app, role)
    asked = {route for route in NEEDS if route != "DELETE /api/session"}
    refused = {route for route in asked if call(client, route) == 403}
    above = set(ROLES[ROLES.index(role) + 1 :])
    assert refused == {route for route in asked if NEEDS[route] in above}


@pytest.mark.parametrize("route", [route for route in NEEDS if not route.startswith("GET")])
def test_every_change_takes_the_token(app: FastAPI, route: str) -> None:
    client = log_in(app, "admin")
    client.headers[TOKEN] = "0" * 64
    body = {"name": "read", "password": PASSWORD} if route == "POST /api/session" else None
    method, path = route.split(" ")
    assert client.request(method, path, json=body).status_code == 403


def test_a_job_and_a_network_are_nobody_elses(app: FastAPI, one_pipe: list[tuple[str, bytes]]) -> None:
    mine, other = log_in(app, "read"), log_in(app, "other")
    network = mine.post("/api/networks", files=[("files", one) for one in one_pipe]).json()
    job = mine.post("/api/jobs", json={"kind": "solve", "network": network["key"]}).json()
    own = [route for route in NEEDS if "{key}" in route or route.split(" ")[1].startswith("/api/networks/")]
    for route in own:
        method, path = route.split(" ")
        path = path.replace("{key}", job["id"]).replace("networks/{name}", f"networks/{network['key']}")
        path = path.replace("{file}", network["files"][0]).replace("{name}", "result.json")
        path = path.replace("{kind}/{element}", "pipes/P")
        for client in (other, log_in(app, "admin")):
            assert client.request(method, path).status_code == 404, path
    assert other.post("/api/jobs", json={"kind": "solve", "network": network["key"]}).status_code == 404
    assert other.get("/api/jobs").json() == []
    assert network["key"] not in other.get("/api/networks").text
    assert mine.get(f"/api/networks/{network['key']}").status_code == 200
    assert mine.get(f"/api/jobs/{job['id']}").json()["state"] == "waiting"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: FastAPI) -> None:
    client = TestClient(app, base_url="http://localhost")
    client.headers[TOKEN] = client.get("/api/session").json()["token"]
    cookie = client.post("/api/session", json={"name": "read", "password": PASSWORD}).headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_a_login_that_has_ended_opens_nothing(app: FastAPI) -> None:
    client = log_in(app, "read")
    key = client.cookies[COOKIE]
    assert client.delete("/api/session").status_code == 204
    again = TestClient(app, base_url="http://localhost", cookies={COOKIE: key})
    assert again.get("/api/jobs").status_code == 401


@pytest.mark.parametrize(("name", "password"), [("read", "wrong"), ("nobody", PASSWORD), ("read", "")])
def test_a_wrong_login_says_no_more_than_that(app: FastAPI, name: str, password: str) -> None:
    client = TestClient(app, base_url="http://localhost")
    client.headers[TOKEN] = client.get("/api/session").json()["token"]
    answer = client.post("/api/session", json={"name": name, "password": password})
    assert answer.status_code == 401
    assert answer.json()["findings"][0]["finding"] == "they do not fit."
    assert "set-cookie" not in answer.headers


def test_accounts_are_added_changed_and_closed(app: FastAPI) -> None:
    admin = log_in(app, "admin")
    new = {"name": "ana", "password": PASSWORD, "role": "read"}
    assert admin.post("/api/accounts", json=new).status_code == 201
    assert admin.post("/api/accounts", json=new).status_code == 422
    assert admin.post("/api/accounts", json={**new, "name": "bo", "password": "short"}).status_code == 422
    assert admin.post("/api/accounts", json={**new, "name": "local"}).status_code == 422
    ana = log_in(app, "ana")
    assert admin.patch("/api/accounts/ana", json={"role": "review"}).json()["role"] == "review"
    assert ana.get("/api/jobs").status_code == 401
    assert admin.patch("/api/accounts/ana", json={"active": False}).status_code == 200
    stranger = TestClient(app, base_url="http://localhost")
    stranger.headers[TOKEN] = stranger.get("/api/session").json()["token"]
    assert stranger.post("/api/session", json={"name": "ana", "password": PASSWORD}).status_code == 401
    assert admin.patch("/api/accounts/admin", json={"role": "read"}).status_code == 422
    assert "argon2" not in admin.get("/api/accounts").text
    assert admin.patch("/api/accounts/none", json={}).status_code == 404


def test_a_password_is_changed_with_the_old_one(app: FastAPI) -> None:
    log_in(app, "admin").post("/api/accounts", json={"name": "eva", "password": PASSWORD, "role": "read"})
    eva = log_in(app, "eva")
    new = {"old": PASSWORD, "new": PASSWORD + "!"}
    assert eva.put("/api/session/password", json={**new, "old": "wrong"}).status_code == 403
    assert eva.put("/api/session/password", json=new).status_code == 204
    assert eva.get("/api/jobs").status_code == 401


def test_changes_are_logged_with_who_and_what_came_of_it(app: FastAPI) -> None:
    log_in(app, "read").post("/api/record/texts", json={"text": "x"})
    admin = log_in(app, "admin")
    found = [
        (one["user"], one["method"], one["path"], one["status"]) for one in admin.get("/api/audit").json()
    ]
    assert found[:2] == [("admin", "POST", "/api/session", 200), ("read", "POST", "/api/record/texts", 403)]


def test_logins_are_limited(opened: Callable[..., TestClient]) -> None:
    client = opened(logins=2)
    wrong = {"name": "ana", "password": "wrong"}
    codes = [client.post("/api/session", json=wrong).status_code for _ in range(3)]
    assert codes == [401, 401, 429]


def test_the_first_account_closes_the_door(opened: Callable[..., TestClient]) -> None:
    client = opened()
    first = {"name": "ana", "password": PASSWORD, "role": "review"}
    assert client.post("/api/accounts", json=first).status_code == 422
    assert client.post("/api/accounts", json={**first, "role": "admin"}).status_code == 201
    assert client.get("/api/jobs").status_code == 401
    assert client.get("/api/session").json()["user"] is None
