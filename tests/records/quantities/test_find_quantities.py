from datetime import date

import pytest

from linepack.records.quantities import find_quantities
from linepack.records.times import find_times

THERE = date(2025, 11, 13)


@pytest.fixture
def read(written):
    def _read(*sentences, language="en"):
        document = written(*sentences, language=language, published=THERE)
        return find_quantities(document, (), find_times(document))

    return _read


def only(found):
    assert len(found[0]) == 1, found
    return found[0][0]


@pytest.mark.parametrize(
    ("language", "words", "value", "unit", "per", "bound"),
    [
        ("en", "They agreed on up to 300 million cubic metres of gas a year.", 300, "mcm", "year", "upper"),
        ("en", "The line sends 1.4 mcm/d north.", 1.4, "mcm", "day", "exact"),
        ("en", "At least 1.6 bn m³ will be bought.", 1.6, "bcm", "", "lower"),
        ("en", "Nearly two bcm were sold.", 2, "bcm", "", "approx"),
        ("en", "Exports were 13.88bn cubic metres.", 13.88, "bcm", "", "exact"),
        ("en", "One billion and eight hundred million cubic metres annually.", 1.8, "bcm", "year", "exact"),
        ("en", "More than 5 bcma flow.", 5, "bcm", "year", "lower"),
        ("en", "The field gives 500 MMscfd.", 500, "MMscfd", "day", "exact"),
        ("en", "It sold 12 TWh of gas.", 12, "TWh", "", "exact"),
        ("en", "The plant liquefies 4.5 mtpa of LNG.", 4.5e6, "t", "year", "exact"),
        ("en", "A cargo of 70,000 tonnes of LNG came.", 70000, "t", "", "exact"),
        ("de", "Bis zu 1,5 Milliarden Kubikmeter Gas pro Jahr.", 1.5, "bcm", "year", "upper"),
        ("fr", "Environ 500 millions de mètres cubes par an.", 500, "mcm", "year", "approx"),
        ("it", "Oltre 9,5 miliardi di metri cubi all'anno.", 9.5, "bcm", "year", "lower"),
        ("es", "Hasta 8 mil millones de metros cúbicos al año.", 8, "bcm", "year", "upper"),
        ("ru", "Не менее 1,2 млрд куб. м газа в год.", 1.2, "bcm", "year", "lower"),
        ("sr", "Do 400 miliona kubika gasa godišnje.", 400, "mcm", "year", "upper"),
        ("sr", "Око 1,8 милијарди кубних метара годишње.", 1.8, "bcm", "year", "approx"),
        ("bg", "До 1 милиард куб. м природен газ годишно.", 1, "bcm", "year", "upper"),
        ("mk", "Околу 300 милиони кубни метри годишно.", 300, "mcm", "year", "approx"),
        ("el", "Έως 1,5 δισ. κυβικά μέτρα ετησίως.", 1.5, "bcm", "year", "upper"),
        ("tr", "Günde 6 milyon metreküp doğal gaz gidiyor.", 6, "mcm", "day", "exact"),
        ("az", "İldə 10 milyard kubmetr qaz ixrac olunur.", 10, "bcm", "year", "exact"),
        ("ro", "Peste 1,5 miliarde metri cubi pe an.", 1.5, "bcm", "year", "lower"),
        ("hu", "Mintegy 2 milliárd köbméter gáz évente.", 2, "bcm", "year", "approx"),
        ("ar", "10 مليارات متر مكعب من الغاز", 10, "bcm", "", "exact"),
    ],
)
def test_a_gas_volume_in_words_of_its_language(read, language, words, value, unit, per, bound):
    row = only(read(words, language=language))
    assert (row.value, row.unit, row.per, row.bound) == (pytest.approx(value), unit, per, bound)


@pytest.mark.parametrize(
    ("language", "words", "value", "unit", "kind"),
    [
        ("en", "The pipe is some 182 km long.", 182, "km", "length"),
        ("en", "The pipe is 1,200 km long.", 1200, "km", "length"),
        ("sr", "Elektrana ima 1.200 MW.", 1200, "MW", "power"),
        ("en", "A plant of half a gigawatt burns it.", 500, "MW", "power"),
        ("en", "The works cost €84 million.", 84e6, "EUR", "cost"),
        ("en", "A grant of 46 million euros was given.", 46e6, "EUR", "grant"),
        ("en", "Trade reached $1.2bn.", 1.2e9, "USD", "value"),
        ("en", "A 15-year contract for gas was signed.", 15, "year", "duration"),
        ("en", "It covers 40 percent of demand.", 40, "percent", "share of consumption"),
        ("en", "Exports rose by 12%.", 12, "percent", "relative growth"),
        ("en", "Gas exports could triple.", 3, "multiple", "relative growth"),
        ("en", "It covers a third of its gas demand.", 0.3333, "multiple", "share of consumption"),
        ("en", "It becomes the fifth buyer country of this gas.", 5, "ordinal", "count of buyer countries"),
        ("en", "The company supplies gas to 16 countries.", 16, "count", "count of buyer countries"),
        ("en", "The pipe has a capacity of 10 bcm.", 10, "bcm", "capacity"),
        ("en", "Its capacity grows by a further 1.2 bcm.", 1.2, "bcm", "capacity increment"),
        ("en", "The country consumes 3 bcm.", 3, "bcm", "consumption"),
        ("en", "The field produces 9 bcm.", 9, "bcm", "production"),
        ("en", "The storage holds 450 million cubic metres.", 450, "mcm", "storage"),
        ("en", "It exports 9 bcm.", 9, "bcm", "supply"),
    ],
)
def test_the_kind_of_a_figure(read, language, words, value, unit, kind):
    row = only(read(words, language=language))
    assert (row.value, row.unit, row.kind) == (pytest.approx(value, rel=1e-3), unit, kind)


def test_event_names_and_anniversaries_are_no_figures(read):
    figures, others, _ = read(
        "He told of the peace after the 44-day war and the 24-hour measures.",
        "Trees were planted for the 100th anniversary of the house.",
    )
    assert figures == ()
    assert [(row.value, row.unit) for row in others] == [(44, "day"), (24, "hour"), (100, "ordinal")]


def test_a_range_is_one_figure(read):
    row = only(read("It needs between 5 and 9 bcm."))
    assert (row.value, row.value_max, row.bound) == (5, 9, "range")
    row = only(read("It needs 5–9 bcm."))
    assert (row.value, row.value_max, row.bound) == (5, 9, "range")


@pytest.mark.parametrize("words", ["Exports rise from 20 to 26 bcm.", "Exports rise from 20 bcm to 26 bcm."])
def test_a_change_is_two_figures_with_roles(read, words):
    assert [(row.value, row.role) for row in read(words)[0]] == [(20, "from"), (26, "to")]


def test_a_closed_period_makes_a_total_unless_each_year_is_meant(read):
    whole = only(read("They buy one bcm in 2027–2028."))
    assert (whole.per, whole.canonical_unit, whole.period.words) == ("total", "bcm_total", "2027–2028")
    each = only(read("They buy one bcm in each of 2027 and 2028."))
    assert (each.per, each.canonical_unit) == ("year", "bcm_per_year")


def test_phases_are_parts_and_no_range(read):
    rows = read("It carries 2–3 bcm in the first phase, 10 bcm at full size.")[0]
    assert [(r.value, r.value_max, r.part) for r in rows] == [(2, 3, "first phase"), (10, None, "full size")]


def test_one_figure_in_two_units_is_linked(read):
    first, second = read("It bought 12 TWh, that is about 1.2 bcm.")[0]
    assert (first.same_as, second.same_as) == ("", first.id)


def test_the_bounded_form_of_a_repeated_fact_wins(read):
    first, second = read(
        "They agreed on 300 million cubic metres a year.", "It may buy up to 300 million cubic metres a year."
    )[0]
    assert (first.duplicate_of, second.duplicate_of, second.bound) == (second.id, "", "upper")


@pytest.mark.parametrize(
    "words",
    [
        "The line carries 3 thousand bcm a week.",
        "It buys 9 billion square metres of gas a year.",
        "It buys 400 bcm of gas a day.",
        "The trunk line has a capacity of 10 thousand cubic metres, that is 16000 bcm a year.",
    ],
)
def test_a_unit_that_cannot_be_meant_is_flagged_and_kept(read, words):
    figures, _, doubts = read(words)
    assert [row.flag for row in figures] == ["unit_error"]
    assert len(doubts) == 1
    assert doubts[0].about == figures[0].id


def test_a_figure_cut_by_the_end_of_the_text_is_dropped_with_a_doubt(read):
    figures, _, doubts = read("The line is long.", "It will carry up to 1.2 bil")
    assert figures == ()
    assert doubts[0].rule == "quantities: cut off"


def test_every_span_is_the_words_printed(written):
    document = written("Up to 300 million m³ a year, some 700 km, 12 %, €84 million – from 2 to 3 bcm rise.")
    figures, others, _ = find_quantities(document, (), find_times(document))
    assert len(figures) > 4
    for row in (*figures, *others):
        assert row.anchor.span.of(document.text) == row.printed


def test_flow_and_asset_come_from_the_mentions(written, mention):
    document = written(
        "Serbia will buy up to 400 mcm of Azerbaijani gas a year through Bulgaria over the Link."
    )
    names = (
        mention(document, "Serbia", "countries", "RS", "name"),
        mention(document, "Azerbaijani", "countries", "AZ", "adjective"),
        mention(document, "Bulgaria", "countries", "BG", "name"),
        mention(document, "Link", "assets", "LINK"),
    )
    row = find_quantities(document, names, ())[0][0]
    assert (row.flow.origin, row.flow.destination, row.flow.via) == ("AZ", ("RS",), ("BG",))
    assert row.asset == "LINK"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("They signed a contract for 1 bcm a year.", "contracted"),
        ("They may buy 1 bcm a year.", "option"),
        ("They could buy 1 bcm a year.", "possible"),
        ("If demand is there, it buys 1 bcm a year.", "conditional"),
        ("They plan to buy 1 bcm a year.", "planned"),
        ("They expect 1 bcm a year.", "expected"),
        ("The target is 20 bcm a year.", "target"),
        ("Last year they imported 1 bcm.", "actual"),
        ("The line has a capacity of 10 bcm.", "capacity"),
    ],
)
def test_the_status_is_told_by_the_nearest_word(read, words, status):
    assert only(read(words)).status == status


def test_each_of_several_amounts_has_its_own_destination(written, mention):
    document = written("Of 12 bcm in all, 9.9 bcm went to Turkey and 2.5 bcm to Georgia.")
    names = (
        mention(document, "Turkey", "countries", "TR", "name"),
        mention(document, "Georgia", "countries", "GE", "name"),
    )
    rows = find_quantities(document, names, ())[0]
    assert [row.flow.destination for row in rows] == [(), ("TR",), ("GE",)]


def test_a_case_ending_gives_the_end_of_a_flow(written, mention):
    document = written("Azerbaycan Türkiye'ye 9,9 milyar metreküp gaz ihraç etti.", language="tr")
    names = (
        mention(document, "Azerbaycan", "countries", "AZ", "name"),
        mention(document, "Türkiye", "countries", "TR", "name"),
    )
    row = find_quantities(document, names, ())[0][0]
    assert (row.flow.origin, row.flow.destination, row.status) == ("AZ", ("TR",), "actual")


def test_a_word_that_means_reaching_is_no_bound(read):
    rows = read("Мощность планируется увеличить до 31 млрд кубометров в год.", language="ru")[0]
    assert [(row.value, row.bound) for row in rows] == [(31, "exact")]


def test_a_contract_on_a_volume_is_no_lower_bound(read):
    row = only(read("Sie schlossen einen Vertrag über 1,5 Milliarden Kubikmeter pro Jahr.", language="de"))
    assert (row.value, row.bound, row.status) == (1.5, "exact", "contracted")


def test_one_milliard_needs_no_number(read):
    row = only(read("Količina može da se poveća na milijardu kubnih metara.", language="sr"))
    assert (row.value, row.unit, row.status) == (1, "bcm", "possible")


def test_a_halved_year_is_no_share(read):
    assert read("Gas exports rose in the first half of 2026 and the second half of the year.")[0] == ()


def test_the_period_of_another_clause_is_not_taken(read):
    first, second = read("They buy 400 mcm a year, and from 2026 they may take 1 bcm a year.")[0]
    assert first.period is None
    assert second.period.words == "2026"


def test_tanks_hold_a_volume_without_a_rate(read):
    rows = read("The terminal regasifies 5.5 bcm a year and has 153,500 cubic metres of tanks.")
    assert [(row.value, row.per, row.flag) for row in rows[0]] == [(5.5, "year", ""), (0.1535, "", "")]


@pytest.mark.parametrize(
    ("words", "value", "unit", "bound"),
    [
        ("The work would last about 24 months.", 24, "month", "approx"),
        ("The line was out of service for 16 hours because of a fault.", 16, "hour", "exact"),
        ("The repair would take no longer than two days.", 2, "day", "upper"),
        ("The group is to report within three months.", 3, "month", "upper"),
    ],
)
def test_works_and_outages_last(read, words, value, unit, bound):
    row = only(read(words))
    assert (row.value, row.unit, row.kind, row.bound) == (value, unit, "duration", bound)


@pytest.mark.parametrize(
    "words",
    ["They met two years ago.", "Ties of the last 20 years were praised.", "He is a 58-year-old engineer."],
)
def test_other_lengths_of_time_are_no_figures(read, words):
    assert read(words)[0] == ()


def test_an_amount_without_a_unit_takes_that_of_the_nearest(read):
    rows = read("The line carries 10 billion cubic metres a year.", "It could be doubled up to 20 billion.")[
        0
    ]
    assert [(row.value, row.unit) for row in rows if row.unit == "bcm"] == [(10, "bcm"), (20, "bcm")]


def test_feet_a_day_are_a_rate_of_their_own(read):
    row = only(read("The field gives some 500 million standard cubic feet a day."))
    assert (row.value, row.unit, row.per, row.bound) == (500, "MMscfd", "day", "approx")


def test_words_of_a_sum_make_a_total(read):
    assert only(read("They took 6.5 bcm in total.")).per == "total"


def test_prices_stakes_and_other_currencies_are_no_figures(read):
    figures, others, _ = read(
        "It costs 310 dollars per thousand cubic metres.", "The firm holds a 20% stake."
    )
    assert figures == ()
    assert [row.value for row in others] == [310, 20]


@pytest.mark.parametrize(
    ("language", "words", "value", "kind"),
    [
        ("en", "Gas production has fallen by a third since 2021.", 0.3333, "relative growth"),
        ("ru", "Поставки газа выросли на четверть.", 0.25, "relative growth"),
        ("fr", "Le gazoduc a utilisé un peu plus de la moitié de sa capacité.", 0.5, "capacity"),
    ],
)
def test_parts_of_a_capacity_and_growth_by_a_part(read, language, words, value, kind):
    row = only(read(words, language=language))
    assert (row.value, row.unit, row.kind) == (value, "multiple", kind)
