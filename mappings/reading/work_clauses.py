"""Parts a clause of work from what stands around it, and reads who the lead-in of a list names. Pure."""

from __future__ import annotations

import re

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.charged import whom_charged, whose_tasks
from mappings.reading.clause import Clause
from mappings.reading.clauses import (
    FIELD_ENDS,
    Said,
    bare,
    is_body,
    label_line,
    names_body,
    names_somebody,
    sentences,
    split_names,
    unlabelled,
)
from mappings.reading.context import Context
from mappings.reading.grammar import read_clause
from mappings.reading.led_times import is_time_alone, set_by
from mappings.reading.lines import Form, Line
from mappings.reading.model import (
    Due,
)
from mappings.reading.numbers import quantities
from mappings.reading.seen import goal_label
from mappings.reading.tails import who_is_first, who_is_last, who_takes_it
from mappings.reading.tongue import find
from mappings.reading.when import Moment
from mappings.reading.work_kept import Keeper


class Parted(Keeper):
    """Parts a clause from the label, the bracket, the fields and the date around it."""

    def fielded(self, said: Said, after: str, line: Line) -> None:
        """Who and when, where they stand after a dash or a colon as in the columns of a table."""
        words = line.language
        if after:
            pieces = [unlabelled(piece, words) for piece in FIELD_ENDS.split(after)]
            names = [piece for piece in pieces if names_somebody(piece, words)]
            said.named += [name for piece in names for name in split_names(piece, words)]
        match = re.match(r"(.{4,}):\s+([^:]{2,40})$", said.text)
        if match and (moments := self.times.moments(match[2], line.speakers)):
            rest = match[2][: moments[0].start] + match[2][moments[-1].end :]
            if not rest.strip(" .,") and not said.bracket:
                said.text, said.bracket = match[1], match[2]

    def bracketed(self, said: Said, line: Line) -> None:
        """A bracket at the end that says when is no part of the text: "Motioner (senast 1 november)"."""
        work = work_words(line.language.code)
        told = find(said.bracket, (*work["last_time"], *work["today"])) if said.bracket else None
        if names := self.known.of(said.bracket, line.language):
            said.named += names
            said.text, said.bracket = re.sub(r"\s*\([^()]*\)\s*[.,;]?\s*$", "", said.text), ""
        moments = self.times.moments(said.bracket, line.speakers) if said.bracket else ()
        if moments and not told:
            said.named += _names_beside(said.bracket, moments, line.language)
        timed = bool(said.bracket) and bool(told or moments)
        if timed and said.text.endswith((")", ").")):
            said.text = said.text[: said.text.rindex("(")].rstrip()

    def without_label(self, said: Said, line: Line) -> tuple[str, tuple[Moment, ...]]:
        """The clause without a run-in label or a leading date, and its phrases of time."""
        text = self.without_date(said.text, line)
        if several := _several_first(text, line.language):
            said.named += split_names(several[1], line.language)
            text = text[several.end() :]
        if (match := re.match(r"([^:.,;()]{2,40}):\s+(?=[^\W\d_]|\d)", text)) and not goal_label(
            text, line.language
        ):
            label, rest = match[1], text[match.end() :]
            counted = self.is_bare_number(rest, line)
            known = names_body(label, line.language) or bool(self.known.of(label, line.language))
            if known and not (counted or self.begins_with_time(rest, line)):
                said.named += split_names(label, line.language)
                text = rest
            elif (
                len(rest.split()) >= 3
                and len(label.split()) <= 5
                and not self.begins_with_time(rest, line)
                and not counted
            ):
                text = rest
        moments = self.times.moments(text, line.speakers)
        return text, moments

    def without_label_last(
        self, text: str, clause: Clause, said: Said, line: Line, times: tuple[tuple[int, int], ...]
    ) -> list[str]:
        """Who stands at the end of an item, or who takes it on, without a label; and a sign before its verb."""
        words = line.language
        whole = f"{text} ({said.bracket})" if said.bracket else text
        found = who_is_first(text, self.known) or who_takes_it(whole, words, self.known)
        nobody = not (found or said.named or clause.subject or clause.agent or clause.we or clause.modal)
        if nobody and line.form is Form.ITEM:
            found = who_is_last(text, words, self.known, times)
        return [name for name in found if name not in said.named]

    def is_bare_number(self, text: str, line: Line) -> bool:
        """Whether a number and at most its time stand behind a colon, so that the label says what is counted."""
        spans = tuple((one.start, one.end) for one in self.times.moments(text, line.speakers))
        found = quantities(text, line.language, spans, goal=True)
        return len(found) == 1 and not found[0].unit

    def without_date(self, text: str, line: Line) -> str:
        """The clause without a leading date: "31/3 Avgiften betalas", "Medio november: Tagrender renses"."""
        moments = self.times.moments(text, line.speakers)
        if not moments or moments[0].start > 0:
            return text
        rest = text[moments[0].end :]
        label = re.match(r"\s*[:–-]\s+(?=\S)|\s*\.\s+(?=[^a-zåäöæøé\s])|\s+(?=[A-ZÅÄÖÆØÉ])", rest)
        return rest[label.end() :] if label and re.search(r"[^\W\d_]{3}", rest) else text

    def begins_with_time(self, text: str, line: Line) -> bool:
        moments = self.times.moments(text, line.speakers)
        return bool(moments) and moments[0].start == 0


class Led(Parted):
    """Who the lead-in or the heading of a list says shall do its items."""

    def led_by(self, line: Line, clause: Clause, said: Said) -> tuple[str, ...]:
        """Who the lead-in or the heading of a list says shall do its items."""
        led, _ = self.lead(self.contexts[line.number])
        nobody = not (clause.subject or clause.agent or clause.we or said.named)
        if led or line.form is not Form.ITEM or not nobody:
            return led
        return self.over_section(line) or self.of_heading(line)

    def lead(self, context: Context) -> tuple[tuple[str, ...], Due]:
        """Who a list's lead-in says shall do it, and by when."""
        lead = context.lead
        if lead is None:
            return (), Due()
        last = sentences(bare(lead.text))[-1].rstrip(" :")
        moments = self.times.moments(last, lead.speakers)
        clause = read_clause(last, lead.language, tuple((one.start, one.end) for one in moments))
        if not clause.modal:  # "Styrelsen får i uppdrag"
            clause = read_clause(f"{last} {work_words(lead.language.code)['to'][0]}", lead.language)
        due = set_by(last, lead.speakers, self.times)
        if is_time_alone(last, lead.speakers, self.times):
            return (), due
        obliged = clause.modal or _obliges(last, lead.language)
        names = split_names(clause.subject, lead.language) if clause.subject and obliged else []
        if letters := _letters_shall(last, lead.language):
            names = [letters]
        if lead.text.rstrip().endswith(":") and _is_name(last, lead.language):
            names = split_names(last, lead.language)
        if charged := whom_charged(last, lead.language) or whose_tasks(last, lead.language):
            names = split_names(charged, lead.language)
        return tuple(names), due

    def led_time(self, line: Line) -> Due:
        """By when the lead-in, the line right above or a heading says that it shall be done."""
        _, due = self.lead(self.contexts[line.number])
        if due.rule is not None or line.span is not None:
            return due
        above = self.right_above(line) if line.form is Form.ITEM else ""
        for text in (above, *reversed(line.sections)):
            if text and is_time_alone(text, line.speakers, self.times):
                return set_by(text, line.speakers, self.times)
        return due

    def of_heading(self, line: Line) -> tuple[str, ...]:
        """Whom the heading right above a list names: "Kassör", "Trivselgruppen"."""
        heading = line.sections[-1] if line.sections else ""
        for text in (self.right_above(line), heading):
            label = re.search(r"\(([^()]+)\)\s*$", text)
            if label and (names := label_line(label[1], line.language)):
                return tuple(names)
            plain = re.sub(r"^(?:[\d.§\s]+|[A-ZÅÄÖ][.)]\s+)|\s*\([^()]*\)\s*$", "", text).strip(" :")
            several = plain.casefold().endswith(work_words(line.language.code)["plural_persons"])
            if 0 < len(plain.split()) <= 2 and names_body(plain, line.language) and not several:
                return tuple(split_names(plain, line.language))
        return ()

    def right_above(self, line: Line) -> str:
        """The short line of text right above a list, where there is one."""
        number = line.number - 1
        while number >= 0 and self.lines[number].form is Form.ITEM:
            number -= 1
        above = self.lines[number] if number >= 0 else None
        lone = above is not None and above.form is Form.TEXT and above.sections == line.sections
        return above.text if above and lone and not above.text.endswith(".") else ""


def _obliges(lead: str, words: Language) -> bool:
    """Whether a lead-in ends with what obliges: "Nemnda har frie hender, men pliktar å"."""
    return (
        patterns.search(rf"(?:{any_of(work_words(words.code)['obliges'])})$", lead, re.IGNORECASE) is not None
    )


def _letters_shall(lead: str, words: Language) -> str:
    """The body that a lead-in calls by its letters: "FAU skal"."""
    shall = any_of(work_words(words.code)["shall"])
    match = patterns.match(rf"([A-ZÅÄÖÆØÉ]{{2,6}}(?:-[^\W\d_]+)?)\s+(?:{shall})(?!\w)", lead)
    return match[1] if match else ""


def _names_beside(text: str, moments: tuple[Moment, ...], words: Language) -> list[str]:
    """Who stands in a bracket beside when: "Secretary, by 16 April", "15. maj, Lone og Bo"."""
    for moment in sorted(moments, key=lambda one: one.start, reverse=True):
        text = f"{text[: moment.start]},{text[moment.end :]}"
    done = any_of(work_words(words.code)["done"])
    rest = patterns.sub(
        rf"(?:^|,\s*)(?:{done})(?=[\s,]*$)", "", text.strip(" ,;–-"), flags=re.IGNORECASE
    ).strip(" ,.;–-")
    return split_names(rest, words) if rest and names_somebody(rest, words) else []


def _several_first(text: str, words: Language) -> re.Match[str] | None:
    """Who shall do it, several of them before a colon and a body first: "Styrelsen, kassören och Anna Ek: söka bidrag"."""
    match = re.match(r"([^:.;()]{5,70}):\s+(?=[^\W\d_])", text)
    if match is None or "," not in match[1] or not names_somebody(match[1], words):
        return None
    return match if is_body(match[1].split(",")[0].split()[-1], words) else None


def _is_name(text: str, words: Language) -> bool:
    """Whether a lead-in is nothing but who shall do the list: "Fiskenemnda:", "Studieansvarleg Marta Lid:"."""
    person = re.fullmatch(r"(?:[\w-]+\s+)?(?:[A-ZÅÄÖÆØÉ][\w-]+)(?:\s+[A-ZÅÄÖÆØÉ][\w-]+)+", text) is not None
    return names_body(text, words) or (person and names_somebody(text, words))
