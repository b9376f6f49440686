"""A server in a process of its own: killed during a job, and started again."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import httpx2 as httpx
import pytest

from linepack.storage.jobs import CANCELLED, DONE, RUNNING
from linepack.web.access import TOKEN

if TYPE_CHECKING:
    from pathlib import Path

SOLVE = {"kind": "solve", "network": "southern-gas-corridor", "date": "2024-01-01"}
LONG = {"kind": "study", "study": "southern-gas-corridor", "samples": 10_000}

PATIENCE = 300.0
"""Longest wait on a machine with other work. [s]"""


class Server:
    """A server in a process of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        command = [sys.executable, "-m", "linepack", "serve", "--port", str(port), "--workers", "1"]
        command += ["--home", str(folder / "home"), "--store", str(folder / "record.db")]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
        self._wait_until_it_answers()
        self.client.headers[TOKEN] = self.client.get("/api/session").json()["token"]

    def _wait_until_it_answers(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.client.get("/")
            except httpx.TransportError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError

    def ask(self, asked: dict[str, Any]) -> str:
        return str(self.client.post("/api/jobs", json=asked).json()["id"])

    def job(self, key: str) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"/api/jobs/{key}").json()
        return found

    def until(self, key: str, state: str) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = self.job(key)
            if found["state"] == state:
                return found
            time.sleep(0.1)
        raise TimeoutError(str(self.job(key)))

    def end(self, how: int) -> None:
        self.client.close()
        self.process.send_signal(how)
        self.process.wait(60)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@pytest.mark.slow
def test_a_killed_server_takes_its_job_up_again(tmp_path: Path) -> None:
    port = free_port()
    server = Server(tmp_path, port)
    try:
        done = server.ask(SOLVE)
        server.until(done, DONE)
        key = server.ask(LONG)
        server.until(key, RUNNING)
        server.end(signal.SIGKILL)
        server = Server(tmp_path, port)
        assert server.job(done)["state"] == DONE
        assert server.client.get(f"/api/jobs/{done}/result").json()["pipes"]
        assert server.until(key, RUNNING)["attempt"] == 2
        assert server.client.post(f"/api/jobs/{key}/cancel").json()["state"] == CANCELLED
        server.until(server.ask({**SOLVE, "date": "2025-01-01"}), DONE)
    finally:
        server.end(signal.SIGINT)
