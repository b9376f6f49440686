"""What the commands print: the answer first, then tables of at most 100 columns, then where the files lie."""

from __future__ import annotations

import math
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO

import typer

from linepack.plain import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rich.console import Console
    from rich.table import Table

WIDTH: Final = 100
ROWS: Final = 20
"""Rows of a table that are printed; files and JSON hold all of them."""

GOOD: Final = "green"
BAD: Final = "dark_orange3"


@dataclass(frozen=True)
class TextTable:
    """A table of texts with a title.

    Attributes
    ----------
    title, headers, rows
        What is printed.
    numbers
        Columns that are set to the right.
    whole
        Print every row, however many there are.
    """

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = frozenset()
    whole: bool = False


@dataclass(frozen=True)
class Page:
    """What one command has to say to a person.

    Attributes
    ----------
    answer
        The answer in words.
    stands
        Whether it stands: the exit code is 0 then.
    notes, tables, files
        What follows.
    clean
        Whether nothing speaks against it, such as a limit that a state breaks; only the colour shows it.
    """

    answer: str
    stands: bool = True
    notes: Sequence[str] = ()
    tables: Sequence[TextTable] = ()
    files: Sequence[str] = ()
    clean: bool = True


def print_page(page: Page) -> None:
    """Print a page on standard output, in colour only on a terminal."""
    console = _console(sys.stdout)
    console.print(page.answer, style=f"bold {GOOD if page.stands and page.clean else BAD}")
    for note in page.notes:
        console.print(note)
    for table in page.tables:
        _print_table(console, table)
    if page.files:
        console.print()
    for line in page.files:
        console.print(line, soft_wrap=True)


def finish(document: Mapping[str, object], page: Page, *, as_json: bool) -> None:
    """Print the document or the page; leave with exit code 1 if the answer does not stand."""
    if as_json:
        print_json(document)
    else:
        print_page(page)
    if not page.stands:
        raise typer.Exit(1)


def print_json(document: Mapping[str, object]) -> None:
    """Print one JSON object on standard output; a number that is not there is null."""
    sys.stdout.write(to_json(document) + "\n")


def number(value: float) -> str:
    """Return a number with three significant digits, or all digits before the point; a dash if absent.

    Examples
    --------
    >>> number(59.268), number(14_412.7), number(0.0), number(float("nan"))
    ('59.3', '14 413', '0', '–')
    """
    if not math.isfinite(value):
        return "–"
    if value == 0.0:
        return "0"
    return f"{value:,.0f}".replace(",", " ") if abs(value) >= 100.0 else f"{value:#.3g}"


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Show on standard error, while the block runs, what is being done and for how long."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=_console(sys.stderr), transient=True) as bar:
        bar.add_task(what, total=None)
        yield


@contextmanager
def counted(what: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show on standard error, while the block runs, how many parts are done; yield what counts them."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_console(sys.stderr), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda name, done, total: bar.update(
            task, description=f"{what}: {name}", completed=done, total=total
        )


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    terminal = stream.isatty()
    width = None if terminal else WIDTH
    console = Console(
        file=stream, width=width, force_terminal=terminal, markup=False, highlight=False, emoji=False
    )
    console.width = min(console.width, WIDTH)
    return console


def _print_table(console: Console, table: TextTable) -> None:
    console.print()
    console.print(table.title, style="bold")
    shown = len(table.rows) if table.whole else ROWS
    console.print(_rich_table(table, shown))
    hidden = len(table.rows) - shown
    if hidden > 0:
        console.print(f"  and {hidden} more rows: --out DIR writes, --json prints all of them")


def _rich_table(table: TextTable, shown: int) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
    for index, header in enumerate(table.headers):
        drawn.add_column(Text(header), justify="right" if index in table.numbers else "left")
    for row in table.rows[:shown]:
        drawn.add_row(*(Text(cell) for cell in row))
    return drawn
