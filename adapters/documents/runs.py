"""Runs as blocks hold them: neighbours of one emphasis together, blanks as they are seen, nothing empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from adapters.documents.letters import joined, mend
from mappings.blocks import Cell, Paragraph, Place, Run, Runs, TableRow, plain

_BORDER = 100
"""Letters at the ends of lines that tell how they are joined."""
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?")
_BLANKS = re.compile(r"[^\S\n\t]+")
_AROUND = re.compile(r" *([\n\t]) *")
_MARKED = re.compile(
    r"\*\*(?P<bold>[^\s*][^*\n]*?)\*\*|~~(?P<struck>[^\s~][^~\n]*?)~~"
    r"|(?<!\w)__(?P<strong>[^\s_][^_\n]*?)__(?!\w)|!?\[(?P<link>[^\[\]\n]+)\]\([^()\s]*\)"
)


def together(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of the same emphasis as one. Blanks between words are no change of emphasis."""
    found: list[tuple[Run, list[str]]] = []
    only_blank = True  # the last of them so far
    for run in runs:
        if not run.text:
            continue
        blank = not run.text.strip()
        if found and (blank or _emphasis(found[-1][0]) == _emphasis(run)):
            found[-1][1].append(run.text)
            only_blank = only_blank and blank
        elif found and only_blank:
            found[-1] = run, [*found[-1][1], run.text]
            only_blank = blank
        else:
            found.append((run, [run.text]))
            only_blank = blank
    return [replace(run, text="".join(texts)) if len(texts) > 1 else run for run, texts in found]


def _emphasis(run: Run) -> tuple[bool, bool, bool]:
    return run.bold, run.struck, run.inserted


def tidy(runs: Iterable[Run]) -> Runs:
    """Mended, each row of blanks as one, without any at the ends of lines; tabs and line breaks stay."""
    found: list[Run] = []
    before = "\n"
    for run in together(runs):
        text = _AROUND.sub(r"\1", _BLANKS.sub(" ", mend(run.text)))
        if before in "\n\t ":
            text = text.lstrip(" ")
        if text:
            before = text[-1]
            found.append(replace(run, text=text))
    return trimmed(_blanks_outside(found))


def _blanks_outside(runs: list[Run]) -> list[Run]:
    """A blank at the border of two emphases stands outside the stronger one, and none before a break."""
    if len(runs) < 2:
        return runs
    found = runs[:1]
    for run in runs[1:]:
        last = found[-1]
        words, after = last.text.rstrip(" "), run.text.lstrip(" ")
        blank = "" if last.text + run.text == words + after or after[:1] in "\n\t" else " "
        found[-1] = replace(last, text=words)
        if not any(_emphasis(last)):
            found[-1] = replace(last, text=words + blank)
        elif not any(_emphasis(run)):
            after = blank + after
        elif blank:
            found.append(Run(blank))
        found.append(replace(run, text=after))
    return [run for run in found if run.text]


def trimmed(runs: Sequence[Run]) -> Runs:
    """Without blanks and breaks at either end."""
    left = list(runs)
    while left and not (text := left[0].text.lstrip()):
        del left[0]
    if left:
        left[0] = replace(left[0], text=text)
    while left and not (text := left[-1].text.rstrip()):
        del left[-1]
    if left:
        left[-1] = replace(left[-1], text=text)
    return tuple(left)


def without(runs: Runs, letters: int) -> Runs:
    """The runs less so many letters at their beginning: a mark, a number."""
    found: list[Run] = []
    for run in runs:
        found.append(replace(run, text=run.text[letters:]))
        letters = max(0, letters - len(run.text))
    return tidy(found)


def parted(runs: Runs, by: str) -> list[Runs]:
    """The runs between the separators."""
    found: list[list[Run]] = [[]]
    for run in runs:
        first, *more = run.text.split(by)
        found[-1].append(replace(run, text=first))
        found.extend([replace(run, text=text)] for text in more)
    return [trimmed(together(one)) for one in found]


def joined_runs(lines: Iterable[Runs]) -> Runs:
    """The lines of one paragraph as one, as ``joined`` does with text."""
    found: list[Run] = []
    for line in lines:
        if found and line:
            last, start = found[-1].text, line[0].text[:_BORDER]
            whole = joined(last[-_BORDER:], start)
            found[-1] = replace(found[-1], text=last[:-_BORDER] + whole[: len(whole) - len(start)])
        found.extend(line)
    return tuple(together(found))


def is_bold(runs: Runs) -> bool:
    """Whether all of it is bold."""
    return bool(runs) and all(run.bold for run in runs if run.text.strip())


def marked_up(text: str) -> Runs:
    """Plain text with the stars that a copied page leaves: ``**bold**``, ``~~struck~~`` and ``[a link](address)``."""
    if "**" not in text and "~~" not in text and "__" not in text and "](" not in text:
        return tidy([Run(text)])
    found: list[Run] = []
    at = 0
    for match in _MARKED.finditer(text):
        found.append(Run(text[at : match.start()]))
        bold = match["bold"] or match["strong"]
        inner = bold or match["struck"] or match["link"] or ""
        found.append(Run(inner, bold=bool(bold), struck=bool(match["struck"])))
        at = match.end()
    return tidy([*found, Run(text[at:])])


def paragraph_or_row(runs: Runs, place: Place) -> Paragraph | TableRow:
    """A line whose words are parted by tabs is a row: that is how people make a table without one."""
    if "\t" not in plain(runs):
        return Paragraph(runs, place)
    cells = tuple(Cell(one) for one in parted(runs, "\t"))
    numbered = len(cells) == 2 and _NUMBER.fullmatch(cells[0].text)  # "24.⇥februar" is one thing
    if numbered or (sum(bool(cell.runs) for cell in cells) < 2 and len(cells) > 2):
        return Paragraph(
            tidy(Run(run.text.replace("\t", " "), run.bold, run.struck, run.inserted) for run in runs), place
        )
    return TableRow(cells, place=place)
