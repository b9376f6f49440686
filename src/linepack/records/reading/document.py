"""From a file to a `Document`: the entry of the reader."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from linepack.records.model import Document, Noise, Sentence, Span
from linepack.records.reading import noise
from linepack.records.reading.background import recollection
from linepack.records.reading.decode import check_size, decode, refuse
from linepack.records.reading.labels import label_kinds
from linepack.records.reading.language import language_of, quick_language
from linepack.records.reading.layer import Layer
from linepack.records.reading.published import published
from linepack.records.reading.segment import units_of
from linepack.records.reading.sniff import kind_of
from linepack.records.reading.source import byline_of, outlet_of, url_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.records.reading.segment import Unit

SUFFIXES: Final = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".eml", ".pdf"})


def read_document(data: bytes | str, *, name: str, url: str = "") -> Document:
    """Read one file.

    Parameters
    ----------
    data
        The bytes as received, or a text.
    name
        File name or another handle; it is used in messages.
    url
        Where it came from, where known. Nothing is fetched.

    Raises
    ------
    InputError
        If the file is empty, binary, too large, or a PDF without text.

    Examples
    --------
    >>> document = read_document("The ministers met. Gas flows.", name="note.txt")
    >>> [sentence.text for sentence in document.sentences]
    ['The ministers met.', 'Gas flows.']
    """
    raw = data.encode("utf-8", errors="surrogatepass") if isinstance(data, str) else data
    check_size(name, len(raw))
    layer = _layer(data, name)
    return _document(layer, name, hashlib.sha256(raw).hexdigest(), url)


def read_path(path: str | Path) -> Iterator[Document]:
    """Read a file, or every readable file of a folder and its folders, in the order of their names."""
    root = Path(path)
    if not root.exists():
        raise refuse(str(path), "There is no such file or folder.", "Check the path.")
    paths = [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.suffix.lower() in SUFFIXES)
    for each in paths:
        check_size(str(each), each.stat().st_size)
        yield read_document(
            each.read_bytes(), name=each.name if each == root else str(each.relative_to(root))
        )


def _layer(data: bytes | str, name: str) -> Layer:
    """Return the text layer of a file."""
    raw = data if isinstance(data, bytes) else data[:4000].encode("utf-8", errors="replace")
    kind = kind_of(raw, name)
    if kind == "pdf" and isinstance(data, bytes):
        from linepack.records.reading.portable import read_pdf

        return read_pdf(data, name)
    if kind == "email":
        from linepack.records.reading.mail import read_mail

        return read_mail(data if isinstance(data, bytes) else data.encode("utf-8", errors="replace"), name)
    text, findings = (data, ()) if isinstance(data, str) else decode(data, name)
    if kind == "html":
        from linepack.records.reading.page import read_page

        return read_page(text, findings)
    return Layer(text, "text", findings=findings)


def _document(layer: Layer, name: str, digest: str, url: str) -> Document:
    """Cut a text layer into sentences and read what stands at its head."""
    language = quick_language(layer.text) or layer.language
    units = noise.mark_stretches(units_of(layer.text, language), layer.boilerplate)
    units = _marked(layer.text, units, language)
    if not language:
        language = language_of(" ".join(unit.words for unit in units if not unit.noise))
    if not units:
        raise refuse(name, "There is no text in the file.", "Give a file with text in it.")
    when = published(layer.text, units, layer.published, language)
    return Document(
        text=layer.text,
        name=name,
        kind=layer.kind,
        digest=digest,
        language=language,
        published=when.moment,
        sentences=_sentences(units),
        noise=_noise(units),
        title=layer.title or noise.title_of(units),
        byline=layer.byline or byline_of(layer.text, units),
        outlet=layer.outlet or outlet_of(layer.text, units),
        url=url or layer.url or url_of(units),
        findings=(*layer.findings, *when.findings, *_findings(units, language)),
    )


def _marked(text: str, units: list[Unit], language: str) -> list[Unit]:
    """Run the passes that find noise, in their order."""
    units = noise.mark_headers(units)
    units = noise.mark_mail_headers(units)
    units = noise.mark_capitals(units)
    units = noise.mark_lone_names(units)
    units = noise.mark_fused(text, units, language)
    units = noise.mark_datelines(text, units)
    units = noise.mark_inside(text, units)
    units = noise.mark_related(units)
    units = noise.mark_copies(units)
    return noise.mark_truncated(text, units)


def _sentences(units: list[Unit]) -> tuple[Sentence, ...]:
    """Number the sentences and flag those that recall earlier matters."""
    sentences = []
    recalled, section = -2, False
    for number, unit in enumerate(units, start=1):
        noisy = unit.noise
        background = False
        if noisy:
            section = section or label_kinds().get(unit.words.lower().strip(" :.")) == "background"
        else:
            told = recollection(unit.words)
            recalled = unit.run if told == "recall" else recalled
            background = section or told != "" or recalled == unit.run
        span = Span(unit.start, unit.end)
        sentences.append(Sentence(number, unit.paragraph, span, unit.words, noisy, background))
    return tuple(sentences)


def _noise(units: list[Unit]) -> tuple[Noise, ...]:
    """Return the noise of all sentences."""
    return tuple(
        Noise(Span(mark.start, mark.end), number, mark.kind, mark.rule)
        for number, unit in enumerate(units, start=1)
        for mark in sorted(unit.marks, key=lambda mark: mark.start)
    )


def _findings(units: list[Unit], language: str) -> tuple[str, ...]:
    """Say what the reader should know about the text itself."""
    found = []
    if not language:
        found.append("The language is not sure.")
    if any(mark.kind == "truncated_end" for unit in units for mark in unit.marks):
        found.append("The text stops before its last sentence ends.")
    if all(unit.noise for unit in units):
        found.append("No sentence of a report was found.")
    return tuple(found)
