from datetime import date

import pytest

from linepack.records.times import find_times

THERE = date(2025, 11, 13)  # a Thursday


def only(found):
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("en", "They met on 7 November 2023 in the capital.", date(2023, 11, 7)),
        ("en", "They met on November 7, 2023.", date(2023, 11, 7)),
        ("en", "They met on the 7th of November 2023.", date(2023, 11, 7)),
        ("en", "Dated 2023-11-07 at the top.", date(2023, 11, 7)),
        ("en", "Dated 12/25/2025 at the top.", date(2025, 12, 25)),
        ("de", "Das Treffen fand am 7. November 2023 statt.", date(2023, 11, 7)),
        ("de", "Das Treffen fand am 07.11.2023 statt.", date(2023, 11, 7)),
        ("fr", "La rencontre du 7 novembre 2023 a duré peu.", date(2023, 11, 7)),
        ("it", "L'incontro del 7 novembre 2023 fu breve.", date(2023, 11, 7)),
        ("es", "La reunión del 7 de noviembre de 2023 fue breve.", date(2023, 11, 7)),
        ("ru", "Встреча прошла 7 ноября 2023 года.", date(2023, 11, 7)),
        ("sr", "Састанак је одржан 7. новембра 2023. године.", date(2023, 11, 7)),
        ("sr", "Sastanak je održan 7. novembra 2023. godine.", date(2023, 11, 7)),
        ("hr", "Sastanak je održan 7. studenoga 2023.", date(2023, 11, 7)),
        ("bg", "Срещата се състоя на 7 ноември 2023 г.", date(2023, 11, 7)),
        ("mk", "Средбата се одржа на 7 ноември 2023.", date(2023, 11, 7)),
        ("el", "Η συνάντηση έγινε στις 7 Νοεμβρίου 2023.", date(2023, 11, 7)),
        ("tr", "Görüşme 7 Kasım 2023'te yapıldı.", date(2023, 11, 7)),
        ("az", "Görüş 7 noyabr 2023-cü ildə keçirilib.", date(2023, 11, 7)),
        ("ro", "Întâlnirea a avut loc la 7 noiembrie 2023.", date(2023, 11, 7)),
        ("hu", "A találkozó 2023. november 7-én volt.", date(2023, 11, 7)),
        ("pl", "Spotkanie odbyło się 7 listopada 2023 r.", date(2023, 11, 7)),
        ("hr", "Sastanak je održan 7. listopada 2023.", date(2023, 10, 7)),
    ],
)
def test_an_explicit_date_is_one_day(written, language, words, day):
    found = only(find_times(written(words, language=language, published=THERE)))
    assert (found.first, found.last, found.precision, found.basis) == (day, day, "day", "explicit")


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("Deliveries in 2027–2029 are agreed.", date(2027, 1, 1), date(2029, 12, 31), "period"),
        ("Deliveries from 2027 to 2029 are agreed.", date(2027, 1, 1), date(2029, 12, 31), "period"),
        ("Deliveries in 2027 and 2028 are agreed.", date(2027, 1, 1), date(2028, 12, 31), "period"),
        ("Deliveries from 2027 are agreed.", date(2027, 1, 1), None, "year"),
        ("Deliveries until 2026 are agreed.", None, date(2026, 12, 31), "year"),
        ("Deliveries begin in Q4 2025.", date(2025, 10, 1), date(2025, 12, 31), "quarter"),
        (
            "Deliveries begin in the fourth quarter of next year.",
            date(2026, 10, 1),
            date(2026, 12, 31),
            "quarter",
        ),
        ("Deliveries rose in the first half of 2025.", date(2025, 1, 1), date(2025, 6, 30), "half"),
        ("In the gas year 2024/25 flows rose.", date(2024, 10, 1), date(2025, 9, 30), "gas_year"),
        ("In the 2024/25 gas year flows rose.", date(2024, 10, 1), date(2025, 9, 30), "gas_year"),
        ("In the winter of 2025/26 flows rose.", date(2025, 12, 1), date(2026, 2, 28), "season"),
        ("In the heating season 2025/26 flows rose.", date(2025, 10, 1), date(2026, 3, 31), "season"),
        ("It flows from 1 November to 31 March.", date(2025, 11, 1), date(2026, 3, 31), "period"),
        ("It opens in mid-2026.", date(2026, 5, 1), date(2026, 8, 31), "period"),
        ("It opens early in 2026.", date(2026, 1, 1), date(2026, 3, 31), "period"),
        ("Es öffnet Ende 2026.", date(2026, 12, 1), date(2026, 12, 31), "month"),
        ("Imports between January and September rose.", date(2025, 1, 1), date(2025, 9, 30), "period"),
        ("It opens in late 2026.", date(2026, 10, 1), date(2026, 12, 31), "period"),
        ("Exports in January–October 2025 rose.", date(2025, 1, 1), date(2025, 10, 31), "period"),
        ("Exports in the first nine months of 2025 rose.", date(2025, 1, 1), date(2025, 9, 30), "period"),
    ],
)
def test_a_period_has_first_and_last_day(written, words, first, last, precision):
    found = only(find_times(written(words, published=THERE)))
    assert (found.first, found.last, found.precision) == (first, last, precision)


@pytest.mark.parametrize(
    ("language", "words", "first", "last"),
    [
        ("en", "Today they met.", THERE, THERE),
        ("en", "They met yesterday.", date(2025, 11, 12), date(2025, 11, 12)),
        ("en", "They met on Tuesday.", date(2025, 11, 11), date(2025, 11, 11)),
        ("en", "They will meet on Tuesday.", date(2025, 11, 18), date(2025, 11, 18)),
        ("en", "They met on November 12.", date(2025, 11, 12), date(2025, 11, 12)),
        ("en", "They met last November.", date(2025, 11, 1), date(2025, 11, 30)),
        ("en", "They met earlier this month.", date(2025, 11, 1), THERE),
        ("en", "They meet next year.", date(2026, 1, 1), date(2026, 12, 31)),
        ("en", "They meet this winter.", date(2025, 12, 1), date(2026, 2, 28)),
        ("en", "It opens by the end of the year.", None, date(2025, 12, 31)),
        ("en", "It grows over the next two years.", THERE, date(2027, 11, 13)),
        ("en", "They met two years ago.", date(2023, 1, 1), date(2023, 12, 31)),
        ("de", "Sie trafen sich gestern.", date(2025, 11, 12), date(2025, 11, 12)),
        ("fr", "Ils se sont vus hier.", date(2025, 11, 12), date(2025, 11, 12)),
        ("it", "Apre entro la fine dell'anno.", None, date(2025, 12, 31)),
        ("ru", "Они встретились вчера.", date(2025, 11, 12), date(2025, 11, 12)),
        ("sr", "Састали су се јуче.", date(2025, 11, 12), date(2025, 11, 12)),
        ("sr", "Otvara se sledeće godine.", date(2026, 1, 1), date(2026, 12, 31)),
        ("bg", "Отваря се до края на годината.", None, date(2025, 12, 31)),
        ("el", "Συναντήθηκαν χθες.", date(2025, 11, 12), date(2025, 11, 12)),
        ("tr", "Dün görüştüler.", date(2025, 11, 12), date(2025, 11, 12)),
        ("az", "Gələn il açılacaq.", date(2026, 1, 1), date(2026, 12, 31)),
        ("ro", "Se deschide anul viitor.", date(2026, 1, 1), date(2026, 12, 31)),
        ("hu", "Tegnap találkoztak.", date(2025, 11, 12), date(2025, 11, 12)),
    ],
)
def test_relative_words_rest_on_the_publication_day(written, language, words, first, last):
    found = only(find_times(written(words, language=language, published=THERE)))
    assert (found.first, found.last) == (first, last)
    assert "publication time" in found.basis


def test_relative_words_without_publication_time_stay_unresolved(written):
    for words in (
        "They met yesterday.",
        "They met on November 12.",
        "It opens this winter.",
        "They met on Friday.",
    ):
        found = only(find_times(written(words)))
        assert (found.first, found.last) == (None, None)
        assert found.basis == "unresolved (no publication time)"


def test_until_says_that_the_year_is_included_by_default(written):
    assert only(find_times(written("Agreed until 2026."))).basis == "inclusive by default"


def test_the_verb_may_is_no_month(written):
    assert (
        find_times(written("The line may be widened and May 5 is far.", published=THERE))[0].words == "May 5"
    )
    assert (
        find_times(written("Parties may buy more; in 2025 may come more.", published=THERE))[0].words
        == "2025"
    )


def test_a_duration_has_no_dates_and_says_how_long(written):
    found = only(find_times(written("The contract runs for ten years.", published=THERE)))
    assert (found.first, found.last, found.basis) == (None, None, "duration of 10 years")


def test_each_year_is_distributive(written):
    assert only(find_times(written("One part in each of 2027 and 2028."))).distributive
    assert not only(find_times(written("One part in 2027 and 2028."))).distributive


def test_figures_are_no_years(written):
    assert find_times(written("A pipe of 2000 km and 1950 MW, code A2024, part 2.2025 of it.")) == ()
