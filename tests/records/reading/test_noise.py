"""What of a page is not the report, and that no sentence of the report is taken for it."""

from __future__ import annotations

import pytest

from linepack.records.reading import read_document

LEAD = "The energy ministers of Norva and Belmark met in the capital and agreed to study a new gas line."
SECOND = "The line would carry up to 300 million cubic metres a year, the ministry said on Monday."
THIRD = "Both sides will meet again in the spring, and the operators are to take part in the talks."
REPORT = [LEAD, SECOND, THIRD]


def page(*parts: str) -> str:
    return "\n\n".join(parts)


def kinds(document) -> dict[str, str]:
    return {noise.span.of(document.text): noise.kind for noise in document.noise}


def body(document) -> list[str]:
    return [sentence.text for sentence in document.body]


SINGLE_LINES = [
    ("---", "separator"),
    ("* * *", "separator"),
    ("Read more", "link_label"),
    ("Подробнее...", "link_label"),
    ("Weiterlesen »", "link_label"),
    ("Devamı", "link_label"),
    ("Opširnije", "link_label"),
    ("Ətraflı", "link_label"),
    ("Διαβάστε περισσότερα", "link_label"),
    ("Share", "share_label"),
    ("Facebook Twitter WhatsApp Telegram", "share_label"),
    ("Поделиться", "share_label"),
    ("Paylaş", "share_label"),
    ("Photo: Norva ministry of energy", "photo_credit"),
    ("Фото: пресс-служба министерства", "photo_credit"),
    ("Foto: Tanjug / A. Marković", "photo_credit"),
    ("© Getty Images", "photo_credit"),
    ("Follow us on Telegram @norvanews", "follow_footer"),
    ("Подписывайтесь на наш канал в Telegram", "follow_footer"),
    ("Bizi Facebook-da izləyin", "follow_footer"),
    ("Pratite nas na mrežama", "follow_footer"),
    ("Ακολουθήστε μας στο Google News", "follow_footer"),
    ("© 2023 Norva News. All rights reserved.", "follow_footer"),
    ("We use cookies to improve your experience on this website.", "cookie_banner"),
    ("Этот сайт использует файлы cookie для вашего удобства.", "cookie_banner"),
    ("1 2 3 4 … 27 Next", "page_control"),
    ("« 1 | 2 | 3 »", "page_control"),
    ("Page 2 of 3", "page_control"),
    ("1,204 views", "page_control"),
    ("Tags: gas, Norva, Belmark", "section_label"),
    ("Source: Norva statistics office", "agency_tag"),
    ("Izvor: Tanjug", "agency_tag"),
    ("afp/abc/de", "agency_tag"),
    ("--- End of story ---", "separator"),
    ("Your email address will not be published.", "page_control"),
    ("Share this news on Facebook", "share_label"),
    ("Komentari (12)", "page_control"),
    ("Advertisement", "page_control"),
    ("Datum preuzimanja: 2025-04-12 09:33", "scrape_date"),
    ("You can unsubscribe at any time.", "follow_footer"),
    ("Tel. +381 11 000000", "follow_footer"),
    ("Read also: Belmark opens a compressor station", "unrelated_story"),
    ("Читайте также: Открыта новая станция", "unrelated_story"),
]


@pytest.mark.parametrize(("line", "kind"), SINGLE_LINES, ids=[row[0] for row in SINGLE_LINES])
@pytest.mark.parametrize("place", ["before", "inside", "after"])
def test_a_line_of_the_page_is_told_from_the_report(line, kind, place):
    parts = {"before": [line, *REPORT], "inside": [LEAD, SECOND, line, THIRD], "after": [*REPORT, line]}[
        place
    ]
    document = read_document(page(*parts), name="page.txt")
    assert body(document) == REPORT
    assert kind in {noise.kind for noise in document.noise}
    assert "".join(n.span.of(document.text) for n in document.noise if n.sentence)


def test_a_section_label_and_a_title_stand_before_the_report():
    document = read_document(page("Economy", "Ministers study a new gas line", *REPORT), name="page.txt")
    assert kinds(document) == {"Economy": "section_label"}
    assert document.title == "Ministers study a new gas line"


def test_an_agency_tag_at_the_end_of_a_sentence_is_marked_and_the_sentence_stays():
    document = read_document(page(LEAD, SECOND, THIRD + " (AZERTAC)"), name="page.txt")
    assert kinds(document) == {"(AZERTAC)": "agency_tag"}
    assert len(document.body) == 3 or not document.sentences[2].noise


def test_headlines_after_related_news_are_other_stories():
    tail = ["Related news", "Belmark opens a compressor station", "Storage of Norva is full"]
    document = read_document(page(*REPORT, *tail), name="page.txt")
    assert body(document) == REPORT
    assert kinds(document) == {
        "Related news": "section_label",
        "Belmark opens a compressor station": "unrelated_story",
        "Storage of Norva is full": "unrelated_story",
    }


def test_read_also_in_the_middle_takes_headlines_and_no_sentence():
    parts = [LEAD, SECOND, "Read also", "Belmark opens a compressor station", THIRD]
    document = read_document(page(*parts), name="page.txt")
    assert body(document) == REPORT


def test_a_teaser_of_another_story_after_the_report_is_not_the_report():
    teaser = "A fire in a warehouse of Belmark was put out on Sunday, the fire service said."
    document = read_document(page(*REPORT, "Latest news", teaser), name="page.txt")
    assert body(document) == REPORT
    assert kinds(document)[teaser] == "unrelated_story"


def test_a_box_of_headlines_inside_the_report_does_not_end_it():
    box = ["Related news", "Belmark opens a compressor station"]
    more = ["The parliament of Norva is to vote on the plan.", "It has put the vote off to the end of June."]
    document = read_document(page(*REPORT, *box, *more), name="page.txt")
    assert body(document) == [*REPORT, *more]


def test_the_body_of_a_report_may_have_headings_and_a_signature():
    parts = ["Norva plans a line", LEAD, "Why it matters", SECOND, "What comes next", THIRD, "Norva Times"]
    document = read_document(page(*parts), name="page.txt")
    assert body(document) == parts


def test_the_section_labels_of_a_digest_are_noise():
    document = read_document(page("NORVA", LEAD, "BELMARK", SECOND, THIRD), name="page.txt")
    assert kinds(document) == {"NORVA": "section_label", "BELMARK": "section_label"}


def test_a_copy_behind_another_dateline_is_a_copy():
    text = page("NORVA, May 2 (dpa) - " + LEAD, SECOND, "***", "BELMARK, May 3. " + LEAD)
    document = read_document(text, name="page.txt")
    assert document.sentence_at(text.rindex(LEAD)).noise
    assert not document.sentence_at(text.index(LEAD)).noise


def test_a_second_copy_of_the_text_is_marked_and_the_first_stays():
    document = read_document(page(*REPORT, *REPORT), name="page.txt")
    assert body(document) == REPORT
    assert [noise.kind for noise in document.noise] == ["duplicate_text"] * 3


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ("Norva is to receive another 1.", "1."),
        ("The second stage of the line will have a capacity of 2", "2"),
        ("The second stage of the line will have a capacity of 2.5 bill", "2.5 bill"),
        ("The second stage of the line will cost some 84 mi...", "84 mi..."),
        ("The second stage of the line will be built by a group of comp", "comp"),
        ("The second stage of the line will be built by a group [...]", "group [...]"),
    ],
)
def test_a_text_that_stops_in_a_word_or_a_figure_says_so(end, cut):
    document = read_document(page(*REPORT, end), name="page.txt")
    marks = [noise for noise in document.noise if noise.kind == "truncated_end"]
    assert [mark.span.of(document.text).strip() for mark in marks] == [cut]
    assert not document.sentences[-1].noise
    assert any("stops before" in finding for finding in document.findings)


def test_a_whole_text_is_not_taken_for_a_cut_one():
    for end in ("Norva News", "Who pays?", "“We will see.”", "Ana Markova"):
        document = read_document(page(*REPORT, end), name="page.txt")
        assert not any(noise.kind == "truncated_end" for noise in document.noise), end


REPORT_SENTENCES = [
    "Follow-up talks on the line are to be held in Norva in the spring, the two sides said.",
    "Share prices of the operator rose by four percent after the signing of the contract.",
    "Next year the line is to carry 1.2 billion cubic metres of gas to the south.",
    "Photo voltaic plants of 200 MW are to be built beside the compressor station.",
    "The Reuters agency was told by the minister that the pipe would be ready on 15 November 2023.",
    "By Ana Bridge the pipe crosses the river, and there it is 48 inches wide.",
    "Image matters less than gas, said the minister when he was asked about the delay.",
    "Read the contract, said the minister, and you will find no such volume in it.",
    "On 7 November 2023 the two ministers met in Belmark and signed a memorandum.",
    "SOCAR – the state oil company – will deliver the gas from the first of January.",
    "Top officials of both operators took part in the opening of the station.",
    "The cookie factory of Belmark, which uses gas, will be joined to the network.",
    "Latest news from the talks is good, the spokesman of the ministry said on Monday.",
    "Contact with the station was lost on Monday.",
    "Copyright law was changed by the parliament of Norva on the same day.",
    "Related-party deals of the operator grew by a third, the auditors found on Monday.",
    "Advertisement of the tender is planned for the month of May, the operator said.",
    "Reporting by the operators has improved since the market was opened, the regulator said.",
    "Published data show that the flow fell to 4.2 million cubic metres a day in May.",
    "Updated plans for the line were shown on 7 November 2023 in the capital of Norva.",
    "Retrieved volumes of gas from storage reached a new high in the month of January.",
    "From: here on the line belongs to Belmark, says the map in the annex of the treaty.",
    "Source gas for the plant comes from the fields in the north of the country.",
]


@pytest.mark.parametrize("sentence", REPORT_SENTENCES)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_sentence_of_the_report_is_never_noise(sentence, place):
    parts = [*REPORT[:place], sentence, *REPORT[place:]]
    document = read_document(page(*parts), name="page.txt")
    assert body(document) == parts
    assert document.noise == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "To recall, the first line between the two networks has carried gas since 2020.",
        "It should be reminded that the two countries signed a declaration in 2019.",
        "Note that the corridor has a capacity of ten billion cubic metres.",
        "Earlier, Norva had joined the corridor as the fourth buyer.",
        "Напомним, что первая линия работает с 2020 года.",
        "Xatırladaq ki, birinci xətt 2020-ci ildən işləyir.",
        "Hatırlanacağı üzere ilk hat 2020 yılından beri çalışıyor.",
        "Podsetimo, prvi gasovod radi od 2020. godine i nosi gas sa juga.",
        "Zur Erinnerung: Die erste Leitung läuft seit dem Jahr 2020.",
        "Υπενθυμίζεται ότι η πρώτη γραμμή λειτουργεί από το 2020.",
        "Припомняме, че първата линия работи от 2020 година.",
        "Reamintim că prima conductă funcționează din anul 2020.",
    ],
)
def test_what_recalls_earlier_matters_is_background(sentence):
    document = read_document(page(LEAD, sentence, THIRD), name="page.txt")
    assert [s.background for s in document.sentences] == [False, True, False]


@pytest.mark.parametrize(
    "sentence",
    [
        "It was noted that the two countries will go on with the talks.",
        "Earlier today the ministers met in the capital of Norva.",
        "The minister recalled the long friendship of the two countries.",
    ],
)
def test_news_is_not_background(sentence):
    document = read_document(page(LEAD, sentence, THIRD), name="page.txt")
    assert not any(s.background for s in document.sentences)


def test_a_section_called_background_is_background_to_its_end():
    document = read_document(page(LEAD, "Background", SECOND, THIRD), name="page.txt")
    assert [s.background for s in document.sentences if not s.noise] == [False, True, True]
