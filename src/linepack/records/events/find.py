"""Find the events of a document: triggers, details, merging, and what is inferred from the main event."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from linepack.records.events import details
from linepack.records.events.conditions import counts, is_denied, is_planned
from linepack.records.events.draft import Draft
from linepack.records.events.kinds import PUBLISHED_AS, TALK
from linepack.records.events.merge import CEREMONY, Group, merge
from linepack.records.events.moods import PAST_PERFECT
from linepack.records.lexicon import lexicon
from linepack.records.model import Event, Moment, Participant
from linepack.records.scene import scene_of, unique

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from linepack.records.lexicon import Hit
    from linepack.records.model import Anchor, Document, Entity, Mention, TimeExpression
    from linepack.records.scene import Line, Scene

RULE: Final = "event trigger"
LEAD: Final = 2
LIKE: Final = {"hr": "sr", "bs": "sr", "sh": "sr", "cnr": "sr", "sl": "sr", "mk": "sr"}
"""Languages whose words for events stand with those of a near one."""

OF_BEFORE: Final = re.compile(
    r"\b(?:after|following|during|at|before) the signing\Z"
    r"|\A\W*(?:the|this|that) (?:deal|agreement|contract|document|memorandum|accord),? (?:which |that )?"
    r"(?:was )?signed\Z"
)
"""A signing that was told of before: "after the signing", "the deal, signed in the presence of"."""

SAME_DAY: Final = frozenset(
    {"signing", "press_briefing", "protocol", "meeting", "inauguration", "call", "visit"}
)


def find_events(
    document: Document,
    entities: Iterable[Entity],
    mentions: Iterable[Mention],
    times: Iterable[TimeExpression],
) -> tuple[Event, ...]:
    """Return the events of a document, several mentions of one merged, in order of the text."""
    scene = scene_of(document, entities, mentions, times)
    found = scene.hits(lexicon(__package__, "triggers.tsv", LIKE.get(document.language, document.language)))
    drafts = [
        draft_of(scene, line, hit)
        for line, hits in zip(scene.lines, found, strict=True)
        for hit in hits
        if counts(scene, line, hit) and not scene.headline(line)
    ]
    refuted = {
        hit.name
        for line, hits in zip(scene.lines, found, strict=True)
        for hit in hits
        if is_denied(scene, line, hit)
    }
    drafts = [draft for draft in drafts if draft.when or draft.type not in refuted]
    groups = settle(scene, merge(drafts, main_day(drafts, document)))
    return tuple(event_of(scene, group, number) for number, group in enumerate(groups, start=1))


def main_day(drafts: list[Draft], document: Document) -> date | None:
    """Return the day of the main event: the first dated talk, else the day of publication."""
    talks = [draft.when.day for draft in drafts if draft.type in TALK and draft.when]
    return talks[0] if talks else document.published.day if document.published else None


def draft_of(scene: Scene, line: Line, hit: Hit) -> Draft:
    """Return one mention of an event with what its sentence says about it."""
    place = details.goal_of(scene, line, hit) if hit.name == "visit" else details.place_in(scene, line, hit)
    assets = [mention.ref for mention in line.mentions if mention.group == "assets"]
    planned = is_planned(scene, line, hit)
    return Draft(
        hit.name,
        subtype_of(scene, line, hit),
        line,
        hit,
        planned=planned,
        background=line.sentence.background,
        when=details.moment_of(scene, line, hit, planned),
        place=place,
        participants=details.participants_of(scene, line, hit),
        about=unique(assets) if hit.name not in TALK else (),
    )


def subtype_of(scene: Scene, line: Line, hit: Hit) -> str:
    """Return the subtype of a mention: the trigger list's, or what the words around say."""
    text = scene.low[line.start : line.end]
    if hit.name == "meeting" and "delegation" in text:
        return "bilateral, delegations present"
    if hit.name == "signing" and OF_BEFORE.search(text, 0, hit.end - line.start):
        return CEREMONY
    if hit.name == "signing" and "government" in text:
        return "agreement between governments"
    return hit.detail


def settle(scene: Scene, groups: list[Group]) -> list[Group]:
    """Fill in from the main event what the others leave open: day, place, speakers, roles."""
    main = main_of(groups)
    host = host_place(scene, groups)
    for group in groups:
        group.lead = roles(
            scene, placed(together(scene, dated(scene, group.lead, main), groups), host, main), host
        )
    return groups


def main_of(groups: list[Group]) -> Draft | None:
    """Return the main event: the first dated talk that has taken place, else the first dated talk."""
    talks = [group.lead for group in groups if group.lead.type in TALK and group.lead.when]
    done = [one for one in talks if not one.planned and not one.background and one.type != "conference"]
    return next(iter(done), next(iter(talks), None))


def dated(scene: Scene, draft: Draft, main: Draft | None) -> Draft:
    """Give a mention without a date that of the main event, or of the publication where it leads the text."""
    if draft.when is not None or draft.planned or draft.background or recalled(scene, draft):
        return draft
    if main is not None and main.when is not None and draft.type in SAME_DAY:
        return draft._replace(
            when=Moment(main.when.day, main.when.precision, f"inferred ({sequence(scene, draft)})")
        )
    published = scene.document.published
    if published is not None and (draft.type in SAME_DAY or draft.line in scene.lines[:LEAD]):
        return draft._replace(when=Moment(published.day, "day", "inferred (publication time)"))
    return draft


def recalled(scene: Scene, draft: Draft) -> bool:
    """Say whether the past perfect tells that it was before what is reported ("had signed")."""
    return bool(PAST_PERFECT.search(scene.low, max(draft.line.start, draft.hit.start - 40), draft.hit.start))


def sequence(scene: Scene, draft: Draft) -> str:
    """Return how an event stands to the main one."""
    text = scene.low[draft.line.start : draft.hit.end]
    for words, meaning in (
        ("after the", "after the meetings"),
        ("later", "later"),
        ("during", "during the meeting"),
    ):
        if words in text:
            return meaning
    return "during the main event"


def host_place(scene: Scene, groups: list[Group]) -> str:
    """Return the town of the main event: the first one of the state visited that a preposition names."""
    visited = next(
        (group.lead.place for group in groups if group.lead.type == "visit" and group.lead.place), ""
    )
    state = scene.country(visited) or visited[-2:].upper()
    for line in scene.lines:
        for mention in line.named(line.start, line.end, "places"):
            town = scene.kind(mention.ref) in ("city", "capital", "town")
            if (
                town
                and details.located(scene, line, mention, -9)
                and state in ("", scene.country(mention.ref))
            ):
                return mention.ref
    return visited


def placed(draft: Draft, host: str, main: Draft | None) -> Draft:
    """Give a mention of talk without a place the town of the main event."""
    if draft.place or draft.planned or draft.background or draft.type not in SAME_DAY - {"visit", "call"}:
        return draft
    if (
        main is not None
        and draft.when is not None
        and main.when is not None
        and draft.when.day != main.when.day
    ):
        return draft
    return draft._replace(place=host, place_basis="inferred (from the other events)" if host else "")


def together(scene: Scene, draft: Draft, groups: list[Group]) -> Draft:
    """Let "the ministers" of a briefing be those who met, "the parties" of a signing their states."""
    if (
        draft.type not in ("press_briefing", "signing")
        or draft.participants
        or not details.collective(scene, draft.line)
    ):
        return draft
    met = next((group.lead for group in groups if group.lead.type in ("meeting", "visit")), None)
    people = (
        [] if met is None else [ref for ref in (p.ref for p in met.participants) if is_person(scene, ref)]
    )
    if draft.type == "press_briefing":
        return draft._replace(participants=tuple(Participant(ref, "speaker", "collective") for ref in people))
    states = unique(scene.country(ref) for ref in people)
    return draft._replace(participants=tuple(Participant(ref, "party", "collective") for ref in states))


def is_person(scene: Scene, ref: str) -> bool:
    """Say whether an id is a person's."""
    entity = scene.entities.get(ref)
    return entity is not None and entity.group == "persons"


def roles(scene: Scene, draft: Draft, host: str) -> Draft:
    """Call those at home hosts and the others guests."""
    state = scene.country(draft.place or host)
    if draft.type != "meeting" or not state:
        return draft
    return draft._replace(
        participants=tuple(
            replace(p, role="host" if scene.country(p.ref) == state else "guest")
            if p.role == "participant"
            else p
            for p in draft.participants
        ),
    )


def anchor_of(scene: Scene, draft: Draft) -> Anchor:
    """Return the words of a mention, from the trigger to the end of its clause."""
    end = scene.low.find(",", draft.hit.end, draft.line.end)
    return scene.anchor(
        draft.line, draft.hit.start, end if end > 0 else draft.line.end, f"{RULE}: {draft.type}"
    )


def event_of(scene: Scene, group: Group, number: int) -> Event:
    """Return the event of a group of mentions."""
    lead = group.lead
    event_type, subtype = PUBLISHED_AS.get(lead.type, (lead.type, lead.subtype))
    return Event(
        f"e{number}",
        event_type,
        tuple(anchor_of(scene, draft) for draft in (lead, *group.others)),
        subtype=subtype or lead.subtype,
        when=lead.when,
        place=lead.place,
        place_basis=lead.place_basis,
        participants=lead.participants,
        planned=lead.planned,
        about=lead.about,
    )
