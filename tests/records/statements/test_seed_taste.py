"""A made-up read-out of the kind that the annotation format was written for."""

from __future__ import annotations

import pytest
from tests.records.stage import Name, Stage

NAMES = [
    Name("Minister Lind", "persons", "p1", country="NO"),
    Name("Minister Haddad", "persons", "p2", country="JO"),
    Name("Norwegian", "countries", "NO", role="adjective"),
    Name("Norway", "countries", "NO"),
    Name("Jordan", "countries", "JO"),
    Name("Amman", "places", "pl-amman", "city", "JO"),
    Name("Arab Gas Pipeline", "assets", "AGP", "pipeline"),
]
TEXT = (
    "On 13 May 2024 Minister Lind met with Minister Haddad in Amman. "
    "The sides discussed present ties and the directions of further work. "
    "At the talks, the need to continue consultations on the Arab Gas Pipeline and exploring ways of "
    "bringing gas to Jordan was noted. "
    "An agreement was signed between Norway and Jordan."
)


@pytest.fixture(scope="module")
def record():
    return Stage(NAMES).read(TEXT)


def test_one_verb_carries_two_contents(record):
    consult, explore = [row for row in record.statements if row.anchor.sentence == 3]
    assert (consult.act, consult.content, consult.level, consult.about) == (
        "noted",
        "ongoing+desired",
        2,
        ("AGP",),
    )
    assert (explore.content, explore.certainty, explore.level) == ("possible", "PS", 1)
    assert explore.flow.destination == ("JO",)


def test_a_passive_belongs_to_both_sides(record):
    for row in record.statements:
        assert set(row.by) == {"NO", "JO"}
        assert row.collective


def test_a_signed_paper_without_subject_is_no_gas(record):
    signed = [row for row in record.commitments if row.status == "signed"]
    assert [(row.kind, row.subject, row.assets) for row in signed] == [
        ("intergovernmental agreement", "", ())
    ]


def test_the_meeting_has_a_guest_and_a_host(record):
    meeting = next(row for row in record.events if row.type == "meeting")
    assert {(p.ref, p.role) for p in meeting.participants} == {("p1", "guest"), ("p2", "host")}
    assert (meeting.place, str(meeting.when.day)) == ("pl-amman", "2024-05-13")


def test_every_span_holds_its_words(record):
    for row in record.statements:
        sentence = record.document.sentences[row.anchor.sentence - 1]
        assert sentence.span.holds(row.anchor.span)
