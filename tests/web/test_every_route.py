"""Schemathesis over the whole OpenAPI: whatever is sent, the server answers, and never with a 5xx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS

from linepack.errors import Finding, InputError
from linepack.storage.accounts import Accounts
from linepack.web.access import TOKEN
from linepack.web.app import create_app
from linepack.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

HOST = "testserver"
"""Name that the requests go to."""

EXAMPLES = 40
"""Requests of each route."""

NEVER = CHECKS.get_by_names(["not_a_server_error"])
"""What may never happen."""


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@pytest.fixture(scope="session")
def api(home: Path) -> Iterator[Any]:
    """The description of a server of one local user, without limits on how often it may be asked."""
    limits = dict.fromkeys(("reads", "changes", "uploads", "logins", "jobs_waiting"), 10**9)
    where = {"store": str(home / "record.db"), "home": home / "home", "names": (HOST,)}
    app = create_app(Settings(workers=0, example=True, **where, **limits))
    loaded = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    loaded.config.update(headers={TOKEN: app.state.linepack.token("")})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Accounts, "add", _refused)
        yield loaded


def _refused(*_: object) -> None:
    """Add no account: the door would close on the requests after it."""
    raise InputError([Finding("account", "none is added here.", "Leave it.")])


def test_no_request_makes_it_fail(api: Any) -> None:
    for found in api.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES, deadline=20_000, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(operation.as_strategy())
        def answered(case: Any) -> None:
            case.call_and_validate(checks=NEVER)

        answered()


def test_no_file_lies_outside_of_the_store(home: Path) -> None:
    assert {path.name.split(".")[0] for path in home.iterdir()} == {"record", "home"}
    assert {path.name for path in (home / "home").iterdir()} <= {
        "users",
        "results",
        "drafts",
        "lock",
        "name",
        "secret",
    }
