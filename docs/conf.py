"""How Sphinx builds these pages: from Markdown, without warnings, without the network.

Formulas become MathML by the small extension in ``_ext/mathml.py``. MathJax, the usual way, is either fetched
from a content network when a page is read, or more than a megabyte of scripts and fonts that would have to be
kept in this repository; browsers draw MathML by themselves. For the same reason there is no intersphinx.
"""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "linepack"
author = "The linepack developers"
copyright = "The linepack developers"  # noqa: A001  Sphinx wants this name
version = release = installed_version("linepack")

extensions = ["myst_parser", "mathml"]
myst_enable_extensions = ["amsmath", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 4
myst_dmath_double_inline = True
math_number_all = False

exclude_patterns = ["_build", "_ext"]
html_theme = "furo"
html_title = "linepack"
html_math_renderer = "mathml"
html_copy_source = False
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#0b6e8f",
        "color-brand-content": "#0b6e8f",
        "color-background-primary": "#fbfaf7",
        "color-foreground-primary": "#1b1f24",
        "font-stack": "system-ui, sans-serif",
    },
    "dark_css_variables": {
        "color-brand-primary": "#4fb3d1",
        "color-brand-content": "#4fb3d1",
        "color-background-primary": "#15181c",
        "color-foreground-primary": "#e8e6e1",
    },
}
