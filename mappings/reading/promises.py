"""Parts of a document that it speaks of and that are not in it: an annex, a chapter, what its contents list. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from config import patterns
from config.work_words import WorkWords, any_of, work_words
from mappings.reading.clauses import is_body
from mappings.reading.context import Context, Kind
from mappings.reading.lines import Form, Line
from mappings.reading.model import Question, QuestionKind
from mappings.reading.tongue import find


def promised(line: Line, sentence: str, lines: tuple[Line, ...]) -> Iterator[Question]:
    """An annex or a section that is referred to and not there."""
    work = work_words(line.language.code)
    match = patterns.search(rf"(?<!\w)({any_of(work['annex'])})\s+(\d+|[A-Z])(?!\w)", sentence, re.IGNORECASE)
    if match:
        there = any(_is_section(other, match, work) for other in lines if other.number != line.number)
        said = None if there else match[0]
    else:
        said = _last_part(line, sentence, work, lines)
    if said:
        yield Question(QuestionKind.PROMISED_MISSING, said, (line.part(sentence),), {"part": said})


def _last_part(line: Line, sentence: str, work: WorkWords, lines: tuple[Line, ...]) -> str | None:
    """``… er beskrevet i siste kapittel``, where no later heading speaks of it."""
    last = find(sentence, work["last_part"])
    if not last or not find(sentence, work["shown"]):
        return None
    long = re.findall(r"[^\W\d_]{6,}", sentence.casefold())
    topics = [word for word in long if not is_body(word, line.language)]
    later = [
        other.text.casefold() for other in lines if other.form is Form.HEADING and other.number > line.number
    ]
    there = any(topic[:6] in heading for topic in topics for heading in later[-2:])
    return None if there else last[0]


def _is_section(line: Line, match: re.Match[str], work: WorkWords) -> bool:
    """Whether a heading is the part that is referred to: "Bilaga 1", or "11. …" for "punkt 11"; an annex has its own number."""
    plain = line.text.casefold().strip()
    if not plain.startswith((match[0].casefold(), match[2].casefold())):
        return False
    if patterns.match(rf"{re.escape(match[0].casefold())}(?!\w)", plain):
        return line.form is Form.HEADING or len(plain.split()) <= _SHORT
    if line.form is not Form.HEADING or match[1].casefold() in work["attached"]:
        return False
    return patterns.match(rf"{re.escape(match[2].casefold())}[.)\s]", plain) is not None


_SHORT = 4
"""Words of a line that is a heading, though the document does not say so."""


def listed_and_missing(lines: tuple[Line, ...], around: tuple[Context, ...]) -> Iterator[Question]:
    """A section that the table of contents lists and that the document lacks."""
    headings = [plain for line in lines if line.form is Form.HEADING and len(plain := _plain(line.text)) > 3]
    for line in lines:
        context = around[line.number]
        if Kind.CONTENTS not in (context.kind, context.labelled) or line.form is Form.HEADING:
            continue
        part = re.sub(r"[.\s…]*\d*\s*$", "", line.cells[0] if line.cells else line.text)
        title = _plain(part)
        if len(title) > 3 and not any(_is_same(title, heading) for heading in headings):
            part = re.sub(r"^[\d.\s]+", "", part)
            yield Question(QuestionKind.PROMISED_MISSING, part, (line.source,), {"part": part})


def _is_same(listed: str, heading: str) -> bool:
    """Whether a heading is the listed part, though one of the two is shorter or a letter of it is mistyped."""
    if listed in heading or heading in listed:
        return True
    if abs(len(listed) - len(heading)) > _MISTYPED or min(len(listed), len(heading)) < _ENOUGH:
        return False
    if listed[:2] != heading[:2] and listed[-3:] != heading[-3:]:
        return False
    return SequenceMatcher(None, listed, heading, autojunk=False).ratio() >= _ALIKE


_MISTYPED, _ENOUGH, _ALIKE = 2, 6, 0.86
"""Letters more or fewer; letters of a heading that is compared; how alike two are that differ by a typing error."""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", text.casefold()))
