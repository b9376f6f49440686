"""Input that cannot be used: one message that lists everything, exit code 2, nothing half-written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke

FILES = {
    "network.toml": (
        'format = "linepack network"\nname = "wrong"\n[gas]\neos = "constant_z"\n'
        'temperature = "10 degC"\nmolar_mass = "16.5 g/mol"\ncompressibility = 0.88\n'
    ),
    "nodes.csv": "id,elevation [m]\nA,0\nB,ten\nA,0\nX,0\nY,0\n",
    "pipes.csv": (
        "id,from_node,to_node,length [km],diameter,roughness [mm]\n"
        "P1,A,B,100,0,0.01\nP2,B,Q,100,900,0.01\nP3,X,Y,0,900,0.01\n"
    ),
    "supplies.csv": "id,node,control,pressure [bar]\nS1,A,pressure,54\nS2,A,pressure,50\n",
    "demands.csv": "id,node,mass_flow [kg/s]\nD1,Y,10\n",
}

EXPECTED = {
    ("nodes", "B", "elevation"): "text in a number",
    ("nodes", "A", "id"): "the id stands twice",
    ("pipes", "", "diameter"): "the unit is missing",
    ("pipes", "P1", "diameter"): "0.0 is not above 0, whatever the unit",
    ("pipes", "P2", "to_node"): "there is no node 'Q'",
    ("pipes", "P3", "length"): "0.0 m is not above 0",
    ("supplies", "S2", "pressure"): "holds the pressure of node 'A'",
    ("nodes", "X", ""): "has no pressure reference",
}
"""What is wrong with the files by table, row and column."""

COMMANDS = {
    "check": ("check", "IN"),
    "solve": ("solve", "IN", "--out", "OUT"),
    "capacity": ("capacity", "IN", "--from", "A", "--to", "B"),
    "convert": ("convert", "IN", "OUT"),
}

WRONG_FILES = {
    "noise.bin": (b"\x00\x01\x02\xff" * 99, "a binary file"),
    "paper.pdf": (b"%PDF-1.7\n", "a PDF document"),
    "empty.xlsx": (b"", "an empty file"),
    "folder": (None, "an empty folder"),
    "nowhere.xlsx": (None, "there is no such file"),
}


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Return a folder with everything wrong at once."""
    folder = tmp_path / "wrong"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def filled(command: str, source: Path) -> list[str]:
    """Return the words of a command for a network; what it would write lies beside that."""
    places = {"IN": str(source), "OUT": str(source.parent / "out")}
    return [places.get(word, word) for word in COMMANDS[command]]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_lists_everything_and_writes_nothing(invoke: Invoke, wrong: Path, command: str) -> None:
    result = invoke(*filled(command, wrong), "--json")
    assert result.exit_code == 2
    document = json.loads(result.stdout)
    found = {(one["table"], one["row"], one["column"]): one for one in document["findings"]}
    assert set(found) == set(EXPECTED)
    for key, words in EXPECTED.items():
        assert words in found[key]["finding"]
        assert found[key]["remedy"]
        assert f"{found[key]['place']}: {found[key]['finding']}" in result.stderr
    assert result.stderr.startswith(f"{len(EXPECTED)} problem(s) in ")
    assert [entry.name for entry in wrong.parent.iterdir()] == ["wrong"]


@pytest.mark.parametrize("name", WRONG_FILES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_no_network(invoke: Invoke, tmp_path: Path, command: str, name: str) -> None:
    content, words = WRONG_FILES[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    elif name == "folder":
        (tmp_path / name).mkdir()
    before = list(tmp_path.iterdir())
    result = invoke(*filled(command, tmp_path / name))
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.startswith("1 problem(s) in ")
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == before
