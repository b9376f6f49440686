"""Subjects that are no name: pronouns, offices, "the company", "the Serbian side", people without a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.records.scene import unique

if TYPE_CHECKING:
    from linepack.records.model import Mention
    from linepack.records.scene import Line, Scene

SIDES: Final = re.compile(
    r"\b(?:(?:the|both|two|three)\s+)*(?:sides|parties|two countries|three countries|both countries|countries"
    r"|both|they|interlocutors"
    r"|(?:the|both)\s+(?:officials|diplomats)|delegations|presidents|leaders|ministers|meeting|talks"
    r"|counterparts|governments|agenda|seiten|beide"
    r"|parteien|les deux"
    r"|parties|le parti|las partes|as partes|ambos|strane|sagovornici|стране|саговорници|стороны|собеседники"
    r"|страните"
    r"|двете страни|felek|الطرفان|الجانبان"
    r"|οι δύο|πλευρές|taraflar|tərəflər|părțile|cele două)\b"
)
PEOPLE_TOGETHER: Final = re.compile(
    r"\b(?:ministers|presidents|leaders|prime ministers|ambassadors|министры|ministri|министри)\b"
)
HE: Final = re.compile(
    r"\b(?:he|she|er|sie|il|elle|egli|él|ella|ele|ela|он|она|той|тя|o|el|ea|αυτός|αυτή|him|lui|seinen|ihren"
    r"|ego|его|её|ее|njegovim|njenim|његовим|њеним|неговите|нейните|هو|هي)\b|-t-il\b|-t-elle\b"
    r"|^\s*(?:according to|in)\s+(?:her|his)\b|\bof (?:her|his)\b"
)
PRONOUN: Final = re.compile(
    r"(?:^|[\s,\"”])(?P<who>he|she|it|they)\s+"
    r"(?:(?:also|then|later|has|had|have|\w+ly|himself|herself)\s+)*$"
)
COUNTERPART: Final = re.compile(
    r"\b(?:his|her|its|their)\s+(?:[\w-]+\s+){0,2}(?:counterpart|colleague|opposite)\b"
)
OFFICES: Final = (
    (
        "minister",
        r"minister(?!s)\w*|ministre|ministro|ministra|министр\w*|ministar\w*|министар\w*|министър\w*|bakan\w*"
        r"|nazir\w*|ministrul\w*|υπουργ\w+|miniszter\w*|الوزير|وزير",
    ),
    (
        "president",
        r"president(?!s)\w*|präsident\w*|président|presidente|президент\w*|predsednik\w*|cumhurbaşkanı",
    ),
    (
        "prime minister",
        r"premier(?!s)\w*|prime minister(?!s)|chancellor|kanzler\w*|премьер\w*|премијер\w*|başbakan\w*",
    ),
    (
        "ambassador",
        r"ambassador|diplomat|botschafter\w*|ambassadeur|embajador|посол\w*|büyükelçi\w*|səfir\w*",
    ),
    (
        "chief|director|head|chair|president|manager",
        r"ceo|chief executive|chief|director|head|chairman|chairwoman|manager|vorstandschef|directeur"
        r"|directrice"
        r"|direttore|директор\w*|direktor\w*|διευθύνων|genel müdür\w*|vezérigazgató\w*|executive",
    ),
    ("commissioner", r"commissioner|kommissar\w*|commissaire|commissario"),
    ("secretary", r"secretary|államtitkár\w*|secretário|secretario"),
    ("spokes", r"spokes\w+|speaker|sprecher\w*|porte-parole|portavoce|portavoz|porta-voz|portparol\w*"),
    ("", r"official|politician|expert|leader|deputy|engineer|analyst"),
)
OFFICE: Final = re.compile("|".join(rf"\b(?P<o{n}>{words})\b" for n, (_, words) in enumerate(OFFICES)))
DETERMINED: Final = re.compile(
    r"\b(?:the|le|la|il|el|der|die|den|o|a|az|ο|η|însuși|l')\s*(?:[\w-]+\s+){0,3}$|^\W*$|^\W*\w+\W+$"
)
LEADERS: Final = re.compile(
    r"minist|president|premier|secretary|director|ceo|chief|head|spokes|ambassador|commissioner|chancellor"
    r"|leader|counterpart|official|diplomat"
)
SIDE: Final = re.compile(
    r"\s+(?:side|party|delegation|authorities|leadership|officials|seite|delegation|partie|parte|strana"
    r"|страна"
    r"|сторона|страната|taraf|tərəf|fél)\b"
)
BEHIND_SIDE: Final = re.compile(r"(?:partie|côté|parte|lado|strana|страна|сторона|страната|جانب|الجانب)\s+$")
BODY: Final = re.compile(
    r"\b(?:the|its|the same|la|le|a|die|das|az?|ο|η|το)\s+(?:[\w-]+\s+){0,3}?(?P<noun>company|commission"
    r"|ministry|operator|firm|group|agency|government|consortium|union|bank|regulator|authority|supplier"
    r"|producer|developer|corporation|concern|giant|major|supermajor|utility|importer|buyer|seller|cabinet"
    r"|unternehmen|konzern|ministerium|versorger|betreiber|compagnie|société|groupe|entreprise|ministère"
    r"|compañía|empresa|ministerio|società|azienda|ministero|gruppo|companhia|petrolífera|ministério|társaság"
    r"|cég|minisztérium|εταιρεία|υπουργείο|όμιλος)\b"
    r"|\b(?P<bare>kompanija|ministarstvo|preduzeće|компанија|министарство|предузеће|компания|министерство"
    r"|компанията|дружеството|министерството|şirket\w*|bakanlık\w*|şirkət\w*|nazirlik\w*|compania|ministerul"
    r"|الشركة|الوزارة)\b"
)
OFFICIAL_BODY: Final = re.compile(
    r"minist|commission|government|cabinet|union|regulator|authority|agency|минист|bakanl|nazirl|υπουργ|وزارة"
)
FIRMS: Final = re.compile(
    r"\b(?:companies|firms|partners|ministries|operators|unternehmen|compañías|società|компании|empresas)\b"
)
ITS: Final = re.compile(
    r"\b(?:its|the (?:company|ministry|operator|group|firm)'s|seine?|ihre?|sa|son|su|suo"
    r"|sua)\s+(?:[\w-]+\s+){0,3}$"
)
PAPER_SAYS: Final = re.compile(
    r"\b(?:statement|document|release|communiqu\w+|report|declaration|message|post|letter|note|article|text"
    r"|memorandum|paper|media|press|news|comuni\w+|erklärung|mitteilung|saopštenj\w*|саопштењ\w*"
    r"|açıklama\w*)\b"
)
PIECE: Final = re.compile(r"[^,;:\"“”„»–—]*$")
DETERMINER: Final = re.compile(
    r"\b(?:an?|one|another|two|three|four|several|some|many|most|other|the|its|their|his|her)\s"
)
AUXILIARIES: Final = re.compile(
    r"\s*(?:\b(?:has|had|have|also|later|then|recently|meanwhile|was|were|is)\s+)*$"
)
TITLED: Final = re.compile(
    r"(?:^|\s)((?:[Tt]he\s+)?[A-ZÀ-ŽА-Я][\w'&-]*(?:\s+(?:(?:of|for|and)\s+)?[A-ZÀ-ŽА-Я][\w'&-]*){1,5})\s*$"
)
ACRONYM: Final = re.compile(r"\s*((?:[Tt]he\s+)?[A-ZÀ-ŽА-Я][\w&-]+)\s*")
CONJUNCTION: Final = re.compile(r"^\s*(?:but|and|while|as|that)\s+")
RELATIVE: Final = re.compile(r"\s+(?:who|which|that|on condition)\b|(?<=source)\s+in\b")
LONGEST: Final = 12
SHORTEST_NAME: Final = 3
PEOPLE: Final = re.compile(
    r"\b(?:officials?|analysts?|engineers?|sources?|diplomats?|experts?|traders?|persons?|people|lenders?"
    r"|bankers?"
    r"|lawyers?|investors?|insiders?|groups|activists|residents|workers|economists?|managers?|executives?"
    r"|politicians?|lawmakers?|deputies|opposition|critics|observers|shippers?|buyers?|suppliers?"
    r"|operators?|shareholders"
    r"|owners?|developers?|consultants?|spokes\w+|companies|firms|unions?|journalists?|researchers?"
    r"|scientists?"
    r"|members?|representatives?|regulators?|neighbours|environmentalists|politicians?|lobby|association"
    r"|director|captain|mayor|governor)\b"
)
NOT_NAMED: Final = ("subject not stated", "continued", "by title only", "unknown name")


@dataclass(frozen=True)
class Speaker:
    """Those who speak, and why it is they."""

    by: tuple[str, ...]
    collective: bool = False
    basis: str = ""
    words: str = ""

    @property
    def by_name(self) -> bool:
        """Say whether a name or a clear group stands for them."""
        return bool(self.by) and self.basis not in NOT_NAMED


@dataclass
class Talk:
    """What was said so far: needed for pronouns, continued reports and quotations.

    Attributes
    ----------
    last
        The last single speaker.
    met
        The persons of the main event.
    anonymous
        How many unnamed sources were heard.
    count
        How many statements were read.
    events
        Numbers of the sentences that tell of a meeting, visit or call.
    bodies, people
        Organisations and persons named so far, by sentence, the latest sentence first.
    firms
        The organisations of the latest sentence that named two or more.
    assets, asset_line
        The assets named last, and the number of that sentence.
    """

    met: tuple[str, ...] = ()
    last: Speaker | None = None
    last_act: str = ""
    last_paragraph: int = 0
    anonymous: int = 0
    assets: tuple[str, ...] = ()
    asset_line: int = -9
    count: int = 0
    events: frozenset[int] = frozenset()
    bodies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()


def same_side(scene: Scene, mention: Mention) -> bool:
    """Say whether an adjective of a state stands for it: "the Serbian side", "la partie algérienne"."""
    start, end = mention.anchor.span.start, mention.anchor.span.end
    return bool(SIDE.match(scene.low, end) or BEHIND_SIDE.search(scene.low, max(0, start - 14), start))


def nameless(scene: Scene, line: Line, talk: Talk, text: str, place: int) -> Speaker | None:
    """Return who is meant by a subject without a name, trying the surest ground first.

    ``text`` is the subject's clause in small letters, ``place`` the verb's first character.
    """
    return (
        by_word(scene, talk, text)
        or by_surname(scene, text)
        or counterpart(line, text)
        or by_office(scene, line, talk, text)
        or of_body(talk, text)
        or by_pronoun(scene, talk, text)
        or by_post(scene, line, talk, text)
        or firms(scene, line, talk, text)
        or body(scene, line, talk, text, place)
    )


def by_word(scene: Scene, talk: Talk, text: str) -> Speaker | None:
    """Return who a pronoun right before the verb means: "it" a body, "he" a person, "they" several."""
    found = PRONOUN.search(text)
    if found is None:
        return None
    if found["who"] == "they":
        return sides(scene, talk, "they") if len(talk.firms) < 2 else Speaker(talk.firms, words="they")
    if found["who"] != "it":
        return by_pronoun(scene, talk, "he")
    last = talk.last.by if talk.last is not None and len(talk.last.by) == 1 else ()
    known = [ref for ref in (*last, *talk.bodies) if ref in talk.bodies]
    return Speaker((known[0],), basis="pronoun, organisation named last") if known else None


def by_surname(scene: Scene, text: str) -> Speaker | None:
    """Return the person whose last name alone stands before the verb."""
    for word in reversed(text.split()[-4:]):
        plain = word.strip(" ,.;:\"'”“»«()")
        ref = scene.surnames.get(plain.removesuffix("'s")) if len(plain) > SHORTEST_NAME else None
        if ref is not None:
            return Speaker((ref,), basis="last name", words=plain)
    return None


def counterpart(line: Line, text: str) -> Speaker | None:
    """Return the state of "his Hungarian counterpart" where the text tells no name."""
    if not COUNTERPART.search(text):
        return None
    state = next((m.ref for m in line.mentions if m.role == "adjective" and m.form.lower() in text), "")
    return Speaker((state,), basis="by title only") if state else None


def by_office(scene: Scene, line: Line, talk: Talk, text: str) -> Speaker | None:
    """Return the person whose state is named with the office ("the Algerian minister")."""
    if not LEADERS.search(text):
        return None
    state = next((m.ref for m in line.mentions if m.role == "adjective" and m.form.lower() in text), "")
    people = [ref for ref in talk.met or unique(talk.people) if scene.country(ref) == state]
    if not state or len(people) != 1:
        return None
    return Speaker((people[0],), basis="office and state")


def person(scene: Scene, ref: str) -> bool:
    """Say whether an id is a person's."""
    entity = scene.entities.get(ref)
    return entity is not None and entity.group == "persons"


def by_pronoun(scene: Scene, talk: Talk, text: str) -> Speaker | None:
    """Return the person that "he" or "she" means: the last speaker, else the one named last."""
    if not HE.search(text):
        return None
    last = talk.last.by if talk.last is not None and not talk.last.collective else ()
    if len(last) == 1 and (person(scene, last[0]) or last[0].startswith("anonymous-")):
        return Speaker(last, basis="pronoun, last speaker")
    return Speaker(talk.people[:1], basis="pronoun, person named last") if talk.people else None


def by_post(scene: Scene, line: Line, talk: Talk, text: str) -> Speaker | None:
    """Return the person of whom the text told the office ("the ambassador"), the latest one first."""
    found = OFFICE.search(text)
    if found is None or not DETERMINED.search(text[: found.start()]):
        return None
    wanted = OFFICES[int(str(found.lastgroup)[1:])][0].split("|")
    last = talk.last.by if talk.last is not None and not talk.last.collective else ()
    known = unique((*(ref for ref in last if person(scene, ref)), *talk.people))
    state = next((m.ref for m in line.mentions if m.role == "adjective" and m.form.lower() in text), "")
    if state:
        known = tuple(ref for ref in known if scene.country(ref) == state)
        last = tuple(ref for ref in last if ref in known)
    for ref in known:
        titles = " ".join(post.title.lower() for post in scene.entities[ref].posts)
        if any(word and word in titles for word in wanted):
            return Speaker((ref,), basis="office, person named before")
    if last and person(scene, last[0]):
        return Speaker(last, basis="pronoun or title, last speaker")
    return None


def firms(scene: Scene, line: Line, talk: Talk, text: str) -> Speaker | None:
    """Return the companies of the sentence where the subject is "the companies"."""
    together = FIRMS.search(text)
    bodies = unique(m.ref for m in line.named(line.start, line.end, "orgs") if not scene.media(m.ref))
    known = bodies if len(bodies) > 1 else talk.firms
    return Speaker(known, words=together.group()) if together and len(known) > 1 else None


def of_body(talk: Talk, text: str) -> Speaker | None:
    """Return the organisation for which an office without a name speaks: "its director said"."""
    found = OFFICE.search(text)
    if found is None or not talk.bodies or not ITS.search(text[: found.start()]):
        return None
    return Speaker((talk.bodies[0],), basis="office of the organisation named last")


def body(scene: Scene, line: Line, talk: Talk, text: str, place: int) -> Speaker | None:
    """Return the organisation that "the company" means: the sentence's first one, else one named before."""
    found = BODY.search(text)
    if found is None:
        return None
    official = bool(OFFICIAL_BODY.search(found.group(found.lastgroup or 0)))
    here = [m.ref for m in line.named(line.start, place, "orgs") if not scene.media(m.ref)]
    last = talk.last.by if talk.last is not None and len(talk.last.by) == 1 else ()
    known = unique((*here, *(ref for ref in last if ref in talk.bodies), *talk.bodies))
    fitting = [
        ref for ref in known if official == (scene.kind(ref) in ("ministry", "government", "institution"))
    ]
    state = next((m.ref for m in line.mentions if m.role == "adjective" and m.form.lower() in text), "")
    at_home = [ref for ref in fitting if state and scene.country(ref) == state]
    chosen = at_home or ([] if state and official else fitting) or list(known[:1] if not state else ())
    return Speaker((chosen[0],), basis="short name, last organisation") if chosen else None


def sides(scene: Scene, talk: Talk, text: str) -> Speaker | None:
    """Return both sides where the subject is "the sides", "the ministers", "they"."""
    together = SIDES.search(text)
    if together is None:
        return None
    if "they" in together.group() and talk.last is not None and len(talk.last.by) > 1:
        return Speaker(talk.last.by, collective=talk.last.collective, words=together.group())
    if PEOPLE_TOGETHER.search(together.group()) and talk.met:
        return Speaker(talk.met, words=together.group())
    return Speaker(scene.parties, collective=True, words=together.group())


def unnamed(scene: Scene, talk: Talk, start: int, end: int) -> Speaker | None:
    """Return somebody without a known name by the words printed: "a port official"."""
    piece = PIECE.search(scene.low, start, end)
    first = piece.start() if piece else start
    last = first + AUXILIARIES.search(scene.low[first:end]).start()  # type: ignore[union-attr]
    group = group_of(scene, first, last)
    words = group or title_of(scene, first, last)
    if not words or len(words.split()) > LONGEST:
        return None
    talk.anonymous += 1
    basis = "unnamed source" if group else "unknown name"
    return Speaker((f"anonymous-{talk.anonymous}",), basis=basis, words=words)


def group_of(scene: Scene, start: int, end: int) -> str:
    """Return the words of a group of people, from its determiner on; empty where none stands there."""
    found = PEOPLE.search(scene.low, start, end)
    if found is None:
        return ""
    determiners = [match.start() for match in DETERMINER.finditer(scene.low, start, found.start())]
    before = scene.low[start : found.start()].split()
    first = determiners[-1] if determiners else found.start() - sum(len(word) + 1 for word in before[-1:])
    words = CONJUNCTION.sub("", scene.text(max(first, start), end))
    return without_article(RELATIVE.split(words)[0])


def title_of(scene: Scene, start: int, end: int) -> str:
    """Return a name in capitals that no list knows, at the end of a stretch."""
    text = scene.text(start, end)
    found = TITLED.search(text) or ACRONYM.fullmatch(text)
    return without_article(found.group(1)) if found else ""


def without_article(words: str) -> str:
    """Return words on one line, without "the"."""
    plain = " ".join(words.split())
    return plain[4:] if plain[:4].lower() == "the " else plain
