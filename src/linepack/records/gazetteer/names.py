"""Spellings of one name: folding for search, skeletons for comparison, and the judgement of sameness.

Three steps of likeness, each coarser than the last::

    flatten   letters without marks, punctuation as blanks, with the way back to the text as received
    fold      the same for a name by itself
    skeleton  what is left when transliterations are levelled: Dačić, Dachich and Дачић are one
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

LETTERS: Final = {
    "ı": "i", "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ə": "e", "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k",
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ς": "σ", "ә": "ә",
}  # fmt: skip
CYRILLIC: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ђ": "dj", "ѓ": "g", "е": "e", "є": "e",
    "ж": "z", "з": "z", "ѕ": "dz", "и": "i", "і": "i", "ј": "j", "к": "k", "ќ": "c", "л": "l", "љ": "lj",
    "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u",
    "ф": "f", "х": "kh", "ц": "c", "ч": "c", "џ": "dz", "ш": "s", "щ": "s", "ъ": "a", "ы": "i", "ь": "",
    "э": "e", "ю": "u", "я": "ia",
}  # fmt: skip
GREEK: Final = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "t", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "ks", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "i",
    "φ": "f", "χ": "kh", "ψ": "ps", "ω": "o",
}  # fmt: skip
RANGES: Final = ((0x20, 0x2B0), (0x370, 0x530), (0x1E00, 0x2070))
BLANKS: Final = "- \t\xa0\r\n\u2013\u2014"
RUN: Final = "[- \t\xa0\r\n\u2013\u2014]{2,}"
UNEVEN: Final = re.compile(RUN)
UNEVEN_LETTERS: Final = re.compile(RUN + "|[ßẞæÆœŒþÞ\u0300-\u036f\u00ad\u200b-\u200f\ufeff]")
ONE_BLANK: Final = re.compile("[ \t\xa0]+[-\u2013\u2014][ \t\xa0]+|-?[ \t\xa0]*\r?\n[ \t\xa0]*|[ \t\xa0]{2,}")
LEVELLED: Final = (
    (r"d(?:zh|z|j)(?=e[dr])", "d"),
    (r"tch|tsch|ch|tz|ts|tc", "c"),
    (r"sch|shch|sh|sz", "s"),
    (r"zh", "z"),
    (r"gh", "g"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"ou|iu|yu|ju|ue", "u"),
    (r"ks", "x"),
    (r"ck|q|g", "k"),
    (r"w", "v"),
    (r"[jy]", "i"),
    (r"e", "a"),
    (r"iia|ia", "a"),
    (r"i+", "i"),
)
READINGS: Final = (("kh", ("h", "k")), ("dj", ("d", "j")), ("dzh", ("j", "d")), ("dz", ("j", "z")))


def fold_letter(letter: str) -> str:
    """Return a letter in lower case and without marks; what is no letter or digit becomes a blank."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", letter.lower()) if not unicodedata.combining(c))
    plain = "".join(LETTERS.get(c, c) for c in plain)
    return plain if plain.isalnum() else " "


@lru_cache(maxsize=1)
def letters() -> dict[int, str]:
    """Return the translation of every letter and sign of the Latin, Greek and Cyrillic scripts."""
    table = {code: fold_letter(chr(code)) for first, last in RANGES for code in range(first, last)}
    return table | {ord(blank): " " for blank in "\n\r\t\v\f\x1c\x1d\x1e\x85"}


@dataclass(frozen=True)
class Flat:
    """A text made ready for search, with the way back.

    Attributes
    ----------
    text
        Folded, one blank before and one behind; every sign that is no letter or digit is a blank, single line
        breaks inside a paragraph too, so that two blanks in a row always part two words.
    here, there
        Places in ``text`` from which on the places in the text as received are shifted, and those places.
    """

    text: str
    here: tuple[int, ...]
    there: tuple[int, ...]

    def back(self, place: int) -> int:
        """Return where a place of ``text`` lies in the text as received."""
        index = bisect_right(self.here, place) - 1
        return self.there[index] + place - self.here[index]

    def ahead(self, place: int) -> int:
        """Return where a place of the text as received lies in ``text``."""
        index = bisect_right(self.there, place) - 1
        return self.here[index] + place - self.there[index]


def stand_in(piece: str) -> str | None:
    """Return what stands for a stretch whose length changes, None where each sign becomes a blank."""
    if piece[0] in BLANKS or len(piece) > 1:
        return " " if ONE_BLANK.fullmatch(piece) else None
    folded = fold_letter(piece)
    return folded if folded != " " else ""


def uneven(text: str) -> bool:
    """Say whether a stretch of a text may change its length when flattened."""
    return not text.isascii() or any(pair in text for pair in ("  ", "\t", "\r", " \n", "\n ", "-\n", " - "))


def flatten(text: str) -> Flat:
    r"""Return the text folded for search; places found in it can be mapped back.

    >>> flat = flatten("the Trans-\nAdriatic, in Niš")
    >>> flat.text
    ' the trans adriatic  in nis '
    >>> flat.back(flat.text.index("nis"))
    24
    """
    table = letters()
    parts, here, there = [" "], [1], [0]
    length, last = 1, 0
    for match in (UNEVEN if text.isascii() else UNEVEN_LETTERS).finditer(text) if uneven(text) else ():
        short = stand_in(match.group())
        if short is None:
            continue
        plain = text[last : match.start()].translate(table)
        parts += [plain, short]
        length += len(plain) + len(short)
        last = match.end()
        here.append(length)
        there.append(last)
    parts += [text[last:].translate(table), " "]
    return Flat("".join(parts), tuple(here), tuple(there))


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return a name in lower case, without marks and punctuation, words parted by one blank.

    >>> fold("Đedović-Handanović")
    'dedovic handanovic'
    """
    return " ".join(flatten(name).text.split())


def fold_all(names: list[str]) -> list[str]:
    """Return many names folded at once, as they would stand in a flattened text.

    >>> fold_all(["Niš", "N. Macedonia"])
    ['nis', 'n  macedonia']
    """
    return [name.strip() for name in flatten("\0".join(names)).text.split("\0")]


@lru_cache(maxsize=65536)
def skeletons(name: str) -> frozenset[str]:
    """Return every reading of a name once transliterations are levelled.

    >>> skeletons("Jeyhun Bayramov") & skeletons("Djeyhoun Baïramov") & skeletons("Джейхун Байрамов") != set()
    True
    """
    return frozenset(levelled_name(reading) for reading in readings(transliterated(name)))


def skeleton(name: str) -> str:
    """Return the first reading of a name in order of the alphabet.

    >>> skeleton("Ivitsa Dacic") == skeleton("Ивица Дачић") == skeleton("Ivica Dačić")
    True
    """
    return min(skeletons(name))


def transliterated(name: str) -> str:
    """Return a name in plain Latin letters."""
    decomposed = name.lower().replace("đ", "dj").replace("ё", "е").replace("й", "и")
    latin = "".join(CYRILLIC.get(letter, letter) for letter in decomposed)
    folded = fold(latin)
    return "".join(GREEK.get(letter, letter) for letter in folded)


def readings(name: str) -> list[str]:
    """Return the ways in which a transliterated name can be read.

    Azerbaijani and Turkish c is j elsewhere; x is kh there and ks here; kh is h or k; a leading j may be dj.
    """
    options: list[tuple[str, tuple[str, ...]]] = [(sign, ways) for sign, ways in READINGS if sign in name]
    if "c" in name and not NO_JAY.search(name):
        options.append(("c", ("c", "j")))
    if "x" in name:
        options.append(("x", ("ks", "h")))
    out = []
    for choice in product(*(ways for _, ways in options)):
        reading = name
        for (sign, _), way in zip(options, choice, strict=True):
            reading = reading.replace(sign, way)
        out.append(reading)
    return out[:16]


def levelled_name(name: str) -> str:
    """Return what is left of one reading of a name."""
    for pattern, plain in COMPILED:
        name = pattern.sub(plain, name)
    return DOUBLED.sub(r"\1", name)


COMPILED: Final = tuple((re.compile(pattern), plain) for pattern, plain in LEVELLED)
NO_JAY: Final = re.compile(r"ch|ts|ck|ic\b")
ENDINGS: Final = re.compile(r"(?<=[^ ]{3})(?:om|im|am|oko|oi|un|in|la|a|u|i|o)(?![^ ])")
DOUBLED: Final = re.compile(r"([^ ])\1+")


def undeclined(key: str) -> str:
    """Return a skeleton without the endings that Slavic and Turkic languages give to names.

    >>> undeclined(skeleton("Ивицу Дачича")) == undeclined(skeleton("Ivica Dačić"))
    True
    """
    return ENDINGS.sub("", ENDINGS.sub("", key))


def one_edit(first: str, second: str) -> bool:
    """Say whether one letter put in, left out or changed turns the first word into the second.

    >>> one_edit("novi bazar", "novi pazar"), one_edit("bar", "beirut")
    (True, False)
    """
    if abs(len(first) - len(second)) > 1:
        return False
    if len(first) > len(second):
        first, second = second, first
    start = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    rest = first[start + 1 :] if len(first) == len(second) else first[start:]
    return rest == second[start + 1 :]


def same_name(first: str, second: str, *, support: bool = False) -> bool:
    """Say whether two spellings are judged to be one name.

    Parameters
    ----------
    first, second
        Names as printed, any script.
    support
        Whether something else speaks for it, such as the same office and country: then one differing
        letter in eight, another order of the words and a lost half of a doubled surname are forgiven.

    Examples
    --------
    >>> same_name("Szijjártó Péter", "Peter Szijjarto", support=True)
    True
    >>> same_name("Vučić", "Vučević", support=True)
    False
    """
    one, two = skeletons(first), skeletons(second)
    if one & two:
        return True
    return support and any(alike(a, b) for a in one for b in two)


def alike(first: str, second: str) -> bool:
    """Say whether two skeletons differ by order, a lost half of the name, or one letter in eight."""
    ours, theirs = set(first.split()), set(second.split())
    if ours == theirs or (len(ours & theirs) > 1 and (ours < theirs or theirs < ours)):
        return True
    return min(len(first), len(second)) >= 8 and one_edit(first, second)
