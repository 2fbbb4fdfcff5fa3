"""The report as one HTML file: no script, no request to anywhere, readable on a phone, on paper and aloud.

The template and the tables escape everything; the content-security policy allows this file's own style sheet, by its hash, and nothing
else.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from adapters.reports import pictures, svg
from adapters.reports.html_tables import celled, tabled
from mappings.report import (
    Block,
    Bullets,
    Chart,
    Charts,
    Paragraph,
    Picture,
    Quote,
    Report,
    Subheading,
    Table,
)


def render(report: Report) -> str:
    """The whole page, ending in one line break."""
    environment = _environment()
    style = _style("report.css") + (_style("picture.css") if _has_picture(report) else "")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = environment.get_template("report.html.jinja")
    return page.render(report=report, style=Markup(style), style_hash=digest) + "\n"  # noqa: S704 - our own file


def kind(block: Block) -> str:
    """Which of the template's forms a block takes."""
    match block:
        case Paragraph():
            return "paragraph"
        case Quote():
            return "quote"
        case Bullets():
            return "bullets"
        case Table():
            return "table"
        case Subheading():
            return "subheading"
        case Charts():
            return "charts"
        case Picture():
            return "picture"


def drawn(chart: Chart) -> Markup:
    """The chart as an element of the page; everything that people wrote is escaped in it."""
    return Markup(svg.draw(chart))  # noqa: S704 - an XML tree, written by the standard library


def pictured(picture: Picture) -> Markup:
    """The whole sheet but its head, as an element of the page."""
    return Markup(pictures.draw(picture, headed=False))  # noqa: S704 - escaped where it was drawn


def _has_picture(report: Report) -> bool:
    return any(isinstance(block, Picture) for section in report.sections for block in section.blocks)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("adapters.reports"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "celled": celled,
        "drawn": drawn,
        "kind": kind,
        "pictured": pictured,
        "tabled": tabled,
    }
    return environment


@cache
def _style(name: str) -> str:
    source, _, _ = PackageLoader("adapters.reports").get_source(_environment(), name)
    return source
