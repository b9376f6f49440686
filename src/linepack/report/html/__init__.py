"""The template of the page with its style and script."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from linepack.errors import MissingExtraError

if TYPE_CHECKING:
    from jinja2 import Template


def asset(name: str) -> str:
    """Return the text of a file of this folder."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def template(name: str) -> Template:
    """Return a template that escapes everything it is not told to trust.

    Raises
    ------
    MissingExtraError
        If the extra ``report`` is not installed.
    """
    try:
        from jinja2 import Environment, StrictUndefined
    except ImportError as error:
        raise MissingExtraError("report", "jinja2") from error
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(asset(name))
