"""Print how long the files and functions are, and fail where one is longer than may be.

Run by ``make check``. The limits are those of the project: a file over 800 lines and a function body over 60
have to be split; over 500 and 35 are worth a second look and are listed.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDERS: Final = ("src", "tests", "benchmarks", "tools", "docs")
GENERATED: Final = "*/migrations/versions/*.py"
"""History of the tables: written once by a generator, never edited, and not counted."""

SHARES: Final = (0.5, 0.9, 1.0)


@dataclass(frozen=True)
class Length:
    """How long one file or one function body is."""

    place: str
    lines: int


@dataclass(frozen=True)
class Limit:
    """Where a length deserves a second look, and where it is too much."""

    title: str
    look_twice: int
    split: int


FILES: Final = Limit("files", 500, 800)
BODIES: Final = Limit("function bodies", 35, 60)


def body_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function's body; its docstring does not count."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or body[-1].lineno) - body[0].lineno + 1 if body else 0


def bodies(path: Path) -> list[Length]:
    """Return the length of every function body in a file."""
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return [Length(f"{path}:{f.lineno} {f.name}", body_length(f)) for f in functions]


def report(limit: Limit, lengths: list[Length]) -> int:
    """Print one distribution; return how many lengths are over the limit."""
    ordered = sorted(lengths, key=lambda length: length.lines)
    marks = [ordered[max(0, round(share * len(ordered)) - 1)].lines for share in SHARES]
    spread = f"median {marks[0]}, nine in ten up to {marks[1]}, longest {marks[2]} lines"
    print(f"{limit.title}: {len(ordered)}; {spread}")
    for length in ordered:
        if length.lines > limit.look_twice:
            print(f"  {'SPLIT' if length.lines > limit.split else 'look'} {length.lines:5d}  {length.place}")
    return sum(length.lines > limit.split for length in ordered)


def main() -> int:
    """Report on every Python file of the project; the exit code is 1 if something has to be split."""
    every = sorted(path for folder in FOLDERS for path in Path(folder).rglob("*.py"))
    paths = [path for path in every if not path.match(GENERATED)]
    files = [Length(str(path), len(path.read_text(encoding="utf-8").splitlines())) for path in paths]
    over = report(FILES, files) + report(BODIES, [length for path in paths for length in bodies(path)])
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
