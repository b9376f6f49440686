"""``linepack serve``: what is refused before it listens, and accounts from the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from linepack.cli.main import app
from linepack.storage.accounts import Accounts
from linepack.storage.store import Store
from linepack.web.passwords import fits

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke

PASSWORD = "correct horse battery"  # noqa: S105 - of made-up users


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "record.db")


def add(store: str, name: str, role: str, password: str = PASSWORD) -> tuple[int, str]:
    arguments = ["serve", "account", name, "--role", role, "--store", store]
    done = CliRunner().invoke(app, arguments, input=password + "\n")
    return done.exit_code, done.output


def test_an_account_is_added_and_changed(store: str) -> None:
    assert add(store, "ana", "admin") == (0, "ana is added with the role admin.\n")
    code, said = add(store, "ana", "admin", PASSWORD + "!")
    assert (code, said) == (0, "ana has a new password and the role admin.\n")
    with Store(store) as opened:
        account = Accounts(opened).get("ana")
        assert account is not None
        assert fits(PASSWORD + "!", account.password)
        assert PASSWORD not in account.password


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [
        ("ana", "read", PASSWORD),
        ("ana", "admin", "short"),
        ("A b", "admin", PASSWORD),
        ("local", "admin", PASSWORD),
    ],
)
def test_what_can_be_no_account_is_refused(store: str, name: str, role: str, password: str) -> None:
    assert add(store, name, role, password)[0] == 2


def test_it_does_not_listen_beyond_this_machine_without_accounts(
    invoke: Invoke, store: str, tmp_path: Path
) -> None:
    result = invoke("serve", "--host", "192.0.2.1", "--store", store, "--home", str(tmp_path / "home"))
    assert result.exit_code == 2
    assert "it has no accounts" in result.output


def test_help_has_an_example(invoke: Invoke) -> None:
    assert "linepack serve --port" in invoke("serve", "--help").output
    assert "linepack serve account ana" in invoke("serve", "account", "--help").output
