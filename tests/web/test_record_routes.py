"""The record over HTTP: documents in, a review by keyboard, ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

TEXT = (
    "On 2 May 2024 the energy ministers of Azerbaijan and Serbia met in Belgrade. "
    "Azerbaijan will supply up to 400 million cubic metres of gas a year to Serbia from 2025."
)


def test_a_pasted_text_goes_from_inbox_to_dossier(client: TestClient) -> None:
    taken = client.post("/api/record/texts", json={"text": TEXT, "name": "a.txt"})
    assert taken.status_code == 201, taken.text
    number = taken.json()["sources"][0]["source"]
    assert client.get("/api/record/sources").json()["number"] == 1
    assert client.get(f"/api/record/sources/{number}").json()["message"]
    read = client.get(f"/api/record/sources/{number}/text").json()
    assert read["text"].startswith("On 2 May 2024")
    assert read["facts"]["quantities"]
    waits = client.get("/api/record/queue").json()
    item = waits["items"][0]
    assert item["words"] in TEXT
    path = f"/api/record/facts/{item['kind']}/{item['row']}"
    assert client.get(path).json() == item
    assert (
        client.post(f"{path}/decision", json={"decision": "accept", "reason": "as printed"}).status_code
        == 201
    )
    assert client.get("/api/record/log").json()[0]["reviewer"] == "local"
    left = client.get("/api/record/queue").json()["waiting"]
    assert left[item["kind"]] == waits["waiting"][item["kind"]] - 1
    assert client.post("/api/record/undo").json()["undone"]
    assert client.get("/api/record/queue").json()["waiting"] == waits["waiting"]
    assert client.post("/api/record/undo").status_code == 404
    dossier = client.get("/api/record/views/pair", params={"about": ["AZ", "RS"]}).json()
    assert dossier["message"]
    assert client.get("/api/record/search", params={"q": "energy"}).json()["number"] == 1
    assert client.get("/api/record/export/gold").text.startswith("{")


def test_documents_are_uploaded_and_a_bad_one_loses_no_other(client: TestClient) -> None:
    files = [("files", ("a.txt", TEXT.encode())), ("files", ("b.pdf", b"%PDF-1.4 nothing"))]
    taken = client.post("/api/record/sources", files=files).json()
    assert len(taken["sources"]) == 1
    assert taken["findings"]


def test_the_example_is_added_once(client: TestClient) -> None:
    first = client.post("/api/record/example").json()
    assert client.post("/api/record/example").json() == first
    assert client.get("/api/record/views/timeline", params={"about": "AZ"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "sources/99",
        "sources/99/text",
        "facts/commitment/99",
        "facts/nothing/1",
        "views/pair",
        "views/commitment?about=999999999999999999999",
        "views/source?about=²",
        "views/party?about=Nobody",
    ],
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/record/{path}")
    assert answer.status_code == 404
    assert answer.json()["findings"]


@pytest.mark.parametrize(
    "body", [{"decision": "edit"}, {"decision": "no"}, {"decision": "edit", "edited": {"a": 1}}]
)
def test_a_decision_that_does_not_fit_is_refused(client: TestClient, body: dict[str, object]) -> None:
    client.post("/api/record/texts", json={"text": TEXT})
    item = client.get("/api/record/queue").json()["items"][0]
    answer = client.post(f"/api/record/facts/{item['kind']}/{item['row']}/decision", json=body)
    assert answer.status_code == 422


@pytest.mark.parametrize("text", ["", "\\ud800", "\\u0000"])
def test_a_text_that_is_none_is_refused(client: TestClient, text: str) -> None:
    headers = {"content-type": "application/json"}
    answer = client.post("/api/record/texts", content=f'{{"text": "{text}"}}', headers=headers)
    assert answer.status_code == 422


def test_studies_and_the_ledger_are_there(client: TestClient) -> None:
    assert "southern-gas-corridor" in client.get("/api/studies").json()
    found = client.get("/api/claims/ledger", params={"year": [2026]}).json()
    assert found["over_commitments"][0]["year"] == 2026
    assert client.get("/api/claims/ledger", params={"year": 1}).status_code == 422
