"""Minutes into decisions: "§ 4 Beslut: Karin köper en ny dator senast 1 mars" becomes an assignment of the plan. Pure.

What decides, who is named and when it is due are told by the words of the plan's language, or English ones. Nothing is guessed:
a name that the plan does not have, or an assignment of nobody's, is a sentence for the person, and then nothing is to be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from config.dates import PlanDates, speakers_of
from config.plan import Plan, slug
from mappings.minutes import Line, Minutes, NewDecision, Occasion
from mappings.minutes_acceptance import Accepting, confidential_word, entries
from mappings.minutes_words import EARLY, NUMBER, Deadlines, Due, Names, Unnamed, either, folded, forms
from mappings.wording import plain

LIKE = 0.75
"""How much a first word must be like a name to be taken for that name misspelt."""
LONGEST_ID = 40
LONGEST_TEXT = 10_000


@dataclass
class _Draft:
    """A decision while its lines are read."""

    line: int
    text: str
    paragraph: str | None
    responsible: tuple[str, ...] = ()
    due: Due | None = None
    confidential: bool = False
    sure: bool = True  # a word says that it is a decision
    original: str = ""


def minutes_to_decisions(
    lines: Iterable[Line],
    plan: Plan,
    dates: PlanDates,
    occasion: Occasion,
    reported: frozenset[str] = frozenset(),
) -> Minutes:
    """What these lines come to. ``reported`` are the ids of what somebody has said is done."""
    reader = _Reader(plan, dates, occasion, reported)
    for line in lines:
        reader.take(line)
    return reader.result()


@dataclass
class _Reader:
    plan: Plan
    dates: PlanDates
    occasion: Occasion
    reported: frozenset[str]
    drafts: list[_Draft] = field(default_factory=list)
    there: list[Line] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    paragraph: str | None = None

    def __post_init__(self) -> None:
        speakers = speakers_of(self.plan)
        self.accepting = Accepting(self.plan, self.occasion, self.reported)
        self.names = Names(self.plan, speakers)
        self.deadlines = Deadlines(self.plan, speakers, self.occasion.day, self.occasion.following)
        self.verbs, self.that = set(forms(speakers, "decides")), set(forms(speakers, "that"))
        self.must = set(forms(speakers, "must"))
        self.assigns = set(forms(speakers, "assigns"))
        self.label = speakers[0].minutes["responsible"][0].capitalize()
        whose, when = either(speakers, "responsible"), either(speakers, "due")
        every = f"{whose}|{when}"
        value = rf"\s*[:=]\s*(?P<value>.*?)(?=[;)(]|(?<!\d)\.(?:\s|$)|\s(?:{every})\s*[:=]|$)"
        start = r"(?:^|(?<=[\s(,;.]))"
        self.whose = re.compile(rf"{start}(?:{whose}){value}[;.]?", re.IGNORECASE)
        self.when = re.compile(rf"{start}(?:{when}){value}[;.]?", re.IGNORECASE)
        self.alone = re.compile(rf"(?:{every})\s*[:=]", re.IGNORECASE)
        number = rf"(?:§{{1,2}}\s*|(?:{either(speakers, 'paragraph')})\.?\s+)(?P<number>{NUMBER})"
        self.numbered = re.compile(rf"{number}[.):]?\s*(?:[-–—:]\s*)?(?P<rest>.*)", re.IGNORECASE)
        that = either(speakers, "that")
        nouns = either(speakers, "decision")
        self.headed = re.compile(
            rf"(?:{nouns})(?:\s+(?P<number>{NUMBER}))?\s*(?:[:–—]|-\s|\b(?:{that})\b)\s*", re.IGNORECASE
        )
        self.speaks = re.compile(rf"(?<!\w)(?:{nouns}|{either(speakers, 'decides')})(?!\w)", re.IGNORECASE)
        self.secret = confidential_word(speakers)

    # Line by line

    def take(self, line: Line) -> None:
        """One line, in the order of the minutes."""
        text = plain(line.text)[:LONGEST_TEXT]
        if numbered := self.numbered.match(text):
            self.paragraph, text = numbered["number"], numbered["rest"]
        try:
            self._sentence(replace(line, text=text))
        except Unnamed as why:
            self.wrong.append((line.number, str(why)))

    def _sentence(self, line: Line) -> None:
        text = line.text
        if self.alone.match(text) and self.drafts:
            self._add_to(self.drafts[-1], text)
            return
        decided = self._decided(text)
        said = decided if decided is not None else text
        if self.accepting.take(line, said):
            return
        if line.heading and decided is None:
            return
        draft = _Draft(
            line.number, said, self.paragraph, sure=decided is not None, original=self.secret.sub("", said)
        )
        draft.confidential = self.secret.search(said) is not None
        draft.text = self.secret.sub("", said)
        self._fill(draft)
        if draft.sure or (draft.responsible and draft.due):
            self.drafts.append(draft)

    def _decided(self, text: str) -> str | None:
        """What was decided, without the words that say so; None where none do."""
        if headed := self.headed.match(text):
            number = headed["number"]
            self.paragraph = number or self.paragraph
            rest = text[headed.end() :].strip()
            return self._decided(rest) or rest
        words = text.split()
        for at, word in enumerate(words[:EARLY]):
            if folded(word) in self.verbs:
                behind = words[at + 1 :]
                return " ".join(behind[1:] if behind and folded(behind[0]) in self.that else behind)
        return None

    # What is to be done, by whom, by when

    def _add_to(self, draft: _Draft, text: str) -> None:
        """A line of its own that says who, or when."""
        self._labels(draft, text)

    def _labels(self, draft: _Draft, text: str) -> str:
        """Takes "Ansvarig: Karin" and "Klart: 1 mars" out of a text, into the draft."""
        for match in self.whose.finditer(text):
            names = self.names.all_in(match["value"])
            draft.responsible = tuple(dict.fromkeys((*draft.responsible, *names)))
        for match in self.when.finditer(text):
            draft.due = self.deadlines.read(match["value"]) or draft.due
            if draft.due is None:
                raise Unnamed(
                    f"{match['value'][:80]!r} is not read as a day; write it as {self.occasion.day.isoformat()}"
                )
        return " ".join(self.when.sub(" ", self.whose.sub(" ", text)).split())

    def _fill(self, draft: _Draft) -> None:
        text = self._behind(draft, self._labels(draft, draft.text))
        words = text.split()
        if draft.due is None and (due := self.deadlines.within(words)):
            draft.due = due
            if due.end == len(words):
                words = words[: due.begin]
        if not draft.responsible and draft.sure:
            draft.responsible = self._subject(words)
        elif not draft.responsible:
            draft.responsible = self._charged(words) or self.names.leading(words)[0]
        draft.text = " ".join(words).strip(" .,;:–-(")

    def _behind(self, draft: _Draft, text: str) -> str:
        """Takes a last bracket with names or a deadline: "En ny dator (Karin, 1 mars)"."""
        bracket = re.search(r"\s*\(([^()]{1,200})\)[.;]?$", text)
        if bracket is None:
            return text
        names: list[str] = []
        due: Due | None = None
        for part in bracket[1].split(","):
            found, count = self.names.leading(part.split())
            if found and count == len(part.split()):  # somebody may be called Maj, or June
                names += found
            elif read := self.deadlines.read(part):
                due = read
            else:
                return text
        draft.due = due or draft.due
        draft.responsible = tuple(dict.fromkeys((*draft.responsible, *names)))
        return text[: bracket.start()]

    def _subject(self, words: Sequence[str]) -> tuple[str, ...]:
        """Who is to do it: whoever the sentence begins with, or is charged with it."""
        found, count = self.names.leading(words)
        if any(folded(word) in self.assigns for word in words):
            return self._charged(words) or found
        if found and count < len(words):
            return found
        first = words[0] if words else ""
        if first[:1].isupper() and (
            self.names.nearest(first, LIKE) or (len(words) > 2 and self._is_told(words))
        ):
            told = next((n for n, word in enumerate(words[:5]) if folded(word) in self.must), 1)
            two = " ".join(words[:2])
            raise self.names.unknown(two if told == 2 or self.names.nearest(two, LIKE) else first)
        return ()

    def _charged(self, words: Sequence[str]) -> tuple[str, ...]:
        """Whom the body gives something to do; nobody where no word says that it does."""
        if not any(folded(word) in self.assigns for word in words):
            return ()
        return tuple(name for name in self.names.anywhere(words) if name != self.occasion.body)

    def _is_told(self, words: Sequence[str]) -> bool:
        """Whether somebody must do it ("Fredrik ska köpa"); in a passive ("Avgiften ska höjas") nobody is named."""
        at = next((n for n, word in enumerate(words[1:3], 1) if folded(word) in self.must), None)
        if at is None or at + 1 >= len(words):
            return False
        return all(word[:1].isupper() for word in words[:at]) and not re.search(
            r"(?:s|be|bli|blive|verte)$", folded(words[at + 1])
        )

    # All of it

    def result(self) -> Minutes:
        """What is new, and what is not."""
        new: list[NewDecision] = []
        taken = self._ids()
        for draft in self.drafts:
            if not draft.text:
                continue
            if not draft.responsible:
                self._nobody(draft)
            elif (known := self._known(draft)) is not None:
                self.there.append(Line(draft.line, known))
            elif not any(one.text == draft.text and one.paragraph == draft.paragraph for one in new):
                name = _id_for(draft.text, taken)
                taken.add(name)
                new.append(self._decision(draft, name))
        return Minutes(
            tuple(new),
            tuple(self.accepting.accepted.values()),
            (*self.accepting.there, *self.there),
            tuple(self.left),
            tuple(f"{number}: {why}" for number, why in sorted(self.wrong)),
        )

    def _nobody(self, draft: _Draft) -> None:
        """An assignment of nobody's is for the person to mend; a decision that asks for nothing is left alone."""
        if draft.due is None and not any(folded(word) in self.assigns for word in draft.text.split()):
            self.left.append(Line(draft.line, draft.original))
            return
        self.wrong.append(
            (draft.line, f"nobody is named who does {draft.text[:80]!r}; write '{self.label}: …' behind it")
        )

    def _decision(self, draft: _Draft, name: str) -> NewDecision:
        due = draft.due
        return NewDecision(
            line=draft.line,
            id=name,
            text=draft.text,
            meeting=self.occasion.named,
            paragraph=draft.paragraph,
            responsible=draft.responsible,
            due=due.value if due else None,
            last=due.last if due else None,
            confidential=draft.confidential,
        )

    def _known(self, draft: _Draft) -> str | None:
        """The text of the same decision of the same meeting, where the plan has it."""
        for one in self.plan.decisions:
            same = one.paragraph == draft.paragraph and folded(one.text) == folded(draft.text)
            if same and self._is_here(one.meeting or ""):
                return one.text
        return None

    def _is_here(self, meeting: str) -> bool:
        """Whether a decision's meeting is this one, however it is written."""
        if meeting == self.occasion.named:
            return True
        name, _, on = meeting.partition(" ")
        if name != self.occasion.id:
            return False
        slots = self.dates.slots.get(name, ())
        days = {
            slot.day
            for slot in slots
            if on.strip() in (slot.name, slot.nominal.isoformat(), slot.day.isoformat()) or not on
        }
        mine = self.occasion.named.partition(" ")[2]
        return len(days) == 1 and (next(iter(days)).isoformat() == mine or not mine)

    def _ids(self) -> set[str]:
        plan = self.plan
        groups: Sequence[Iterable[str]] = (
            plan.people,
            plan.bodies,
            (one.id for one in (*plan.meetings, *plan.events)),
            (one.id for one in plan.areas),
            (one.id for one in plan.budget),
            (one.id for one in plan.risks),
            (one.id for _, one in entries(plan)),
            (goal.id for _, goal in plan.goals),
            (name for _, name, _ in plan.indicators),
            (state.id for area in plan.areas for state in area.current_state if state.id),
        )
        return {name for group in groups for name in group}


def _id_for(text: str, taken: set[str]) -> str:
    """A readable id that nothing has: the sentence's first words."""
    base = slug(text)[: LONGEST_ID + 1]
    if len(base) > LONGEST_ID:
        base = base.rpartition("-")[0] or base[:LONGEST_ID]
    base = base.strip("-_") or "decision"
    number = 1
    name = base
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name
