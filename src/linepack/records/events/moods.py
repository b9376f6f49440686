"""Words around a trigger, or its own ending, that make it denied, only thought of, or still to come.

Languages that deny and look ahead by an ending (Turkish, Azerbaijani) or behind the noun ("first gas is not
expected before ...") need other tests than the words before a verb.
"""

from __future__ import annotations

import re
from typing import Final

NONE_OF: Final = re.compile(
    r"\b(?:nenhum\w*|sem|nincs\w*|nessun\w*|ningún|aucun\w*|ни один|ниједан|nijedan|никакв\w+|κανέν\w*"
    r"|niciun\w*)"
    r"\s+(?:[\w'-]+\s+){0,4}$"
)
NEGATED: Final = re.compile(
    r"(?:m[aeə](?:d[ıi]|y[ıi]b|m[ıi]ş|y?[ae]ca[kğ]|y?ece[kğ]|yaca[qğ]|yəcə[kğ]|z)\w*|\w*medi\w*|m[ıi]yor\w*)$"
)
THOUGHT_OF: Final = re.compile(
    r"(?:\b(?:إذا|لو|قد|يمكن أن|من الممكن|se|caso|ha|amennyiben|αν|εάν|əgər|eğer)\s+(?:\w+\s+){0,3})$"
)
"""If, could: right before the verb."""

REFUTED: Final = re.compile(
    r"\b(?:نفى|نفت|ينفي|cáfol\w+|desmentiu|negou|negaram|διέψευσ\w+|διαψεύδ\w+|yalanla\w+|təkzib et\w+"
    r"|dezmin\w+|rejected (?:the )?"
    r"(?:reports?|claims?|allegations?)|refutes?)\b[^.;]*$"
)
ONGOING: Final = re.compile(
    r"^[^.;,]{0,50}\b(?:συνεχίζ\w+|continu\w+|are (?:still )?(?:under way|underway|ongoing|in progress)"
    r"|are being held|proseg\w+|se poursuiv\w+"
    r"|laufen|devam|davam|продолжа\w+|nastavlja\w*|настављ\w+|folytat\w+|مستمر\w*)"
)
UNHAPPENED: Final = re.compile(r"^\s*volna\b")
PRESENT_FUTURE: Final = re.compile(
    r"(?:kezdőd(?:ik|nek|het)\w*|\bindul(?:nak|hat\w*)?(?: meg| el)?|lép(?:nek)?)$"
)
HEARSAY: Final = re.compile(r"(?:[ae]ca[kğ]|ece[kğ])m[ıi]ş\w*$")
TO_COME: Final = re.compile(r"(?:[ae]ca[kğ]|ece[kğ]|acaq|acağ|əcə[kğ])\w*$")
EXPECTED: Final = re.compile(
    r"^[^.;]{0,70}?\b(?:(?:is|are|was|were|being|currently|now) (?:not |now |still |only )?(?:expected"
    r"|planned|scheduled|due|foreseen"
    r"|set|slated|targeted|forecast|likely)|(?:expected|planned|scheduled|due|foreseen|slated|targeted) "
    r"(?:for|in|by|to|at)"
    r"|will (?:be held|take place)|n'aura lieu|(?:aura|auront) lieu|findet|wird stattfinden|avrà luogo"
    r"|tendrá lugar|terá lugar|состоится|состоятся|biće"
    r"|биће|deverá\b|devrait|dovrebbe|debería|sollte?n?|"
    r"(?:est|sont|était) (?:prévue?s?|attendue?s?|programmée?s?)|è previst\w+|sono previst\w+|está "
    r"previst\w+|ist (?:für .{3,30} )?geplant"
    r"|está prevista?o?|beklen\w+|planlan\w+|öngörül\w+|hedeflen\w+|gözlənil\w+|planlaşdırıl\w+|nəzərdə "
    r"tutul\w+"
    r"|αναμένεται|προβλέπεται|προγραμματίζ\w+|várható\w*|ожида\w+|заплан\w+|планир\w+|очаква\w*"
    r"|očekuje\w*|очекује\w*"
    r"|planiran\w*|планиран\w*|предвиђен\w*|predviđen\w*|este (?:prevăzut|programat|așteptat)\w*|المتوقع"
    r"|المقرر)\b"
)
PROMISED: Final = re.compile(
    r"\b(?:promis\w+|pledg\w+|forecast\w*|target\w*|expect\w*|plan\w*|hop\w+|eye\w*|aim\w*|on track"
    r"|schedul\w+|predict\w+|anticipat\w+"
    r"|ahead of|before|until|pending|towards?)(?: (?:for|of|to|its|the|their|an?))*\s$"
)
"""Right before a noun such as "first gas": it is still to come."""

EARLIER_PLAN: Final = re.compile(
    r"\b(?:originally|initially|previously|earlier|first|once) (?:\w+ )?(?:planned|scheduled|expected"
    r"|foreseen|due|set|slated|targeted)"
    r"(?: (?:for|in|by|to (?:start|begin) in))?[^,;]{0,12}$|\b(?:instead of|against|compared with|up "
    r"from|down from|from the original) "
    r"(?:the )?(?:planned )?$"
)
PAST_PERFECT: Final = re.compile(
    r"\b(?:had|hatten?|avai(?:t|ent)|había|habían|aveva|avevano|tinha|tinham|είχ\w+)\s+(?:\w+\s+){0,2}$"
)
NOUNS: Final = re.compile(
    r"^(?:l'|the )?(?:first|start|commissioning|completion|launch|opening|inauguration|visit|meeting"
    r"|signing|summit|forum|conference"
    r"|mise|début|premi|prim|erste|inbetrieb|baubeginn|açılış|ilk|έναρξη|εγκαίνια|начало|перв|начал"
    r"|puesta|inicio|início|avvio"
    r"|inaugurac|retoma|resum|reprise|prvi|први|обнов|inauguração|inaugurazione|final investment"
    r"|décision|gaz|qaz|indul|szállít|αρχή)"
)


def denied(lead: str, words: str, language: str) -> bool:
    """Say whether the words before a trigger, or its own ending, deny it.

    Examples
    --------
    >>> denied("aucun accord ", "conclu", "fr"), denied("", "imzalanmadı", "tr")
    (True, True)
    """
    if NONE_OF.search(lead) or THOUGHT_OF.search(lead):
        return True
    return language in ("tr", "az") and bool(NEGATED.search(words))


def refuted(lead: str, rest: str, language: str) -> bool:
    """Say whether the sentence reports the event only to refute it."""
    if language in ("tr", "az", "hu") and (UNHAPPENED.match(rest) or REFUTED.search(rest)):
        return True
    return bool(REFUTED.search(lead))


def hearsay(words: str, language: str) -> bool:
    """Say whether the ending of a verb tells that others say it will happen."""
    return language == "tr" and bool(HEARSAY.search(words))


def to_come(words: str, lead: str, rest: str, language: str) -> bool:
    """Say whether the ending of a verb, or the words behind a noun, put the event ahead.

    Examples
    --------
    >>> to_come("first gas", "", ", planned for 2027, is not expected before 2029", "en")
    True
    """
    if language in ("tr", "az") and (TO_COME.search(words) or EXPECTED.search(rest)):
        return True
    if language == "hu" and PRESENT_FUTURE.search(words):
        return True
    return bool(NOUNS.match(words) and (EXPECTED.search(rest) or PROMISED.search(lead)))
