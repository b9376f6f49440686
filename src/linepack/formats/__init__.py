"""Reading and writing networks.

One file per format, registered in :mod:`linepack.formats.detect`; units, numbers and findings are treated
in one place for all of them.
"""

from linepack.formats.detect import read, read_findings, write

__all__ = ["read", "read_findings", "write"]
