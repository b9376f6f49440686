"""Bundled networks with their facts, rules and sources.

Examples
--------
>>> from linepack.data import bundled, load
>>> bundled()
['southern-gas-corridor']
>>> load("southern-gas-corridor").header.friction
'colebrook_white'
"""

from __future__ import annotations

from linepack.data.corridor import bundled, facts, load, rules

__all__ = ["bundled", "facts", "load", "rules"]
