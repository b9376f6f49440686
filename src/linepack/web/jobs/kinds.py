"""The kinds of jobs: what each does. A new kind is one function and one line in :data:`KINDS`."""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.web.jobs.task import Task

SUFFIXES: Final = {
    "workbook": "network.xlsx",
    "folder": "network",
    "gaslib": "network.net",
    "matgas": "network.m",
    "pandapipes": "network.json",
}
"""Formats that can be written, and the name of what is written."""


@dataclass(frozen=True)
class Kind:
    """A kind of jobs.

    Attributes
    ----------
    run
        Does the work, writes the result and returns its message.
    network, record
        Whether a network or the record goes in.
    """

    run: Callable[[Task], str]
    network: bool = False
    record: bool = False


def study(task: Task) -> str:
    """Run a bundled study; its report lies beside the result."""
    import linepack as lp

    asked = task.inputs
    found = lp.run_study(
        asked["study"],
        n_samples=asked.get("samples"),
        seed=asked.get("seed"),
        workers=1,
        progress=task.tell,
        record=_view(task),
    )
    lp.write_report(found, task.files)
    return task.write(found.to_dict())


def _view(task: Task) -> Any:  # a RecordView, or None without one
    if not task.inputs.get("record_view"):
        return None
    from linepack.studies.record_view import RecordView

    place = task.store.engine.url.render_as_string(hide_password=False)
    return RecordView(place, task.inputs["record_view"], task.inputs.get("date") or "")


def solve(task: Task) -> str:
    """Find the steady state of a network."""
    import linepack as lp

    network = task.network()
    task.tell("solving the steady state")
    return task.write(lp.solve_steady(network).to_dict())


def capacity(task: Task) -> str:
    """Find the largest flow from one node to another."""
    import linepack as lp

    network, ends = task.network(), (task.inputs["from_node"], task.inputs["to_node"])
    task.tell(f"looking for the largest flow from {ends[0]} to {ends[1]}")
    return task.write(lp.capacity(network, *ends).to_dict())


def claim(task: Task) -> str:
    """Hold a claim against arithmetic, network, contracts and what came before."""
    import linepack as lp

    asked = task.inputs
    found = lp.check_claim(
        asked.get("commitment") or None,
        origin=asked.get("origin") or "",
        destination=asked.get("destination") or "",
        volume=asked.get("volume"),
        via=tuple(asked.get("via") or ()),
        from_date=_day(asked.get("from_date")),
        to_date=_day(asked.get("to_date")),
        store=task.store if asked.get("commitment") else None,
        progress=task.tell,
    )
    return task.write(found.to_dict())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def convert(task: Task) -> str:
    """Write a network in another format; several files come as one archive."""
    import linepack as lp
    from linepack.web.jobs.task import read_network

    asked = task.inputs
    network = read_network(task.home, task.owner, asked["network"], asked.get("scenario"))
    name = SUFFIXES[asked["format"]]
    task.tell(f"writing {name}")
    target = task.folder / "written" / name
    target.parent.mkdir()
    losses = lp.write(network, target, units=asked.get("units") or "SI")
    written = sorted(target.parent.iterdir())
    if len(written) == 1 and written[0].is_file():
        file = written[0].name
        shutil.copy(written[0], task.files)
    else:
        file = "network.zip"
        shutil.make_archive(str(task.files / "network"), "zip", target.parent)
    shutil.rmtree(target.parent)
    answer = f"Written as {asked['format']}" + (f"; {len(losses)} thing(s) are lost." if losses else ".")
    findings = [asdict(loss) for loss in losses]
    return task.write({"status": "written", "message": answer, "findings": findings, "files": [file]})


KINDS: Final[dict[str, Kind]] = {
    "study": Kind(study, record=True),
    "solve": Kind(solve, network=True),
    "capacity": Kind(capacity, network=True),
    "claim": Kind(claim, record=True),
    "convert": Kind(convert, network=True),
}
