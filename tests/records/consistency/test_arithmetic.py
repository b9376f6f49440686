from dataclasses import replace

import pytest

from linepack.records.consistency.arithmetic import checked, checked_cluster, checks
from linepack.records.consistency.magnitudes import implausible
from linepack.records.model import Anchor, Extraction, Flow, Quantity, Span

SERBIA = Flow("AZ", ("RS",))


def figure(number, value, unit, per="", kind="supply", sentence=1, **more):
    anchor = Anchor(sentence, Span(number, number + 1), "by hand")
    return Quantity(f"q{number}", anchor, value, unit, f"{value} {unit}", per=per, kind=kind, **more)


def only(rows):
    found = list(checks(rows))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("rate", "fits"),
    [
        (1.1, True),  # 0.40 bcm at full rate
        (1.4, True),  # 0.51 bcm: a load of 78 % explains it
        (2.4, False),  # 0.88 bcm
        (0.5, False),  # 0.18 bcm cannot make 0.4
    ],
)
def test_a_daily_rate_against_the_yearly_amount(rate, fits):
    check = only([figure(1, 400, "mcm", "year"), figure(2, rate, "mcm", "day")])
    assert check.fits is fits
    assert "365 days" in check.words


def test_a_rate_of_another_flow_is_not_compared():
    rows = [
        figure(1, 400, "mcm", "year", flow=SERBIA),
        figure(2, 6, "mcm", "day", sentence=3, flow=Flow("AZ", ("SY",))),
    ]
    assert list(checks(rows)) == []


def test_energy_and_volume_mean_a_heating_value():
    good = only([figure(1, 12, "TWh"), figure(2, 1.2, "bcm", same_as="q1")])
    assert good.fits
    assert "10.0 kWh/m³" in good.words
    assert not only([figure(1, 12, "TWh"), figure(2, 0.9, "bcm", same_as="q1")]).fits


def test_parts_may_not_exceed_the_sum():
    rows = [figure(1, 25.2, "bcm"), figure(2, 12.9, "bcm"), figure(3, 9.9, "bcm"), figure(4, 2.4, "bcm")]
    assert only(rows).fits
    assert "0 bcm are left" in only(rows).words
    assert not only([*rows[:3], replace(rows[3], value=5.0)]).fits


def test_a_share_of_demand_means_a_demand():
    supply = figure(1, 0.4, "bcm", "year", flow=SERBIA)
    share = figure(2, 15, "percent", kind="share of consumption")
    assert only([supply, share]).fits
    assert not only([supply, replace(share, value=60)]).fits
    demand = figure(3, 0.7, "bcm", kind="consumption", sentence=2)
    assert only([supply, replace(share, value=60), demand]).fits


def test_a_printed_growth_against_its_two_values():
    rows = [
        figure(1, 20, "bcm", role="from"),
        figure(2, 26, "bcm", role="to"),
        figure(3, 30, "percent", kind="relative growth"),
    ]
    assert only(rows).fits
    assert not only([*rows[:2], replace(rows[2], value=20)]).fits


def test_the_extraction_keeps_figures_and_gains_checks_and_doubts(written):
    rows = (figure(1, 400, "mcm", "year"), figure(2, 2.4, "mcm", "day"))
    out = checked(Extraction(written("Words."), quantities=rows))
    assert [row.value for row in out.quantities] == [400, 2.4]
    assert "+119%" in out.quantities[1].cross_check
    assert [doubt.about for doubt in out.doubts] == ["q2"]


def test_documents_of_a_cluster_are_compared_with_each_other():
    first = [figure(1, 400, "mcm", "year", flow=SERBIA)]
    second = [figure(1, 6, "mcm", "day", flow=SERBIA)]
    assert [doubt.about for doubt in checked_cluster({"a": first, "b": second})] == ["b#q1"]
    assert checked_cluster({"a": first}) == ()


def test_the_same_sentence_number_in_two_documents_relates_no_figures():
    first, second = [figure(1, 400, "mcm", "year")], [figure(1, 6, "mcm", "day")]
    assert checked_cluster({"a": first, "b": second}) == ()


def test_figures_far_from_the_press_value_of_their_asset_are_doubted():
    rows = [
        figure(1, 10, "bcm", "year", kind="capacity", asset="TAP"),
        figure(2, 100, "bcm", "year", kind="capacity", asset="TAP"),
        figure(3, 878, "km", kind="length", asset="TAP"),
        figure(4, 8780, "km", kind="length", asset="TAP"),
    ]
    assert [doubt.about for doubt in implausible(rows)] == ["q2", "q4"]
