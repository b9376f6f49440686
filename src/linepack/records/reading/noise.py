"""What of a page is not the report: passes over the sentences, each looking for one kind of thing.

A mark hides words from every later rule, so each pass asks for two signs where one could be chance: a form
and a place on the page, a label and a neighbour.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.reading.abbreviations import STARTERS
from linepack.records.reading.dateline import dateline
from linepack.records.reading.furniture import MAIL_FIELD, Mark, line_pieces
from linepack.records.reading.labels import label_kinds
from linepack.records.reading.pieces import AGENCY, dated_piece, is_name

if TYPE_CHECKING:
    from linepack.records.reading.pieces import Piece
    from linepack.records.reading.segment import Unit

FORWARDED: Final = re.compile(r"(?:-{3,}|_{5,}|Begin)\s?[^\W\d_][\w\s-]{3,40}?(?:-{3,}|:)?$")
BETWEEN: Final = re.compile(r"[\s|·•,/–—-]*")
FIRST_SENTENCES: Final = 2
"""Sentences of running text at whose start a date of the page may hang."""

TELLING: Final = ("month", "month2", "month3", "full", "tag", "early", "bare")
DASHES: Final = (" - ", " – ", " — ", " -- ")
LONGEST_SECTION: Final = 24
TOP: Final = 5
"""Lines from the top among which a date alone is that of the page."""

LONGEST_NAME: Final = 45
LABEL_KINDS: Final = frozenset({"share_label", "link_label", "page_control"})
PIECE_KINDS: Final = {"retrieved": "scrape_date", "name": "byline"}
FEWEST_PROSE: Final = 3
MOST_HEADLINES: Final = 8
ELLIPSIS: Final = re.compile(r"\s?(?:\.{3}|…|\[(?:…|\.{3})\])\s*$")
LAST_TOKEN: Final = re.compile(r"(?:[\d.,]+[ \u00a0])?\S+$")
CAPITALS: Final = re.compile(r"(?:[^\W\d_a-zа-яё]{3,}\s?){1,3}")
CUT_FIGURE: Final = re.compile(
    r"\s(?:to|of|which|only|just|about|around|nearly|another|some|over|than|least|almost|by|до|около|на|auf|rund|etwa|de|di|do|oko|за)"
    r"\s(?P<figure>\d{1,3}[.,])$"
)
SHORTEST_COPY: Final = 60
"""Characters from which a sentence said twice in the same words is a second copy."""


def body_range(units: list[Unit]) -> tuple[int, int]:
    """Return the places of the first and last sentence of running text; (number of units, -1) if none."""
    places = [place for place, unit in enumerate(units) if unit.prose and not unit.noise]
    return (places[0], places[-1]) if places else (len(units), -1)


def mark_stretches(units: list[Unit], stretches: tuple[Mark, ...]) -> list[Unit]:
    """Mark what the layout of the file shows to be no part of the report."""
    out = []
    for unit in units:
        here = [mark for mark in stretches if mark.start < unit.end and unit.start < mark.end]
        if here and not unit.noise:
            cut = (m._replace(start=max(m.start, unit.start), end=min(m.end, unit.end)) for m in here)
            out.append(unit._replace(marks=tuple(cut)))
        else:
            out.append(unit)
    return out


def mark_headers(units: list[Unit]) -> list[Unit]:
    """Mark lines made of dates, bylines and labels, before and after the running text."""
    first, last = body_range(units)
    out = []
    for place, unit in enumerate(units):
        outside = place < first or place > last
        near_top = place < TOP and _is_date_alone(unit.pieces)
        if unit.pieces and not unit.marks and (outside or near_top or _is_sure(unit.pieces)):
            out.append(unit._replace(marks=_marks_of(unit.pieces)))
        else:
            out.append(unit)
    return out


def _is_date_alone(pieces: tuple[Piece, ...]) -> bool:
    """Say whether a line is a date and nothing else."""
    return len(pieces) == 1 and pieces[0].moment is not None


def _is_sure(pieces: tuple[Piece, ...]) -> bool:
    """Say whether a header line is one even between running text: a label names what stands there."""
    if all(piece.kind in LABEL_KINDS for piece in pieces):
        return True
    return any(
        piece.labelled != "" or (piece.moment is not None and piece.moment.time is not None)
        for piece in pieces
    )


def _marks_of(pieces: tuple[Piece, ...]) -> tuple[Mark, ...]:
    """Return a mark for every piece."""
    return tuple(
        Mark(piece.start, piece.end, PIECE_KINDS.get(piece.kind, piece.kind), f"noise.header-{piece.kind}")
        for piece in pieces
    )


def mark_capitals(units: list[Unit]) -> list[Unit]:
    """Mark the section labels of a digest: several short lines in capitals."""
    places = [place for place, unit in enumerate(units) if not unit.marks and CAPITALS.fullmatch(unit.words)]
    out = list(units)
    for place in places if len(places) > 1 else ():
        out[place] = units[place].marked("section_label", "noise.capitals")
    return out


def mark_mail_headers(units: list[Unit]) -> list[Unit]:
    """Mark the header of a forwarded mail: at least two of its lines one after the other."""
    is_field = [":" in unit.words[:24] and MAIL_FIELD.match(unit.words) is not None for unit in units]
    if not any(is_field):
        return units
    out = list(units)
    for place, unit in enumerate(units):
        beside = is_field[max(0, place - 2) : place] + is_field[place + 1 : place + 3]
        if FORWARDED.match(unit.words) or (is_field[place] and any(beside)):
            kind = "publication_time" if any(piece.moment for piece in unit.pieces) else "page_control"
            out[place] = unit.marked(kind, "noise.forwarded-header")
    return out


def mark_fused(text: str, units: list[Unit], language: str) -> list[Unit]:
    """Mark dates fused to the start of the first sentences, and link labels fused to a headline."""
    out = list(units)
    prose = 0
    for place, unit in enumerate(units):
        if not unit.marks and not unit.prose:
            out[place] = _without_label(text, unit, language)
        elif not unit.marks and prose < FIRST_SENTENCES:
            out[place] = _without_dates(text, unit, language)
        prose += unit.prose
        if prose >= FIRST_SENTENCES and place > FIRST_SENTENCES:
            break
    return out


def _without_label(text: str, unit: Unit, language: str) -> Unit:
    """Mark a link label of two words or more at the end of a line that is not prose."""
    pieces = line_pieces(text, unit.start, unit.end, language)
    last = pieces[-1] if len(pieces) > 1 else None
    if last is None or last.kind != "link_label" or " " not in text[last.start : last.end]:
        return unit
    return unit._replace(marks=(Mark(last.start, last.end, "link_label", "noise.fused-label"),))


def _without_dates(text: str, unit: Unit, language: str) -> Unit:
    """Mark the dates of retrieval and publication that a sentence begins with."""
    pieces: list[Piece] = []
    position = unit.start
    while position < unit.end and (found := dated_piece(text, position, unit.end, language)):
        timed = found.moment is not None and found.moment.time is not None
        if not (found.labelled or timed or pieces):
            break
        pieces.append(found)
        position = BETWEEN.match(text, found.end).end()  # type: ignore[union-attr]
    if not pieces:
        return unit
    return unit._replace(pieces=tuple(pieces), marks=_marks_of(tuple(pieces)))


def mark_lone_names(units: list[Unit]) -> list[Unit]:
    """Mark a person's name on a line of its own, beside a header line or at the end, as a byline."""
    first, last = body_range(units)
    out = list(units)
    for place, unit in enumerate(units):
        if unit.marks or unit.prose or first <= place <= last or len(unit.words) > LONGEST_NAME:
            continue
        header = _is_beside_header(units, place)
        if is_name(unit.words) and (header or place == last + 1 == len(units) - 1):
            out[place] = unit.marked("byline", "noise.lone-name")
        elif header and unit.words[-1].isalnum() and _is_headed(units, place, first):
            out[place] = unit.marked("section_label", "noise.header-neighbour")
    return out


def _is_beside_header(units: list[Unit], place: int) -> bool:
    """Say whether the line before or after holds a date of the page."""
    beside = units[max(0, place - 1) : place] + units[place + 1 : place + 2]
    return any(mark.kind in ("publication_time", "scrape_date") for near in beside for mark in near.marks)


def _is_headed(units: list[Unit], place: int, first: int) -> bool:
    """Say whether another line before the running text can be the headline."""
    return (
        place < first
        and units[place].words.count(" ") < 3
        and any(
            not unit.marks and unit.words.count(" ") >= 3 and other != place
            for other, unit in enumerate(units[:first])
        )
    )


def mark_datelines(text: str, units: list[Unit]) -> list[Unit]:
    """Mark place, date and agency before the first words of a report.

    A dateline that ends with a full stop is a sentence of its own, or several.
    """
    out = list(units)
    done = 0
    for place, unit in enumerate(units):
        if unit.noise or unit.start < done or (unit.start > max(unit.run, 0) and not unit.marks):
            continue
        same = [other for other in units[place:] if other.run == unit.run and other.run >= 0]
        start, end = begin_of(text, unit), same[-1].end if same else unit.end
        found = dateline(text, start, end)
        if found and (_names_date_or_agency(found) or _is_place_alone(text, found, unit)):
            done = start + len(found.group().rstrip())
            alone = done >= end and any(found.groupdict().get(year) for year in ("year", "year2", "year3"))
            kind = "publication_time" if alone else "agency_tag"
            _spread(out, place, Mark(start, done, kind, "noise.dateline"))
        if unit.prose or (same and same[-1].prose):
            break
    return out


def _spread(units: list[Unit], place: int, mark: Mark) -> None:
    """Mark characters that may run over several sentences, from the one at a place on."""
    for other in range(place, len(units)):
        unit = units[other]
        if unit.start >= mark.end:
            return
        part = mark._replace(start=max(mark.start, unit.start), end=min(mark.end, unit.end))
        units[other] = unit._replace(marks=(*unit.marks, part))


def begin_of(text: str, unit: Unit) -> int:
    """Return where the words of a sentence begin behind the dates that hang at its start."""
    last = max((mark.end for mark in unit.marks if mark.rule.startswith("noise.header")), default=unit.start)
    return BETWEEN.match(text, last).end() if last > unit.start else unit.start  # type: ignore[union-attr]


def _is_place_alone(text: str, found: re.Match[str], unit: Unit) -> bool:
    """Say whether a place in capitals and a dash open the sentence, and no second dash follows."""
    rest = text[found.end() : unit.end]
    return bool(found["place"]) and rest[:1].isupper() and not any(dash in rest for dash in DASHES)


def _names_date_or_agency(found: re.Match[str]) -> bool:
    """Say whether a dateline holds more than a place and a dash."""
    groups = found.groupdict()
    return not groups or any(groups[name] for name in TELLING)


def mark_inside(text: str, units: list[Unit]) -> list[Unit]:
    """Mark an agency in brackets at the end of a sentence, and a section label with a colon at its start."""
    out = list(units)
    for place, unit in enumerate(units):
        if unit.marks:
            continue
        colon = unit.words.find(":", 0, LONGEST_SECTION)
        if colon > 0 and label_kinds().get(unit.words[:colon].lower()) == "background":
            mark = Mark(unit.start, unit.start + colon + 1, "section_label", "noise.section-inside")
            out[place] = unit._replace(marks=(mark,))
        if found := CLOSING_TAG.search(text, unit.start, unit.end):
            out[place] = unit._replace(
                marks=(Mark(found.start(1), found.end(1), "agency_tag", "noise.closing-tag"),)
            )
    return out


CLOSING_TAG: Final = re.compile(rf"[.!?]\s?([(\[/]\s?(?:{AGENCY.pattern})(?:[,/ ]+[\w./]+)?\s?[)\]/])\.?$")


def mark_related(units: list[Unit]) -> list[Unit]:
    """Mark the headlines after a label such as "Read also", and after the report the teasers too.

    Sentences are taken only behind a label that promises other news, after at least three sentences of
    running text, and where what follows looks like teasers, one paragraph under each headline.
    """
    out = list(units)
    prose = 0
    for place, unit in enumerate(units):
        kind = label_kinds().get(unit.words.lower().strip(" :»…")) if unit.marks else None
        if kind in ("related", "read_also") and prose:
            after = units[place + 1 :]
            ends = kind == "related" and prose >= FEWEST_PROSE and _are_teasers(after)
            for other, found in enumerate(after if ends else _headlines(after), start=place + 1):
                if not found.marks:
                    out[other] = found.marked("unrelated_story", "noise.after-related")
            if ends:
                break
        prose += unit.prose and not out[place].marks
    return out


def _are_teasers(after: list[Unit]) -> bool:
    """Say whether no two paragraphs of running text follow each other."""
    before: Unit | None = None
    for unit in after:
        if before and unit.prose and before.prose and unit.paragraph != before.paragraph:
            return False
        before = None if unit.noise else unit
    return True


def _headlines(after: list[Unit]) -> list[Unit]:
    """Return the lines up to the next running text."""
    found = []
    for unit in after[:MOST_HEADLINES]:
        if unit.prose:
            break
        found.append(unit)
    return found


def mark_copies(units: list[Unit]) -> list[Unit]:
    """Mark a sentence that has stood before in the same words, whatever dateline opens it."""
    seen: dict[str, Unit] = {}
    out = list(units)
    for place, unit in enumerate(units):
        if unit.noise or len(unit.words) < SHORTEST_COPY:
            continue
        first = seen.setdefault(unit.words[-SHORTEST_COPY:].casefold(), unit)
        if first is not unit and _without_dateline(first) == _without_dateline(unit):
            out[place] = unit.marked("duplicate_text", "noise.second-copy")
    return out


def _without_dateline(unit: Unit) -> str:
    """Return the words behind a dateline, in lower case."""
    found = dateline(unit.words, 0, len(unit.words))
    return unit.words[found.end() if found else 0 :].casefold()


def mark_truncated(text: str, units: list[Unit]) -> list[Unit]:
    """Mark the last word or figure of a text that stops before its sentence ends."""
    places = [place for place, unit in enumerate(units) if not unit.noise]
    if not places:
        return units
    place = places[-1]
    unit = units[place]
    span = _cut_span(text, unit, units[:place])
    if span is None:
        return units
    mark = Mark(*span, "truncated_end", "noise.truncated")
    return [*units[:place], unit._replace(marks=(*unit.marks, mark)), *units[place + 1 :]]


def _cut_span(text: str, unit: Unit, before: list[Unit]) -> tuple[int, int] | None:
    """Return the characters that are cut off, None where the sentence is whole."""
    words = text[unit.start : unit.end]
    shortest = SHORTEST_CUT_FIGURE if words[-1].isdigit() and " " in words else SHORTEST_CUT
    if len(unit.words) < shortest or not any(other.prose for other in before):
        return None
    dots = ELLIPSIS.search(words)
    if cut := CUT_FIGURE.search(words):
        return unit.start + cut.start("figure"), unit.end
    if dots is None and (not words[-1].isalnum() or _may_be_whole(unit, before)):
        return None
    stem = words[: dots.start()] if dots else words
    token = LAST_TOKEN.search(stem)
    return unit.start + (token.start() if token else len(stem)), unit.end


LONGEST_HEADLINE: Final = 120
SHORTEST_CUT: Final = 25
SHORTEST_CUT_FIGURE: Final = 8


def _may_be_whole(unit: Unit, before: list[Unit]) -> bool:
    """Say whether an unfinished last line may be a signature or a headline.

    It stands in a paragraph of its own, is not long, and does not begin as running text does.
    """
    if not unit.words[-1].isalpha() or before[-1].paragraph == unit.paragraph:
        return False
    begun = unit.words.split(None, 1)[0] in STARTERS and unit.words.count(" ") > 6
    return len(unit.words) < LONGEST_HEADLINE and not begun


def title_of(units: list[Unit]) -> str:
    """Return the headline: the first line before the running text that is no noise; may be empty."""
    first, _ = body_range(units)
    for unit in units[:first]:
        if not unit.marks and 12 <= len(unit.words) <= 250 and unit.words[-1] not in ".:;,":
            return unit.words
    return ""
