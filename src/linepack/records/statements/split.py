"""Where the content of a report begins and ends, and how many contents stand under one verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from linepack.records.scene import Scene

HEAD: Final = (
    r"(?:the |their |its |his |her )?(?:importance|need|necessity|possibility|possibilities|readiness"
    r"|interest"
    r"|significance|intention|willingness)\b"
)
GERUND: Final = (
    r"(?:explor|study|examin|assess|increas|expand|develop|build|construct|sign|start|import|export|supply"
    r"|transport"
    r"|creat|strengthen|diversify|implement|launch|connect|extend|consider|evaluat|accelerat|conclud|purchas"
    r"|buy)ing\b"
)
SPLITTERS: Final = re.compile(
    rf",?\s+(?:and|as well as)(?:\s+also)?\s+(?={HEAD})"
    rf"|,?\s+(?:and|as well as)(?:\s+also)?\s+(?={GERUND})"
    r"|,?\s+(?:and|as well as)(?:\s+also)?\s+(?=to\s+(?!the\b|a\b|an\b|its\b|their\b|other\b|be\b|which\b"
    r"|this\b)[a-z]{3,}\b)"
    r"|,?\s+(?:and|but|while)(?:\s+also)?\s+that\s+"
    r"|;\s+"
    r"|(?<=[ğd][ıiuü]n[ıiuü]),\s+"
    r"|,\s+(?:but|while|whereas|although|though|however|adding that|a sondern|sondern|aber|mais|tandis que"
    r"|ma|mentre|pero"
    r"|mientras|dok|а|док|али|ali|но|тогда как|докато|dar|iar)\s+"
    r"|,\s+and\s+(?=(?:[\w'-]+\s+){1,5}(?:will|would|is|are|was|were|has|have|could|may|can)\b)"
)
JOINTS: Final = re.compile(
    r"[;,]|\s(?=(?:and|as well|but|while|whereas|although|though|however|adding|sondern|aber|mais"
    r"|tandis|ma|mentre|pero|mientras|dok|а|док|али|ali|но|тогда|докато|dar|iar)\b)"
)
"""Where a splitter can begin; cheaper to look for."""
ADVERBIAL: Final = re.compile(
    r"\s*(?:within|during|at|in|regarding|on|as|for|following|after|under|along|with|speaking|moreover|also"
    r"|meanwhile|later"
    r"|according|furthermore|besides|concerning|touching|talking|noting|stressing|commenting|against|while"
    r"|given"
    r"|additionally|to this end|by|through|in addition|within|then|next|finally|separately|today|earlier"
    r"|however|thus)\b[^,]*,\s+"
)
LEAD_IN: Final = re.compile(
    r"(?:\s*(?:on|in|at|during|to|after)\s[\w .'-]{1,60}?\s(?=that\s))?\s*(?:that|:|,|about|on|of|over|how"
    r"|regarding|concerning|the\s+issues?\s+of)?\s*[\"“„«]?\s*"
    r"(?:that\s+|to\s+(?=[a-z]))?(?:it\s+(?:is|was|would be)\s+(?:\w+\s+)?(?:to\s+(?=\w)|that\s+|for\s+)"
    r"|there\s+is\s+(?:a\s+)?)?"
    r"(?:(?:the|a|an|their|its|his|her)\s+)?(?:(?:need|necessity|possibility|wish|desire|intention|readiness"
    r"|willingness)\s+(?:to|of|for)\s+)?"
)
DATELINE_LENGTH: Final = 70
DATELINE: Final = re.compile(r"\s*[^\W\d_][\w .,/()']{2,60}?\s(?:–|—|--|-)\s+(?=\S)")
TRAILING: Final = re.compile(r"[\s,]+(?:and|but|while|whereas|as well as|and also|und|et|e|y|i|и)\s*$")
CLAUSE_EDGE: Final = re.compile(r"(?:,\s+|;\s+|\s+(?:and|but|while|whereas)\s+|\s+[–—-]\s+)")


def clean(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Drop blanks and marks at both ends of a stretch."""
    text = TRAILING.sub("", scene.low[start:end])
    left = len(text) - len(text.lstrip(" \n\r\t\"'“”„«»,.;:–—-"))
    right = len(text.rstrip(" \n\r\t\"'“”„«»,.;:–—-"))
    return (start + left, start + right) if left < right else (start, start)


def opening(scene: Scene, start: int, end: int) -> int:
    """Return where a sentence begins after its dateline ("Bergen (agency) – …")."""
    head = scene.low[start : min(end, start + DATELINE_LENGTH)]
    if " -" not in head and "–" not in head and "—" not in head:
        return start
    match = DATELINE.match(scene.document.text, start, start + len(head))
    return match.end() if match else start


def without_adverbials(scene: Scene, start: int, end: int) -> int:
    """Return where a clause begins once leading phrases ("At the meeting, …") are passed."""
    while (match := ADVERBIAL.match(scene.low, start, end)) is not None:
        start = match.end()
    return start


def telling(scene: Scene, start: int, end: int) -> int:
    """Return where the telling words of a content begin: after "that", "the need to" and the like."""
    match = LEAD_IN.match(scene.low, start, end)
    return match.end() if match and match.end() < end - 3 else start


def split_content(scene: Scene, start: int, end: int) -> list[tuple[int, int]]:
    """Return the contents that one verb reports, each as a stretch of the sentence."""
    pieces, last = [], start
    for found in JOINTS.finditer(scene.low, start, end):
        match = SPLITTERS.match(scene.low, found.start(), end)
        if match is None or match.start() < last:
            continue
        if len(scene.low[last : match.start()].split()) < 3 or len(scene.low[match.end() : end].split()) < 3:
            continue
        pieces.append((last, match.start()))
        last = match.end()
    pieces.append((last, end))
    return pieces


def clause_start(scene: Scene, floor: int, place: int) -> int:
    """Return where the clause that holds a verb begins, not before ``floor``."""
    edges = [match.end() for match in CLAUSE_EDGE.finditer(scene.low, floor, place)]
    return edges[-1] if edges else floor
