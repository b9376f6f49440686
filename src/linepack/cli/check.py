"""``linepack check``: everything that is wrong with a network."""

from dataclasses import asdict
from typing import Final

import linepack as lp
from linepack.cli.options import JsonOption, NetworkArgument, ScenarioOption
from linepack.cli.output import finish
from linepack.cli.pages import findings_page

EXAMPLE: Final = "linepack check southern-gas-corridor"


def check(network: NetworkArgument, scenario: ScenarioOption = None, as_json: JsonOption = False) -> None:
    """List everything that is wrong with a network.

    Each finding says where it is and what to do about it. The exit code is 1 if one of them is an error.
    """
    _, findings = lp.read_findings(network, scenario=scenario, throw=True)
    page = findings_page(network, findings)
    document = {
        "status": "usable" if page.stands else "unusable",
        "message": page.answer,
        "findings": [asdict(finding) for finding in findings],
    }
    finish(document, page, as_json=as_json)
