"""What a content claims, how certain it is, and how much stands behind it.

The ladder is that of docs/reference/annotation.md: words of paper, steel and flow lift a claim, words of
wish, possibility and condition hold it down, and without such words nothing reaches level 3.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

MINUS: Final = "−"
FIRM_DEEDS: Final = frozenset({"signed"})
PAST: Final = re.compile(r"\b(?:was|were|had|did|\w+ed)\b")
RATIFIED: Final = re.compile(
    r"ratif|booked|binding|take-or-pay|ship-or-pay|gebucht|réserv|prenotat|забронир|закуп|zakup"
)
STILL_TO_SIGN: Final = re.compile(
    r"\b(?:will|would|to|shall|plans? to|expected to|intends? to)\s+(?:\w+\s+){0,2}?(?:sign|conclude|take"
    r"|make|reach|initial)\b"
    r"|\b(?:will|would|to) be (?:signed|concluded|taken|made|reached|initialled)\b"
)
STANDING: Final = re.compile(
    r"\bunder (?:the|a|an|this|that|its|their)\b|in line with|according to the|signed|contracted"
    r"|provides? for|envisages"
    r"|the (?:contract|agreement|deal)\b"
)
STUDY_DONE: Final = re.compile(
    r"stud(?:y|ies)\b[^,;.]{0,80}\b(?:(?:was|were|is|are|has been|is to be|will be|would be|to be) "
    r"(?:completed|finished|handed over|updated|ready|presented))|\b(?:completed|finished|handed over)\b"
    r"[^,;.]{0,40}\bstudy\b"
)
LIFTED: Final = re.compile(r"\blift\w*\b[^,;.]{0,30}force majeure|force majeure\b[^,;.]{0,30}\blifted")
INTENDED: Final = re.compile(
    r"\b(?:intends? to|plans? to|(?:is|are) (?:planned|to be|expected to be|scheduled)|pledged"
    r"|will(?! have been))\b"
)
"""A plan that stands though a figure of the past is named beside it."""

UNPLANNED: Final = re.compile(
    r"\b(?:do|does|did|will|would|shall|is|are)(?: not|n't| never)\b|\bwon't\b"
    r"|\b(?:no|nobody|nothing|none|not a)\b[^,;.]{0,40}\b(?:will|would|is to|are to|plans?|intends?)\b"
    r"|\bno (?:plans?|intention)\b"
    r"|\b(?:not|no longer) (?:plan|intend|expect)\w*"
)
SCHEDULED: Final = re.compile(r"schedul|slated|set for|due on|maintenance|расписан|geplant für|planmäßig")
HELD_DOWN: Final = frozenset({"offered", "possible", "desired", "negotiating", "conditional", "forecast"})
MODALITIES: Final = (
    ("conditional", ("condition",)),
    ("option", ("option",)),
    ("negotiating", ("negotiate",)),
    ("possible", ("explore", "possible")),
    ("desired", ("need", "wish")),
    ("forecast", ("forecast",)),
    ("planned", ("plan",)),
)
"""Contents and the features that make them, the weakest first."""
AWARDED: Final = 6
"""Level of works given to a builder: money is bound, nothing is built yet."""
PAPERS: Final = (("fid", 6), ("frame", 4), ("paper", 3), ("firm", 5))
"""Features of paper and their level; the first one found speaks."""


class Weight(NamedTuple):
    """Content, certainty, polarity and level of a claim."""

    content: str
    certainty: str
    polarity: str
    level: int


class Reading(NamedTuple):
    """The features of a stretch of text.

    Attributes
    ----------
    act
        The act that reports it.
    features
        Names of the features found in it.
    text
        Its words in small letters.
    dated
        Whether a future date stands in it.
    figures
        Status of the gas figures in it.
    """

    act: str
    features: frozenset[str]
    text: str
    dated: bool = False
    figures: frozenset[str] = frozenset()

    def has(self, *names: str) -> bool:
        """Say whether one of the features is there."""
        return not self.features.isdisjoint(names)


def weigh(reading: Reading) -> Weight:
    """Return what a content claims, how certain, and with what behind it."""
    reading = settled(reading)
    content = content_of(reading)
    return Weight(
        content, certainty_of(reading, content), polarity_of(reading, content), level_of(reading, content)
    )


def settled(reading: Reading) -> Reading:
    """Return a reading without features that other words of it take back.

    A study that is finished is no possibility, force majeure that is lifted no stop.
    """
    drop: frozenset[str] = frozenset()
    if reading.has("explore", "possible") and STUDY_DONE.search(reading.text):
        drop |= {"explore", "possible"}
    if reading.has("interrupted") and LIFTED.search(reading.text):
        drop |= {"interrupted"}
    return reading._replace(features=reading.features - drop) if drop else reading


def content_of(reading: Reading) -> str:
    """Return the content: what the act settles, else what stops, else modality, else what is."""
    return by_act(reading) or stopped(reading) or modal(reading) or actual(reading)


def by_act(reading: Reading) -> str:
    """Return the content that the act alone decides."""
    has, act = reading.has, reading.act
    if act == "declined to comment" or (has("vague") and not has("flow", "construction", "firm")):
        return "unspecified"
    if act == "denied":
        return "interrupted" if has("interrupted") else "not happening"
    if act == "refused":
        return "cancelled" if has("cancelled") else "refused"
    if act in ("invited", "offered"):
        return "possible" if has("explore", "possible") else "offered"
    if act in ("retracted", "corrected", "forecast"):
        unsaid = act != "forecast" or (has("neg") and UNPLANNED.search(reading.text))
        return "not happening" if unsaid else foreseen(reading)
    return asked(reading) or (discussed(reading) if act == "discussed" else "")


def foreseen(reading: Reading) -> str:
    """Return the content of a forecast."""
    return "conditional" if reading.has("condition") else "forecast"


def asked(reading: Reading) -> str:
    """Return the content that a demand, a proposal or a pledge has by itself; empty for other acts."""
    if reading.has("condition", "option", "cancelled", "refused", "interrupted", "postponed"):
        return ""
    if reading.act == "pledged":
        return "planned"
    if reading.act == "requested":
        return "" if reading.has("explore", "possible", "neg") else "desired"
    return "offered" if reading.act == "proposed" and not reading.has("explore", "possible") else ""


def discussed(reading: Reading) -> str:
    """Return what talks were about."""
    has = reading.has
    if has("existing") and has("prospect", "plan"):
        return "existing+planned"
    if has("possible", "explore"):
        return "possible"
    if has("negotiate"):
        return "negotiating"
    if has("prospect", "plan", "wish", "need", "continue"):
        return "planned" if has("prospect", "plan") else "desired"
    return "existing"


def stopped(reading: Reading) -> str:
    """Return the content of something that stopped or will not happen."""
    has = reading.has
    if has("cancelled") and not has("possible", "condition"):
        return "cancelled"
    if has("interrupted"):
        return "interrupted"
    if has("postponed"):
        return "not happening"
    if has("refused"):
        return "refused"
    return ""


def modal(reading: Reading) -> str:
    """Return the content by its modality, the weakest first."""
    has = reading.has
    if has("consult") and has("continue") and not has("condition", "option", "negotiate"):
        return "ongoing+desired" if has("need", "wish") else "ongoing"
    if has("praise") and not has("condition", "option", "negotiate", "explore", "possible", "plan"):
        return "existing"
    if has("offer") and not has("condition", "option", "negotiate"):
        return "offered"
    held = has("condition", "option", "possible", "explore", "need", "wish")
    if "actual" in reading.figures and not held and not INTENDED.search(reading.text):
        return ""
    if has("neg") and has("plan") and not held and UNPLANNED.search(reading.text):
        return "not happening"
    content = next((content for content, names in MODALITIES if has(*names)), "")
    fixed = reading.dated or SCHEDULED.search(reading.text)
    return "scheduled" if content == "planned" and fixed else content


def actual(reading: Reading) -> str:
    """Return the content of what is or was."""
    has, act = reading.has, reading.act
    if has("neg"):
        return "not happening"
    if (has("construction") and not has("complete", "running", "award")) or (
        has("ongoing") and act not in ("signed", "agreed")
    ):
        return "ongoing"
    if act in ("signed", "inaugurated", "started") or has(
        "did signed", "did started", "did inaugurated", "fid", "award"
    ):
        return "completed"
    if act == "agreed":
        return "planned"
    over = (has("complete") and not has("existing")) or (has("flow") and PAST.search(reading.text))
    return "completed" if over else "existing"


def certainty_of(reading: Reading, content: str) -> str:
    """Return certain, probable, possible or unknown, as the innermost speaker has it."""
    if content in ("possible", "conditional", "option"):
        return "PS"
    if (
        content == "forecast"
        or reading.act == "forecast"
        or (reading.has("forecast") and content != "unspecified")
    ):
        return "PR"
    if reading.act == "declined to comment":
        return "U"
    return "CT"


def polarity_of(reading: Reading, content: str) -> str:
    """Return the polarity: minus where the claim is denied, refused or does not happen."""
    if reading.act in ("denied", "refused", "retracted", "declined to comment"):
        return MINUS
    if content in ("refused", "not happening", "cancelled"):
        return MINUS
    return MINUS if reading.has("neg") and content != "unspecified" else "+"


def level_of(reading: Reading, content: str) -> int:
    """Return how much stands behind a claim."""
    if content in ("unspecified",) or reading.act == "declined to comment":
        return 0
    return against(reading, content) or behind(reading, content)


def against(reading: Reading, content: str) -> int:
    """Return the negative level of what was stopped, put off or refused; 0 where nothing was."""
    has = reading.has
    if content == "interrupted":
        return -3 if reading.act == "denied" else 9 if has("neg") else -2
    if reading.act in ("denied", "refused", "retracted") or content in ("refused", "cancelled"):
        return -3
    return -1 if has("postponed") else 0


def behind(reading: Reading, content: str) -> int:
    """Return the level that words of paper, steel and flow give, held down by modality."""
    has = reading.has
    parts = content.split("+")
    paper = paper_level(reading)
    if "option" in parts:
        return 4
    if "conditional" in parts:
        return 4 if paper in (4, 5) else 1
    if HELD_DOWN & set(parts) or reading.act in ("invited", "offered", "proposed", "requested"):
        return 2 if agreed_to_talk(reading) else (3 if paper == 3 and reading.act == "signed" else 1)
    if content in ("planned", "scheduled"):
        return planned_level(reading, paper)
    if has("neg"):
        return 1 if has("firm", "frame", "paper", "fid") else 0
    return real_level(reading, paper)


def agreed_to_talk(reading: Reading) -> bool:
    """Say whether consultations or studies are agreed on or already run."""
    has = reading.has
    return (reading.act in ("agreed", "signed") and has("consult", "explore", "negotiate")) or (
        has("consult") and has("continue")
    )


def paper_level(reading: Reading) -> int:
    """Return the level of the paper that the words name, 0 where they name none."""
    if RATIFIED.search(reading.text) and reading.has("firm") and not reading.has("neg"):
        return 5
    return next((level for feature, level in PAPERS if reading.has(feature)), 0)


def planned_level(reading: Reading, paper: int) -> int:
    """Return the level of a plan: its paper's where one binds, that of works under way, else a wish's."""
    if reading.act == "signed":
        return paper or 3
    if reading.has("construction") and reading.has("ongoing"):
        return 7
    if reading.act == "agreed":
        return max(min(paper, 4), 4 if "contracted" in reading.figures else 2)
    if STILL_TO_SIGN.search(reading.text):
        return 1
    if paper in (4, 5) and STANDING.search(reading.text):
        return paper
    return 3 if paper == 3 else 1


def real_level(reading: Reading, paper: int) -> int:
    """Return the level of what is or was: gas before steel before paper."""
    has = reading.has
    if reading.act == "signed":
        return paper or 3
    if has("flow") and (not has("construction") or "actual" in reading.figures):
        return 9
    if has("award") and has("construction") and not has("complete", "running", "ongoing"):
        return AWARDED
    if has("construction", "complete", "running") or reading.act == "inaugurated":
        return 7 if has("construction") and (not has("complete", "running") or has("ongoing")) else 8
    if "actual" in reading.figures or (reading.act == "started" and not paper):
        return 9
    return max(min(paper, 4), 2) if reading.act == "agreed" else paper
