"""The steady state of a network."""

from linepack.steady.solution import Solution
from linepack.steady.solve import solve_steady

__all__ = ["Solution", "solve_steady"]
