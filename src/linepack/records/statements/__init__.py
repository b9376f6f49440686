"""Who said what about the world: act, speaker, content, certainty, weight."""

from linepack.records.statements.find import find_statements

__all__ = ["find_statements"]
