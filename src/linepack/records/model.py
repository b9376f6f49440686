"""What a document says, as frozen values: every fact carries its span and the rule that found it.

The path of one document::

    bytes ──read_document──▶ Document ──extract──▶ Extraction ──▶ store, review, exports

Positions are characters of ``Document.text``, the text as received: nothing is stripped, so that a stored
span can be checked against the words it names at any time. Sentences are numbered from 1 in order of the
text, noise included; so are paragraphs.

Identifiers inside an extraction are ids of gazetteer entries (``SGC``, ``AZ-MFA``, ``RS``) or, for what no
gazetteer knows, ids given in order of appearance (``p1`` for persons, ``pl-alat`` for places).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime  # noqa: TC003 - the codec reads these types from the annotations
from functools import cached_property


@dataclass(frozen=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of the document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Say whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a line of noise that stands for one.

    Attributes
    ----------
    number, paragraph
        Counted from 1 in order of the text.
    span
        Its characters in the document.
    text
        Its words with line breaks and runs of blanks turned into one blank each: same length is not kept.
    noise
        Whether nothing in it belongs to the report.
    background
        Whether it recalls earlier matters ("To recall", "Earlier", a section label) instead of news.
    """

    number: int
    paragraph: int
    span: Span
    text: str
    noise: bool = False
    background: bool = False


@dataclass(frozen=True)
class Noise:
    """A piece of the page that is not the report; kept, with its kind.

    Attributes
    ----------
    kind
        scrape_date, publication_time, byline, link_label, separator, follow_footer, share_label,
        photo_credit, agency_tag, section_label, unrelated_story, cookie_banner, page_control,
        duplicate_text, truncated_end.
    sentence
        Number of the sentence it lies in.
    rule
        Name of the rule that found it.
    """

    span: Span
    sentence: int
    kind: str
    rule: str


@dataclass(frozen=True)
class Moment:
    """A date or a time as printed, with how exactly it is known.

    Attributes
    ----------
    day
        First day it may mean.
    time
        Time of day with its zone where printed.
    precision
        time, day, month, quarter, season, year.
    basis
        explicit, header, inferred (and from what).
    span
        Its words; None where it was inferred.
    """

    day: date
    precision: str
    basis: str
    time: datetime | None = None
    span: Span | None = None


@dataclass(frozen=True)
class Document:
    """A text as received, cut into sentences, with what stands at its head.

    Attributes
    ----------
    text
        The text as received: of HTML, mail and PDF the text layer, boilerplate included.
    name
        File name or other handle.
    kind
        text, html, email, pdf.
    digest
        SHA-256 of the bytes as received, hexadecimal.
    language
        ISO 639-1, or empty where none is sure.
    published
        When it was published, None where the text does not say.
    title, byline, outlet, url
        Empty where the text does not say.
    sentences, noise
        In order of the text.
    findings
        What the reader should know: truncated end, unknown language, replaced characters.
    """

    text: str
    name: str
    kind: str
    digest: str
    language: str
    published: Moment | None
    sentences: tuple[Sentence, ...]
    noise: tuple[Noise, ...]
    title: str = ""
    byline: str = ""
    outlet: str = ""
    url: str = ""
    findings: tuple[str, ...] = ()

    def sentence_at(self, position: int) -> Sentence:
        """Return the sentence that a character lies in, or the last one before it."""
        before = [sentence for sentence in self.sentences if sentence.span.start <= position]
        return before[-1] if before else self.sentences[0]

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences that are not noise."""
        return tuple(sentence for sentence in self.sentences if not sentence.noise)


@dataclass(frozen=True)
class Anchor:
    """Where a fact stands: sentence, span, and the rule that read it."""

    sentence: int
    span: Span
    rule: str


@dataclass(frozen=True)
class Mention:
    """A name in the text, resolved to an entity.

    Attributes
    ----------
    group
        persons, orgs, places, assets, countries (a state by name, adjective or capital as speaker).
    ref
        Id of the entity; for countries ISO 3166 alpha-2.
    role
        How it is used: name, adjective, capital, title, pronoun; empty where plain.
    """

    anchor: Anchor
    group: str
    ref: str
    form: str
    role: str = ""


@dataclass(frozen=True)
class Post:
    """An office that a person is given in the text."""

    title: str
    org: str
    country: str
    anchor: Anchor
    country_basis: str = ""


@dataclass(frozen=True)
class Entity:
    """A person, organisation, place or asset with all forms found.

    Attributes
    ----------
    group
        persons, orgs, places, assets.
    id, name
        Id within the extraction and the canonical name.
    kind
        city, country, region, park, ministry, government, company, media, pipeline, corridor,
        class of pipelines …
    country
        ISO 3166 alpha-2, empty where none.
    names
        Forms found in the text, in order, each once.
    posts
        Of persons.
    candidates
        Where the text names a class: ids that may be meant, never more than candidates.
    present
        Whether it takes part in what is reported; False for namesakes, commemorated and quoted-only ones.
    basis
        Why it is here where the text has no form of it.
    """

    group: str
    id: str
    name: str
    kind: str
    anchor: Anchor
    country: str = ""
    names: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    candidates: tuple[str, ...] = ()
    present: bool = True
    basis: str = ""


@dataclass(frozen=True)
class NameVariants:
    """Different spellings in one text that were judged one name; the judgement can be undone."""

    canonical: str
    variants: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class TimeExpression:
    """A date or period in the text.

    Attributes
    ----------
    words
        As printed.
    first, last
        First and last day meant, inclusive; None for an open end or where nothing resolves it.
    precision
        day, week, month, quarter, season, half, year, gas_year, period.
    basis
        explicit, publication time, inclusive by default, unresolved (why).
    distributive
        Whether "each", "every", "a year" makes it apply year by year.
    """

    anchor: Anchor
    words: str
    first: date | None
    last: date | None
    precision: str
    basis: str
    distributive: bool = False


@dataclass(frozen=True)
class Flow:
    """From, to and via of a gas quantity; ISO codes or ids, empty where not said."""

    origin: str = ""
    destination: tuple[str, ...] = ()
    via: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quantity:
    """A figure of the text; fields and values as in docs/reference/annotation.md.

    Attributes
    ----------
    value, value_max
        As printed, decimal; ``value_max`` of a range.
    unit
        bcm, mcm, tcf, TWh, GWh, PJ, MMscfd, t, km, MW, EUR, USD, percent, multiple, ordinal, year, month,
        day, hour, count.
    per
        year, day, total, or empty where not said.
    bound
        exact, upper, lower, approx, range.
    kind
        supply, capacity, capacity increment, consumption, production, storage, share of consumption, relative
        growth, length, cost, grant, value, power, duration, count of buyer countries; empty: not a gas or
        project figure ("44-day war"): it goes to ``Extraction.other_numbers``.
    status
        contracted, option, conditional, planned, expected, target, possible, capacity, actual,
        interrupted, denied, stated.
    flow, asset, part, period
        What it belongs to.
    canonical, canonical_unit
        Plain conversion to bcm_per_year, mcm_per_day or bcm_total; None where there is none.
    same_as, duplicate_of
        Id of a quantity of the same document that is the same figure in another unit, or the same fact.
    role
        from / to of a change, empty else.
    flag
        unit_error, cut_off, magnitude … ; empty else.
    base
        Of a relative amount: what it is relative to.
    """

    id: str
    anchor: Anchor
    value: float
    unit: str
    printed: str
    value_max: float | None = None
    per: str = ""
    per_basis: str = ""
    bound: str = "exact"
    kind: str = ""
    status: str = "stated"
    flow: Flow = field(default_factory=Flow)
    asset: str = ""
    part: str = ""
    period: TimeExpression | None = None
    canonical: float | None = None
    canonical_unit: str = ""
    same_as: str = ""
    duplicate_of: str = ""
    role: str = ""
    flag: str = ""
    base: str = ""
    cross_check: str = ""


@dataclass(frozen=True)
class Participant:
    """Who takes part in an event, as what."""

    ref: str
    role: str
    basis: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened or is to happen.

    Attributes
    ----------
    type
        visit, meeting, call, conference, signing, press_briefing, inauguration, construction_start,
        supply_start, interruption, resumption, decision, protocol, launch of initiative.
    when
        Its date; None where unknown.
    place
        Id of the place, empty where unknown.
    agreement
        Id of the commitment that a signing made.
    planned
        Whether it is still to happen.
    about
        Ids of assets that it concerns.
    """

    id: str
    type: str
    anchors: tuple[Anchor, ...]
    subtype: str = ""
    when: Moment | None = None
    place: str = ""
    place_basis: str = ""
    participants: tuple[Participant, ...] = ()
    occasion: str = ""
    agreement: str = ""
    planned: bool = False
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """One link of an attribution chain, innermost first: who, and how sure."""

    ref: str
    kind: str
    words: str


@dataclass(frozen=True)
class Statement:
    """What somebody said about the world; axes as in docs/reference/annotation.md.

    Attributes
    ----------
    by
        Ids of the innermost speakers (persons, orgs or ISO codes).
    chain
        From the innermost speaker out to the outlet.
    act, content, polarity, certainty, level
        How it was said, what is claimed, + or −, CT/PR/PS/U, −3 … 9.
    about, quantities
        Ids of assets and places; ids of quantities.
    condition
        Words of a condition, empty else.
    asserted, effective
        When it was said; when the content holds.
    gist
        The content in words assembled by rule from the fields, never a copied sentence.
    stale
        Background repeated from earlier.
    """

    id: str
    anchor: Anchor
    by: tuple[str, ...]
    act: str
    content: str
    polarity: str = "+"
    certainty: str = "CT"
    level: int = 0
    collective: bool = False
    by_basis: str = ""
    addressee: tuple[str, ...] = ()
    chain: tuple[Link, ...] = ()
    about: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    flow: Flow = field(default_factory=Flow)
    quantities: tuple[str, ...] = ()
    condition: str = ""
    asserted: Moment | None = None
    effective: TimeExpression | None = None
    gist: str = ""
    presupposes: str = ""
    commitment: str = ""
    duplicate_of: str = ""
    supersedes: str = ""
    contradicts: str = ""
    stale: bool = False
    rules: tuple[tuple[str, str], ...] = ()
    """Field and name of the rule that filled it."""


@dataclass(frozen=True)
class Commitment:
    """What parties bind themselves to, derived from statements and events.

    Attributes
    ----------
    kind
        consultation, exploration, memorandum, declaration, intergovernmental agreement, supply contract,
        framework, option, capacity booking, investment decision, invitation, intention, grant, loan, …
    parties
        Ids or ISO codes.
    subject
        Short words assembled by rule; empty where the text does not say.
    status, level
        As in docs/reference/annotation.md.
    """

    id: str
    kind: str
    parties: tuple[str, ...]
    status: str
    level: int
    anchor: Anchor
    subject: str = ""
    signed: Moment | None = None
    signed_basis: str = ""
    volumes: tuple[str, ...] = ()
    binding: bool | None = None
    binding_basis: str = ""
    condition: str = ""
    assets: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True)
class ProjectStatus:
    """The status of an asset that the text vouches for.

    ``status`` is one of proposed, FID or equivalent, construction, operating, idle, mothballed, shelved,
    cancelled, retired.
    """

    asset: str
    status: str
    as_of: Moment | None
    anchor: Anchor
    expected: TimeExpression | None = None
    basis: str = ""


@dataclass(frozen=True)
class Doubt:
    """Something a person must decide: the rules abstained or a check failed.

    Attributes
    ----------
    about
        Id of the row in question, empty for the document.
    finding, remedy
        What was found and what can be done.
    rule
        The check that raised it.
    """

    about: str
    finding: str
    remedy: str
    rule: str
    anchor: Anchor | None = None


@dataclass(frozen=True)
class Extraction:
    """Everything that the rules read from one document."""

    document: Document
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    variants: tuple[NameVariants, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    other_numbers: tuple[Quantity, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    projects: tuple[ProjectStatus, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def with_rows(self, **rows: object) -> Extraction:
        """Return a copy with some groups of rows replaced."""
        return replace(self, **rows)  # type: ignore[arg-type]

    def mentions_in(self, sentence: int, group: str = "") -> tuple[Mention, ...]:
        """Return the mentions of a sentence, of one group where named, in order."""
        here = self._mentions_by_sentence.get(sentence, ())
        return tuple(mention for mention in here if group in ("", mention.group))

    @cached_property
    def _mentions_by_sentence(self) -> dict[int, list[Mention]]:
        rows: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            rows.setdefault(mention.anchor.sentence, []).append(mention)
        return rows
