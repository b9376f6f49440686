"""Which language a text is in: a test of scripts and common words, then a trained model for what is left."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from linepack.records.reading.tables import rows

WORD: Final = re.compile(r"[^\W\d_]+")
SCRIPTS: Final = {
    "el": ("\u0370", "\u03ff"),
    "hy": ("\u0530", "\u058f"),
    "he": ("\u0590", "\u05ff"),
    "ka": ("\u10a0", "\u10ff"),
    "ko": ("\uac00", "\ud7af"),
    "ja": ("\u3040", "\u30ff"),
    "zh": ("\u4e00", "\u9fff"),
}
"""Scripts that one language alone writes, with their first and last letter."""

OWN_LETTERS: Final = (
    ("ə", "az"),
    ("ő", "hu"),
    ("ț", "ro"),
    ("ł", "pl"),
    ("ě", "cs"),
    ("ќ", "mk"),
    ("ћ", "sr"),
    ("є", "uk"),
    ("ў", "be"),
    ("ы", "ru"),
    ("қ", "kk"),
    ("ē", "lv"),
    ("ė", "lt"),
    ("õ", "et"),
    ("ъ", "bg"),
    ("پ", "fa"),
)
"""Letters that one language has, or has far more often than its neighbours."""

MOST_LETTERS: Final = 10
"""Times that such a letter counts at most."""

FEWEST_WORDS: Final = 12
"""Words below which the common-word test does not decide."""

FAMILIES: Final = (("sr", "hr", "bs"), ("da", "no"), ("bg", "mk"), ("cs", "sk"), ("ru", "be", "uk"))
"""Languages so near to each other that one common word more decides."""

SHARE: Final = 0.08
"""Share of a text's words that must be common words of its language; running text has 0.2 to 0.5."""

LEAD: Final = 1.25
"""How many times more common words the best language has than the next."""

SAMPLE: Final = 1200
"""Characters looked at."""

FEWEST_LETTERS: Final = 80
"""Letters below which the model is not asked."""

SURE: Final = 0.9
"""Probability from which the model's answer is taken."""


@cache
def _words_to_languages() -> dict[str, tuple[str, ...]]:
    """Return for each common word the languages that have it."""
    table: dict[str, tuple[str, ...]] = {}
    for row in rows("common_words"):
        for word in row["words"].split():
            table[word] = (*table.get(word, ()), row["language"])
    return table


def quick_language(text: str) -> str:
    """Return the language by script and common words, empty where they do not decide.

    Examples
    --------
    >>> quick_language("The ministers of the two countries met on Monday and said that the work will go on.")
    'en'
    """
    sample = text[:SAMPLE].lower()
    if not sample.isascii() and (script := _by_script(sample)):
        return script
    words = WORD.findall(sample)
    if len(words) < FEWEST_WORDS:
        return ""
    table = _words_to_languages()
    counts = _own_letters(sample)
    for word, times in Counter(words).items():
        for language in table.get(word, ()):
            counts[language] += times
    ranked = [*counts.most_common(2), ("", 0), ("", 0)]
    (best, most), (next_best, second) = ranked[:2]
    if most < SHARE * len(words):
        return ""
    related = any(best in family and next_best in family for family in FAMILIES)
    if related and most == second:
        return next(family[0] for family in FAMILIES if best in family)
    return best if most > second * (1.0 if related else LEAD) else ""


def _own_letters(sample: str) -> Counter[str]:
    """Count the letters that one language of a script alone has, which weigh like common words."""
    if sample.isascii():
        return Counter()
    return Counter({language: min(sample.count(letter), MOST_LETTERS) for letter, language in OWN_LETTERS})


def _by_script(text: str) -> str:
    """Return the language whose own script most of the letters are in."""
    letters = [letter for letter in text[:400] if letter.isalpha()]
    if len(letters) < FEWEST_WORDS:
        return ""
    highest = max(letters)
    for language, (first, last) in SCRIPTS.items():
        if first <= highest and sum(first <= a <= last for a in letters) > 0.6 * len(letters):
            return language
    return ""


def language_of(text: str) -> str:
    """Return the language, ISO 639-1; empty where none is sure.

    The model is loaded only where the quick test does not decide, and it may choose only among the languages
    that the record is meant for.
    """
    quick = quick_language(text)
    letters = sum(len(word) for word in WORD.findall(text[:SAMPLE]))
    if quick or letters < FEWEST_LETTERS:
        return quick
    return _by_model(text[:SAMPLE])


@cache
def _model() -> object:
    """Load the model, once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    wanted = {row["language"] for row in rows("common_words")} | set(SCRIPTS)
    model.set_languages(sorted(wanted & set(model.nb_classes)))
    return model


def _by_model(text: str) -> str:
    """Ask the model; empty where the package is absent or the answer is not sure."""
    try:
        model = _model()
    except ImportError:
        return ""
    language, probability = model.classify(text)  # type: ignore[attr-defined]
    return str(language) if probability >= SURE else ""
