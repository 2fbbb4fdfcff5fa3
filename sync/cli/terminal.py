"""Printing: plain lines for a pipe, the same lines with a little colour for a terminal. Knows no plan and no service."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_BREAKS = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
COLOURS = {"+": "32", "-": "31", "~": "36", "!": "33", "x": "31"}


def harmless(text: str) -> str:
    """The text on one line without what steers a terminal: no control or format characters, and no halves of letters.

    A title, a note or the name of a file can neither colour the screen, nor turn the line around, nor add one of its own.
    """
    if text.isprintable():
        return text
    return "".join(filter(_is_plain, _BREAKS.sub(" ", text)))


def _is_plain(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}


def colourful(stream: TextIO) -> bool:
    """Whether colours are wanted there: a terminal, and no NO_COLOR."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say(line: str = "", *, sign: str = "", bold: bool = False) -> None:
    """One line on standard output, with a sign in front of it."""
    text = harmless(line)
    if not colourful(sys.stdout):
        print(f"  {sign} {text}" if sign else text)
        return
    if sign:
        print(f"  \033[{COLOURS.get(sign, '0')}m{sign}\033[0m {text}")
    else:
        print(f"\033[1m{text}\033[0m" if bold else text)


def complain(line: str) -> None:
    """One line on standard error."""
    print(f"hjul: {harmless(line)}", file=sys.stderr)


def say_json(data: object) -> None:
    """One JSON document on standard output, what steers a terminal written as JSON's own escapes."""
    for line in json.dumps(data, ensure_ascii=False, indent=2).split("\n"):
        print(line if line.isprintable() else "".join(map(_escaped, line)))


def _escaped(letter: str) -> str:
    return letter if _is_plain(letter) else json.dumps(letter)[1:-1]


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[object], None]]:
    """A bar on the terminal that grows with each call; nothing at all where there is no terminal."""
    if total == 0 or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(harmless(title), total=total)
        yield lambda _: bar.advance(task)


def table(rows: list[list[str]], header: list[str]) -> None:
    """A table whose columns stand below one another, by the width that the letters take."""
    from rich.cells import cell_len

    clean = [[harmless(cell) for cell in row] for row in [header, *rows]]
    widths = [max(cell_len(row[column]) for row in clean) for column in range(len(header))]
    for number, row in enumerate(clean):
        line = "  ".join(
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        say(line, bold=number == 0)
