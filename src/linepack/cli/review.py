"""Deciding in the terminal: one fact at a time, its source lit."""

from __future__ import annotations

import getpass
import json
import sys
from typing import TYPE_CHECKING, Any, Final

import typer

from linepack.errors import InputError
from linepack.storage.review import Item, decide, queue, undo, waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.storage.store import Store

KEYS: Final = "[a]ccept  [e]dit  [r]eject  [s]kip  [u]ndo  [q]uit"
LAST_KEYS: Final = "nothing waits:  [u]ndo  [q]uit"
DECISIONS: Final = {"a": "accept", "r": "reject"}
HIDDEN: Final = ("anchor", "anchors", "rules", "id", "gist")
"""Fields that are not printed: where it stands is lit in the text."""


def user_name() -> str:
    """Return the name of the user of this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def review_all(store: Store, reviewer: str) -> None:
    """Ask about one fact after the other until none waits or the reviewer stops."""
    session = _Session(store, reviewer)
    while session.step():
        pass
    left = sum(waiting(store).values())
    typer.echo(f"{session.decided} decided; {left} wait.")


class _Session:
    """One sitting of a reviewer: what was skipped is not asked again in it."""

    def __init__(self, store: Store, reviewer: str) -> None:
        self.store, self.reviewer = store, reviewer
        self.skipped: set[tuple[str, int]] = set()
        self.decided = 0

    def step(self) -> bool:
        """Ask about the next fact; return whether to go on."""
        waiting_now = queue(self.store, limit=1, skipped=frozenset(self.skipped))
        if not waiting_now:
            return self._after_the_last()
        item = waiting_now[0]
        print_item(item)
        answer = _ask(KEYS)
        actions: dict[str, Callable[[Item], None]] = {"e": self._edit, "s": self._skip, "u": self._undo}
        if answer in DECISIONS:
            self._decide(item, DECISIONS[answer])
        elif answer in actions:
            actions[answer](item)
        return answer != "q"

    def _after_the_last(self) -> bool:
        """Offer to take back the last decision where nothing waits; return whether to go on."""
        if not self.decided or _ask(LAST_KEYS) != "u":
            return False
        self._undo(None)
        return True

    def _decide(self, item: Item, decision: str, edited: dict[str, Any] | None = None) -> None:
        decide(self.store, item.kind, item.row, decision, reviewer=self.reviewer, edited=edited)
        self.decided += 1

    def _skip(self, item: Item) -> None:
        self.skipped.add((item.kind, item.row))
        self._decide(item, "skip")
        self.decided -= 1

    def _undo(self, _: Item | None) -> None:
        back = undo(self.store, reviewer=self.reviewer)
        if back is None:
            typer.echo("nothing to undo")
            return
        self.skipped.discard((back.kind, back.row))
        self.decided -= back.decision != "skip"
        typer.echo(f"taken back: {back.decision} of {back.kind} {back.row}")

    def _edit(self, item: Item) -> None:
        """Take FIELD=JSON lines until an empty one, then log the edit."""
        fields = dict(item.fields)
        while (line := _ask("FIELD=VALUE, empty to finish")) not in ("", "q"):
            name, _, value = line.partition("=")
            fields[name.strip()] = _value(value.strip())
        try:
            self._decide(item, "edit", fields)
        except InputError as wrong:
            typer.echo(str(wrong), err=True)


def _value(text: str) -> Any:
    """Return a value as JSON where it is JSON, else as text."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _ask(prompt: str) -> str:
    """Return a line of standard input; its end stands for q."""
    typer.echo(f"{prompt} > ", nl=False)
    line = sys.stdin.readline()
    return line.strip() if line else "q"


def print_item(item: Item) -> None:
    """Print a fact with its words lit in what stands around them."""
    lit = typer.style(item.words, bold=True, reverse=True) if sys.stdout.isatty() else f"[[{item.words}]]"
    typer.echo(f"\n{item.kind.replace('_', ' ')} {item.row}, source {item.source} ({item.source_name})")
    typer.echo(f"  … {_one_line(item.before)}{lit}{_one_line(item.after)} …")
    for name, value in item.fields.items():
        if name not in HIDDEN:
            typer.echo(f"  {name}: {_short(value)}")
    typer.echo(f"  rule: {item.rule}")
    for doubt in item.doubts:
        typer.echo(f"  doubt: {doubt}")


def _one_line(text: str) -> str:
    return " ".join(text.split(" ")).replace("\n", " ")


def _short(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
