"""The sources of the page, each numbered once and listed at its end."""

from __future__ import annotations

from urllib.parse import urlsplit

from linepack.report.markup import Safe, escaped, tag, together
from linepack.report.words import parts_with_addresses


class Sources:
    """Collects sources while the page is made; a source keeps the number it got first."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, source: str) -> int:
        """Return the number of a source, from 1; 0 for no source."""
        tidy = source.strip()
        if not tidy:
            return 0
        return self._numbers.setdefault(tidy, len(self._numbers) + 1)

    def link(self, source: str) -> Safe:
        """Return a link to a source in the list, or the word estimate where there is none."""
        number = self.number(source)
        if not number:
            return tag("span", "estimate", class_="estimate")
        return tag("a", number, href=f"#source-{number}", class_="src", aria_label=f"source {number}")

    def listed(self) -> Safe:
        """Return the numbered list of all sources."""
        items = [
            tag("li", linked(source), id=f"source-{number}", value=number)
            for source, number in self._numbers.items()
        ]
        return tag("ol", *items, class_="sources")


def linked(source: str) -> Safe:
    """Return a text whose web addresses are plain links, named by their host."""
    return together(
        tag("a", host(part), href=part, rel="noopener noreferrer") if is_address else escaped(part)
        for part, is_address in parts_with_addresses(source)
    )


def host(address: str) -> str:
    """Return the host of a web address without its ``www``.

    Examples
    --------
    >>> host("https://www.example.org/a?b=c")
    'example.org'
    """
    try:
        name = urlsplit(address).hostname or address
    except ValueError:
        return address
    return name.removeprefix("www.")
