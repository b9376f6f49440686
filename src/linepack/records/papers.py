"""The kinds of paper that a sentence can name, with their level, and whether it calls them binding."""

from __future__ import annotations

import re
from typing import Final

from linepack.records.phrases import Phrases

PAPERS: Final = (
    (
        "framework",
        4,
        r"framework (?:agreement|contract|deal|with)|agreed framework|heads of (?:agreement|terms)"
        r"|rahmen(?:vertrag|abkommen)"
        r"|accord[- ]cadre|accordo quadro"
        r"|acuerdo marco|okvirn\w+|рамочн\w+|рамков\w+|acord-cadru",
    ),
    (
        "letter of intent",
        4,
        r"letters? of intent|term sheet|szándéknyilatkozat|carta de intenções|scrisoare de intenție"
        r"|lettre d'intention|lettera d'intenti|carta de intención|pismo o namerama"
        r"|niyet mektubu",
    ),
    ("option", 4, r"\boption\b"),
    (
        "memorandum",
        3,
        r"memorand\w+|\bmous?\b|меморандум\w*|мемор\w+|mutabakat zaptı|mémorandum|protocole d'accord"
        r"|protocollo d'intesa|absichtserklärung|μνημόνι\w+|mutabakat",
    ),
    (
        "declaration",
        3,
        r"declaration|joint statement|deklarac\w+|декларац\w+|déclaration|dichiarazione|declaración"
        r"|bəyannamə|bildiri",
    ),
    ("capacity booking", 5, r"capacity booking|booked? (?:\w+ )*capacity|capacity (?:agreement|contract)"),
    ("loan", 5, r"\bloan\b|credit agreement|kredit\w*|prestito|prêt\b"),
    ("grant", 5, r"\bgrant\b|grant agreement"),
    (
        "supply contract",
        5,
        r"(?:supply|sales?|purchase|gas|sale and purchase|spa\b|delivery)\s+(?:and \w+ )?(?:agreement"
        r"|contract|deal)|(?:agreement|contract|deal)s?\s+(?:on|for"
        r"|to)\s+(?:the\s+)?(?:\w+\s+){0,2}(?:supply|sale|purchase|delivery|deliveries|supplies|import"
        r"|export|buy|sell)|liefervertrag|gasliefer\w*vertrag|contrat (?:de fourniture|d'achat|gazier)"
        r"|contratto di fornitura|contrato de suministro|ugovor o (?:isporuci|kupovini|snabdevanju)"
        r"|уговор о (?:испоруци|снабдевању)|контракт на поставку|договор за доставк\w+",
    ),
    (
        "intergovernmental agreement",
        5,
        r"intergovernmental agreement|agreement between the governments|межправительственн\w+ соглашени\w+"
        r"|međudržavn\w+ sporazum\w*",
    ),
    ("transport agreement", 5, r"\btrans(?:port|it|portation) (?:services )?(?:agreement|contract)"),
    ("protocol", 3, r"\bprotocol\b"),
    ("roadmap", 3, r"road ?map"),
)
COMPILED: Final = tuple((kind, level, Phrases(pattern)) for kind, level, pattern in PAPERS)
ANY_PAPER: Final = Phrases(
    r"agreement|contract|deal|treaty|accord|vertrag|abkommen|contrat|contratt|acuerdo|sporazum|ugovor|соглаш"
    r"|контракт|договор|споразум|уговор|anlaşma|sözleşme|saziş|müqavil|acord|συμφων|σύμβασ|szerződés|megállapod"
    r"|umow|dohod|smlouv|zmluv|memorand|меморандум|μνημόνι|option|frame|letter of intent|spa\b|عقد|اتفاق"
    r"|مذكرة"
)
BOOKED: Final = Phrases(
    r"\b(?:booked|reserved|allocated)\b(?=.*capacit)|capacit[^.;]{0,60}\b(?:booked|reserved|allocated|contracted)\b"
    r"|capacity booking|gebucht|zakupi\w* kapacitet|забронир|zarezerwow|запазен\w* капацитет|δεσμεύ"
)
"""Words for capacity that somebody has to pay for."""

AWARDED: Final = Phrases(
    r"\baward|\bepc\b|atribu|vergeben|zuschlag|attribué|aggiudic|affidat|adjudic|dodeljen|додељен|подряд|ihale"
)
SOLD: Final = re.compile(
    r"\b(?:has|have|had) (?:sold|bought|contracted|purchased)\b|\bunder (?:a|an|the|its|their) [^,;.]{0,50}?"
    r"(?:contract|agreement|deal)\b|\bcontract(?:ed)? (?:for|to|of)\b"
)
"""Gas that is bought and sold by contract."""

PLAIN: Final = re.compile(r"\b(?:contract|agreement|deal)\b")
PRELIMINARY: Final = 4
CONTRACTS: Final = re.compile(
    r"contra[ct]t|vertrag|ugovor|уговор|контракт|договор|συμβ[αό]|szerződés|umow|müqavil"
)
WORKS: Final = Phrases(
    r"construction|engineering|\bstud(?:y|ies)\b|feasib|design|survey|consult|\bepc\b|\bworks\b|\bbuild\b|pipelay|drilling|dredg|charter|servic|maintenance"
    r"|install|execuți|bauauftrag|radov|travaux|lavori|obras|подряд|строительств"
)
BINDING: Final = Phrases(
    r"legally binding|(?<!non-)(?<!not )\bbinding\b|take-or-pay|ship-or-pay|rechtsverbindlich"
    r"|juridiquement contraignant|vincolante"
)
NOT_BINDING: Final = re.compile(
    r"non-binding|not (?:legally )?binding|oblig\w+ neither|without obligation|no obligation|does not oblige"
    r"|interruptible|unverbindlich|non contraignant|non vincolante|on-request"
    r"|on request"
)
GAS: Final = Phrases(r"\bgas\b|\blng\b|газ|gaz\b|gasni|gasa\b|gaslief|erdgas|doğal ?gaz|qaz|αερί")
SUPPLIED: Final = re.compile(
    r"suppl|deliver|export|\bimport|purchas|\bs[ae]l[el]|\bbuy|поставк|доставк|isporu|liefer|fornitur"
    r"|suministr|livr"
)


def places_of(text: str) -> list[tuple[int, int, str]]:
    """Return where each paper that a text names begins and ends, with its kind; plain contracts too."""
    found = [
        (*match.span(), kind) for kind, _, pattern in COMPILED if (match := pattern.search(text)) is not None
    ]
    plain = [
        (*match.span(), "supply contract")
        for match in PLAIN.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end, _ in found)
    ]
    return sorted(found + plain[:1])


def papers_in(text: str, parties: tuple[str, ...], *, gas: bool = False) -> list[tuple[str, int]]:
    """Return kind and level of each paper named; a plain agreement of governments is one between states.

    ``gas`` says whether the sentence names an amount of gas to be supplied: then a plain contract is one of
    supply.
    """
    found = sorted(
        (match.start(), kind, level) for kind, level, pattern in COMPILED if (match := pattern.search(text))
    )
    levels = [level for _, _, level in found]
    if found and max(levels) > PRELIMINARY and found[0][1] in ("framework", "letter of intent"):
        found = [row for row in found if row[1] != "supply contract"]
    if found:
        return [(kind, level) for _, kind, level in found]
    states = all(len(ref) == 2 or ref.endswith("-GOV") for ref in parties)
    if states and not gas:
        return [("intergovernmental agreement", 5)]
    supply = gas or (GAS.search(text) and SUPPLIED.search(text))
    if not supply and WORKS.search(text):
        return [("works contract", 5)]
    return [("supply contract" if supply or CONTRACTS.search(text) else "agreement", 5)]


def binding_of(text: str) -> tuple[bool | None, str]:
    """Return whether the text calls a paper binding, and on what ground."""
    if NOT_BINDING.search(text):
        return False, "the text says so"
    return (True, "the text says so") if BINDING.search(text) else (None, "")
