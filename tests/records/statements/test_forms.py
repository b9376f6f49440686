"""Made-up paragraphs, whole families of forms at once: who says what, as which act, read from the bare text.

Each paragraph in ``forms`` was written with its expected answers before the rules that read it: below
the line stand the number of the sentence, the speakers by name or id, and the act.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from linepack.records.exports.gold import to_gold
from linepack.records.extract import extract
from linepack.records.reading import read_document

FORMS: Final = Path(__file__).parent / "forms"
Row = tuple[int, set[str], str]


def recorded(text: str) -> dict[str, Any]:
    """Return what the rules read from a bare text, with persons and unnamed speakers by name."""
    out: dict[str, Any] = to_gold(extract(read_document(text.encode(), name="made-up.txt")))
    names = {one["id"]: one["name"] for one in out["entities"]["persons"]}
    for row in out["statements"]:
        row["by"] = {names.get(one, one) for one in row["by"]}
    return out


def wanted_in(lines: str) -> list[Row]:
    """Return the answers written below a paragraph: sentence, speakers joined by plus signs, act."""
    cells = [[cell.strip() for cell in line.split("|")] for line in lines.strip().splitlines()]
    return [(int(number), set(by.split(" + ")), act) for number, by, act in cells]


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.txt")), ids=lambda path: path.stem)
def test_who_says_what(path: Path) -> None:
    text, _, answers = path.read_text(encoding="utf-8").partition("====\n")
    found = [(row["pos"]["s"], row["by"], row["act"]) for row in recorded(text)["statements"]]
    assert [row for row in wanted_in(answers) if not told(row, found)] == [], found


def told(row: Row, found: list[Row]) -> bool:
    """Say whether a statement was read; an asterisk stands for any speaker."""
    return any((row[0], row[2]) == (one[0], one[2]) and row[1] in ({"*"}, one[1]) for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Aucun accord n'a toutefois été signé entre Sonatrach et Naturgy à ce stade, selon la compagnie.",
        "No contract between SOCAR and Bulgargaz has been signed so far, the ministry in Sofia said.",
        "Ein Vertrag zwischen Uniper und Equinor wurde bislang nicht unterzeichnet, sagte ein Sprecher.",
        "Nenhum contrato entre a Galp e a Sonatrach foi assinado até agora, disse a empresa.",
        "Nijedan ugovor između Srbijagasa i SOCAR-a nije potpisan, saopštilo je ministarstvo.",
        "Ни один контракт между Газпромом и CNPC не был подписан, сообщила компания.",
        "Nessun accordo tra Eni e Sonatrach è stato firmato finora, ha detto la società.",
        "No se ha firmado ningún contrato entre Naturgy y Sonatrach, dijo la empresa.",
        "SOCAR and DEPA denied that a contract for the supply of gas had been signed.",
        "SOCAR and DEPA failed to sign a contract for the supply of gas in Athens.",
        "SOCAR and DEPA are expected to sign a contract for the supply of gas next year.",
    ],
)
def test_what_was_not_signed_is_no_commitment(text: str) -> None:
    out = recorded(text)
    assert [row for row in out["commitments"] if row["status"] == "signed"] == []
    assert [row for row in out["events"] if row["type"] == "signing" and not row["planned"]] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Uniper has signed a term sheet with Equinor for 1.5 bcm a year of gas.",
            [("letter of intent", {"UNIPER", "EQUINOR"}, "signed", 4)],
        ),
        (
            "SOCAR and Bulgargaz have initialled heads of agreement on the supply of 0.5 bcm of gas a year.",
            [("framework", {"SOCAR", "BULGARGAZ"}, "signed", 4)],
        ),
        (
            "Bulgargaz holds an option for another 0.4 bcm a year under its contract with SOCAR.",
            [("option", {"BULGARGAZ", "SOCAR"}, "open", 4)],
        ),
        (
            "Equinor and Shell took the final investment decision on the Troll field on Monday.",
            [("investment decision", {"EQUINOR", "SHELL"}, "taken", 6)],
        ),
        (
            "Two papers were signed in Amman: a sales contract between EGAS and NEPCO for gas, and a "
            "memorandum between SOCAR and DEPA on storage.",
            [
                ("supply contract", {"EGAS", "NEPCO"}, "signed", 5),
                ("memorandum", {"SOCAR", "DEPA"}, "signed", 3),
            ],
        ),
    ],
)
def test_forms_of_agreement(text: str, wanted: list[tuple[str, set[str], str, int]]) -> None:
    rows = recorded(text)["commitments"]
    assert [(row["kind"], set(row["parties"]), row["status"], row["level"]) for row in rows] == wanted
