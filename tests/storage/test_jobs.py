"""Jobs and accounts of the server in the store, on each database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linepack.errors import InputError
from linepack.storage.accounts import Accounts
from linepack.storage.jobs import ATTEMPTS, DONE, FAILED, WAITING, Jobs

if TYPE_CHECKING:
    from linepack.storage.store import Store

DIGEST = "0b" * 32


@pytest.fixture
def jobs(store: Store) -> Jobs:
    return Jobs(store, "here")


def ask(jobs: Jobs, name: str = "a") -> None:
    jobs.ask(name, "ann", "solve", {}, DIGEST, WAITING)


def test_the_one_that_waited_longest_is_taken_first(jobs: Jobs) -> None:
    for name in ("b", "a"):
        ask(jobs, name)
    assert [job.id for job in (jobs.take(), jobs.take()) if job] == ["b", "a"]
    assert jobs.take() is None


def test_a_job_of_another_server_is_left_alone(jobs: Jobs) -> None:
    ask(jobs)
    other = Jobs(jobs.store, "there")
    assert other.take() is None
    assert other.get("a") is None
    assert not other.cancel("a")


def test_an_old_attempt_has_no_say(jobs: Jobs) -> None:
    ask(jobs)
    first = jobs.take()
    assert first is not None
    assert jobs.resume() == 1
    second = jobs.take()
    assert second is not None
    assert second.attempt == 2
    assert not jobs.end(first, DONE, "old")
    assert jobs.tell(second, "new", 1, 2)
    assert jobs.end(second, DONE, "new")
    assert not jobs.end(second, FAILED, "again")


def test_a_job_that_keeps_dying_fails(jobs: Jobs) -> None:
    ask(jobs)
    for _ in range(ATTEMPTS):
        job = jobs.take()
        assert job is not None
        jobs.lost(job)
    found = jobs.get("a")
    assert found is not None
    assert found.state == FAILED
    assert jobs.take() is None


def test_a_cancelled_job_stays_so(jobs: Jobs) -> None:
    ask(jobs)
    job = jobs.take()
    assert job is not None
    assert jobs.cancel("a")
    assert not jobs.cancel("a")
    assert not jobs.tell(job, "on", 0, 0)
    assert not jobs.end(job, DONE, "done")
    assert jobs.resume() == 0


def test_jobs_are_listed_by_their_owner_and_counted_while_open(jobs: Jobs) -> None:
    ask(jobs, "a")
    ask(jobs, "b")
    jobs.cancel("a")
    assert {job.id: job.state for job in jobs.of("ann")} == {"a": "cancelled", "b": "waiting"}
    assert jobs.of("bob") == []
    assert jobs.waiting_of("ann") == 1
    assert jobs.states(["a", "b", "c"]) == {"a": "cancelled", "b": "waiting"}


def test_a_login_stands_until_it_ends_or_the_account_changes(store: Store) -> None:
    accounts = Accounts(store)
    assert not accounts.any()
    accounts.add("ana", "a hash", "admin")
    assert accounts.any()
    for key, hours in (("open", 1), ("old", -1)):
        accounts.log_in("ana", key, hours)
    found = accounts.logged_in("open")
    assert found is not None
    assert (found.name, found.role) == ("ana", "admin")
    assert accounts.logged_in("old") is None
    assert accounts.logged_in("none") is None
    accounts.change("ana", password="another hash")  # noqa: S106 - of a made-up user
    assert accounts.logged_in("open") is None


def test_an_admin_is_left_whatever_changes(store: Store) -> None:
    accounts = Accounts(store)
    with pytest.raises(InputError, match="has to be an admin's"):
        accounts.add("bo", "a hash", "read")
    accounts.add("ana", "a hash", "admin")
    accounts.add("bo", "a hash", "read")
    for change in ({"role": "read"}, {"active": False}):
        with pytest.raises(InputError, match="no admin would be left"):
            accounts.change("ana", **change)
    accounts.change("bo", role="admin")
    accounts.change("ana", active=False)
    assert [account.active for account in accounts.all()] == [False, True]


def test_the_log_keeps_its_order(store: Store) -> None:
    accounts = Accounts(store)
    for status in (200, 403):
        accounts.note("ana", "127.0.0.1", "POST", "/api/jobs", status)
    assert [entry.status for entry in accounts.noted()] == [403, 200]
    assert len(accounts.noted(limit=1)) == 1
