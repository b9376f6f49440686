"""Made-up sentences: which commitments and project statuses follow from statements and signings."""

from __future__ import annotations

import pytest
from tests.records.cast import STAGE

MEETING = "On 13 May 2024 Minister Lind met with Minister Haddad in Oran. "


def commitments(text):
    return [(row.kind, set(row.parties), row.status, row.level) for row in STAGE.read(text).commitments]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Sonatrach and Eni signed a contract for the supply of gas.",
            ("supply contract", {"SONATRACH", "ENI"}, "signed", 5),
        ),
        (
            "NNPC and ONHYM signed a memorandum of understanding on the Trans-Saharan pipeline.",
            ("memorandum", {"NNPC", "ONHYM"}, "signed", 3),
        ),
        (
            "SOCAR and DEPA signed a framework agreement on gas.",
            ("framework", {"SOCAR", "DEPA"}, "signed", 4),
        ),
        (
            "Norway and Algeria signed an agreement.",
            ("intergovernmental agreement", {"NO", "DZ"}, "signed", 5),
        ),
        ("Norway and Algeria signed a joint declaration.", ("declaration", {"NO", "DZ"}, "signed", 3)),
        (
            MEETING + "Sonatrach was invited to take part in the Baltic Pipe tender.",
            ("invitation", {"NO", "SONATRACH"}, "invited", 1),
        ),
        (
            MEETING + "The ministers agreed to set up a working group on Medgaz.",
            ("consultation", {"NO", "DZ"}, "agreed", 2),
        ),
        (
            MEETING + "The need to explore gas transport through Medgaz was noted.",
            ("exploration", {"NO", "DZ"}, "to be explored", 1),
        ),
    ],
)
def test_a_paper_or_a_word_makes_its_commitment(text, wanted):
    assert commitments(text) == [wanted]


def test_papers_of_one_ceremony_are_separate():
    text = (
        "Norway and Algeria signed a memorandum of understanding. "
        "Sonatrach and Eni signed a contract for the supply of 2 bcm of gas."
    )
    assert [row[:2] for row in commitments(text)] == [
        ("memorandum", {"NO", "DZ"}),
        ("supply contract", {"SONATRACH", "ENI"}),
    ]


def test_whether_it_binds_is_a_field_with_a_ground():
    (row,) = STAGE.read("NNPC and ONHYM signed a non-binding memorandum of understanding.").commitments
    assert row.binding is False
    assert row.binding_basis
    (row,) = STAGE.read("NNPC and ONHYM signed a memorandum of understanding.").commitments
    assert row.binding is None


def test_a_denied_or_refused_deal_is_no_commitment():
    assert commitments("Sonatrach denied that it had signed a contract for Medgaz.") == []
    assert commitments("Algeria refused to extend the contract for the Medgaz pipeline.") == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The IBS pipeline is under construction.", "construction"),
        ("Baltic Pipe has been built and is in operation.", "operating"),
        ("The Krk terminal was inaugurated on 12 May 2024.", "operating"),
        ("The TAPI project was postponed, Minister Haddad said.", "shelved"),
        ("Egypt cancelled the EastMed pipeline.", "cancelled"),
        ("The partners took the final investment decision on the Leviathan expansion.", "FID or equivalent"),
        ("The TAPI pipeline will be completed in 2027.", "proposed"),
    ],
)
def test_an_asset_has_the_status_that_the_text_vouches_for(text, status):
    (row,) = STAGE.read(text).projects
    assert row.status == status
    assert str(row.as_of.day) == "2024-05-14"


def test_talk_gives_no_status():
    assert STAGE.read("The sides discussed cooperation on Medgaz.").projects == ()
