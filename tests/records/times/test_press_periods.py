"""Periods as the press prints them, in the languages of the gazetteer, read on 13 November 2025."""

from __future__ import annotations

from datetime import date

import pytest

from linepack.records.times import doubts_of, find_times

THERE = date(2025, 11, 13)

PERIODS = [
    ("en", "Deliveries totalled 500 mcm between January and June.", "2025-01-01", "2025-06-30"),
    ("en", "He will get 12 TWh between October and March.", "2025-10-01", "2026-03-31"),
    ("en", "Flows rose in May-June.", "2025-05-01", "2025-06-30"),
    ("en", "Demand fell in January.", "2025-01-01", "2025-01-31"),
    ("en", "Exports will rise in January.", "2026-01-01", "2026-01-31"),
    ("en", "It is sold for 20 years from 2030.", "2030-01-01", "2049-12-31"),
    ("en", "It is sold from 2030 for 20 years.", "2030-01-01", "2049-12-31"),
    ("en", "It flows in 2027, 2028 and 2029.", "2027-01-01", "2029-12-31"),
    ("en", "It flowed in the first eleven months of 2024.", "2024-01-01", "2024-11-30"),
    ("ru", "По итогам пяти месяцев прокачано больше.", "2025-01-01", "2025-05-31"),
    ("ru", "За 9 месяцев 2025 года поставки выросли.", "2025-01-01", "2025-09-30"),
    ("ru", "За январь-май поставки выросли.", "2025-01-01", "2025-05-31"),
    ("ru", "В первом полугодии поставки выросли.", "2025-01-01", "2025-06-30"),
    ("uk", "У 2024 році імпорт зріс.", "2024-01-01", "2024-12-31"),
    ("uk", "Минулого року імпорт зріс.", "2024-01-01", "2024-12-31"),
    ("pt", "No primeiro semestre de 2025 as importações subiram.", "2025-01-01", "2025-06-30"),
    ("pt", "No terceiro trimestre de 2025 as importações subiram.", "2025-07-01", "2025-09-30"),
    ("pt", "No ano passado as importações subiram.", "2024-01-01", "2024-12-31"),
    ("pt", "No próximo ano as importações sobem.", "2026-01-01", "2026-12-31"),
    ("pt", "O contrato vale até 2030.", None, "2030-12-31"),
    ("pt", "O contrato vale entre 2026 e 2030.", "2026-01-01", "2030-12-31"),
    ("pt", "O contrato vale a partir de janeiro de 2026.", "2026-01-01", None),
    ("hu", "Az első félévben nőtt a behozatal.", "2025-01-01", "2025-06-30"),
    ("hu", "A szerződés 2026 és 2030 között él.", "2026-01-01", "2030-12-31"),
    ("hu", "A szállítás 2026-tól indul.", "2026-01-01", None),
    ("hu", "Jövőre nő a behozatal.", "2026-01-01", "2026-12-31"),
    ("tr", "Yılın ilk yarısında ithalat arttı.", "2025-01-01", "2025-06-30"),
    ("tr", "Ocak-eylül döneminde ithalat arttı.", "2025-01-01", "2025-09-30"),
    ("tr", "2026 yılından itibaren gaz verilecek.", "2026-01-01", None),
    ("tr", "2030 yılına kadar gaz verilecek.", None, "2030-12-31"),
    ("tr", "Gelecek yıl gaz verilecek.", "2026-01-01", "2026-12-31"),
    ("az", "2026-cı ildən qaz veriləcək.", "2026-01-01", None),
    ("az", "2030-cu ilədək qaz veriləcək.", None, "2030-12-31"),
    ("az", "2030-cu ilə qədər qaz veriləcək.", None, "2030-12-31"),
    ("az", "2025-2030-cu illərdə qaz veriləcək.", "2025-01-01", "2030-12-31"),
    ("az", "Gələn il qaz veriləcək.", "2026-01-01", "2026-12-31"),
    ("el", "Το πρώτο εξάμηνο οι εισαγωγές αυξήθηκαν.", "2025-01-01", "2025-06-30"),
    ("el", "Από το 2026 έως το 2030 θα πωλείται.", "2026-01-01", "2030-12-31"),
    ("el", "Του χρόνου θα πωλείται.", "2026-01-01", "2026-12-31"),
    ("ar", "في عام 2024 ارتفعت الصادرات", "2024-01-01", "2024-12-31"),
    ("ar", "يبدأ الضخ من عام 2026", "2026-01-01", None),
    ("ar", "يستمر العقد حتى عام 2030", None, "2030-12-31"),
    ("ar", "ارتفعت الصادرات العام الماضي", "2024-01-01", "2024-12-31"),
    ("ar", "يبدأ الضخ العام المقبل", "2026-01-01", "2026-12-31"),
    ("ar", "يستمر العقد بين عامي 2025 و2030", "2025-01-01", "2030-12-31"),
]


@pytest.mark.parametrize(("language", "words", "first", "last"), PERIODS)
def test_a_period_of_the_press(written, language, words, first, last):
    found = find_times(written(words, language=language, published=THERE))
    assert len(found) == 1, found
    ends = [end and end.isoformat() for end in (found[0].first, found[0].last)]
    assert ends == [first, last]


def test_a_quarter_of_the_pipe_is_no_period(written):
    assert find_times(written("Half of the gas went to the first half of the line.", published=THERE)) == ()


@pytest.mark.parametrize(
    ("language", "words", "day", "sure"),
    [
        ("en", "They met on 03/04/2025 in the capital.", date(2025, 4, 3), False),
        ("en", "They met on 03/04/2025 and on 25/04/2025.", date(2025, 4, 3), True),
        ("en", "They met on 03/04/2025 and on 04/25/2025.", date(2025, 3, 4), True),
        ("en", "They met on 11/12/2025 in the capital.", date(2025, 11, 12), True),
        ("en", "They met on 05/05/2025 in the capital.", date(2025, 5, 5), True),
        ("fr", "Ils se sont vus le 03/04/2025.", date(2025, 4, 3), True),
        ("de", "Das Treffen war am 03.04.2025.", date(2025, 4, 3), True),
    ],
)
def test_the_order_of_day_and_month_is_doubted_where_nothing_tells_it(written, language, words, day, sure):
    times = find_times(written(words, language=language, published=THERE))
    assert times[0].first == day
    assert [doubt.anchor for doubt in doubts_of(times)] == ([] if sure else [times[0].anchor])
