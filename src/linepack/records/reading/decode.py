"""From bytes to text, losing nothing silently."""

from __future__ import annotations

import codecs
import re
from typing import Final

from linepack.errors import Finding, InputError
from linepack.records.reading.language import quick_language

LARGEST: Final = 20_000_000
"""Bytes of one file that are read; a report has a few thousand, a long PDF a few million."""

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED: Final = re.compile(rb"<meta[^>]{0,80}charset=[\"']?([\w-]+)|encoding=[\"']([\w-]+)", re.IGNORECASE)
CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CYRILLIC: Final = re.compile(r"[а-яё]{3,}")
ODD: Final = re.compile(
    r"[\x80-\x9f]|[^\W\d_][¤¦§¨¬±µ¶·¸¹º¿×÷][^\W\d_]|[a-zA-Z][а-яёА-ЯЁα-ωΑ-Ωء-ي]|[а-яёα-ωء-ي][a-zA-Z]|[а-я][А-Я]"
)
CHARSETS: Final = {
    "cp1251": frozenset({"ru", "bg", "sr", "mk", "uk", "be"}),
    "cp1250": frozenset({"cs", "sk", "pl", "hu", "ro", "sr", "hr", "bs", "sl", "sq"}),
    "cp1252": frozenset({"en", "fr", "es", "pt", "it", "de", "nl", "sv", "da", "no", "fi"}),
    "cp1254": frozenset({"tr", "az"}),
    "cp1253": frozenset({"el"}),
    "cp1256": frozenset({"ar", "fa"}),
}
"""Charsets that undeclared bytes are read in, with the languages that are written in them."""


def refuse(name: str, finding: str, remedy: str) -> InputError:
    """Make the error for a file that cannot be read."""
    return InputError([Finding(name, finding, remedy)], name)


def check_size(name: str, size: int) -> None:
    """Refuse what is empty or larger than a document is."""
    if size == 0:
        raise refuse(name, "The file is empty.", "Give a file with text in it.")
    if size > LARGEST:
        raise refuse(
            name,
            f"The file has {size / 1e6:.0f} MB; one document may have {LARGEST / 1e6:.0f} MB.",
            "Cut it into its reports, one file each, and add the folder.",
        )


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of bytes and findings about how it was read.

    UTF-8 and marked UTF-16 and UTF-32 are read as such. Other bytes are read in the single-byte charset that
    gives the most likely words; the finding names it.
    """
    for mark, charset in MARKS:
        if data.startswith(mark):
            return _replaced(data.decode(charset, errors="replace"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _declared(data) or _guessed(data, name)
    _check_text(text, name)
    return _replaced(text)


def _declared(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """Read bytes in the charset that a page declares, None where it declares none that is known."""
    found = DECLARED.search(data[:2000])
    if found is None:
        return None
    charset = (found.group(1) or found.group(2)).decode("ascii")
    try:
        return _replaced(data.decode(charset, errors="replace"))
    except LookupError:
        return None


def _replaced(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text with a finding where characters had to be replaced."""
    count = text.count("\ufffd")
    return text, (f"{count} unreadable character(s) stand replaced in the text.",) if count else ()


def _check_text(text: str, name: str) -> None:
    """Refuse what holds control characters as only binary files do."""
    if len(CONTROLS.findall(text, 0, 20_000)) > 1 + min(len(text), 20_000) // 500:
        raise refuse(
            name, "The file is binary, not text.", "Give text, HTML, e-mail or a PDF with a text layer."
        )


def _guessed(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Read bytes that are no UTF-8."""
    damaged = data.decode("utf-8", errors="replace")
    _check_text(damaged, name)
    bad = damaged.count("\ufffd")
    if bad * 200 < len(damaged):
        return _replaced(damaged)
    readings = {charset: data.decode(charset, errors="replace") for charset in CHARSETS}
    best = max(CHARSETS, key=lambda charset: _likelihood(readings[charset], CHARSETS[charset]))
    text, findings = _replaced(readings[best])
    return text, (f"The charset is not declared; the text was read as {best}.", *findings)


def _likelihood(text: str, languages: frozenset[str]) -> int:
    """Rate a reading of bytes: its language, whole words of one script, and no signs inside words."""
    sample = text[:20_000]
    expected = len(sample) if quick_language(sample) in languages else 0
    words: list[str] = re.findall(r"[^\W\d_]{2,}", sample)
    clean = sum(word[1:].islower() or not word[1:].isupper() for word in words)
    return (
        expected
        + clean
        + 2 * len(CYRILLIC.findall(sample))
        - 5 * len(ODD.findall(sample))
        - 5 * sample.count("\ufffd")
    )
