"""Accepting by a stated rule: what two independent sources say alike.

The rule: a commitment or a status that waits is accepted where another source says the same. The same is,
of a commitment, kind, parties and status, with no other day of signing, no other asset and no other figure;
of a status, asset and status, at most :data:`STATUS_DAYS` days apart. Independent are two documents of
different outlets and authors, neither a copy or a version of the other or of a third. A fact with a doubt on
it neither gains nor gives support.

Each decision is logged like a person's, under the rule's name and with its ground, and can be undone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from linepack.storage.facts import ACCEPTED, KeptFact, facts_of
from linepack.storage.review import decide, undo
from linepack.storage.tables import PROPOSED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linepack.records.model import Quantity
    from linepack.storage.store import Store

REVIEWER: Final = "rule: two independent sources"
"""Who decides in the log."""

KINDS: Final = ("commitment", "status_change")
"""Kinds of facts that the rule decides on."""

STATUS_DAYS: Final = 31
"""Two reports of one status are at most this far apart. [d]"""

SAME_FIGURE: Final = 0.01
"""Two figures are the same if they differ by less than this share."""


@dataclass(frozen=True)
class Acceptance:
    """A fact that the rule accepted, and why."""

    kind: str
    row: int
    source: int
    what: str
    words: str
    reason: str
    review: int


def accept_by_rule(store: Store, *, reviewer: str = REVIEWER) -> tuple[Acceptance, ...]:
    """Accept every waiting commitment and status that two independent sources say alike.

    Parameters
    ----------
    store
        The store.
    reviewer
        Name under which the decisions are logged.

    Returns
    -------
    tuple of Acceptance
        What was accepted, with the ground of each.
    """
    taken = []
    for kind in KINDS:
        facts = [fact for fact in facts_of(store, kind, (PROPOSED, ACCEPTED)) if not fact.doubts]
        groups = _groups(facts)
        for fact in facts:
            support = _support(fact, groups[_key(fact)]) if fact.state == PROPOSED else []
            if support:
                reason = _reason(fact, support)
                review = decide(store, kind, fact.row, "accept", reviewer=reviewer, reason=reason)
                taken.append(
                    Acceptance(kind, fact.row, fact.source, describe(fact), fact.words, reason, review)
                )
    return tuple(taken)


def take_back(store: Store, *, reviewer: str = REVIEWER) -> int:
    """Undo every decision of the rule that still stands; return their number."""
    number = 0
    while undo(store, reviewer=reviewer) is not None:
        number += 1
    return number


def describe(fact: KeptFact) -> str:
    """Return a fact in a few words."""
    value = fact.value
    if fact.kind == "status_change":
        return f"{value.asset}: {value.status}"
    return f"{value.kind} of {', '.join(sorted(fact.parties) or value.parties)}: {value.status}"


def _key(fact: KeptFact) -> tuple[Any, ...]:
    value = fact.value
    if fact.kind == "status_change":
        return value.asset, value.status
    return value.kind, fact.parties, value.status


def _groups(facts: Iterable[KeptFact]) -> dict[tuple[Any, ...], list[KeptFact]]:
    groups: dict[tuple[Any, ...], list[KeptFact]] = {}
    for fact in facts:
        groups.setdefault(_key(fact), []).append(fact)
    return groups


def _support(fact: KeptFact, alike: list[KeptFact]) -> list[KeptFact]:
    """Return the facts of independent sources that say the same."""
    says_same = _same_status_time if fact.kind == "status_change" else _same_commitment
    return [other for other in alike if independent(fact, other) and says_same(fact, other)]


def independent(one: KeptFact, other: KeptFact) -> bool:
    """Say whether two facts come from documents of different outlets and authors, neither from the other."""
    named = bool(one.outlet and other.outlet) and one.outlet.casefold() != other.outlet.casefold()
    same_author = bool(one.byline) and one.byline.casefold() == other.byline.casefold()
    return named and not same_author and one.original != other.original


def _same_status_time(fact: KeptFact, other: KeptFact) -> bool:
    days = [one.value.as_of.day if one.value.as_of else one.published for one in (fact, other)]
    first, second = days
    return first is not None and second is not None and abs((first - second).days) <= STATUS_DAYS


def _same_commitment(fact: KeptFact, other: KeptFact) -> bool:
    one, two = fact.value, other.value
    if not fact.parties or (one.signed and two.signed and one.signed.day != two.signed.day):
        return False
    if one.assets and two.assets and not set(one.assets) & set(two.assets):
        return False
    return all(any(_same_figure(mine, its) for its in other.quantities) for mine in fact.quantities)


def _same_figure(one: Quantity, two: Quantity) -> bool:
    """Say whether two figures are the same amount with the same bound; the printed unit may differ."""
    if (one.kind, one.bound) != (two.kind, two.bound):
        return False
    first, second = _amount(one), _amount(two)
    return first[1:] == second[1:] and abs(first[0] - second[0]) <= SAME_FIGURE * abs(first[0])


def _amount(figure: Quantity) -> tuple[float, str, str]:
    if figure.canonical is not None:
        return figure.canonical, figure.canonical_unit, ""
    return figure.value, figure.unit, figure.per


def _reason(fact: KeptFact, support: list[KeptFact]) -> str:
    others = "; ".join(f"{other.outlet} (source {other.source})" for other in support)
    return f"{fact.outlet} (source {fact.source}) says the same as {others}; no doubt on either."
