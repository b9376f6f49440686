"""A made-up network of GasLib with every element kind, its stations, decisions and a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

FLOW = 'unit="1000m_cube_per_hour"'
GAS = """
      <gasTemperature unit="Celsius" value="10"/>
      <calorificValue unit="MJ_per_m_cube" value="38"/>
      <normDensity unit="kg_per_m_cube" value="0.75"/>
      <coefficient-A-heatCapacity value="31.0"/>
      <coefficient-B-heatCapacity value="0.0"/>
      <coefficient-C-heatCapacity value="6e-05"/>
      <molarMass unit="kg_per_kmol" value="17.0"/>
      <pseudocriticalPressure unit="bar" value="46"/>
      <pseudocriticalTemperature unit="K" value="192"/>"""

LIMITS = """
      <height value="0" unit="meter"/>
      <pressureMin unit="bar" value="20"/>
      <pressureMax unit="bar" value="80"/>"""


def _node(tag: str, name: str, more: str = "") -> str:
    return f'    <{tag} id="{name}" geoWGS84Lat="50" geoWGS84Long="8">{LIMITS}{more}\n    </{tag}>'


def _edge(tag: str, name: str, ends: str, inside: str, more: str = "") -> str:
    start, end = ends.split()
    head = f'    <{tag} id="{name}" from="{start}" to="{end}" alias=""{more}>'
    flows = f'<flowMin {FLOW} value="-2000"/><flowMax {FLOW} value="2000"/>'
    return f"{head}\n      {flows}\n      {inside}\n    </{tag}>"


PIPE = """<length unit="km" value="20"/><diameter unit="mm" value="600"/>
      <roughness unit="m" value="1e-05"/><pressureMax unit="barg" value="84"/>
      <heatTransferCoefficient unit="W_per_m_square_per_K" value="2"/>"""

STATION = """<pressureInMin unit="bar" value="20"/><pressureOutMax unit="bar" value="80"/>
      <pressureLossIn unit="bar" value="0.5"/>"""

NET = "\n".join(
    [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<network xmlns="http://gaslib.zib.de/Gas" xmlns:framework="http://gaslib.zib.de/Framework">',
        "  <framework:information><framework:title>made up</framework:title></framework:information>",
        "  <framework:nodes>",
        _node("source", "in", GAS),
        _node("sink", "out"),
        _node("sink", "side"),
        *(_node("innode", name) for name in "abcdef"),
        "  </framework:nodes>",
        "  <framework:connections>",
        _edge("pipe", "P1", "in a", PIPE),
        _edge("shortPipe", "S", "a b", ""),
        _edge("resistor", "R1", "b c", '<dragFactor value="10"/><diameter unit="mm" value="500"/>'),
        _edge("compressorStation", "C", "c d", STATION, ' fuelGasVertex="c" internalBypassRequired="1"'),
        _edge("valve", "V", "d e", '<pressureDifferentialMax unit="bar" value="40"/>'),
        _edge("pipe", "P2", "e f", PIPE),
        _edge(
            "controlValve",
            "K",
            "f out",
            STATION + '<pressureDifferentialMin unit="bar" value="1"/>'
            '<pressureDifferentialMax unit="bar" value="60"/>',
            ' internalBypassRequired="0"',
        ),
        _edge("resistor", "R2", "f side", '<pressureLoss unit="bar" value="0.5"/>'),
        "  </framework:connections>",
        "</network>",
    ]
)

SCN = """<?xml version="1.0"?>
<boundaryValue xmlns="http://gaslib.zib.de/Gas">
  <scenario id="winter">
    <scenarioProbability value="0.1"/>
    <node type="entry" id="in">
      <pressure bound="upper" value="69" unit="barg"/>
      <flow bound="lower" value="300" unit="1000m_cube_per_hour"/>
      <flow bound="upper" value="300" unit="1000m_cube_per_hour"/>
    </node>
    <node type="exit" id="out">
      <pressure bound="upper" value="40" unit="bar"/>
      <flow bound="both" value="200" unit="1000m_cube_per_hour"/>
    </node>
    <node type="exit" id="side">
      <flow bound="lower" value="90" unit="1000m_cube_per_hour"/>
      <flow bound="upper" value="110" unit="1000m_cube_per_hour"/>
    </node>
  </scenario>
</boundaryValue>
"""

CS = """<?xml version="1.0"?>
<compressorStations xmlns="http://gaslib.zib.de/CompressorStations">
  <compressorStation id="C">
    <compressors>
      <pistonCompressor id="M1" drive="D1">
        <speedMin value="200" unit="per_min"/><speedMax value="400" unit="per_min"/>
        <maximalCompressionRatio value="1.8"/>
      </pistonCompressor>
      <pistonCompressor id="M2" drive="D1">
        <speedMin value="200" unit="per_min"/><speedMax value="400" unit="per_min"/>
        <maximalCompressionRatio value="1.5"/>
      </pistonCompressor>
    </compressors>
    <drives>
      <electricMotor id="D1">
        <maximalPowerMeasurements>
          <measurement><speed unit="per_min" value="200"/><maximalPower unit="kW" value="3000"/></measurement>
          <measurement><speed unit="per_min" value="400"/><maximalPower unit="MW" value="5"/></measurement>
        </maximalPowerMeasurements>
      </electricMotor>
    </drives>
    <configurations>
      <configuration confId="one" nrOfSerialStages="1">
        <stage stageNr="1" nrOfParallelUnits="1"><compressor id="M1" nominalSpeed="300"/></stage>
      </configuration>
      <configuration confId="both" nrOfSerialStages="2">
        <stage stageNr="1" nrOfParallelUnits="1"><compressor id="M1" nominalSpeed="300"/></stage>
        <stage stageNr="2" nrOfParallelUnits="1"><compressor id="M2" nominalSpeed="300"/></stage>
      </configuration>
    </configurations>
  </compressorStation>
</compressorStations>
"""

CDF = """<?xml version="1.0"?>
<combinedDecisions xmlns="http://gaslib.zib.de/CombinedDecisions">
  <decisionGroup id="g">
    <decision id="shut"><valve id="V" value="0"/></decision>
    <decision id="through"><valve id="V" value="1" flowDirection="1"/></decision>
  </decisionGroup>
</combinedDecisions>
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Give a folder with a network and everything that belongs to it."""
    folder = tmp_path / "case"
    folder.mkdir()
    for suffix, text in (("net", NET), ("cs", CS), ("cdf", CDF)):
        (folder / f"made-up.{suffix}").write_text(text, encoding="utf-8")
    (folder / "winter.scn").write_text(SCN, encoding="utf-8")
    return folder
