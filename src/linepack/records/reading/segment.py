"""Rule R1: from a text to numbered sentences, each with the noise that its form alone gives away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from linepack.records.reading.dateline import dateline_end
from linepack.records.reading.furniture import (
    LONGEST_LINE,
    MAIL_FIELD,
    Mark,
    is_prose,
    line_pieces,
    plain_noise,
)
from linepack.records.reading.lines import Line, lines_of, runs_of
from linepack.records.reading.pieces import dated_piece, openings_of_dates
from linepack.records.reading.sentences import sentence_spans

if TYPE_CHECKING:
    from linepack.records.reading.pieces import Piece


YEAR: Final = re.compile(r"(?:19|20)\d\d")
DIVIDED: Final = re.compile(r"\s(?:[|·•>»/]|>>)\s")
LONGEST_UNKNOWN: Final = 40
"""Characters of the longest unknown part of a divided header line that counts as a label."""


class Unit(NamedTuple):
    """A sentence in the making.

    Attributes
    ----------
    start, end, paragraph
        Where it stands.
    words
        Its words, with single blanks.
    pieces
        Of a short line that is a sentence by itself: what it is made of.
    marks
        Noise in it.
    prose
        Whether it reads as running text.
    run
        Where the line or the wrapped lines begin that it stands in.
    """

    start: int
    end: int
    paragraph: int
    words: str
    prose: bool
    run: int = -1
    pieces: tuple[Piece, ...] = ()
    marks: tuple[Mark, ...] = ()

    def marked(self, kind: str, rule: str) -> Unit:
        """Return a copy that is noise from end to end."""
        return self._replace(marks=(Mark(self.start, self.end, kind, rule),))

    @property
    def noise(self) -> bool:
        """Whether noise covers every letter and digit of it."""
        if not self.marks:
            return False
        covered = sum(mark.end - mark.start for mark in self.marks)
        return covered >= 0.9 * (self.end - self.start) - 3 * len(self.marks)


def units_of(text: str, language: str = "") -> list[Unit]:
    """Cut a text into its sentences."""
    lines = lines_of(text)
    alone = [_stands_alone(text, line, language) for line in lines]
    runs = runs_of(text, lines, lambda index: alone[index] is not None)
    known = {line.start: found for line, found in zip(lines, alone, strict=True) if found is not None}
    units: list[Unit] = []
    begun = False
    for run in runs:
        found = [known[run.start]] if run.start in known else _sentences(text, run, language, begun)
        units += found
        begun = (begun or found[-1].prose) and not _is_separator(found[-1])
    return units


def _stands_alone(text: str, line: Line, language: str) -> Unit | None:
    """Return the unit of a line that is noise or a header by itself, None for any other line."""
    if line.length > LONGEST_LINE:
        return None
    words = text[line.start : line.end]
    unit = Unit(line.start, line.end, line.paragraph, " ".join(words.split()), is_prose(words))
    kind, rule = plain_noise(unit.words)
    if kind and not (rule == "noise.source" and YEAR.search(unit.words)):
        return unit.marked(kind, rule)
    if unit.prose:
        return None
    pieces = tuple(line_pieces(text, line.start, line.end, language))
    kinds = {piece.kind for piece in pieces}
    if "words" in kinds and len(kinds) > 1 and (DIVIDED.search(unit.words) or _is_credit(unit.words, pieces)):
        pieces = tuple(_as_label(piece) for piece in pieces)
        kinds = {piece.kind for piece in pieces}
    if "words" not in kinds and kinds != {"name"}:
        return unit._replace(pieces=pieces)
    return unit if MAIL_FIELD.match(unit.words) else None


def _is_credit(words: str, pieces: tuple[Piece, ...]) -> bool:
    """Say whether a line is the name of a paper and a day, or a source in brackets with a day."""
    bracketed = words[0] == "(" and words[-1] == ")"
    return pieces[-1].moment is not None and (bracketed or (len(pieces) == 2 and pieces[0].kind == "words"))


def _as_label(piece: Piece) -> Piece:
    """Take a few unknown words of a line divided by bars for a label of the page."""
    few = piece.kind == "words" and piece.end - piece.start <= LONGEST_UNKNOWN
    return piece._replace(kind="section_label") if few else piece


def _is_separator(unit: Unit) -> bool:
    """Say whether a unit divides the page: what follows may be another report."""
    return bool(unit.marks) and unit.marks[0].kind == "separator"


def _spans(text: str, run: Line, language: str, begun: bool) -> list[tuple[int, int]]:
    """Cut a run into sentences.

    A dateline is a sentence by itself if it ends with a full stop, else part of the first.
    """
    first = run.start if begun else _after_retrieval(text, run, language)
    after = 0 if begun else dateline_end(text, first, run.end)
    if not after:
        return sentence_spans(text, run.start, run.end, language)
    spans = sentence_spans(text, after, run.end, language)
    head = text[run.start : after].rstrip()
    if head.endswith("."):
        return [(run.start, run.start + len(head)), *spans]
    return [(run.start, spans[0][1]), *spans[1:]]


def _after_retrieval(text: str, run: Line, language: str) -> int:
    """Return where the words begin behind a date of retrieval that hangs at the start of a run."""
    if openings_of_dates().find(text, run.start, run.end) is None:
        return run.start
    found = dated_piece(text, run.start, run.end, language)
    if found is None or not found.labelled:
        return run.start
    return run.end - len(text[found.end : run.end].lstrip())


def _sentences(text: str, run: Line, language: str, begun: bool) -> list[Unit]:
    """Turn the sentences of a run into units."""
    units = []
    spans = _spans(text, run, language, begun)
    for start, end in spans:
        words = " ".join(text[start:end].split())
        unit = Unit(start, end, run.paragraph, words, is_prose(words), run.start)
        seen = len(spans) == 1 and end - start <= LONGEST_LINE and "\n" not in text[start:end]
        kind, rule = ("", "") if seen else plain_noise(words)
        units.append(unit.marked(kind, rule) if kind else unit)
    return units
