"""Persons in Arabic, which writes no capitals: an office, what it is of, then a name of two words or more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .posts import Title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .page import Page

LANGUAGE: Final = "ar"
OFFICES: Final = {
    "وزير البترول": ("Minister of Petroleum", "MOP"),
    "وزيرة البترول": ("Minister of Petroleum", "MOP"),
    "وزير النفط": ("Minister of Petroleum", "MOP"),
    "وزير الطاقة": ("Minister of Energy", "MOE"),
    "وزيرة الطاقة": ("Minister of Energy", "MOE"),
    "وزير الكهرباء": ("Minister of Energy", "MOE"),
    "وزير الخارجية": ("Minister of Foreign Affairs", "MFA"),
    "وزيرة الخارجية": ("Minister of Foreign Affairs", "MFA"),
    "وزير المالية": ("Minister of Finance", "MOF"),
    "وزير الاقتصاد": ("Minister of Economy", "MOEC"),
    "رئيس الوزراء": ("Prime Minister", "GOV"),
    "رئيسة الوزراء": ("Prime Minister", "GOV"),
    "وزير": ("Minister", ""),
    "وزيرة": ("Minister", ""),
    "الرئيس": ("President", "PRES"),
    "رئيس": ("Head", ""),
    "رئيسة": ("Head", ""),
    "مدير": ("Director", ""),
    "المدير": ("Director", ""),
    "السفير": ("Ambassador", ""),
    "سفير": ("Ambassador", ""),
}
"""Offices with their title and the suffix of their ministry, the longer ones first."""

MASCULINE: Final = {
    "المصري": "EG",
    "اللبناني": "LB",
    "السوري": "SY",
    "الأردني": "JO",
    "العراقي": "IQ",
    "السعودي": "SA",
    "القطري": "QA",
    "الإماراتي": "AE",
    "الكويتي": "KW",
    "الجزائري": "DZ",
    "التونسي": "TN",
    "المغربي": "MA",
    "الليبي": "LY",
    "الموريتاني": "MR",
    "العماني": "OM",
    "القبرصي": "CY",
    "الإسرائيلي": "IL",
    "التركي": "TR",
    "الإيراني": "IR",
    "الروسي": "RU",
    "اليوناني": "GR",
    "الإيطالي": "IT",
    "الفرنسي": "FR",
    "الألماني": "DE",
    "الأميركي": "US",
    "الأمريكي": "US",
    "الأذربيجاني": "AZ",
}
STATES: Final = MASCULINE | {f"{word}ة": country for word, country in MASCULINE.items()}
"""Adjectives of states behind an office, for men and for women."""

LITTLE: Final = (
    "اليوم|أمس|إن|أن|بأن|في|من|على|إلى|عن|مع|قد|خلال|بعد|قبل|عبر|حتى|لدى|خلال|توقيع|عقد|قال|قالت|أعلن|أكد|صرح"
    "|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|الماضي|الماضية|الحالي|الجديد"
)
BOUND: Final = "الدين|الله|الرحمن|العزيز|الكريم|الحميد|القادر|المجيد|السلام|بن|ابن|أبو|عبد|آل"
PERSON: Final = re.compile(
    rf"(?<!\w)(?P<office>{'|'.join(sorted(OFFICES, key=len, reverse=True))})"
    r"(?P<of>(?:\s(?:ال\w{2,}|وال\w{2,}|مجلس|إدارة|شركة|هيئة|مؤسسة|لشركة|عام|شؤون|وزارة|جمهورية|دولة))*)"
    rf"\s(?P<name>(?!ال|(?:{LITTLE})\b)\w{{3,}}(?:\s(?:{BOUND}))*\s(?!(?:{LITTLE})\b)\w{{3,}}"
    rf"(?:\s(?!(?:{LITTLE})\b)ال\w{{3,}})?)(?!\w)"
)


def named(page: Page) -> Iterator[tuple[int, int, str, Title]]:
    """Yield start, end and name of the persons of an Arabic page, each with the office before it.

    Parameters
    ----------
    page
        Whose body alone is read.
    """
    if page.document.language != LANGUAGE:
        return
    for match in PERSON.finditer(page.text):
        if page.sentence(match.start()).noise:
            continue
        title, code = OFFICES[match["office"]]
        country = next((STATES[word] for word in match["of"].split() if word in STATES), "")
        start, end = match.span("name")
        yield start, end, " ".join(match["name"].split()), Title(title, code, country, match.start(), start)
