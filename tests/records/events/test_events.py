"""Made-up sentences: which events are read, with whom, when and where, and which words are no event."""

from __future__ import annotations

import pytest
from tests.records.cast import STAGE

MEETING = "On 13 May 2024 Minister Lind met with Minister Haddad in Oran. "


def events(text, language="en"):
    return STAGE.read(text, language=language).events


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("On 13 May 2024 Minister Lind met with Minister Haddad in Oran.", "meeting"),
        ("Minister Lind paid an official visit to Algeria.", "visit"),
        ("Minister Lind held a phone call with Minister Haddad.", "call"),
        ("Minister Lind spoke at the energy forum in Bergen.", "conference"),
        ("Sonatrach and Eni signed a contract.", "signing"),
        ("The ministers held a press conference in Oran.", "press_briefing"),
        ("The Krk terminal was inaugurated.", "inauguration"),
        ("Construction of the EastMed pipeline began.", "construction_start"),
        ("First gas flowed through the IGB.", "supply_start"),
        ("Gas supplies through Medgaz were halted.", "interruption"),
        ("Gas supplies through Medgaz resumed.", "resumption"),
        ("The partners took the final investment decision on Leviathan.", "decision"),
        ("Minister Lind planted a tree in Oran.", "protocol"),
        ("Norway and Algeria launched a joint initiative.", "launch of initiative"),
    ],
)
def test_each_type_has_its_words(text, kind):
    assert [row.type for row in events(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Minister Lind did not sign the contract with Sonatrach.",
        "Norway and Algeria hope to sign an agreement on gas.",
        "Mutual high-level visits are important.",
        "Gas supplies met the demand of Italy.",
        "Sonatrach denied that it had halted gas supplies through Medgaz.",
        "The sides may resume gas supplies.",
        "Minister Haddad received the report.",
        "Talks with SOCAR on the price of gas are under way.",
    ],
)
def test_words_that_are_no_event(text):
    assert events(text) == ()


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("de", "Minister Lind traf Minister Haddad.", "meeting"),
        ("fr", "Sonatrach et Eni ont signé un contrat.", "signing"),
        ("it", "Minister Lind ha incontrato Minister Haddad.", "meeting"),
        ("es", "Sonatrach y Eni firmaron un acuerdo.", "signing"),
        ("sr", "Srbija i Bugarska potpisale su sporazum.", "signing"),
        ("ru", "Поставки газа приостановлены.", "interruption"),
        ("bg", "DEPA и SOCAR подписаха договор.", "signing"),
        ("el", "Η DEPA και η SOCAR υπέγραψαν συμφωνία.", "signing"),
        ("tr", "SOCAR ve DEPA anlaşma imzaladı.", "signing"),
        ("az", "SOCAR və DEPA müqavilə imzalayıb.", "signing"),
        ("ro", "SOCAR și DEPA au semnat un contract.", "signing"),
    ],
)
def test_other_languages_have_theirs(language, text, kind):
    assert [row.type for row in events(text, language)] == [kind]


def test_mentions_of_one_meeting_are_one_event():
    text = MEETING + "A wide meeting was held between Minister Lind and Minister Haddad with delegations."
    (meeting,) = events(text)
    assert len(meeting.anchors) == 2
    assert {p.ref for p in meeting.participants} == {"p-lind", "p-haddad", "NO-DEL", "DZ-DEL"}


def test_what_follows_a_meeting_takes_its_day_and_town():
    rows = events(MEETING + "Later, Norway and Algeria signed an agreement.")
    signing = next(row for row in rows if row.type == "signing")
    assert (str(signing.when.day), signing.when.basis, signing.place) == (
        "2024-05-13",
        "inferred (later)",
        "pl-oran",
    )
    assert signing.place_basis


def test_an_earlier_signing_stays_apart():
    text = (
        MEETING
        + "Sonatrach and Eni signed a contract on 3 March 2023. "
        + "A memorandum was signed between Norway and Algeria."
    )
    rows = [row for row in events(text) if row.type == "signing"]
    assert [str(row.when.day) for row in rows] == ["2023-03-03", "2024-05-13"]


def test_ceremony_completion_operation_and_gas_are_four_events():
    text = (
        "Construction of the IGB was completed on 1 March 2024. The IGB was inaugurated on 1 April 2024. "
        "The IGB began commercial operation on 1 May 2024. First gas flowed through the IGB on 10 May 2024."
    )
    rows = [(row.type, row.subtype, str(row.when.day)) for row in events(text)]
    assert rows == [
        ("inauguration", "technical completion", "2024-03-01"),
        ("inauguration", "", "2024-04-01"),
        ("supply_start", "commercial operation", "2024-05-01"),
        ("supply_start", "", "2024-05-10"),
    ]


def test_what_is_to_come_is_marked():
    (row,) = events("Minister Lind will visit Algeria on 2 June 2024.")
    assert row.planned
    assert str(row.when.day) == "2024-06-02"


def test_the_commemorated_and_the_outlet_take_no_part():
    from tests.records.cast import NAMES
    from tests.records.stage import Name, Stage

    stage = Stage([*NAMES, Name("Old Hero", "persons", "p-hero", present=False)])
    text = "In honour of Old Hero, Minister Lind laid a wreath in Oran, Gazette reports."
    (row,) = stage.read(text, outlet="Gazette").events
    assert [p.ref for p in row.participants] == ["p-lind"]


def test_a_month_called_may_is_no_doubt():
    assert events("On 13 May 2024 Minister Lind met with Minister Haddad.")
