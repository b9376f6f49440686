"""Several mentions of one event become one event."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from linepack.records.events.kinds import TALK
from linepack.records.scene import unique

if TYPE_CHECKING:
    from datetime import date

    from linepack.records.events.draft import Draft


ALSO: Final = re.compile(
    r"\b(?:also|separately|in addition|then|later|également|ebenfalls|auch|inoltre|anche|también|também"
    r"|takođe|такође|также|също|ayrıca"
    r"|həmçinin|επίσης|de asemenea)\b",
    re.IGNORECASE,
)
CEREMONY: Final = "signing ceremony"
"""Subtype of a mention that names the occasion and not the paper: it is that of any signing of its day."""


@dataclass
class Group:
    """Mentions that were judged one event; the first one leads."""

    lead: Draft
    others: list[Draft] = field(default_factory=list)

    @property
    def refs(self) -> set[str]:
        """Those who take part."""
        return {participant.ref for participant in self.lead.participants}

    def add(self, draft: Draft) -> None:
        """Take one more mention in; what the lead leaves open is filled from it."""
        known = self.refs
        more = tuple(participant for participant in draft.participants if participant.ref not in known)
        self.lead = self.lead._replace(
            subtype=self.lead.subtype or draft.subtype,
            when=self.lead.when or draft.when,
            place=self.lead.place or draft.place,
            participants=(*self.lead.participants, *more),
            about=unique((*self.lead.about, *draft.about)),
        )
        self.others.append(draft)


def dates_agree(one: Draft, other: Draft) -> bool:
    """Say whether two mentions can be of one day."""
    return one.when is None or other.when is None or one.when.day == other.when.day


def stands_apart(lead: Draft, draft: Draft, today: date | None) -> bool:
    """Say whether one has a date other than the report's own, the other none, and they share nobody."""
    dated, other = (lead, draft) if lead.when else (draft, lead)
    if dated.when is None or other.when is not None or dated.when.day == today:
        return False
    known = {participant.ref for participant in dated.participants}
    return not known & {participant.ref for participant in other.participants}


def about_one(group: Group, draft: Draft, main: date | None) -> bool:
    """Say whether a mention can be of the same event as a group."""
    lead = group.lead
    if (lead.type, lead.planned) != (draft.type, draft.planned) or not dates_agree(lead, draft):
        return False
    if lead.type == "protocol" and lead.subtype != draft.subtype:
        return False
    if lead.type == "signing" and CEREMONY in (lead.subtype, draft.subtype):
        return True
    elsewhere = bool(lead.about and draft.about and not set(lead.about) & set(draft.about))
    if elsewhere or stands_apart(lead, draft, main):
        return False
    mine = {participant.ref for participant in draft.participants}
    if lead.type == "meeting" and group.refs - mine and mine - group.refs and also(draft):
        return False
    return lead.type in TALK - {"meeting", "call"} or not mine or not group.refs or bool(mine & group.refs)


def also(draft: Draft) -> bool:
    """Say whether the words tell of one more meeting ("also met with")."""
    line, hit = draft.line, draft.hit
    return bool(ALSO.search(line.sentence.text[: hit.end - line.start]))


def merge(drafts: list[Draft], today: date | None = None) -> list[Group]:
    """Return the events, in order of their first mention."""
    groups: list[Group] = []
    for draft in drafts:
        home = next((group for group in groups if about_one(group, draft, today)), None)
        if home is None:
            groups.append(Group(draft))
        else:
            home.add(draft)
    return groups
