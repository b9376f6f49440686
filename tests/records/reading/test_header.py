"""The head of a page: made-up headers in the layouts and languages that reports have."""

from __future__ import annotations

from datetime import date

import pytest

from linepack.records.reading import read_document

BODY = (
    "The energy ministers of Norva and Belmark met in the capital and agreed to study a new gas line.\n\n"
    "The line would carry up to 300 million cubic metres a year, the ministry said.\n\n"
    "Both sides will meet again in the spring, and the operators are to take part in the talks."
)

PUBLISHED = [
    ("2023-11-15", "2023-11-15", None),
    ("2023-11-15 09:30", "2023-11-15", "2023-11-15T09:30:00"),
    ("2023-11-15T09:30:00+02:00", "2023-11-15", "2023-11-15T09:30:00+02:00"),
    ("15 November 2023 17:41 (UTC+04:00)", "2023-11-15", "2023-11-15T17:41:00+04:00"),
    ("Published: November 15, 2023 at 5:41 PM EST", "2023-11-15", "2023-11-15T17:41:00-05:00"),
    ("Published on Wednesday, 15 November 2023", "2023-11-15", None),
    ("Posted 15th Nov 2023", "2023-11-15", None),
    ("17:41, 15 November 2023", "2023-11-15", "2023-11-15T17:41:00"),
    ("15. novembar 2023", "2023-11-15", None),
    ("Objavljeno: 15. novembra 2023. 14:20", "2023-11-15", "2023-11-15T14:20:00"),
    ("Sreda, 15.11.2023. | 14:20", "2023-11-15", "2023-11-15T14:20:00"),
    ("Објављено: 15. новембра 2023.", "2023-11-15", None),
    ("Veröffentlicht am 15. November 2023, 14:20 Uhr", "2023-11-15", "2023-11-15T14:20:00"),
    ("Stand: 15.11.2023 14:20 CET", "2023-11-15", "2023-11-15T14:20:00+01:00"),
    ("Publié le 15 novembre 2023 à 14h20", "2023-11-15", "2023-11-15T14:20:00"),
    ("Publicado el 15 de noviembre de 2023", "2023-11-15", None),
    ("Pubblicato il 15 novembre 2023 alle 14:20", "2023-11-15", "2023-11-15T14:20:00"),
    ("Publicat la 15 noiembrie 2023", "2023-11-15", None),
    ("Опубликовано: 15 ноября 2023 г. 14:20", "2023-11-15", "2023-11-15T14:20:00"),
    ("15 ноября 2023, 14:20 (МСК)", "2023-11-15", "2023-11-15T14:20:00+03:00"),
    ("Публикувана: 15 ноември 2023", "2023-11-15", None),
    ("Yayınlanma: 15 Kasım 2023 - 14:20", "2023-11-15", "2023-11-15T14:20:00"),
    ("Yayınlanma Tarihi: 15.11.2023", "2023-11-15", None),
    ("15 noyabr 2023 14:20", "2023-11-15", "2023-11-15T14:20:00"),
    ("Dərc edilib: 15 noyabr 2023", "2023-11-15", None),
    ("Δημοσίευση: 15 Νοεμβρίου 2023, 14:20", "2023-11-15", "2023-11-15T14:20:00"),
    ("Publikuar më: 15 nëntor 2023", "2023-11-15", None),
    ("2023. november 15. 14:20", "2023-11-15", "2023-11-15T14:20:00"),
    ("Opublikowano: 15 listopada 2023", "2023-11-15", None),
    ("نشر في: 15 نوفمبر 2023", "2023-11-15", None),
    ("Опубліковано: 15 листопада 2023", "2023-11-15", None),
    ("Publikováno: 15. listopadu 2023", "2023-11-15", None),
    ("11/15/2023", "2023-11-15", None),
    ("15/11/2023", "2023-11-15", None),
]


@pytest.mark.parametrize(("line", "day", "time"), PUBLISHED, ids=[row[0] for row in PUBLISHED])
def test_the_header_line_gives_the_publication_time(line, day, time):
    text = f"Ministers study a new gas line\n\n{line}\n\n{BODY}"
    document = read_document(text, name="page.txt")
    moment = document.published
    assert moment is not None
    assert moment.basis == "header line"
    assert moment.day == date.fromisoformat(day)
    assert (moment.time.isoformat() if moment.time else None) == time
    assert moment.precision == ("time" if time else "day")
    assert moment.span is not None
    assert moment.span.of(text) in line
    assert [noise.kind for noise in document.noise] == ["publication_time"]
    assert document.sentences[1].noise
    assert document.title == "Ministers study a new gas line"


def test_a_day_and_month_that_can_be_swapped_are_left_in_doubt():
    document = read_document(f"12/1/2025\n\n{BODY}", name="page.txt")
    assert document.published is not None
    assert document.published.precision == "year"
    assert document.published.day == date(2025, 1, 12)
    assert any("2025-01-12 or 2025-12-01" in finding for finding in document.findings)


def test_another_date_of_the_page_settles_a_swapped_day_and_month():
    document = read_document(f"retrieved 2025-12-02\n\n12/1/2025\n\n{BODY}", name="page.txt")
    assert document.published is not None
    assert document.published.day == date(2025, 12, 1)
    assert document.published.precision == "day"


def test_the_day_of_retrieval_is_never_the_day_of_publication():
    document = read_document(f"date 2024-02-03\n\n{BODY}", name="page.txt")
    assert document.published is None
    assert [noise.kind for noise in document.noise] == ["scrape_date"]
    assert any("2024-02-03" in finding for finding in document.findings)


def test_a_time_of_publication_is_taken_before_that_of_an_update():
    text = f"Updated: 16 November 2023 08:00\n\nPublished: 15 November 2023 14:20\n\n{BODY}"
    document = read_document(text, name="page.txt")
    assert document.published is not None
    assert document.published.day == date(2023, 11, 15)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Ana Markova", "Ana Markova"),
        ("Author: Ana Markova", "Ana Markova"),
        ("Von Anna Schmidt", "Anna Schmidt"),
        ("Автор: Анна Маркова", "Анна Маркова"),
        ("Yazar: Ayşe Demirkan", "Ayşe Demirkan"),
        ("Müəllif: Ayan Məmmədli", "Ayan Məmmədli"),
        ("Par Jean Dupontel", "Jean Dupontel"),
        ("Piše: Ana Marković", "Ana Marković"),
        ("Ana Markova Read more", "Ana Markova"),
        ("Ana Markova | 15 November 2023", "Ana Markova"),
        ("Анна Маркова Подробнее", "Анна Маркова"),
    ],
)
def test_the_byline_is_noise_and_is_kept_as_the_author(line, name):
    document = read_document(f"{line}\n\n{BODY}", name="page.txt")
    assert document.byline == name
    assert document.sentences[0].noise
    assert not any(sentence.noise for sentence in document.sentences[1:])


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("BAKU, Azerbaijan, November 7. ", date(2024, 11, 7)),
        ("BAKU, Nov. 7 (Reuters) - ", date(2024, 11, 7)),
        ("Belgrade, 7 November 2024 (Tanjug) - ", date(2024, 11, 7)),
        ("БЕЛГРАД, 7 ноября. /ТАСС/. ", date(2024, 11, 7)),
        ("BEOGRAD, 7. novembra /Tanjug/ - ", date(2024, 11, 7)),
        ("Baku, 7 November, AZERTAC – ", date(2024, 11, 7)),
    ],
)
def test_a_dateline_is_an_agency_tag_and_its_day_is_used(start, day):
    document = read_document(f"retrieved 2024-11-20\n\n{start}{BODY}", name="page.txt")
    tags = [noise for noise in document.noise if noise.kind == "agency_tag"]
    assert " ".join(tag.span.of(document.text) for tag in tags) == start.strip()
    assert document.published is not None
    assert document.published.day == day
    assert document.published.basis.startswith("dateline")
    assert "ministers of Norva" in document.body[0].text


@pytest.mark.parametrize(
    ("before", "after", "day"),
    [
        ("", "", None),
        ("retrieved 2024-01-05", "", date(2023, 12, 30)),
        ("retrieved 2024-09-05", "", None),
        (
            "",
            "On December 30, 2021, the ministers met in Norva to sign it.",
            date(2021, 12, 30),
        ),
        ("", "On December 28, 2021, the ministers met in Norva to sign it.", None),
    ],
)
def test_the_year_of_a_dateline_is_taken_from_near_by_or_not_at_all(before, after, day):
    document = read_document(f"{before}\n\nNORVA, December 30 (dpa) – {BODY} {after}", name="page.txt")
    assert (document.published.day if document.published else None) == day


def test_a_date_of_retrieval_and_a_dateline_fused_to_the_report_are_cut_from_it():
    document = read_document(f"date 2024-01-05 BAKU, Azerbaijan, January 5. {BODY}", name="page.txt")
    found = [(noise.kind, noise.span.of(document.text)) for noise in document.noise]
    assert found == [("scrape_date", "date 2024-01-05"), ("agency_tag", "BAKU, Azerbaijan, January 5.")]
    assert document.published is not None
    assert document.published.day == date(2024, 1, 5)
    assert [sentence.noise for sentence in document.sentences[:2]] == [True, False]


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("© 2024 Norva Times. All rights reserved.", "Norva Times"),
        ("Follow us on Telegram @belmarknewsdaily", "Belmark"),
        ("Follow us on Telegram @otherpeople", ""),
    ],
)
def test_the_outlet_is_the_holder_of_the_rights_or_of_an_account_named_in_the_text(line, outlet):
    assert read_document(f"{BODY}\n\n{line}", name="page.txt").outlet == outlet


def test_an_address_alone_on_a_line_of_the_head_is_that_of_the_page():
    document = read_document(f"https://news.example/line\n\n{BODY}", name="page.txt")
    assert document.url == "https://news.example/line"
    assert document.sentences[0].noise


def test_credits_after_the_report_name_its_author():
    document = read_document(f"{BODY}\n\n(Reporting by Ana Markova; Editing by Jo Brun)", name="page.txt")
    assert document.byline == "Ana Markova"
    assert document.sentences[-1].noise


@pytest.mark.parametrize(
    ("start", "tag"),
    [
        ("NORVA - The minister said that the line would carry gas from the spring.", "NORVA -"),
        ("SOCAR - the state oil company - said that the line would carry gas from the spring.", ""),
        ("SOCAR – Azerbaijan's oil company – said that the line would carry gas in spring.", ""),
    ],
)
def test_a_place_and_a_dash_are_a_dateline_and_a_company_with_a_description_is_none(start, tag):
    document = read_document(f"{start}\n\n{BODY}", name="page.txt")
    assert [noise.span.of(document.text) for noise in document.noise] == ([tag] if tag else [])
    assert not document.sentences[0].noise


def test_the_header_comes_before_the_dateline():
    document = read_document(f"8 November 2023 09:00\n\nBAKU, November 7. {BODY}", name="page.txt")
    assert document.published is not None
    assert document.published.day == date(2023, 11, 8)
