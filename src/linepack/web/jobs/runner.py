"""Keeping the processes of jobs: starting what waits, ending what was cancelled, one thread for all."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from linepack.storage.jobs import RUNNING

if TYPE_CHECKING:
    from linepack.storage.jobs import Job, Jobs
    from linepack.web.home import Home

LOG: Final = logging.getLogger("linepack.web")

LOOK_EVERY: Final = 0.1
"""Time between two looks at the jobs while some run. [s]"""

IDLE: Final = 1.0
"""The same while none runs; a new job wakes the thread. [s]"""

COMMAND: Final = (sys.executable, "-m", "linepack.web.jobs.work")


@dataclass
class Runner:
    """Runs the jobs of one server.

    Attributes
    ----------
    jobs, home
        Its jobs and its folder.
    place
        The store, as a worker opens it.
    slots
        Jobs that run at the same time.
    """

    jobs: Jobs
    home: Home
    place: str
    slots: int
    _running: dict[str, tuple[Job, subprocess.Popen[bytes]]] = field(default_factory=dict)
    _spare: subprocess.Popen[bytes] | None = None
    _wake: threading.Event = field(default_factory=threading.Event)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Take up what ran when the server was stopped, and run jobs from now on."""
        resumed = self.jobs.resume()
        if resumed:
            LOG.warning("%d job(s) start again that ran when the server was stopped", resumed)
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End all processes; their jobs run again when the server is back."""
        self._stopped.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        for _, process in self._running.values():
            _kill(process)
        if self._spare is not None:
            _kill(self._spare)

    def wake(self) -> None:
        """Look at the jobs now."""
        self._wake.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._look()
            except Exception:
                LOG.exception("the jobs could not be looked at")
            self._wake.wait(LOOK_EVERY if self._running else IDLE)
            self._wake.clear()

    def _look(self) -> None:
        self._drop_ended()
        self._end_cancelled()
        while len(self._running) < self.slots and (job := self.jobs.take()) is not None:
            self._begin(job)
        if self._spare is None or self._spare.poll() is not None:
            self._spare = _process()

    def _begin(self, job: Job) -> None:
        ready, self._spare = self._spare, None
        process = ready if ready is not None and ready.poll() is None else _process()
        order = {"job": job.id, "home": str(self.home.path), "store": self.place}
        self._running[job.id] = job, process
        with contextlib.suppress(BrokenPipeError):
            assert process.stdin is not None  # noqa: S101 - a pipe was asked for
            process.stdin.write(json.dumps(order).encode() + b"\n")
            process.stdin.flush()

    def _drop_ended(self) -> None:
        for name, (job, process) in list(self._running.items()):
            if process.poll() is not None:
                del self._running[name]
                _close(process)
                self.jobs.lost(job)

    def _end_cancelled(self) -> None:
        states = self.jobs.states(list(self._running)) if self._running else {}
        for name, (_, process) in list(self._running.items()):
            if states.get(name) not in (RUNNING, "done", "failed"):
                _kill(process)
                del self._running[name]


def _process() -> subprocess.Popen[bytes]:
    """Start a process that waits for its order, in a group of its own so that all it starts ends with it."""
    environment = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", **os.environ}
    return subprocess.Popen(COMMAND, stdin=subprocess.PIPE, env=environment, start_new_session=True)  # noqa: S603 - a constant


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
    _close(process)


def _close(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
