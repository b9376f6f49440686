"""Reading and writing networks.

One file per format, registered in :mod:`linepack.formats.detect`; units, numbers and findings are treated
in one place for all of them.
"""

from linepack.formats.detect import Scenario, read, read_findings, read_scenarios, write

__all__ = ["Scenario", "read", "read_findings", "read_scenarios", "write"]
