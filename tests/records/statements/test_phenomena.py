"""Made-up sentences, one phenomenon each: what is read from them field by field.

The codes are those of the reference on hard phenomena: AT attribution, SU missing subject, CO condition,
BN binding, NG denial, FU ceremony and tense, CN running count, ST background, MU several papers, AN unnamed.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.records.cast import OUTLET, STAGE

Row = dict[str, Any]
Case = tuple[str, str, list[Row]]
LEAD = "On 13 May 2024 Minister Lind met with Minister Haddad in Oran. "
BOTH = {"NO", "DZ"}

ATTRIBUTION: list[Case] = [
    (
        "AT",
        "Minister Lind said that Baltic Pipe is operating at full capacity.",
        [{"by": {"p-lind"}, "act": "stated", "about": ("BALTIC-PIPE",), "polarity": "+", "certainty": "CT"}],
    ),
    (
        "AT",
        "Baltic Pipe is ready to take more gas, Minister Lind said.",
        [{"by": {"p-lind"}, "act": "stated", "about": ("BALTIC-PIPE",)}],
    ),
    (
        "AT",
        '"Gas will flow through Medgaz next winter," said Minister Haddad.',
        [{"by": {"p-haddad"}, "act": "stated", "content": "planned", "about": ("MEDGAZ",)}],
    ),
    (
        "AT",
        "According to Minister Haddad, the Medgaz pipeline exported more gas than ever.",
        [{"by": {"p-haddad"}, "act": "stated", "level": 9}],
    ),
    (
        "AT",
        "The energy ministry, quoted by Reuters, said that Minister Haddad had told lawmakers that TransMed "
        "may be expanded.",
        [
            {
                "by": {"p-haddad"},
                "act": "stated",
                "content": "possible",
                "certainty": "PS",
                "chain": ("p-haddad", "DZ-MOE", "REUTERS", "Gazette"),
            }
        ],
    ),
    (
        "AT",
        "Sonatrach announced that supplies to Italy through TransMed had reached 24 bcm, Reuters reported.",
        [{"by": {"SONATRACH"}, "act": "announced", "level": 9, "chain": ("SONATRACH", "REUTERS", "Gazette")}],
    ),
    (
        "AT",
        "Minister Petrova noted the importance of the IGB and stressed the need to expand it.",
        [
            {"by": {"p-petrova"}, "act": "noted", "about": ("IGB",)},
            {"by": {"p-petrova"}, "act": "emphasised", "content": "desired", "level": 1},
        ],
    ),
    (
        "AT",
        "Minister Lind welcomed the start of talks, adding that Equinor could deliver 2 bcm more.",
        [
            {"by": {"p-lind"}, "act": "welcomed"},
            {"by": {"p-lind"}, "act": "stated", "content": "possible", "level": 1, "quantities": 1},
        ],
    ),
    (
        "AT",
        "Minister Lind thanked Minister Haddad for the gas. He invited Sonatrach to a forum in Bergen.",
        [
            {"by": {"p-lind"}, "act": "thanked", "addressee": ("p-haddad",)},
            {"by": {"p-lind"}, "act": "invited", "addressee": ("SONATRACH",), "level": 1},
        ],
    ),
    (
        "AT",
        "Cairo said it would import gas from Leviathan.",
        [{"by": {"EG"}, "act": "stated", "about": ("LEVIATHAN",)}],
    ),
]
MISSING: list[Case] = [
    (
        "SU",
        LEAD + "It was noted that the TransMed pipeline has a special role.",
        [{"by": BOTH, "act": "noted", "collective": True, "about": ("TRANSMED",)}],
    ),
    (
        "SU",
        LEAD + "The sides stressed the importance of energy ties.",
        [{"by": BOTH, "act": "emphasised", "collective": True, "content": "desired", "level": 1}],
    ),
    (
        "SU",
        LEAD + "Prospects of gas transport through Medgaz were discussed.",
        [{"by": BOTH, "act": "discussed", "collective": True, "about": ("MEDGAZ",)}],
    ),
    (
        "SU",
        LEAD + "The ministers agreed to set up a working group on Medgaz.",
        [{"by": {"p-lind", "p-haddad"}, "act": "agreed", "level": 2, "about": ("MEDGAZ",)}],
    ),
    (
        "SU",
        LEAD + "Sonatrach was invited to take part in the Baltic Pipe tender.",
        [{"by": {"NO"}, "act": "invited", "addressee": ("SONATRACH",), "level": 1}],
    ),
    (
        "SU",
        LEAD + "Other issues of mutual interest were also discussed.",
        [{"by": BOTH, "act": "discussed", "content": "unspecified", "level": 0}],
    ),
]
CONDITIONAL: list[Case] = [
    (
        "CO",
        "Minister Petrova said that if there is demand, the IGB could be expanded to 5 bcm.",
        [{"content": "conditional", "certainty": "PS", "level": 1, "condition": "if there is demand"}],
    ),
    (
        "CO",
        "Bulgargaz may buy a further 1 bcm of gas under an option, Minister Petrova said.",
        [{"content": "option", "certainty": "PS", "level": 4}],
    ),
    (
        "CO",
        "Morocco is studying a link to the Trans-Saharan pipeline.",
        [{"act": "reported", "by": set(), "content": "possible", "level": 1, "certainty": "PS"}],
    ),
    (
        "CO",
        "Minister Haddad noted the need to explore a second TransMed line.",
        [{"act": "noted", "content": "possible", "level": 1}],
    ),
    (
        "CO",
        "Eni is negotiating with Sonatrach on extra gas through TransMed.",
        [{"content": "negotiating", "level": 1}],
    ),
    (
        "CO",
        "The EastMed pipeline is expected to carry 10 bcm of gas a year.",
        [{"act": "forecast", "content": "forecast", "certainty": "PR", "level": 1}],
    ),
    (
        "CO",
        "Provided that financing is found, construction of TAPI will begin in 2026, Minister Haddad said.",
        [{"content": "conditional", "level": 1}],
    ),
]
BINDING: list[Case] = [
    (
        "BN",
        "Sonatrach and Eni signed a contract for the supply of 3 bcm of gas a year through TransMed.",
        [{"by": {"SONATRACH", "ENI"}, "act": "signed", "level": 5, "about": ("TRANSMED",), "quantities": 1}],
    ),
    (
        "BN",
        "NNPC and ONHYM signed a memorandum of understanding on the Trans-Saharan pipeline.",
        [{"by": {"NNPC", "ONHYM"}, "act": "signed", "level": 3}],
    ),
    (
        "BN",
        "SOCAR and DEPA signed a framework agreement on gas deliveries.",
        [{"by": {"SOCAR", "DEPA"}, "act": "signed", "level": 4}],
    ),
    ("BN", "QatarEnergy signed a letter of intent on LNG with Eni.", [{"act": "signed", "level": 4}]),
    (
        "BN",
        "Bulgargaz booked capacity in the Krk terminal.",
        [{"act": "signed", "level": 5, "about": ("KRK",)}],
    ),
    ("BN", "The partners took the final investment decision on the Leviathan expansion.", [{"level": 6}]),
]
NEGATION: list[Case] = [
    (
        "NG",
        "Sonatrach denied that it had halted supplies through Medgaz.",
        [{"by": {"SONATRACH"}, "act": "denied", "polarity": "−", "content": "interrupted"}],
    ),
    (
        "NG",
        "SOCAR cannot deliver more gas through the IGB, Minister Petrova said.",
        [{"content": "refused", "polarity": "−", "level": -3}],
    ),
    (
        "NG",
        "Algeria refused to extend the contract for the Medgaz pipeline.",
        [{"act": "refused", "polarity": "−", "level": -3}],
    ),
    (
        "NG",
        "Minister Lind said that gas flows through Baltic Pipe were not interrupted.",
        [{"content": "interrupted", "polarity": "−", "level": 9}],
    ),
    (
        "NG",
        "No final agreement on EastMed has been reached, Minister Haddad said.",
        [{"polarity": "−", "content": "not happening"}],
    ),
    (
        "NG",
        "Reuters retracted its report on the closure of Medgaz.",
        [{"act": "retracted", "polarity": "−", "level": -3}],
    ),
    (
        "NG",
        "Sonatrach declined to comment on TransMed flows.",
        [{"act": "declined to comment", "content": "unspecified", "level": 0}],
    ),
    (
        "NG",
        "The TAPI project was postponed, Minister Haddad said.",
        [{"level": -1, "polarity": "−", "about": ("TAPI",)}],
    ),
    (
        "NG",
        "Gas supplies through Medgaz were interrupted on 12 May 2024, Sonatrach said.",
        [{"by": {"SONATRACH"}, "content": "interrupted", "level": -2, "polarity": "+"}],
    ),
    (
        "NG",
        "Egypt cancelled the tender for the Leviathan gas.",
        [{"content": "cancelled", "level": -3, "polarity": "−"}],
    ),
]
FUTURE: list[Case] = [
    (
        "FU",
        "The Krk terminal was inaugurated on 12 May 2024.",
        [{"act": "inaugurated", "content": "completed", "level": 8, "about": ("KRK",)}],
    ),
    (
        "FU",
        "Construction of the EastMed pipeline began in 2024.",
        [{"act": "started", "level": 7, "about": ("EASTMED",)}],
    ),
    (
        "FU",
        "Gas supplies to Bulgaria through the IGB started on 1 May 2024.",
        [{"act": "started", "level": 9, "about": ("IGB",)}],
    ),
    (
        "FU",
        "The TAPI pipeline will be completed in 2027.",
        [{"act": "reported", "content": "planned", "level": 1}],
    ),
    ("FU", "The IBS pipeline is under construction.", [{"content": "ongoing", "level": 7}]),
    ("FU", "Baltic Pipe has been built and is in operation.", [{"content": "completed", "level": 8}]),
]
COUNT_AND_BACKGROUND: list[Case] = [
    (
        "CN",
        "Serbia has become the eighth country to receive gas from Azerbaijan, Minister Petrova said.",
        [{"by": {"p-petrova"}, "act": "stated", "polarity": "+"}],
    ),
    (
        "ST",
        "The IGB has a capacity of 3 bcm a year.",
        [{"act": "reported", "content": "existing", "by": set()}],
    ),
]
UNNAMED: list[Case] = [
    (
        "AN",
        "A source told the paper that Medgaz would be shut. Two officials said that TransMed would be shut.",
        [{"by": {"anonymous-1"}}, {"by": {"anonymous-2"}}],
    ),
]
LANGUAGES: list[tuple[str, str, Row]] = [
    ("de", "Minister Lind betonte die Bedeutung der Baltic Pipe.", {"act": "emphasised", "by": {"p-lind"}}),
    ("de", "Sonatrach und Eni unterzeichneten ein Memorandum über TransMed.", {"act": "signed", "level": 3}),
    (
        "fr",
        "Minister Haddad a annoncé que le gazoduc Medgaz pourrait être prolongé.",
        {"act": "announced", "content": "possible", "level": 1},
    ),
    (
        "fr",
        "Sonatrach a démenti avoir suspendu les livraisons de gaz par Medgaz.",
        {"act": "denied", "polarity": "−"},
    ),
    (
        "it",
        "Eni e Sonatrach hanno firmato un contratto per la fornitura di gas attraverso TransMed.",
        {"act": "signed", "level": 5, "by": {"ENI", "SONATRACH"}},
    ),
    (
        "it",
        "Minister Haddad ha sottolineato la necessità di studiare una seconda linea del TransMed.",
        {"act": "emphasised", "content": "possible", "level": 1},
    ),
    (
        "es",
        "Minister Haddad anunció que Medgaz será ampliado en 2027.",
        {"act": "announced", "content": "planned"},
    ),
    (
        "sr",
        "Ministar Lukić je izjavila da će gas preko IBS poteći u 2025.",
        {"act": "stated", "by": {"p-lukic"}},
    ),
    (
        "sr",
        "Ministar Lukić je istakla značaj IBS za snabdevanje gasom.",
        {"act": "emphasised", "content": "desired"},
    ),
    (
        "ru",
        "Министр Волков заявил, что строительство TAPI продолжается.",
        {"act": "stated", "by": {"p-volkov"}, "level": 7},
    ),
    ("bg", "Minister Petrova заяви, че IGB може да бъде разширен.", {"act": "stated", "content": "possible"}),
    ("el", "Η DEPA ανακοίνωσε ότι υπέγραψε συμφωνία για τον IGB.", {"act": "announced", "by": {"DEPA"}}),
    ("tr", "Minister Lind Baltic Pipe hattının önemini vurguladı.", {"act": "emphasised", "by": {"p-lind"}}),
    ("az", "SOCAR IGB üzrə müqavilə imzalayıb.", {"act": "signed", "by": {"SOCAR"}, "level": 5}),
    (
        "ro",
        "Minister Petrova a declarat că IGB ar putea fi extins.",
        {"act": "stated", "content": "possible"},
    ),
]
ALL = [*ATTRIBUTION, *MISSING, *CONDITIONAL, *BINDING, *NEGATION, *FUTURE, *COUNT_AND_BACKGROUND, *UNNAMED]


def fields(row: Any, wanted: Row) -> Row:
    """Return of a statement what a case asks for."""
    seen = {name: getattr(row, name) for name in wanted if hasattr(row, name)}
    if "by" in wanted:
        seen["by"] = set(row.by)
    if "chain" in wanted:
        seen["chain"] = tuple(link.ref for link in row.chain)
    if "quantities" in wanted:
        seen["quantities"] = len(row.quantities)
    return seen


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case[0]}: {case[1][-60:]}")
def test_a_sentence_is_read_as_its_phenomenon_asks(case):
    _, text, wanted = case
    rows = STAGE.read(text, outlet=OUTLET).statements
    assert [fields(row, want) for row, want in zip(rows, wanted, strict=False)] == wanted
    assert len(rows) == len(wanted)


@pytest.mark.parametrize(("language", "text", "wanted"), LANGUAGES, ids=lambda value: str(value)[:30])
def test_other_languages_are_read_by_their_own_verbs(language, text, wanted):
    rows = STAGE.read(text, language=language, outlet=OUTLET).statements
    assert len(rows) >= 1
    assert fields(rows[0], wanted) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Gazette reports.",
        "On 13 May 2024 Minister Lind met with Minister Haddad in Oran, Reuters reports.",
        "Trees were planted in Bergen.",
        "The delegation visited a museum in Oran.",
    ],
)
def test_plain_events_are_no_statements(text):
    assert STAGE.read(text, outlet=OUTLET).statements == ()


def test_what_is_recalled_is_stale():
    rows = STAGE.read("The IGB has a capacity of 3 bcm a year.", outlet=OUTLET, background=(1,)).statements
    assert [row.stale for row in rows] == [True]


def test_a_wish_never_reaches_paper():
    rows = STAGE.read(
        "Minister Lind expressed interest in a possible contract for gas through Medgaz."
    ).statements
    assert all(row.level < 3 for row in rows)


def test_a_denial_names_what_it_contradicts():
    text = "Minister Lind said that Medgaz will carry gas. Sonatrach denied that Medgaz will carry gas."
    rows = STAGE.read(text).statements
    assert rows[-1].contradicts == rows[-2].id


def test_the_gist_copies_no_sentence():
    text = "Minister Lind said that Baltic Pipe is operating at full capacity."
    row = STAGE.read(text).statements[0]
    assert row.gist
    assert row.gist.lower() not in text.lower()
