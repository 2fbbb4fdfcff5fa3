"""The annual wheel, or the strip of several years, as one HTML file: the SVG and its table, pointed at and filtered by a small script of its own.

It asks nobody for anything: the content-security policy allows this file's own style sheet and script, by their hashes, and
nothing else. Without the script it is a picture with its table.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from adapters.reports import pictures
from config.language import language
from mappings.report import Mark, Tone
from mappings.wheel import Item, Overview, word

OBSERVED = "observed"
"""What stands in place of a state for a day that is only observed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One state to show or hide, as the legend names it."""

    value: str
    word: str
    mark: Mark | None


def render(overview: Overview) -> str:
    """The whole page, ending in one line break."""
    style, script = _own("report.css") + _own("wheel.css"), _own("wheel.js")
    page = _environment().get_template("wheel.html.jinja")
    words = language(overview.language)
    return (
        page.render(
            wheel=overview,
            svg=Markup(pictures.draw(overview)),  # noqa: S704 - escaped where it was drawn
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            style_hash=_hash(style),
            script_hash=_hash(script),
            states=_states(overview),
            state_of=state_of,
            say=lambda key: word(words, overview.form, f"page_{key}"),
            count=words.words["wheel.page_count"],
        )
        + "\n"
    )


def state_of(item: Item) -> str:
    """What a page filters the item by."""
    return item.mark.tone.value if item.mark else OBSERVED


def _states(overview: Overview) -> list[Choice]:
    """The states that there are, in the legend's words and order."""
    signs = {sign.mark.tone: sign.text for sign in overview.legend if sign.name == "mark" and sign.mark}
    found = [Choice(tone.value, signs[tone], Mark(tone, "")) for tone in Tone if tone in signs]
    seen = [sign.text for sign in overview.legend if sign.name == "observance"]
    return found + [Choice(OBSERVED, text, None) for text in seen]


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _own(name: str) -> str:
    return (files("adapters.reports") / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("adapters.reports"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
