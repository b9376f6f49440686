"""Persons: offices in every place around the name, one person in many spellings, present or remembered."""

from datetime import date

import pytest

from linepack.records.entities import find_entities, find_mentions
from linepack.records.reading import read_document

POSTS = [
    (
        "Azerbaijani Foreign Minister Anar Mustafayev spoke.",
        "Anar Mustafayev",
        [("Minister of Foreign Affairs", "AZ-MFA")],
    ),
    (
        "The Serbian First Deputy Prime Minister and Foreign Minister Petar Novaković came.",
        "Petar Novaković",
        [("First Deputy Prime Minister", "RS-GOV"), ("Minister of Foreign Affairs", "RS-MFA")],
    ),
    (
        "The Minister of Energy of the Republic of Bulgaria, Stoyan Vasilev, left.",
        "Stoyan Vasilev",
        [("Minister of Energy", "BG-MOE")],
    ),
    (
        "Norway's petroleum minister Kari Solberg agreed.",
        "Kari Solberg",
        [("Minister of Petroleum", "NO-MOP")],
    ),
    ("Stefan Aubert, CEO of Fluxys, said so.", "Stefan Aubert", [("CEO", "FLUXYS")]),
    ("Sonatrach CEO Karim Haddad signed.", "Karim Haddad", [("CEO", "SONATRACH")]),
    ("SOCAR President Rauf Ismayilov signed.", "Rauf Ismayilov", [("President", "SOCAR")]),
    (
        "Ambassador of Hungary to Azerbaijan, Tamás Kertész, was there.",
        "Tamás Kertész",
        [("Ambassador", "HU-EMB")],
    ),
    ("President Kofi Boateng of Ghana opened it.", "Kofi Boateng", [("President", "GH-PRES")]),
    (
        "The Deputy Energy Minister of Egypt, Hisham Lotfy, waited.",
        "Hisham Lotfy",
        [("Deputy Energy Minister", "EG-MOE")],
    ),
]


@pytest.mark.parametrize(("sentence", "name", "posts"), POSTS)
def test_posts_stand_before_or_behind_the_name(read, sentence, name, posts):
    assert read(sentence).posts(name) == posts


@pytest.mark.parametrize(
    ("language", "sentence", "name", "title"),
    [
        (
            "sr",
            "Ministar spoljnih poslova Srbije Marko Petrović razgovarao je u Bakuu.",
            "Marko Petrović",
            "RS-MFA",
        ),
        ("de", "Der rumänische Außenminister Andrei Popa reiste ab.", "Andrei Popa", "RO-MFA"),
        ("hu", "Kovács Péter külügyminiszter elutazott Magyarországról.", "Kovács Péter", "HU-MFA"),
        ("ru", "Министр энергетики Болгарии Георгий Петров прибыл.", "Георгий Петров", "BG-MOE"),
        ("tr", "Azerbaycan Dışişleri Bakanı Elçin Quliyev konuştu.", "Elçin Quliyev", "AZ-MFA"),
        (
            "fr",
            "Le ministre des Affaires étrangères de la Tunisie, Karim Trabelsi, a parlé.",
            "Karim Trabelsi",
            "TN-MFA",
        ),
        ("bg", "Министърът на енергетиката на България Георги Иванов заяви това.", "Георги Иванов", "BG-MOE"),
        ("el", "Ο υπουργός Εξωτερικών Νίκος Παππάς μίλησε στην Ελλάδα.", "Νίκος Παππάς", "GR-MFA"),
    ],
)
def test_offices_are_known_in_other_languages(read, language, sentence, name, title):
    assert [org for _, org in read(sentence, language=language).posts(name)] == [title]


def test_spellings_of_one_text_are_one_person_and_stay_reversible(read):
    names = read(
        "Serbian Energy Minister Nenad Kovacic met Azerbaijani Energy Minister Elchin Guliyev.",
        "Minister Nenad Kovachich thanked Elchin Quliyev.",
    )
    assert names.persons() == ["Nenad Kovacić", "Elchin Guliyev"]
    assert names.variants[0].variants == ("Nenad Kovacic", "Nenad Kovachich")


def test_surnames_and_titles_alone_lead_back_to_the_person(read):
    names = read(
        "Bulgarian Energy Minister Stoyan Vasilev arrived in Baku.",
        "Vasilev praised the corridor.",
        "The minister then left.",
    )
    sights = [(one.form, one.role) for one in names.mentions if one.group == "persons"]
    assert sights == [("Stoyan Vasilev", "name"), ("Vasilev", "name"), ("minister", "title")]


def test_who_is_commemorated_is_not_present(read):
    names = read(
        "Wreaths were laid on the anniversary of the birth of National Leader Heydar Aliyev.",
        "President Ilham Aliyev attended.",
        "Aliyev spoke.",
    )
    assert not names.person("Heydar Aliyev").present
    assert names.person("Ilham Aliyev").present
    last = next(one for one in names.mentions if one.form == "Aliyev")
    assert last.ref == names.person("Ilham Aliyev").id


def test_an_office_that_another_held_is_a_doubt(read):
    names = read("Serbian President Miloš Vučević spoke.", published=date(2024, 9, 2))
    assert "Aleksandar Vučić" in names.doubts[0].finding
    assert not read("Serbian President Aleksandar Vučić spoke.", published=date(2024, 9, 2)).doubts


def test_a_surname_is_resolved_by_office_state_and_date(read):
    early = read("The talks with Greek Foreign Minister Dendias went well.", published=date(2022, 3, 1))
    assert early.persons() == ["Nikos Dendias"]
    late = read("The talks with Greek Foreign Minister Gerapetritis went well.", published=date(2024, 3, 1))
    assert late.persons() == ["George Gerapetritis"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Annual Report Monday Forum Energy Week was held at Sofia Airport.",
        "The Southern Gas Corridor Advisory Council met on Friday.",
        "Follow us on Facebook.",
        "European Union Energy Efficiency Directive applies.",
    ],
)
def test_what_is_no_person_is_left_out(read, sentence):
    assert read(sentence).persons() == []


def test_a_given_name_that_is_a_place_belongs_to_the_person(read):
    names = read("Milan Petrović, Georgia Brown and Chad Miller met Siniša Mali in Split.")
    assert names.persons() == ["Milan Petrović", "Georgia Brown", "Chad Miller", "Siniša Mali"]
    assert names.ids("places") == ["pl-split"]


@pytest.mark.parametrize(
    ("language", "sentence", "name"),
    [
        ("en", "Zvezdan Qoraxli said the line was full.", "Zvezdan Qoraxli"),
        ("fr", "La décision viendra, a déclaré Mme Oubahri Selmi.", "Oubahri Selmi"),
        ("ru", "Об этом заявил Вертунай Кызылбеков.", "Вертунай Кызылбеков"),
        ("en", "The board heard Zvezdan Qoraxli. Later Qoraxli left.", "Zvezdan Qoraxli"),
    ],
)
def test_speech_address_and_a_later_surname_speak_for_a_person(read, language, sentence, name):
    assert read(sentence, language=language).persons() == [name]


def test_a_counterpart_holds_the_same_office(read):
    names = read("Bulgarian Energy Minister Stoyan Vasilev met his Serbian counterpart Milena Radić.")
    assert names.posts("Milena Radić") == [("Minister of Energy", "RS-MOE")]


def test_names_with_endings_are_found_in_the_table(read):
    names = read("Састанак са министром спољних послова Марком Ђурићем је завршен.", language="sr")
    assert names.persons() == ["Marko Đurić"]
    assert read("Он принял Ивицу Дачича.", language="ru").persons() == ["Ivica Dačić"]


def test_offices_without_a_state_are_those_of_the_language(read):
    names = read("Enerji ve Tabii Kaynaklar Bakanı Selçuk Yalın konuştu.", language="tr")
    assert names.posts("Selçuk Yalın") == [("Minister of Energy and Natural Resources", "TR-MENR")]
    assert names.person("Selçuk Yalın").posts[0].country_basis == "inferred (the language of the report)"


def test_a_field_parted_from_its_office_by_the_state_is_read(read):
    names = read("Le ministre algérien de l'Énergie, Rabah Bensaïd, a parlé.", language="fr")
    assert names.posts("Rabah Bensaïd") == [("Minister of Energy", "DZ-MOE")]


def test_an_arabic_office_names_its_holder():
    text = (
        "أعلن وزير البترول المصري سامر الدين النجار اليوم أن مصر مستعدة لتزويد لبنان بالغاز الطبيعي. "
        "وقال النجار إن الكمية تصل إلى مليون متر مكعب، وأكد رئيس الوزراء اللبناني جورج حداد ذلك."
    )
    document = read_document(text, name="ar.txt")
    entities, _, _ = find_entities(document, find_mentions(document))
    found = [(one.name, one.posts[0].title, one.country) for one in entities if one.group == "persons"]
    assert found == [
        ("سامر الدين النجار", "Minister of Petroleum", "EG"),
        ("جورج حداد", "Prime Minister", "LB"),
    ]


@pytest.mark.parametrize("building", ["International Airport", "Center", "Foundation", "Palace"])
def test_a_building_named_after_somebody_is_not_that_person(building):
    text = f"The guest was met by Prime Minister Anar Mustafayev at Heydar Aliyev {building} on Tuesday."
    document = read_document(text, name="a.txt")
    entities, _, _ = find_entities(document, find_mentions(document))
    assert [one.name for one in entities if one.group == "persons"] == ["Anar Mustafayev"]
