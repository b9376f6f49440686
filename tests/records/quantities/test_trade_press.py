"""Figures as the trade press, wires and ministries print them: units, ranges, bounds, rates, periods.

Each row: language, sentence, and the gas figures expected as (value, value_max, unit, per, bound), in order.
"""

from __future__ import annotations

from datetime import date

import pytest

from linepack.records.quantities import find_quantities
from linepack.records.times import find_times

THERE = date(2025, 11, 13)
GAS = {"bcm", "mcm", "tcf", "TWh", "GWh", "MMscfd", "t"}


@pytest.fixture
def read(written):
    def _read(*sentences, language="en"):
        document = written(*sentences, language=language, published=THERE)
        return find_quantities(document, (), find_times(document))

    return _read


def gas_of(found):
    return [
        (row.value, row.value_max, row.unit, row.per, row.bound)
        for row in found[0]
        if row.unit in GAS and not row.duplicate_of
    ]


def same(one, other):
    values = all(
        (left is None and right is None) or left == pytest.approx(right, rel=1e-3)
        for left, right in zip(one[:2], other[:2], strict=True)
    )
    return values and one[2:] == other[2:]


UNITS = [
    ("en", "The contract is for 1.5 bcm/yr of gas.", [(1.5, None, "bcm", "year", "exact")]),
    ("en", "The pipe carries 38 bcm per annum.", [(38, None, "bcm", "year", "exact")]),
    ("en", "The line can ship 8 Bcm/y of gas.", [(8, None, "bcm", "year", "exact")]),
    ("en", "Output rose to 9.6 billion cubic metres per year.", [(9.6, None, "bcm", "year", "exact")]),
    ("en", "Flows averaged 25.3 MSm³/d in March.", [(25.3, None, "mcm", "day", "exact")]),
    ("en", "Nominations were 330.5 mcm/day on Friday.", [(330.5, None, "mcm", "day", "exact")]),
    ("en", "Flows were 42 million scm per day.", [(42, None, "mcm", "day", "exact")]),
    ("en", "Norway exported 109.3 billion Sm3 of gas.", [(109.3, None, "bcm", "", "exact")]),
    ("en", "Norway exported 109.3 GSm³ of gas.", [(109.3, None, "bcm", "", "exact")]),
    ("en", "The field holds 450 billion standard cubic feet of gas.", [(0.45, None, "tcf", "", "exact")]),
    ("en", "The field holds 22 Tcf of gas in place.", [(22, None, "tcf", "", "exact")]),
    ("en", "The field holds 3.5 trillion cubic feet of gas.", [(3.5, None, "tcf", "", "exact")]),
    ("en", "The basin may hold 2.1 trillion cubic meters of gas.", [(2100, None, "bcm", "", "exact")]),
    ("en", "The field has 1.3 tcm of gas.", [(1300, None, "bcm", "", "exact")]),
    ("en", "The pipeline delivers 1.4 Bcf/d of gas.", [(1400, None, "MMscfd", "day", "exact")]),
    ("en", "The pipeline delivers 1.4 bcfd of gas.", [(1400, None, "MMscfd", "day", "exact")]),
    (
        "en",
        "The field produces 1.2 billion cubic feet of gas per day.",
        [(1200, None, "MMscfd", "day", "exact")],
    ),
    ("en", "The field produces 650 million cubic feet a day.", [(650, None, "MMscfd", "day", "exact")]),
    ("en", "The field produces 650 MMcf/d of gas.", [(650, None, "MMscfd", "day", "exact")]),
    ("en", "The field makes 540 mmscf per day of gas.", [(540, None, "MMscfd", "day", "exact")]),
    (
        "en",
        "The field makes 540 million standard cubic feet per day (mmscfd).",
        [(540, None, "MMscfd", "day", "exact")],
    ),
    (
        "en",
        "The train has a capacity of 5.2 million tonnes per annum of LNG.",
        [(5.2e6, None, "t", "year", "exact")],
    ),
    ("en", "The train liquefies 5.2 MTPA of LNG.", [(5.2e6, None, "t", "year", "exact")]),
    ("en", "They will buy 1.2 million mt/yr of LNG.", [(1.2e6, None, "t", "year", "exact")]),
    ("en", "They will buy 0.8 mt of LNG a year.", [(0.8e6, None, "t", "year", "exact")]),
    ("en", "The link can move 100 GWh/d of gas.", [(100, None, "GWh", "day", "exact")]),
    ("en", "The link can move 36.5 TWh/y of gas.", [(36.5, None, "TWh", "year", "exact")]),
    (
        "en",
        "Gas flows reached 2,450 gigawatt hours per day.",
        [(2450, None, "GWh", "day", "exact")],
    ),
    ("de", "Es flossen 320 GWh/Tag Gas.", [(320, None, "GWh", "day", "exact")]),
    ("en", "Storage holds 740 million cu m of gas.", [(740, None, "mcm", "", "exact")]),
    ("en", "Sales were 540,000 thousand cubic metres of gas.", [(540, None, "mcm", "", "exact")]),
    ("en", "Exports were 1,250 mcm of gas.", [(1250, None, "mcm", "", "exact")]),
    ("en", "Exports were 8 170 million cubic metres of gas.", [(8170, None, "mcm", "", "exact")]),
    ("en", "Exports were 500,000 cubic metres of gas a day.", [(0.5, None, "mcm", "day", "exact")]),
    ("en", "The country uses 400m cubic metres of gas a year.", [(400, None, "mcm", "year", "exact")]),
    ("en", "It sells 10bcm a year of gas.", [(10, None, "bcm", "year", "exact")]),
    ("en", "It sells a billion cubic metres of gas a year.", [(1, None, "bcm", "year", "exact")]),
    ("fr", "Le gazoduc transporte 10 Gm3/an.", [(10, None, "bcm", "year", "exact")]),
    (
        "fr",
        "Le pays exporte 8,4 milliards de m³ par an.",
        [(8.4, None, "bcm", "year", "exact")],
    ),
    ("it", "Arrivano 25,7 milioni di Smc al giorno.", [(25.7, None, "mcm", "day", "exact")]),
    ("it", "Arrivano 36 mld di mc l'anno.", [(36, None, "bcm", "year", "exact")]),
    ("es", "Llegan 8.000 millones de m3 al año.", [(8000, None, "mcm", "year", "exact")]),
    ("es", "El gasoducto lleva 8 bcm/año.", [(8, None, "bcm", "year", "exact")]),
    ("pt", "O gasoduto leva 30 milhões de m³ por dia.", [(30, None, "mcm", "day", "exact")]),
    ("ru", "Мощность составляет 15,75 млрд м³ в год.", [(15.75, None, "bcm", "year", "exact")]),
    ("ru", "Поставлено 540 тыс. куб. м газа.", [(0.54, None, "mcm", "", "exact")]),
    ("ru", "Добыча составила 2,4 трлн куб. м.", [(2400, None, "bcm", "", "exact")]),
    ("uk", "Імпорт газу склав 4,5 млрд куб. м на рік.", [(4.5, None, "bcm", "year", "exact")]),
    ("nl", "Er gaat 5 miljard kubieke meter gas per jaar.", [(5, None, "bcm", "year", "exact")]),
    ("pl", "Popłynie do 10 mld m sześc. gazu rocznie.", [(10, None, "bcm", "year", "upper")]),
    ("cs", "Ročně proudí 3,5 miliardy metrů krychlových plynu.", [(3.5, None, "bcm", "year", "exact")]),
]

RANGES = [
    ("en", "It will supply between 8 and 10 bcm of gas a year.", [(8, 10, "bcm", "year", "range")]),
    ("en", "It will supply 8-10 bcm of gas a year.", [(8, 10, "bcm", "year", "range")]),
    ("en", "It will supply 8 to 10 bcm of gas per year.", [(8, 10, "bcm", "year", "range")]),
    ("en", "It will supply 1.5 to 2 billion cubic metres a year.", [(1.5, 2, "bcm", "year", "range")]),
    ("en", "It will supply 300m-500m cubic metres a year.", [(300, 500, "mcm", "year", "range")]),
    ("en", "It will take five to six bcm of gas annually.", [(5, 6, "bcm", "year", "range")]),
    ("en", "It could take from 5 to 7 bcm of gas per year.", [(5, 7, "bcm", "year", "range")]),
    ("en", "Volumes range from 2 bcm to 3 bcm a year.", [(2, 3, "bcm", "year", "range")]),
    ("en", "It needs some 6–7 bcm of gas.", [(6, 7, "bcm", "", "range")]),
    (
        "de",
        "Es sollen zwischen 8 und 10 Milliarden Kubikmeter pro Jahr fließen.",
        [(8, 10, "bcm", "year", "range")],
    ),
    ("fr", "Il livrera entre 2 et 3 milliards de m3 par an.", [(2, 3, "bcm", "year", "range")]),
    ("ru", "Поставки составят от 2 до 3 млрд куб. м в год.", [(2, 3, "bcm", "year", "range")]),
    ("tr", "Yılda 8 ila 10 milyar metreküp gaz taşınacak.", [(8, 10, "bcm", "year", "range")]),
    ("hu", "Évente 1,5-2 milliárd köbméter gáz érkezhet.", [(1.5, 2, "bcm", "year", "range")]),
    ("pt", "Vai fornecer entre 2 e 3 milhões de metros cúbicos por dia.", [(2, 3, "mcm", "day", "range")]),
]

BOUNDS = [
    ("en", "It buys as much as 2 bcm of gas a year.", [(2, None, "bcm", "year", "upper")]),
    ("en", "It buys a maximum of 2 bcm of gas a year.", [(2, None, "bcm", "year", "upper")]),
    ("en", "It buys no more than 2 bcm of gas a year.", [(2, None, "bcm", "year", "upper")]),
    ("en", "It buys slightly less than 2 bcm of gas a year.", [(2, None, "bcm", "year", "upper")]),
    ("en", "Exports exceeded 12 bcm of gas.", [(12, None, "bcm", "", "lower")]),
    ("en", "Exports topped 12 bcm of gas.", [(12, None, "bcm", "", "lower")]),
    ("en", "Exports surpassed the 12 bcm mark.", [(12, None, "bcm", "", "lower")]),
    ("en", "It buys no less than 2 bcm of gas a year.", [(2, None, "bcm", "year", "lower")]),
    ("en", "It buys a minimum of 2 bcm of gas a year.", [(2, None, "bcm", "year", "lower")]),
    ("en", "It buys around 2 bcm of gas a year.", [(2, None, "bcm", "year", "approx")]),
    ("en", "It buys some 2.5 bcm of gas a year.", [(2.5, None, "bcm", "year", "approx")]),
    ("en", "It buys just over 2 bcm of gas a year.", [(2, None, "bcm", "year", "lower")]),
    ("en", "It buys roughly 2 bcm/y.", [(2, None, "bcm", "year", "approx")]),
    ("en", "It buys 2 bcm or more of gas a year.", [(2, None, "bcm", "year", "lower")]),
    ("en", "It will get up to an additional 1 bcm of gas a year.", [(1, None, "bcm", "year", "upper")]),
    ("en", "It sells over 20 million cubic meters per day.", [(20, None, "mcm", "day", "lower")]),
    ("en", "The volume is not to exceed 2 bcm a year.", [(2, None, "bcm", "year", "upper")]),
    ("en", "Capacity is capped at 2 bcm a year.", [(2, None, "bcm", "year", "upper")]),
    ("en", "It will get an average of 2 bcm a year.", [(2, None, "bcm", "year", "exact")]),
    ("en", "Capacity was raised to 2 bcm a year.", [(2, None, "bcm", "year", "exact")]),
    ("pt", "Vai fornecer até 4 milhões de metros cúbicos por dia.", [(4, None, "mcm", "day", "upper")]),
    ("pt", "Vai fornecer mais de 4 milhões de metros cúbicos por dia.", [(4, None, "mcm", "day", "lower")]),
    (
        "pt",
        "Vai fornecer cerca de 4 bilhões de metros cúbicos por ano.",
        [(4, None, "bcm", "year", "approx")],
    ),
    (
        "pt",
        "Vai fornecer pelo menos 4 bilhões de metros cúbicos anuais.",
        [(4, None, "bcm", "year", "lower")],
    ),
    (
        "pt",
        "O contrato prevê 1,4 mil milhões de metros cúbicos por ano.",
        [(1.4, None, "bcm", "year", "exact")],
    ),
    ("hu", "Legalább évi 2 milliárd köbméter gázt vesz.", [(2, None, "bcm", "year", "lower")]),
    ("hu", "Több mint 2 milliárd köbméter gáz érkezett.", [(2, None, "bcm", "", "lower")]),
    ("hu", "Napi 7,5 millió köbméter gáz érkezik.", [(7.5, None, "mcm", "day", "exact")]),
    ("hu", "Csaknem 2 milliárd köbmétert vásárolt évente.", [(2, None, "bcm", "year", "approx")]),
    ("tr", "Yılda 16 milyar metreküpe kadar gaz taşınacak.", [(16, None, "bcm", "year", "upper")]),
    ("tr", "Yıllık 5 milyar metreküpten fazla gaz alıyor.", [(5, None, "bcm", "year", "lower")]),
    ("tr", "Yaklaşık 2,5 milyar metreküp gaz ihraç edildi.", [(2.5, None, "bcm", "", "approx")]),
    ("tr", "En az 2 milyar metreküp gaz alınacak.", [(2, None, "bcm", "", "lower")]),
    ("el", "Περίπου 2 δισεκατομμύρια κυβικά μέτρα τον χρόνο.", [(2, None, "bcm", "year", "approx")]),
    ("el", "Τουλάχιστον 1,5 bcm ετησίως.", [(1.5, None, "bcm", "year", "lower")]),
    ("el", "Πάνω από 3 δισ. κυβικά μέτρα φυσικού αερίου.", [(3, None, "bcm", "", "lower")]),
    ("el", "Μέχρι 2 bcm αερίου ανά έτος.", [(2, None, "bcm", "year", "upper")]),
    ("az", "İldə təxminən 2 milyard kubmetr qaz nəql olunur.", [(2, None, "bcm", "year", "approx")]),
    ("az", "İldə ən azı 2 milyard kubmetr qaz alınacaq.", [(2, None, "bcm", "year", "lower")]),
    ("az", "İllik 2 milyard kubmetrə qədər qaz veriləcək.", [(2, None, "bcm", "year", "upper")]),
    ("az", "2 milyard kubmetrdən çox qaz ixrac edilib.", [(2, None, "bcm", "", "lower")]),
    ("az", "Gündə 5 milyon kubmetr qaz ötürülür.", [(5, None, "mcm", "day", "exact")]),
    ("ar", "تصدير ما لا يقل عن 3 مليارات متر مكعب من الغاز سنويا", [(3, None, "bcm", "year", "lower")]),
    ("ar", "ضخ نحو 5 ملايين متر مكعب من الغاز يوميا", [(5, None, "mcm", "day", "approx")]),
    ("ar", "أكثر من 10 مليارات متر مكعب من الغاز في السنة", [(10, None, "bcm", "year", "lower")]),
    ("ar", "حوالي 800 مليون قدم مكعبة من الغاز يوميا", [(800, None, "MMscfd", "day", "approx")]),
    ("ar", "ضخ مليار متر مكعب من الغاز في العام", [(1, None, "bcm", "year", "exact")]),
]

NUMBERS = [
    ("en", "They agreed on one bcm of gas a year.", [(1, None, "bcm", "year", "exact")]),
    ("en", "They agreed on one and a half bcm of gas a year.", [(1.5, None, "bcm", "year", "exact")]),
    ("en", "They agreed on half a billion cubic metres a year.", [(0.5, None, "bcm", "year", "exact")]),
    ("en", "They agreed on 2½ bcm of gas a year.", [(2.5, None, "bcm", "year", "exact")]),
    ("en", "They agreed on twenty-five bcm of gas a year.", [(25, None, "bcm", "year", "exact")]),
    ("en", "They agreed on three quarters of a bcm of gas a year.", [(0.75, None, "bcm", "year", "exact")]),
    ("en", "They agreed on two-and-a-half bcm of gas a year.", [(2.5, None, "bcm", "year", "exact")]),
    ("es", "Acordaron uno de los contratos por 1,5 bcm al año.", [(1.5, None, "bcm", "year", "exact")]),
    ("en", "It also took another 500 million cubic metres a year.", [(500, None, "mcm", "year", "exact")]),
    (
        "de",
        "Vereinbart wurden eineinhalb Milliarden Kubikmeter pro Jahr.",
        [(1.5, None, "bcm", "year", "exact")],
    ),
    ("de", "Vereinbart wurden 1.250 Millionen Kubikmeter pro Jahr.", [(1250, None, "mcm", "year", "exact")]),
    ("hu", "Másfél milliárd köbméter gáz évente.", [(1.5, None, "bcm", "year", "exact")]),
    ("tr", "Yılda bir buçuk milyar metreküp gaz.", [(1.5, None, "bcm", "year", "exact")]),
    ("az", "İldə bir milyard yarım kubmetr qaz.", [(1.5, None, "bcm", "year", "exact")]),
    ("pt", "Um bilhão de metros cúbicos por ano.", [(1, None, "bcm", "year", "exact")]),
    ("it", "Un miliardo e mezzo di metri cubi all'anno.", [(1.5, None, "bcm", "year", "exact")]),
    ("ru", "Полтора миллиарда кубометров в год.", [(1.5, None, "bcm", "year", "exact")]),
]

NEVER_GAS = [
    ("en", "Output was 1.2 million barrels per day of oil."),
    ("en", "Output was 540,000 barrels of oil equivalent per day."),
    ("en", "Output is 1.2 mb/d of crude."),
    ("en", "Three cargoes of LNG were sold."),
    ("en", "The pipe runs at 95 barg."),
    ("en", "The deal is worth $2.3bn."),
    ("en", "The price was €31/MWh on Friday."),
    ("en", "The price was 320 dollars per thousand cubic metres of gas."),
    ("en", "The price was $4.5 per MMBtu."),
    ("en", "Prices fell to 31.20 euros per megawatt hour."),
    ("en", "The line is 48 inches wide."),
    ("en", "It mined 5 million tonnes of coal."),
    ("en", "It exports 30 million tonnes of oil a year."),
    ("en", "The plant cuts 2 million tonnes of CO2 a year."),
    ("en", "The solar park gives 1.2 TWh of electricity a year."),
    ("en", "The tank holds 160,000 cubic metres of water."),
]


@pytest.mark.parametrize(("language", "words", "expected"), UNITS + RANGES + BOUNDS + NUMBERS)
def test_a_figure_of_the_press(read, language, words, expected):
    found = gas_of(read(words, language=language))
    assert len(found) == len(expected), found
    assert all(map(same, found, expected)), found


@pytest.mark.parametrize(("language", "words"), NEVER_GAS)
def test_what_is_no_gas_is_no_gas_figure(read, language, words):
    assert gas_of(read(words, language=language)) == []
