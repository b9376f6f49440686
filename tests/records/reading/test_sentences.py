"""Where a sentence ends: made-up sentences in the languages and with the abbreviations that reports use."""

from __future__ import annotations

import pytest

from linepack.records.reading import read_document
from linepack.records.reading.sentences import sentence_spans

CASES = [
    ("en", ["The pipe carries 4.2 bcm.", "It grew by 1.200 MW.", "Mr. Petrov met St. John in No. 5 Street."]),
    ("en", ["Exports rose to 300 mln cu. m.", "The parties agreed."]),
    ("en", ["Exports rose to 300 mln. cu. m. a year, e.g. Via Norva, vs. Less before.", "It is so."]),
    ("en", ["The U.S. Department said so.", "J. K. Brown of Norva Gas Ltd. Agreed."]),
    ("en", ["“We will deliver.”", "The minister left.", "(It was late.)", "Then “quiet.”", "Then more."]),
    ("en", ["He lives in the U.S.", "The deal holds.", "She lives in the U.K.", "She does not."]),
    ("en", ["On Nov. 7 the line opened.", "It closes on Dec. 31, 2026.", "Trade grew."]),
    ("en", ["Phase 2.", "The next step is Phase 3.", "Nothing else...", "But wait!", "Really?", "Yes."]),
    ("en", ["Pressure is 75 bar.", "15 companies bid.", "The price is $4.5 million.", "2026 is next."]),
    ("en", ["Sentences end here.[1]", "The note stands.", "They said “so.”", "The end."]),
    ("en", ["See www.example.org for A.Novak and Dr.Smith.", "They agree."]),
    ("de", ["Am 7. November trafen sich die Minister.", "Der 10. Jahrestag fiel in das 4. Quartal."]),
    ("de", ["Es kam z. B. Gas an, rd. 2 Mrd. Kubikmeter.", "Die Leitung ist voll."]),
    ("sr", ["Dana 15. novembra 2023. godine potpisan je sporazum.", "Ministar je to rekao.", "Gas teče."]),
    ("ru", ["В 2023 г. Норва поставила 12 млрд. куб. м. газа.", "И. Петров и Дж. Браун встретились."]),
    ("ru", ["Поставки составили 5 млрд куб. м.", "По словам министра, это рекорд."]),
    ("bg", ["Газът е 2 млрд. куб. м. годишно.", "По думите на министъра това е рекорд."]),
    ("el", ["Η χώρα εισήγαγε 2 δισ. κυβικά.", "Ο κ. Νίκου συμφώνησε.", "Τι θα γίνει;", "Θα δούμε."]),
    ("ar", ["قال الوزير إن الغاز يتدفق.", "وأضاف د. أحمد أن العقد موقع.", "هل هذا كاف؟", "نعم."]),
    ("az", ["Nazir C. Məmmədov bildirib ki, ixrac 12 mlrd. kubmetr olub.", "Bu, rekorddur."]),
    ("tr", ["Bakan 18. Zirve'ye katıldı.", "Ülke 2,5 mlr. metreküp alacak.", "Bu yıl anlaşma imzalandı."]),
    ("ka", ["გაზი მიედინება.", "მინისტრმა თქვა, რომ 2 მლრდ. კუბური მეტრი მოვა.", "ეს კარგია."]),
    ("hu", ["2023. november 7-én aláírták.", "A 10. Találkozó jó volt.", "Az év vége a cél."]),
    ("cs", ["Dne 7. 11. 2023 podepsali smlouvu.", "Firma dodá 2 mld. m3.", "To je vše."]),
    ("it", ["Il sig. Rossi ha detto 2 mld. di mc.", "Il gas arriva."]),
    ("hy", ["Գազը հոսում է։", "Նախարարը ասաց։"]),
]


@pytest.mark.parametrize(("language", "expected"), CASES, ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)])
def test_sentences_end_where_a_reader_ends_them(language, expected):
    text = " ".join(expected)
    found = [text[start:end] for start, end in sentence_spans(text, 0, len(text), language)]
    assert found == expected


def test_a_number_in_brackets_behind_the_last_stop_belongs_to_the_sentence():
    assert [words_of(text) for text in ("It opens in May. (17)", "It opens. It grows. [3].")] == [
        ["It opens in May. (17)"],
        ["It opens.", "It grows. [3]."],
    ]
    assert words_of("They agree. (2) The line opens.") == ["They agree.", "(2) The line opens."]


def words_of(text):
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text), "en")]


def test_words_run_together_after_a_stop_are_two_sentences():
    text = "Gas flows.The parties met."
    assert [text[a:b] for a, b in sentence_spans(text, 0, len(text))] == ["Gas flows.", "The parties met."]


def test_hard_wrapped_lines_are_one_sentence_and_its_span_holds_the_line_breaks():
    text = (
        "The ministry of energy said on Monday that the new line between the two\n"
        "networks will carry up to 300 million cubic metres a year from the first of\n"
        "January. Work on the second stage has begun. The station near\n"
        "Norva is to follow in the spring."
    )
    document = read_document(text, name="wrapped.txt")
    assert len(document.sentences) == 3
    first = document.sentences[0]
    assert "\n" in first.span.of(text)
    assert first.text == " ".join(first.span.of(text).split())
    assert document.sentences[2].text == "The station near Norva is to follow in the spring."


def test_a_headline_a_list_and_a_header_stay_lines_of_their_own():
    text = (
        "Norva and Belmark sign a gas deal\n"
        "The two countries signed a supply deal in the capital on Monday, the ministry said in a release.\n"
        "- first item of the list\n"
        "- second item of the list\n"
    )
    document = read_document(text, name="list.txt")
    assert [sentence.text for sentence in document.sentences] == text.strip().splitlines()
    assert document.title == "Norva and Belmark sign a gas deal"


def test_paragraphs_end_at_blank_lines_of_every_kind():
    text = "One here.\n\nTwo here.\r\n \t\r\nThree here.\u2029\u2029Four here.\n\u200b\nFive here."
    document = read_document(text, name="blank.txt")
    assert [s.paragraph for s in document.sentences] == [1, 2, 3, 4, 5]
    assert [s.number for s in document.sentences] == [1, 2, 3, 4, 5]


def test_every_sentence_is_found_at_its_span_and_none_overlaps():
    text = "  Pad.  Two  here \n\n Three. “Four.” \n\n"
    document = read_document(text, name="spans.txt")
    end = 0
    for sentence in document.sentences:
        assert sentence.span.start >= end
        assert " ".join(sentence.span.of(text).split()) == sentence.text
        end = sentence.span.end
