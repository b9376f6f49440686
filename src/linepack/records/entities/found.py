"""What a rule finds: a stretch of text and what it names, before it becomes mentions and entities."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linepack.records.model import Doubt


@dataclass(frozen=True, slots=True)
class Found:
    """A name, with all that its entity needs.

    Attributes
    ----------
    start, end
        Characters in the text as received; equal where the text has no form of it.
    group, ref, role, rule
        As in ``Mention`` and ``Anchor``.
    name, kind, country, candidates, basis
        As in ``Entity``.
    short
        Canonical name without its class word, for the judgement of spellings.
    spelled
        The form without class words, where it may be another spelling of ``short``; empty: none.
    """

    start: int
    end: int
    group: str
    ref: str
    rule: str
    name: str = ""
    kind: str = ""
    country: str = ""
    role: str = "name"
    candidates: tuple[str, ...] = ()
    basis: str = ""
    short: str = ""
    spelled: str = ""


@dataclass
class Findings:
    """What the rules of one group found and what they leave to a person."""

    found: list[Found] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
