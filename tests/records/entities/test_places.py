"""Places and states: roles, ordinary words, spellings, parks."""

import pytest


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("Baku said it would help.", [("AZ", "Baku", "capital")]),
        (
            "Relations between Baku and Belgrade grew.",
            [("AZ", "Baku", "capital"), ("RS", "Belgrade", "capital")],
        ),
        (
            "The Algerian side came to the Republic of Niger.",
            [("DZ", "Algerian", "adjective"), ("NE", "Republic of Niger", "name")],
        ),
        ("Gas from Türkiye and N. Macedonia.", [("TR", "Türkiye", "name"), ("MK", "N. Macedonia", "name")]),
        ("It rained on us in the US.", [("US", "US", "name")]),
        (
            "Guinea-Bissau, Equatorial Guinea and Papua New Guinea.",
            [
                ("GW", "Guinea-Bissau", "name"),
                ("GQ", "Equatorial Guinea", "name"),
                ("PG", "Papua New Guinea", "name"),
            ],
        ),
    ],
)
def test_states_are_named_by_name_adjective_or_capital(read, sentence, states):
    assert read(sentence).states() == states


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("They met in Nice and in Bar.", ["pl-nice", "pl-bar"]),
        ("A nice bar was split; the nis was bor.", []),
        ("Split decisions came. Nice words followed.", []),
        ("We had turkey for dinner, then flew to Chad.", ["pl-td"]),
        ("The pipe runs from Fier to Split.", ["pl-fier", "pl-split"]),
        ("The Western Balkans and Southeast Europe want gas.", ["pl-western-balkans", "pl-southeast-europe"]),
        ("The Paris Agreement and the Vienna Convention apply.", []),
        (
            "Meetings in Algiers and Abuja, in the Sahel and the Levant.",
            ["pl-algiers", "pl-abuja", "pl-sahel", "pl-levant"],
        ),
        ("He came to Sharm el-Sheikh from Ras Laffan.", ["pl-sharm", "pl-ras-laffan"]),
    ],
)
def test_places_that_are_words_too_need_support(read, sentence, places):
    assert read(sentence).ids("places") == places


def test_spellings_no_table_has_are_found_by_skeleton(read):
    names = read("The sister cities are Shusha city of Azerbaijan and Novy Bazar city of Serbia.")
    assert names.ids("places") == ["pl-shusha", "pl-az", "pl-novipazar", "pl-rs"]
    assert [(one.canonical, one.variants) for one in names.variants] == [("Novi Pazar", ("Novy Bazar",))]


def test_a_park_lies_in_the_city_that_is_named(read):
    assert read("Trees were planted in Bucharest's Herăstrău Park.").one("pl-herastrau-park").name == (
        "Herăstrău Park, Bucharest"
    )
    assert read("They walked in Liberty Park in Sofia.").one("pl-liberty-park").country == "BG"


def test_other_scripts_and_cases_are_found(read):
    assert read("Србија и Мађарска, преко Бугарске.", language="sr").ids("places") == [
        "pl-rs",
        "pl-hu",
        "pl-bg",
    ]
    assert read("Azerbajdzsánból Törökországon át Magyarországra.", language="hu").ids("places") == [
        "pl-az",
        "pl-tr",
        "pl-hu",
    ]
    assert read("Поставки из Азербайджана в Сербию и Турцию.", language="ru").ids("places") == [
        "pl-az",
        "pl-rs",
        "pl-tr",
    ]
