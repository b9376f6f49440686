"""Optimisation over a network: the largest deliverable flow and its bounds."""

from linepack.optimize.capacity import Capacity, capacity

__all__ = ["Capacity", "capacity"]
