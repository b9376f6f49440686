"""E-mails: plain, encoded, in several parts, forwarded."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from linepack.errors import InputError
from linepack.records.reading import read_document

TEXT = (
    "Dear colleagues,\n\n"
    "The two ministries agreed on Monday that the new line between the networks will\n"
    "carry up to 300 million cubic metres a year. The study is to be ready in the\n"
    "spring, and the operators take part in it.\n\n"
    "-- \n"
    "Ana Markova\n"
    "Press office\n"
)


def mail(text: str = TEXT, **fields: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ana Markova <ana@ministry.example>"
    message["To"] = "press@list.example"
    message["Subject"] = fields.get("subject", "Study of the new line")
    message["Date"] = fields.get("date", "Tue, 05 Mar 2024 10:15:00 +0200")
    message["Message-ID"] = "<1@ministry.example>"
    message.set_content(text)
    return message


def test_a_mail_is_read_with_its_subject_its_time_and_its_wrapped_sentences():
    document = read_document(mail().as_bytes(), name="note.eml")
    assert document.kind == "email"
    assert document.title == "Study of the new line"
    assert document.published is not None
    assert document.published.time is not None
    assert document.published.time.isoformat() == "2024-03-05T10:15:00+02:00"
    texts = [sentence.text for sentence in document.body]
    assert "The study is to be ready in the spring, and the operators take part in it." in texts
    assert document.sentence_at(document.text.index("Press office")).noise


def test_a_mail_is_known_without_its_suffix_and_in_quoted_printable():
    message = mail(
        "Гасовод између двеју мрежа носиће до 300 милиона кубних метара годишње, рекао је министар."
    )
    message.replace_header("Content-Transfer-Encoding", "quoted-printable")
    message.set_content(
        "Гасовод између двеју мрежа носиће до 300 милиона кубних метара годишње.", cte="quoted-printable"
    )
    raw = message.as_bytes()
    assert b"=D0" in raw
    document = read_document(raw, name="message")
    assert document.kind == "email"
    assert "носиће до 300 милиона" in document.text


def test_of_several_parts_the_plain_one_is_read_and_attachments_are_named():
    message = mail()
    message.add_alternative("<p>The same as a page.</p>", subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="protocol.pdf")
    document = read_document(message.as_bytes(), name="note.eml")
    assert "The same as a page" not in document.text
    assert any("protocol.pdf" in finding for finding in document.findings)


def test_a_mail_that_is_a_page_only_is_read_as_one():
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Line"
    message["Message-ID"] = "<2@b.example>"
    message.set_content("<html><body><p>The line carries gas.</p></body></html>", subtype="html")
    document = read_document(message.as_bytes(), name="note.eml")
    assert "The line carries gas." in [sentence.text for sentence in document.sentences]


def test_the_header_of_a_forwarded_mail_is_noise():
    text = (
        "---------- Forwarded message ----------\n"
        "From: Press <press@ministry.example>\n"
        "Date: 4 March 2024 09:00\n"
        "Subject: Study of the new line\n"
        "To: all@ministry.example\n\n"
        "The two ministries agreed that the new line will carry up to 300 million cubic metres a year."
    )
    document = read_document(mail(text).as_bytes(), name="note.eml")
    body = [sentence.text for sentence in document.body]
    assert not any(words.startswith(("From:", "Date:", "To:", "-----")) for words in body)
    assert body[-1].startswith("The two ministries")


def test_a_mail_without_text_is_refused_with_a_remedy():
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Scan"
    message["Message-ID"] = "<3@b.example>"
    message.set_content(b"\x89PNG", maintype="image", subtype="png", filename="scan.png")
    with pytest.raises(InputError, match="no part with text"):
        read_document(message.as_bytes(), name="scan.eml")
