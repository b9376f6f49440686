"""The bridge from tables to arrays: the one place where element tables and laws meet."""

from linepack.system.compile import compile_system
from linepack.system.system import System

__all__ = ["System", "compile_system"]
