"""Who is bound by a paper: the bodies and states of its sentence, else those that the text last spoke of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.records.scene import unique

if TYPE_CHECKING:
    from linepack.records.model import Extraction, Mention

NO_PARTIES: Final = ("media", "agency", "class", "delegation", "institution", "outlet", "news agency")
TALKS: Final = ("visit", "meeting", "signing", "call")
HOSTED: Final = ("visit", "meeting")
BACK: Final = 2
"""Sentences before one in which the other party of a contract may be named."""

TOGETHER: Final = re.compile(
    r"\b(?:the )?(?:two|both) (?:(?:prime |foreign )?ministers|presidents|ministries|governments|sides"
    r"|countries|states|leaders)\b"
    r"|\bthe (?:sides|parties|governments|ministries|presidents|prime ministers)\b"
)
"""Words for the two states of a report together."""


@dataclass(frozen=True)
class Circle:
    """Who can be a party in a document.

    Attributes
    ----------
    extraction
        With entities, mentions and events.
    homes
        For whom a person signs: the company that he heads, else his state.
    pair
        The two states that face each other, empty where there are not two.
    """

    extraction: Extraction
    homes: dict[str, str]
    kinds: dict[str, str]
    pair: tuple[str, ...]

    def bodies(self, number: int) -> tuple[str, ...]:
        """Return the companies and ministries of a sentence that can be parties, in order."""
        return unique(m.ref for m in self.extraction.mentions_in(number) if self.is_body(m))

    def companies(self, number: int, back: int = BACK) -> tuple[str, ...]:
        """Return the companies of a sentence, else of the nearest before it, a few sentences back at most."""
        for sentence in range(number, number - 1 - back, -1):
            found = tuple(ref for ref in self.bodies(sentence) if self.kinds.get(ref) == "company")
            if found:
                return found
        return ()

    def states(self, number: int) -> tuple[str, ...]:
        """Return the states that a sentence names, those used as adjectives left out."""
        rows = self.extraction.mentions_in(number, "countries")
        return unique(m.ref for m in rows if m.role != "adjective")

    def is_body(self, mention: Mention) -> bool:
        """Say whether a mention is a body that can sign."""
        return mention.group == "orgs" and self.kinds.get(mention.ref) not in NO_PARTIES

    def beside(self, number: int) -> str:
        """Return the body that the sentences before one spoke of last, empty where they name none."""
        return next(iter(self.all_beside(number)), "")

    def both_before(self, number: int) -> tuple[str, ...]:
        """Return the two companies that the last sentence with two spoke of, a few sentences back at most."""
        befores = (self.bodies(before) for before in range(number - 1, number - 1 - 2 * BACK, -1))
        return next((bodies for bodies in befores if len(bodies) > 1), ())

    def all_beside(self, number: int) -> tuple[str, ...]:
        """Return the bodies of the nearest sentence before one that names any, two sentences back at most."""
        befores = (self.bodies(before) for before in range(number - 1, number - 1 - BACK, -1))
        return next((bodies for bodies in befores if bodies), ())

    def signers(self, refs: tuple[str, ...]) -> tuple[str, ...]:
        """Return bodies and states for the people among some parties; people of nobody are left out."""
        people = {entity.id for entity in self.extraction.entities if entity.group == "persons"}
        return unique(self.homes.get(ref, "") if ref in people else ref for ref in refs)

    def together(self, text: str) -> tuple[str, ...]:
        """Return the two states of the report where a text speaks of both together."""
        return self.pair if TOGETHER.search(text) else ()


def circle_of(extraction: Extraction) -> Circle:
    """Return who can be a party in a document."""
    kinds = {entity.id: entity.kind for entity in extraction.entities}
    homes = homes_of(extraction, kinds)
    return Circle(extraction, homes, kinds, pair_of(extraction, homes))


def homes_of(extraction: Extraction, kinds: dict[str, str]) -> dict[str, str]:
    """Return for whom persons speak: a head binds his company, a minister his state."""
    homes: dict[str, str] = {}
    for entity in extraction.entities:
        if entity.group != "persons":
            continue
        company = next((post.org for post in entity.posts if kinds.get(post.org) == "company"), "")
        state = next((post.country for post in entity.posts if post.country), entity.country)
        homes[entity.id] = company or state
    return {ref: home for ref, home in homes.items() if home}


def pair_of(extraction: Extraction, homes: dict[str, str]) -> tuple[str, ...]:
    """Return the two states of those who meet or visit; none where they are not two."""
    lands = {entity.id: entity.country for entity in extraction.entities if entity.group == "places"}
    for event in extraction.events:
        if event.type not in TALKS:
            continue
        homely = [homes.get(p.ref, p.ref) for p in event.participants]
        homely += [lands.get(event.place, event.place[3:].upper())] if event.type in HOSTED else []
        states = unique(home for home in homely if len(home) == 2 and home.isupper())
        if len(states) == 2:
            return states
    return ()
