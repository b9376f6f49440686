"""The process of one job: ``python -m linepack.web.jobs.work``, told on standard input which.

It first imports what every job needs, then waits for its order, so that one that stands ready starts at once.
When standard input ends, the server is gone, and the process ends at once: the job runs again when the server
is back.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
import threading
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from linepack.errors import InputError, LinepackError
from linepack.storage.jobs import DONE, FAILED, Jobs
from linepack.storage.store import Store
from linepack.web.home import Home
from linepack.web.jobs.kinds import KINDS
from linepack.web.jobs.task import CancelledError, Task

if TYPE_CHECKING:
    from linepack.storage.jobs import Job

WARMED: Final = ("linepack.steady.solve", "linepack.data.facade", "linepack.studies.run")
"""Modules that most jobs need."""


def main() -> None:
    """Wait for an order, do it, and end."""
    for module in WARMED:
        __import__(module)
    line = sys.stdin.readline()
    if not line:
        return
    order = json.loads(line)
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    home = Home(Path(order["home"]))
    with Store(order["store"]) as store:
        jobs = Jobs(store, home.name())
        job = jobs.get(order["job"])
        if job is not None:
            do(job, jobs, home)


def _end_with_the_server() -> None:
    """Wait until standard input ends, then end this process and all that it started."""
    while sys.stdin.readline():
        pass
    if hasattr(os, "killpg") and os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def do(job: Job, jobs: Jobs, home: Home) -> None:
    """Do a job, keep its result, and say how it ended."""
    draft = home.draft(job.id)
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    say = lambda message, done, total: jobs.tell(job, message, done, total)  # noqa: E731 - with the job in it
    task = Task(job.owner, job.inputs, home, draft, jobs.store, say)
    try:
        message = KINDS[job.kind].run(task)
        keep(draft, home.results(job.digest))
    except CancelledError:
        return
    except InputError as wrong:
        findings = [
            {name: _without(home, value) for name, value in asdict(f).items()} for f in wrong.findings
        ]
        jobs.end(job, FAILED, _without(home, str(wrong)), findings)
    except LinepackError as wrong:
        jobs.end(job, FAILED, _without(home, str(wrong)))
    except Exception as error:
        traceback.print_exc()
        jobs.end(job, FAILED, f"linepack failed where it should not: {type(error).__name__}.")
    else:
        jobs.end(job, DONE, message)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def keep(draft: Path, target: Path) -> None:
    """Move a whole result to where it is kept; one that is there already is the same."""
    try:
        draft.rename(target)
    except OSError:
        if not target.is_dir():
            raise


def _without(home: Home, text: str) -> str:
    """Return a text without the folders of this machine: files are named as they were uploaded."""
    return re.sub(re.escape(str(home.path)) + r"/(?:users/[^/]+/networks|drafts)/[0-9a-f]+/?", "", text)


if __name__ == "__main__":
    main()
