"""When the verb of a sentence is no fact: denied, only possible, still ahead, or a participle beside a noun.

Events and statements ask the same questions of the words before a verb; the word lists stand here once, for
all languages. A language is not asked for: a word of one that means something else in another is left out.
"""

from __future__ import annotations

import re
from typing import Final

from linepack.records.lexicon import grouped

NOT: Final = (
    r"not|n't|never|without|no|nothing|nobody|neither|nor|failed to|fails to|refused to|refuses to|yet to"
    r"|nicht"
    r"|kein\w*|nie|pas|jamais|non|mai|nunca|jamás|tampoco|não|nem|nije|nisu|nisam|не|није|нису|ни|нe|δεν"
    r"|μην|nu"
    r"|n-a|n-au|nem|yok|deyil|değil|لم|لن|لا|ما|ليس|بدون|دون"
)
NO: Final = (
    r"no|not a|not any|none of (?:the|their|its)|neither|aucune?|kein\w*|nessun\w*|ning[uú]n\w*|nenhum\w*"
    r"|nijedan|nijedn\w+|nikak\w+|ниједан|ниједн\w+|никак\w+|ни один|ни одн\w+|нито един|нито едн\w+|καμία"
    r"|κανένα\w*"
    r"|nicio|niciun\w*|hiçbir|heç bir|semmilyen|أي"
)
"""Words that deny the noun after them."""
MODAL: Final = (
    r"could|may(?!\s+\d)|might|would|if|should|können|könnte\w*|würde\w*|pourrai\w*|potrebbe\w*|podría\w*"
    r"|poderia\w*|poderá|mogl\w+|могл\w+|мог\w+ бы|θα μπορούσε|ar putea|قد"
)
FUTURE: Final = (
    r"will|shall|wird|werden|sera|seront|sarà|saranno|será\w*|serão|će|ће|будет|будут|ще|θα|va|vor|vai|vão"
    r"|fog"
    r"|fogja|سوف|expected to|planned to|is to|are to|to be"
)
PAPER: Final = (
    r"agreement|contract|memorand|\bmous?\b|\bdeals?\b|protocol|declaration|document|treaty|treaties|accord"
    r"|letter"
    r"|statement|\bpacts?\b|charter|roadmap|road map|convention|term sheet|heads of|\bpapers?\b|abkommen"
    r"|vertr[aä]g"
    r"|erklärung|vereinbarung|contrat|déclaration|protocole|lettre d'|intesa|dichiarazione|lettera d|acuerdo"
    r"|convenio|carta de|acordo|memorando|sporazum|ugovor|pismo o|deklarac|споразум|уговор|меморандум"
    r"|соглашен"
    r"|контракт|договор|протокол|деклараци|декларац|συμφων|μνημόνι|σύμβαση|σύμβασ|anlaşma|sözleşme|mutabakat"
    r"|niyet mektub|saziş|müqavil|bəyannam|declarați|szerződés|megállapod|szándéknyilatk|egyetértési|اتفاق"
    r"|عقد|مذكرة"
    r"|umow|dohod|smlouv|amendment|\bannex|understanding|πρωτόκολλ|jegyzőkönyv|zaptı|بروتوكول|إعلان"
)
"""Words for what is signed; beginnings, so that endings may differ."""

PAPERS: Final = re.compile(grouped(PAPER))
DENIED_PAPER: Final = re.compile(
    rf"(?<!\w)(?:{NO})\s+(?:[\w'-]+\s+){{0,4}}?(?:{PAPER})[^,;:.\"”»]*$", re.DOTALL
)
CHEAP: Final = re.compile(
    r"\bn(?:o|ot|one|either|i\w*|essun\w*|ing[uú]n\w*|enhum\w*)\b|\baucun|\bkein|\bни|\bκα|\bhiç|\bheç"
    r"|\bsemm|أي"
)
"""Any denying word; tried first, since most clauses hold none."""
NEGATED: Final = re.compile(rf"(?:\b(?:{NOT})\s+|\bn')(?:[\w'-]+\s+){{0,3}}$")
CLAUSE: Final = re.compile(r"[,;:\"“”„«»]|\b(?:that|dass|que|che|da|что|че|ότι|că|ki)\b")


def denied_paper(low: str, start: int, place: int) -> bool:
    """Say whether the paper that a verb speaks of is denied before it ("no contract … has been signed").

    Examples
    --------
    >>> denied_paper("no contract between a and b has been signed", 0, 37)
    True
    >>> denied_paper("the contract has been signed", 0, 22)
    False
    """
    lead = low[start:place]
    return CHEAP.search(lead) is not None and DENIED_PAPER.search(lead) is not None


def negated(lead: str) -> bool:
    """Say whether the words right before a verb deny it, up to three words between.

    Examples
    --------
    >>> negated("they have not yet "), negated("un accord n'a pas été "), negated("they have ")
    (True, True, False)
    """
    return NEGATED.search(lead) is not None
