"""The page as a whole: one HTML text that needs nothing but itself."""

from __future__ import annotations

import base64
import hashlib

from linepack.report.html import asset, template
from linepack.report.layout import Page
from linepack.report.map.layers import scene
from linepack.report.map.payload import payload
from linepack.report.markup import CONTROL, Safe
from linepack.report.numbers import long_date
from linepack.report.palette import RAMP_STEPS, style
from linepack.report.reading import StudyLike, read_study
from linepack.report.sections.limits import capacity_section, dates_section, marginals_section
from linepack.report.sections.pictures import balkans_section, map_section, profile_section
from linepack.report.sections.records import (
    assumptions_section,
    numbers_section,
    promises_section,
    published_section,
    stations_section,
)
from linepack.report.sections.sensitivity import tornado_section
from linepack.report.sources import Sources

SECTIONS = (
    map_section,
    balkans_section,
    profile_section,
    capacity_section,
    marginals_section,
    dates_section,
    promises_section,
    tornado_section,
    published_section,
    stations_section,
    numbers_section,
    assumptions_section,
)
"""The order of reading: the picture, what binds, the numbers, the assumptions."""


def style_sheet() -> str:
    """Return the whole style: colours, ramp classes, layout."""
    ramp = "".join(
        f".pipe.p{step} .line{{stroke:var(--p{step})}}.fill-p{step}{{fill:var(--p{step})}}"
        for step in range(RAMP_STEPS)
    )
    return f"{style()}\n{ramp}\n{asset('style.css')}"


def digest(content: str) -> str:
    """Return the source expression that allows exactly this inline content."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def policy(styles: str, script: str) -> str:
    """Return the content security policy: nothing from outside, only our own style and script inside."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {digest(styles)}",
            f"script-src {digest(script)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def meta(study: StudyLike) -> str:
    """Return the line under the answer: date of the facts, samples, reference, status."""
    bands = f"Bands: {study.n_samples} samples, seed {study.seed}." if study.n_samples else ""
    status = "" if study.status == "complete" else f"Status: {study.status}."
    reference = f"Volumes: {study.reference}." if study.reference else ""
    known = f"Facts as of {long_date(str(study.as_of))}." if study.as_of else ""
    return " ".join(filter(None, (known, reference, bands, status)))


def clean(words: str) -> str:
    """Return a text without the characters that a page may not hold."""
    return CONTROL.sub("\ufffd", str(words))


def render(study: StudyLike) -> str:
    """Return the page of a study.

    Raises
    ------
    MissingExtraError
        If the extra ``report`` is not installed.
    """
    layout = template("page.html.j2")
    reading, sources = read_study(study), Sources()
    origin = f"Source: linepack study {study.name}, facts as of {long_date(str(study.as_of))}."
    page = Page(scene(reading), sources, origin)
    data = payload(page.scene, sources)
    sections = [make(page) for make in SECTIONS]
    styles, script = style_sheet(), asset("script.js")
    return layout.render(
        policy=policy(styles, script),
        style=Safe(styles),
        script=Safe(script),
        payload=data,
        title=clean(study.title),
        question=clean(study.question),
        headline=clean(study.headline),
        answers=[clean(answer) for answer in study.answers_in_words],
        notes=[clean(note) for note in study.notes],
        meta=clean(meta(study)),
        scenarios=[
            {"name": clean(name), "label": clean(reading.label(name)), "main": name == reading.main}
            for name in reading.scenarios
        ],
        main_label=clean(reading.label(reading.main)),
        sections=sections,
        sources=sources.listed(),
        footer=clean(
            f"Made by linepack from the study {study.name}. Every table lies as CSV in the folder tables."
        ),
    )
