"""The gas that a network header describes, where systems look for it."""

from linepack.network.gas import gas_of

__all__ = ["gas_of"]
