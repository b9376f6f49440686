"""Jobs of the server in the store: each step is one transaction, so a killed server loses none.

A job is ``waiting``, then ``running``, then ``done``, ``failed`` or ``cancelled``. One that runs when its
server is killed waits again when the server comes back. Each start has a number, its attempt; only the latest
may say how far it is and how it ended.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select, update

from linepack.storage.columns import now
from linepack.storage.tables import JobRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from linepack.storage.store import Store

WAITING: Final = "waiting"
RUNNING: Final = "running"
DONE: Final = "done"
FAILED: Final = "failed"
CANCELLED: Final = "cancelled"

OPEN: Final = (WAITING, RUNNING)
ENDED: Final = (DONE, FAILED, CANCELLED)

ATTEMPTS: Final = 5
"""Starts of a job whose process dies without a word; then it has failed."""


@dataclass(frozen=True)
class Job:
    """A job as it is now.

    Attributes
    ----------
    id, owner, kind, inputs
        Its name, whose it is, and what is asked.
    digest
        Of everything that goes in.
    state, message
        How far it is, in one word and in words.
    done, total
        Parts of the work; both 0 where they are not known.
    attempt
        How often it was started.
    findings
        What was wrong where it failed.
    asked_at, started_at, ended_at
        When.
    """

    id: str
    owner: str
    kind: str
    inputs: dict[str, Any]
    digest: str
    state: str
    message: str
    done: int
    total: int
    attempt: int
    findings: list[Any]
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ENDED


@dataclass(frozen=True)
class Jobs:
    """The jobs of one server.

    Attributes
    ----------
    store
        Where they are kept.
    home
        Name of the server's folder.
    """

    store: Store
    home: str

    def ask(self, id_: str, owner: str, kind: str, inputs: dict[str, Any], digest: str, state: str) -> Job:
        """Keep a new job and return it."""
        at = now()
        row = JobRow(
            id=id_,
            home=self.home,
            owner=owner,
            kind=kind,
            inputs=inputs,
            digest=digest,
            state=state,
            message="",
            done=0,
            total=0,
            attempt=0,
            findings=[],
            asked_at=at,
            started_at=None,
            ended_at=at if state == DONE else None,
        )
        with self.store.writing() as session, session.begin():
            session.add(row)
        return _job(row)

    def get(self, id_: str) -> Job | None:
        """Return a job, None where there is none."""
        with self.store.reading() as session:
            row = session.get(JobRow, id_)
            return _job(row) if row is not None and row.home == self.home else None

    def of(self, owner: str, *, limit: int = 100) -> list[Job]:
        """Return the jobs of an owner, the newest first."""
        chosen = select(JobRow).where(JobRow.owner == owner, JobRow.home == self.home)
        with self.store.reading() as session:
            rows = session.scalars(chosen.order_by(JobRow.asked_at.desc(), JobRow.id).limit(limit))
            return [_job(row) for row in rows]

    def waiting_of(self, owner: str) -> int:
        """Return how many jobs of an owner have not ended."""
        chosen = select(JobRow.id).where(JobRow.owner == owner, JobRow.state.in_(OPEN))
        with self.store.reading() as session:
            return len(session.scalars(chosen).all())

    def states(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the states of jobs by their names."""
        with self.store.reading() as session:
            rows = session.execute(select(JobRow.id, JobRow.state).where(JobRow.id.in_(ids)))
            return {row.id: row.state for row in rows}

    def take(self) -> Job | None:
        """Start the job that has waited longest and return it; None where none waits."""
        waits = select(JobRow).where(JobRow.home == self.home, JobRow.state == WAITING)
        with self.store.reading() as session:
            if session.scalar(waits.limit(1)) is None:
                return None
        with self.store.writing() as session, session.begin():
            row = session.scalar(waits.order_by(JobRow.asked_at, JobRow.id).limit(1))
            if row is None:
                return None
            row.state, row.attempt = RUNNING, row.attempt + 1
            row.started_at, row.done, row.total = now(), 0, 0
        return _job(row)

    def tell(self, job: Job, message: str, done: int, total: int) -> bool:
        """Say how far a job is; return whether this attempt still runs."""
        return self._change(job, message=message, done=done, total=total)

    def end(self, job: Job, state: str, message: str, findings: Sequence[dict[str, Any]] = ()) -> bool:
        """Say how an attempt ended; return whether it was the latest and still ran."""
        return self._change(job, state=state, message=message, findings=list(findings), ended_at=now())

    def _change(self, job: Job, **values: Any) -> bool:  # values of the columns, each of its own type
        runs = JobRow.id == job.id, JobRow.state == RUNNING, JobRow.attempt == job.attempt
        with self.store.writing() as session, session.begin():
            changed = session.execute(update(JobRow).where(*runs).values(**values).returning(JobRow.id))
            return changed.first() is not None

    def cancel(self, id_: str) -> bool:
        """Cancel a job; return whether it had not ended."""
        chosen = update(JobRow).where(JobRow.id == id_, JobRow.home == self.home, JobRow.state.in_(OPEN))
        values = {"state": CANCELLED, "message": "cancelled", "ended_at": now()}
        with self.store.writing() as session, session.begin():
            return session.execute(chosen.values(**values).returning(JobRow.id)).first() is not None

    def lost(self, job: Job) -> None:
        """Let a job wait again whose process died without a word; after :data:`ATTEMPTS` it has failed."""
        if job.attempt < ATTEMPTS:
            self._change(job, state=WAITING, message="starts again: its process was stopped")
        else:
            self.end(job, FAILED, f"its process was stopped {job.attempt} times")

    def resume(self) -> int:
        """Let all jobs wait again that ran when the server was stopped; return how many."""
        ran = select(JobRow).where(JobRow.home == self.home, JobRow.state == RUNNING)
        with self.store.reading() as session:
            found = [_job(row) for row in session.scalars(ran)]
        for job in found:
            self.lost(job)
        return len(found)


def _job(row: JobRow) -> Job:
    return Job(**{field.name: getattr(row, field.name) for field in fields(Job)})
