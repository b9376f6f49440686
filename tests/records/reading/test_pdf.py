"""PDFs made here, letter by letter: a text layer, running heads, page breaks, and files that have none."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfWriter

from linepack.errors import InputError
from linepack.records.reading import read_document


def pdf(pages: list[list[str]]) -> bytes:
    """Write a PDF with one line of text under the other; just enough of the format for a reader."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = "\n".join(f"({line.replace('(', '').replace(')', '')}) Tj T*" for line in lines)
        stream = f"BT /F1 10 Tf 12 TL 50 780 Td\n{shown}\nET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Contents {content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + tail.encode()


PAGES = [
    [
        "Norva Energy Review",
        "The energy ministers of Norva and Belmark met in the capital on Monday",
        "and agreed to study a new gas line between the two networks.",
        "The line would carry up to 300 million cubic metres a year, and the",
        "ministry said that it would be ready in the autumn of the",
        "1",
    ],
    ["Norva Energy Review", "year 2027. The two operators take part.", "2"],
    ["Norva Energy Review", "Both sides will meet again in the spring, the ministry said.", "3"],
]


def test_the_text_layer_is_read_across_page_breaks_and_running_heads():
    document = read_document(pdf(PAGES), name="review.pdf")
    assert document.kind == "pdf"
    assert [sentence.text for sentence in document.body] == [
        "The energy ministers of Norva and Belmark met in the capital on Monday and agreed to study a new "
        "gas line between the two networks.",
        "The line would carry up to 300 million cubic metres a year, and the ministry said that it would be "
        "ready in the autumn of the year 2027.",
        "The two operators take part.",
        "Both sides will meet again in the spring, the ministry said.",
    ]
    heads = [s for s in document.sentences if s.text in ("Norva Energy Review", "1", "2", "3")]
    assert len(heads) == 6
    assert all(head.noise for head in heads)


def test_pictures_of_pages_are_refused_with_a_remedy():
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    out = BytesIO()
    writer.write(out)
    with pytest.raises(InputError, match="pictures") as error:
        read_document(out.getvalue(), name="scan.pdf")
    assert "text recognition" in str(error.value)


def test_a_locked_file_is_refused_with_a_remedy():
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    with pytest.raises(InputError, match="password"):
        read_document(out.getvalue(), name="locked.pdf")


def test_a_damaged_file_is_refused_with_a_remedy():
    with pytest.raises(InputError, match="cannot be read"):
        read_document(b"%PDF-1.4\nnothing of the kind", name="damaged.pdf")
