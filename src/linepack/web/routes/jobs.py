"""Jobs: asked for, followed, cancelled; their results."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import FileResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from linepack.storage.jobs import Job
from linepack.web.access import Reader, Shared
from linepack.web.asking import ask, files_of, result_of, said
from linepack.web.errors import not_found
from linepack.web.jobs.digest import digest
from linepack.web.jobs.task import FILES, RESULT
from linepack.web.routes.responses import ERRORS
from linepack.web.schemas import Document, JobIn, JobOut, Key, Most, StaleOut
from linepack.web.state import State

router = APIRouter(prefix="/api/jobs", tags=["jobs"], responses=ERRORS)

TELL_EVERY: Final = 0.25
"""Time between two looks at a job that is followed. [s]"""

SANDBOX: Final = (
    "sandbox allow-scripts allow-popups; default-src 'none'; style-src 'unsafe-inline';"
    " script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
)
"""What a report may do: it carries everything inside itself, and reaches nothing of the server."""

FileName = Annotated[str, Path(max_length=200, pattern=r"^[\w.-]+(/[\w.-]+)*$")]


def own_job(key: Key, caller: Reader, state: Shared) -> Job:
    """Return a job of the caller; another's is as one that is not there."""
    job = state.jobs.get(key)
    if job is None or job.owner != caller.name:
        raise not_found(f"job {key}", "GET /api/jobs lists yours.")
    return job


Own = Annotated[Job, Depends(own_job)]


def shown(state: State, job: Job) -> JobOut:
    """Return a job as it is sent."""
    values = asdict(job) | {"message": said(state, job), "files": files_of(state, job)}
    return JobOut(**values)


@router.post("", status_code=202, summary="Ask for a job")
def create(asked: JobIn, caller: Reader, state: Shared) -> JobOut:
    """Keep a job; one with the inputs of an earlier one is done at once."""
    return shown(state, ask(state, caller, asked))


@router.get("", summary="Your jobs, the newest first")
def jobs(caller: Reader, state: Shared, most: Annotated[Most, Query()] = 50) -> list[JobOut]:
    """Return the caller's jobs."""
    return [shown(state, job) for job in state.jobs.of(caller.name, limit=most)]


@router.get("/{key}", summary="A job as it is now")
def job(own: Own, state: Shared) -> JobOut:
    """Return a job."""
    return shown(state, own)


@router.get("/{key}/events", response_class=EventSourceResponse, summary="Follow a job until it has ended")
async def events(own: Own, state: Shared) -> AsyncIterator[ServerSentEvent]:
    """Send the job whenever something about it changes; the last event is named ``ended``."""
    last = ""
    while True:
        found = await asyncio.to_thread(state.jobs.get, own.id)
        if found is None:
            return
        text = (await asyncio.to_thread(shown, state, found)).model_dump_json()
        if text != last:
            last = text
            yield ServerSentEvent(raw_data=text, event="ended" if found.ended else "job")
        if found.ended:
            return
        await asyncio.sleep(TELL_EVERY)


@router.post("/{key}/cancel", summary="Cancel a job")
def cancel(own: Own, state: Shared) -> JobOut:
    """Cancel a job; one that has ended stays as it is."""
    state.jobs.cancel(own.id)
    if state.runner is not None:
        state.runner.wake()
    return shown(state, state.jobs.get(own.id) or own)


@router.get("/{key}/result", response_model=Document, summary="The result of a job")
def result(own: Own, state: Shared) -> FileResponse:
    """Return the document of the result, in SI units; 409 while there is none."""
    return FileResponse(result_of(state, own) / RESULT, media_type="application/json")


@router.get("/{key}/stale", summary="Whether something that went into a job has changed since")
def stale(own: Own, state: Shared) -> StaleOut:
    """Compare the inputs as they are now with those that the job was asked with."""
    now = digest(state.home, state.store, own.owner, own.kind, own.inputs)
    return StaleOut(stale=now != own.digest)


@router.get("/{key}/files/{name:path}", response_class=FileResponse, summary="A file beside the result")
def file(own: Own, name: FileName, state: Shared) -> FileResponse:
    """Return a report, a table or a written network."""
    folder = result_of(state, own) / FILES
    if name not in files_of(state, own):
        raise not_found(f"file {name}", "The job lists its files.")
    if name.endswith(".html"):
        return FileResponse(folder / name, headers={"content-security-policy": SANDBOX})
    return FileResponse(folder / name, filename=name.rpartition("/")[2])
