"""Many readers of the corridor's map at once, while a study runs: how long each waits.

Starts a server of its own on loopback, lets it run a study, and reads the map from many connections::

    python benchmarks/readers.py --readers 50 --requests 20
"""

from __future__ import annotations

import argparse
import http.client
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Final

DAYS: Final = ("2024-01-01", "2025-01-01", "2026-01-01", "2027-01-01")
"""Days of the map; each is solved once before the readers come."""

PATIENCE: Final = 120.0
"""Longest wait for the server. [s]"""


def main() -> None:
    """Measure, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--requests", type=int, default=20, help="of each reader")
    parser.add_argument("--pause", type=float, default=1.0, help="between two requests of a reader [s]")
    parser.add_argument("--alone", action="store_true", help="run no study beside")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="linepack-readers-") as folder:
        print(json.dumps(measured(Path(folder), asked)))


def measured(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Return waits in milliseconds."""
    port, began = free_port(), time.monotonic()
    command = [sys.executable, "-m", "linepack", "serve", "--port", str(port), "--workers", "1"]
    command += ["--home", str(folder / "home"), "--store", str(folder / "record.db")]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own interpreter
    try:
        first = wait(port, began)
        for day in DAYS:
            read(port, day)
        if not asked.alone:
            run_a_study(port)
        waits = readers(port, asked)
    finally:
        server.terminate()
        server.wait()
    cuts = statistics.quantiles(waits, n=100)
    return {
        "first_page_s": round(first, 2),
        "requests": len(waits),
        "p50_ms": round(1e3 * cuts[49], 1),
        "p95_ms": round(1e3 * cuts[94], 1),
        "max_ms": round(1e3 * max(waits), 1),
    }


def free_port() -> int:
    """Return a port of loopback that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait(port: int, began: float) -> float:
    """Wait for the first page; return the seconds since the start. [s]"""
    while time.monotonic() - began < PATIENCE:
        try:
            if get(http.client.HTTPConnection("127.0.0.1", port), "/"):
                return time.monotonic() - began
        except OSError:
            time.sleep(0.02)
    raise TimeoutError("the server does not answer")


def get(connection: http.client.HTTPConnection, path: str) -> bytes:
    """Return what a path answers; anything but 200 is an error."""
    connection.request("GET", path, headers={"accept-encoding": "gzip"})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{path}: {answer.status}")
    return content


def read(port: int, day: str) -> None:
    """Read the map of a day once."""
    get(http.client.HTTPConnection("127.0.0.1", port), path_of(day))


def path_of(day: str) -> str:
    """Return the path of the map of a day."""
    return f"/api/networks/southern-gas-corridor/map?date={day}"


def run_a_study(port: int) -> None:
    """Ask for a study that runs longer than the readers read, and wait until it runs."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    token = json.loads(get(connection, "/api/session"))["token"]
    body = json.dumps({"kind": "study", "study": "southern-gas-corridor", "samples": 10_000})
    headers = {"content-type": "application/json", "x-csrf-token": token}
    connection.request("POST", "/api/jobs", body, headers)
    key = json.loads(connection.getresponse().read())["id"]
    while json.loads(get(connection, f"/api/jobs/{key}"))["state"] != "running":
        time.sleep(0.1)


def readers(port: int, asked: argparse.Namespace) -> list[float]:
    """Return the waits of all readers. [s]"""
    waits: list[float] = []
    threads = [
        threading.Thread(target=reader, args=(port, number, asked, waits)) for number in range(asked.readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def reader(port: int, number: int, asked: argparse.Namespace, waits: list[float]) -> None:
    """Read the map again and again on one connection, with a pause between."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    time.sleep(asked.pause * number / asked.readers)
    for turn in range(asked.requests):
        began = time.monotonic()
        get(connection, path_of(DAYS[turn % len(DAYS)]))
        waits.append(time.monotonic() - began)
        time.sleep(asked.pause)


if __name__ == "__main__":
    main()
