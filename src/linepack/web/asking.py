"""Taking a job: what can be refused at once is, and what was answered before is not worked out again."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from linepack.data.corridor import bundled
from linepack.errors import Finding, InputError
from linepack.storage.jobs import DONE, WAITING
from linepack.web.errors import RefusedError, not_found
from linepack.web.home import KEY
from linepack.web.jobs.digest import digest
from linepack.web.jobs.kinds import KINDS
from linepack.web.jobs.task import FILES, RESULT

if TYPE_CHECKING:
    from pathlib import Path

    from linepack.storage.jobs import Job
    from linepack.web.access import Caller
    from linepack.web.schemas import Asked
    from linepack.web.state import State


def ask(state: State, caller: Caller, asked: Asked) -> Job:
    """Keep a job and let it be worked on; with the inputs of an earlier one it is done at once.

    Raises
    ------
    RefusedError
        If the network is not there, or too many jobs of the user wait.
    InputError
        If the study is not bundled, or a claim is both a commitment and figures.
    """
    kind, inputs = asked.kind, asked.model_dump(mode="json", by_alias=True, exclude={"kind"})
    _check(state, caller, kind, inputs)
    key = digest(state.home, state.store, caller.name, kind, inputs)
    known = (state.home.results(key) / RESULT).is_file()
    job = state.jobs.ask(secrets.token_hex(16), caller.name, kind, inputs, key, DONE if known else WAITING)
    if state.runner is not None and not known:
        state.runner.wake()
    return job


def _check(state: State, caller: Caller, kind: str, inputs: dict[str, Any]) -> None:
    if state.jobs.waiting_of(caller.name) >= state.settings.jobs_waiting:
        finding = Finding("jobs", "too many of yours wait.", "Wait for some, or cancel them.")
        raise RefusedError(429, finding, {"retry-after": "10"})
    if KINDS[kind].network:
        check_network(state, caller, inputs["network"])
    if kind == "study":
        _check_study(inputs["study"])
    if kind == "claim":
        _check_claim(inputs)


def check_network(state: State, caller: Caller, name: str) -> None:
    """Refuse a network that is neither bundled nor the caller's own.

    Raises
    ------
    RefusedError
        404.
    """
    if name in bundled():
        return
    if KEY.fullmatch(name) is None or not state.home.network(caller.name, name).is_dir():
        raise not_found(f"network {name}", "GET /api/networks lists yours.")


def _check_study(name: str) -> None:
    from linepack.studies.run import list_studies

    if name not in list_studies():
        remedy = f"Choose {', '.join(list_studies())}."
        raise InputError([Finding(f"study {name!r}", "there is no such study.", remedy)], "the question")


def _check_claim(inputs: dict[str, Any]) -> None:
    figures = any(value for name, value in inputs.items() if name != "commitment")
    if bool(inputs["commitment"]) == figures:
        finding = "a claim is a commitment of the record or free figures."
        raise InputError([Finding("claim", finding, "Give one of the two.")], "the question")


def result_of(state: State, job: Job) -> Path:
    """Return the folder of a job's result.

    Raises
    ------
    RefusedError
        409 if it is not done.
    """
    folder = state.home.results(job.digest)
    if job.state != DONE or not folder.is_dir():
        finding = Finding(
            f"job {job.id}", f"it has no result: it is {job.state}.", "Follow it until it is done."
        )
        raise RefusedError(409, finding)
    return folder


def files_of(state: State, job: Job) -> list[str]:
    """Return the names of the files beside a job's result."""
    folder = state.home.results(job.digest) / FILES
    if job.state != DONE or not folder.is_dir():
        return []
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def said(state: State, job: Job) -> str:
    """Return the words of a job: its own, or those of the result that was there already."""
    if job.message or job.state != DONE:
        return job.message
    text = (state.home.results(job.digest) / RESULT).read_text(encoding="utf-8")
    return str(json.loads(text).get("message", ""))
