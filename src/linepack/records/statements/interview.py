"""Questions and answers: who speaks in each paragraph of an interview.

Three layouts are known: paragraphs that begin with ``Q:`` and ``A:``, with the names of the two who talk, and
questions and answers in turn without any label. A page is taken for an interview where it has three
questions and more, or two and a word for it at the head.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from linepack.records.lexicon import small
from linepack.records.statements.subjects import Speaker

if TYPE_CHECKING:
    from linepack.records.scene import Line, Scene

FEWEST: Final = 2
"""Questions of an interview that calls itself one."""

SURE: Final = 3
"""Questions of an interview that does not."""

LONGEST_QUESTION: Final = 3
"""Sentences of a question."""

HEAD: Final = 400
NAMED_SO: Final = re.compile(
    r"interview|questions to|questions for|in conversation with|we met|we spoke|talks? to|q ?& ?a|entretien"
    r"|gespräch|intervista|entrevista|razgovor|intervju|интервју|интервью|интервю|беседа|röportaj|söyleşi"
    r"|müsahibə|συνέντευξη|interjú|wywiad|rozhovor|مقابلة|حوار"
)
LABEL: Final = re.compile(
    r"\s*(?P<who>(?:[^\W\d_][\w.'’-]*)(?:\s[^\W\d_][\w.'’-]*){0,3})\s?(?:[:–—]|\.(?=\s[A-Z]))\s*"
)
ASKS: Final = frozenset(
    (
        "q",
        "question",
        "frage",
        "domanda",
        "pregunta",
        "pergunta",
        "pitanje",
        "питање",
        "вопрос",
        "въпрос",
        "soru",
    )
)
ANSWERS: Final = frozenset(
    ("a", "answer", "antwort", "réponse", "risposta", "respuesta", "resposta", "odgovor", "одговор", "ответ")
)
OPENING: Final = ('"', "“", "„", "«")
MARKS: Final = re.compile('["“”„«»]')
BASIS: Final = "interview, the one who answers"


class Turn(NamedTuple):
    """What a sentence of an interview is: a question, or an answer of somebody; and where its words begin."""

    speaker: Speaker | None
    start: int


class Block(NamedTuple):
    """A paragraph: its lines, the label before it, and whether it ends with a question mark."""

    lines: tuple[Line, ...]
    label: str
    start: int
    asks: bool


def turns_of(scene: Scene) -> dict[int, Turn]:
    """Return the turn of every sentence of an interview by its number; empty for any other page.

    Parameters
    ----------
    scene
        A document with its names.
    """
    if scene.low.count("?") < FEWEST:
        return {}
    blocks = blocks_of(scene)
    if not is_interview(scene, blocks):
        return {}
    return labelled(scene, blocks) or unlabelled(scene, blocks)


def quoted_on(scene: Scene) -> frozenset[int]:
    """Return the sentences that begin inside a quotation opened in their paragraph before.

    ``X said: "It flows. It will flow."`` leaves the second sentence without a mark of its own.
    """
    if not any(mark in scene.document.text for mark in OPENING):
        return frozenset()
    inside: set[int] = set()
    paragraph, is_open = 0, False
    for line in scene.lines:
        if line.sentence.paragraph != paragraph:
            paragraph, is_open = line.sentence.paragraph, False
        if is_open:
            inside.add(line.sentence.number)
        is_open = open_after(line.sentence.text, is_open)
    return frozenset(inside)


def open_after(words: str, is_open: bool) -> bool:
    """Say whether a quotation is open at the end of some words.

    Examples
    --------
    >>> open_after('He said: "It flows.', False), open_after('It will flow."', True)
    (True, False)
    """
    for mark in MARKS.findall(words):
        is_open = not is_open if mark in '"“' else mark in "„«"
    return is_open


def is_interview(scene: Scene, blocks: list[Block]) -> bool:
    """Say whether enough paragraphs ask, and the page calls itself an interview or asks often."""
    asked = sum(block.asks for block in blocks)
    told = NAMED_SO.search(scene.low, 0, HEAD) is not None
    return asked >= (FEWEST if told else SURE)


def blocks_of(scene: Scene) -> list[Block]:
    """Return the paragraphs of a page."""
    groups: dict[int, list[Line]] = {}
    for line in scene.lines:
        groups.setdefault(line.sentence.paragraph, []).append(line)
    return [block_of(scene, tuple(lines)) for lines in groups.values()]


def block_of(scene: Scene, lines: tuple[Line, ...]) -> Block:
    """Return a paragraph with its label."""
    first, last = lines[0], lines[-1]
    found = LABEL.match(scene.document.text, first.start, first.end)
    asks = (
        scene.low[last.start : last.end].rstrip(' "”»').endswith(("?", ";", "؟"))
        and "?" in scene.low[first.start : last.end]
    )
    label = small(found["who"]) if found else ""
    return Block(lines, label, found.end() if found else first.start, asks)


def labelled(scene: Scene, blocks: list[Block]) -> dict[int, Turn]:
    """Return the turns of an interview whose paragraphs name who speaks."""
    speakers = {block.label: speaker_called(scene, block.label, blocks) for block in blocks if block.label}
    named = [block for block in blocks if block.label in speakers and is_label(scene, block, blocks)]
    if len(named) < 2 * FEWEST:
        return {}
    turns: dict[int, Turn] = {}
    current: Speaker | None = None
    begun = False
    for block in blocks:
        own = block in named
        begun, current = begun or own, speakers[block.label] if own else current
        if begun:
            turns |= turns_in(block, current, block.start if own else block.lines[0].start)
    return turns


def is_label(scene: Scene, block: Block, blocks: list[Block]) -> bool:
    """Say whether a label is one: a word for it, a person's name, or somebody who asks again and again."""
    if block.label in ASKS | ANSWERS or speaker_called(scene, block.label, blocks):
        return True
    same = [other for other in blocks if other.label == block.label]
    return any(other.asks for other in same)


def speaker_called(scene: Scene, label: str, blocks: list[Block]) -> Speaker | None:
    """Return who answers under a label, None where the label asks."""
    if label in ANSWERS:
        return guest(scene, blocks)
    words = label.split()
    ref = scene.surnames.get(words[-1]) if words else None
    ref = ref or next((one for name, one in scene.surnames.items() if label.endswith(name)), None)
    return Speaker((ref,), basis=BASIS, words=label) if ref else None


def unlabelled(scene: Scene, blocks: list[Block]) -> dict[int, Turn]:
    """Return the turns of an interview without labels: questions, and the paragraphs behind them."""
    answerer = guest(scene, blocks)
    first = next((index for index, block in enumerate(blocks) if block.asks), len(blocks))
    rest = blocks[first:]
    if answerer is None:
        return {}
    in_turn = all(not block.asks for block in rest[1::2])
    turns: dict[int, Turn] = {}
    for index, block in enumerate(rest):
        asks = (index % 2 == 0 and len(block.lines) <= LONGEST_QUESTION) if in_turn else block.asks
        turns |= turns_in(block, None if asks else answerer, block.lines[0].start)
    return turns


def turns_in(block: Block, speaker: Speaker | None, start: int) -> dict[int, Turn]:
    """Return the turns of a paragraph's sentences; the words of the first begin behind its label."""
    return {line.sentence.number: Turn(speaker, max(start, line.start)) for line in block.lines}


def guest(scene: Scene, blocks: list[Block]) -> Speaker | None:
    """Return who is interviewed: the first person that the head names, else the first of the page."""
    head = [line for block in blocks[:LEAD] for line in block.lines]
    for line in (*head, *scene.lines):
        for mention in line.named(line.start, line.end, "persons"):
            if scene.present(mention.ref):
                return Speaker((mention.ref,), basis=BASIS, words=mention.form)
    return None


LEAD: Final = 4
"""Paragraphs at the head that say who is interviewed."""
