"""What a paragraph is that its document calls nothing: by its mark a list item, by its bold a heading, by its tabs a row."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.documents.headings import Found, Shown, Strength, may_be_heading
from adapters.documents.marks import Levels, split_mark
from adapters.documents.runs import is_bold, paragraph_or_row, parted, without
from mappings.blocks import ListItem, Place, Runs, plain


def by_looks(
    runs: Runs, place: Place, levels: Levels, indent: float, strength: Strength | None
) -> Iterator[Found]:
    """The blocks of a paragraph: most often one. ``strength`` is that of a heading that it may be; None: it is none."""
    for line in _broken(runs):
        text = plain(line)
        mark, rest = split_mark(text)
        if mark and "\t" not in rest:
            yield ListItem(levels.level(indent, mark), mark, without(line, len(text) - len(rest)), place)
            continue
        levels.end()
        if strength is not None and is_bold(line) and may_be_heading(text, ".,;!?") and "\t" not in text:
            yield Shown(strength, line, place)
        else:
            yield paragraph_or_row(line, place)


def _broken(runs: Runs) -> list[Runs]:
    """The lines of a paragraph that is a list, or a heading with its text, with line breaks where paragraphs should be."""
    lines = [line for line in parted(runs, "\n") if line]
    listed = any(split_mark(plain(line))[0] for line in lines)
    headed = (
        len(lines) > 1
        and is_bold(lines[0])
        and not is_bold(runs)
        and may_be_heading(plain(lines[0]), ".,;!?")
    )
    return lines if len(lines) > 1 and (listed or headed) else [runs]
