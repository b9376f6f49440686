"""Bodies: governments, ministries, delegations, classes of firms, companies and media."""

import pytest


@pytest.mark.parametrize(
    ("sentence", "ids"),
    [
        (
            "The Government of the Republic of Moldova and the Romanian government signed.",
            ["MD-GOV", "RO-GOV"],
        ),
        ("Uzbekistan's Ministry of Energy denied it.", ["UZ-MOE"]),
        ("The Bulgarian energy ministry agreed.", ["BG-MOE"]),
        ("The delegation of Algeria met the Tunisian delegation.", ["DZ-DEL", "TN-DEL"]),
        ("Companies and investors from Hungary came, Turkish firms too.", ["HU-FIRMS", "TR-FIRMS"]),
        ("DESFA, Gastrade and ICGB AD cooperate, Reuters reports.", ["DESFA", "GASTRADE", "ICGB", "REUTERS"]),
        ("Trend reports that BOTAŞ agreed.", ["TREND", "BOTAS"]),
        ("NNPC Ltd and ONHYM signed with ECOWAS.", ["NNPC", "ONHYM", "ECOWAS"]),
        ("Equinor and Gassco supply Uniper.", ["EQUINOR", "GASSCO", "UNIPER"]),
        ("The operator Karpat Energy Ltd joined.", ["KARPAT-ENERGY-LTD"]),
        ("Bulgargaz buys, Bulgartransgaz transports.", ["BULGARGAZ", "BULGARTRANSGAZ"]),
    ],
)
def test_bodies_are_found(read, sentence, ids):
    assert read(sentence).ids("orgs") == ids


def test_a_ministry_is_known_from_the_title_of_its_minister(read):
    names = read("Egyptian Petroleum Minister Hisham Lotfy signed.")
    assert names.ids("orgs") == ["EG-MOP"]
    assert names.one("EG-MOP").basis == "from the minister's title"
    assert names.one("EG-MOP").names == ()


def test_delegations_in_the_plural_are_those_of_the_two_sides(read):
    names = read(
        "Kazakh Energy Minister Askar Nurlanov met Turkish Energy Minister Murat Demir.",
        "The meeting was held with the participation of delegations.",
    )
    assert [one for one in names.ids("orgs") if one.endswith("-DEL")] == ["KZ-DEL", "TR-DEL"]


def test_a_ministry_without_a_state_takes_that_of_the_place(read):
    names = read(
        "Azerbaijani Foreign Minister Anar Mustafayev visited Serbia.",
        "An official of the Ministry of Foreign Affairs showed him the park in Belgrade.",
    )
    assert names.one("RS-MFA").basis.startswith("inferred")


def test_ordinary_words_that_are_companies_need_support(read):
    assert read("He works for Edison and for Shell.").ids("orgs") == ["EDISON", "SHELL"]
    assert read("Edison invented it. The shell of the nova was new. Trend lines report.").ids("orgs") == []


def test_media_no_table_has_are_known_by_the_words_of_their_trade(read):
    names = read("The pipe is full, the Balkan Morning Courier wrote, and Radio Karpat agreed.")
    assert names.ids("orgs") == ["BALKAN-MORNING-COURIER", "RADIO-KARPAT"]
    assert names.ids("places") == []


def test_ministers_of_two_states_stand_for_two_ministries(read):
    names = read("The energy ministers of Greece and Bulgaria met.")
    assert names.ids("orgs") == ["GR-MOE", "BG-MOE"]


def test_a_ministry_without_any_state_stays_without_one(read):
    names = read("The Ministry of Energy said so.")
    assert names.ids("orgs") == ["MOE"]
    assert names.one("MOE").country == ""
