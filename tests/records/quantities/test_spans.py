"""Whatever the text, every date and every figure stands where it says, and nothing breaks."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linepack.records.quantities import find_quantities
from linepack.records.times import find_times

PIECES = (
    *("up to ", "between ", "from ", "to ", "and ", "5", "1,5", "1.200", "12 ", "2027", "2026–2028 "),
    *("one billion ", "bcm ", "million cubic metres ", "km", "%", "€84 million", "a year ", "/d", "TWh"),
    *(" milijardu kubika ", "in ", "millionen", "до 300 млн куб. м", "δισ. κυβικά", "12 مليار", "Q4 "),
    *("November 7, 2025 ", "31 February 2025 ", "99/99/2025 ", "a third of ", "demand", "fifth buyer "),
    *("(", ")", "\n", ".", "1.2.3,4", "½", "٣", "²", "İ", "ß"),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), min_size=1, max_size=14))
def test_every_row_stands_in_the_text(written, words):
    lines = [line or "-" for line in "".join(words).splitlines()] or ["-"]
    document = written(*lines, published=date(2025, 11, 13))
    times = find_times(document)
    figures, others, _ = find_quantities(document, (), times)
    for time in times:
        assert time.anchor.span.of(document.text) == time.words != ""
        assert time.first is None or time.last is None or time.first <= time.last
    for row in (*figures, *others):
        assert row.anchor.span.of(document.text) == row.printed != ""
        assert document.sentences[row.anchor.sentence - 1].span.holds(row.anchor.span)
