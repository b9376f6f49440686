"""The JSON files of the steady and the transient gas simulators of Los Alamos."""

from linepack.formats.lanl.reading import LANL

__all__ = ["LANL"]
