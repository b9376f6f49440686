"""Edit every network at random, solve it, and hold every answer against laws that are written apart.

Makes 1,000 trials of each network in two processes, unless told otherwise, and a page of the counts::

    python tools/robustness.py --page docs/reference/robustness.md

Outcomes are kept in a CSV file as they come; a second call with the same file goes on where the first one
ended. The exit code is 1 where something was wrong.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # before NumPy is loaded
    os.environ.setdefault(name, "1")
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "campaign"))

from robustness.networks import NETWORKS  # noqa: E402 - found by the path above
from robustness.trial import Outcome, trials  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Iterable

STATUSES: Final = ("solved", "solved, limits violated", "infeasible", "not converged", "exception")
FIELDS: Final = ("network", "seed", "status", "refused", "wrong")
BREAK: Final = " | "


def main() -> int:
    """Make the trials that the command line asks for and write the page."""
    chosen = _arguments()
    done = _read(chosen.out)
    wanted = [(name, seed) for seed in range(chosen.trials) for name in chosen.networks]
    missing = [place for place in wanted if place not in {(one.network, one.seed) for one in done}]
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    with chosen.out.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for one in trials(missing, processes=chosen.processes):
            done.append(one)
            writer.writerow((one.network, one.seed, one.status, one.refused, BREAK.join(one.wrong)))
            file.flush()
            for text in one.wrong:
                print(f"{one.network}, seed {one.seed}: {text}", file=sys.stderr)
    counts = table(done, chosen.networks)
    print(counts)
    if chosen.page:
        _write(chosen.page, counts)
    return int(any(one.wrong for one in done))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("networks", nargs="*", default=list(NETWORKS), help="which of them")
    parser.add_argument("--trials", type=int, default=1000, help="of each network")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("out/robustness.csv"), help="one row per trial")
    parser.add_argument("--page", type=Path, help="page of the documentation to write")
    chosen = parser.parse_args()
    if unknown := sorted(set(chosen.networks) - set(NETWORKS)):
        parser.error(f"no such network: {', '.join(unknown)}; there are {', '.join(NETWORKS)}")
    return chosen


def _read(path: Path) -> list[Outcome]:
    """Return the outcomes that a file holds."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, FIELDS))
    return [
        Outcome(
            row["network"],
            int(row["seed"]),
            row["status"],
            int(row["refused"]),
            [text for text in row["wrong"].split(BREAK) if text],
        )
        for row in rows
    ]


def table(outcomes: list[Outcome], networks: Iterable[str]) -> str:
    """Return the counts as a table in Markdown."""
    lines = [_line(("network", "trials", *STATUSES, "wrong", "refused")), _line(["---"] * 9)]
    for network in networks:
        own = [one for one in outcomes if one.network == network]
        counts = [sum(one.status == status for one in own) for status in STATUSES]
        wrong, refused = sum(bool(one.wrong) for one in own), sum(one.refused for one in own)
        lines.append(_line((network, len(own), *counts, wrong, refused)))
    return "\n".join(lines)


def _write(page: Path, counts: str) -> None:
    """Put the counts in the place of the table that is on the page."""
    lines = page.read_text(encoding="utf-8").splitlines()
    at = [number for number, line in enumerate(lines) if line.startswith("| ")]
    lines[at[0] : at[-1] + 1] = counts.splitlines()
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _line(cells: Iterable[object]) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


if __name__ == "__main__":
    raise SystemExit(main())
