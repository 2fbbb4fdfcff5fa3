"""A plan and its story as the public may see them: nobody's name or address, and nothing confidential. Pure.

The names are taken out before anything is worked out, so that no part of a report and no key of its data can hold one: a
person is called by their role, else by their body. What people wrote beside a task is left out as a whole. It knows the
people whom the plan names and cannot know others: see docs/reports.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from config.dates import PlanDates, work_out
from config.language import Language
from config.plan import Person, Plan
from config.series import Slot
from mappings.history import Observation, Seen
from mappings.items import Key
from mappings.parts import activity_of

SHORTEST_PART = 3
"""Letters of a first name or a surname that is known by itself: Bo and Ek are words too."""

TEXTS = frozenset(
    {
        "title",
        "text",
        "name",
        "role",
        "theme",
        "place",
        "organisation",
        "mandate",
        "cause",
        "what",
        "method",
        "source",
        "unit",
        "agenda",
        "standing_items",
        "current_state",
        "headings",
    }
)
"""The fields of a plan that are written for people to read."""

IDS = frozenset(
    {
        "id",
        "goals",
        "supports",
        "responsible",
        "with",
        "after",
        "answers",
        "covers",
        "counts",
        "body",
        "area",
        "chair",
        "convenor",
        "members",
        "reports_to",
        "reported_to",
        "invite",
        "notice_by",
        "measured_by",
        "prepared_by",
        "meeting",
        "requires",
        "url",
    }
)
"""The fields that name something by its id. What is in neither set is a day, a number or one of the plan's own words."""

_ADDRESS = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+\.[^@\s<>,;:\"()]+[^@\s<>,;:\"().!?]")
_STEPS = re.compile(r"([@/. ])")
"""What stands between the parts of a key: ``letter@2026-03/anna``."""


@dataclass(frozen=True)
class Veil:
    """Over one plan and its earlier versions. ``people`` is everyone in any of them, by id."""

    people: Mapping[str, Person]
    called: Mapping[str, str]  # what each is called instead
    words: Language
    spared: frozenset[str]  # words that are not taken for a name, in small letters

    @classmethod
    def over(cls, plans: Iterable[Plan], words: Language) -> Veil:
        """The veil for these versions of a plan, the newest first."""
        people: dict[str, Person] = {}
        called: dict[str, str] = {}
        spared = {word.casefold() for word in (*words.months, *words.weekdays)}
        for plan in plans:
            for name, person in plan.people.items():
                people.setdefault(name, person)
                called.setdefault(name, person.role or _body_of(name, plan) or words.word("report.someone"))
            spared |= set(re.findall(r"\w+", f"{plan.organisation} {plan.title}".casefold()))
        bare = cls(people, {}, words, frozenset(spared))
        return replace(bare, called={name: bare.text(call) for name, call in called.items()})

    # Text and ids

    def text(self, said: str) -> str:
        """A text in which a role stands for each name, and nothing for an address."""
        shown = _ADDRESS.sub(self._address, said)
        if self._whole is not None:
            shown = self._whole.sub(lambda match: self._call(self._whole_names[_folded(match[0])]), shown)
        if self._part is not None:
            shown = self._part.sub(lambda match: self._call(self._parts[match[1].casefold()]), shown)
        return shown

    def id(self, name: str) -> str:
        """An id or a key in which no name stands; two that differ stay different."""
        return "".join(step if _STEPS.fullmatch(step) else self._step(step) for step in _STEPS.split(name))

    def _step(self, step: str) -> str:
        if step in self._numbers:
            return self._numbers[step]
        if self._in_id is None:
            return step
        return self._in_id.sub(lambda match: self._id_numbers[match[0].casefold()], step)

    def _call(self, name: str | None) -> str:
        someone: str = self.words.word("report.someone")
        return someone if name is None else self.called.get(name, someone)

    def _address(self, found: re.Match[str]) -> str:
        known = (
            name
            for name, one in self.people.items()
            if one.email and one.email.casefold() == found[0].casefold()
        )
        return self._call(next(known, None))

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        return {name: f"person-{number}" for number, name in enumerate(self.people, 1)}

    @cached_property
    def _whole_names(self) -> Mapping[str, str]:
        return {_folded(person.name): name for name, person in self.people.items()}

    @cached_property
    def _whole(self) -> re.Pattern[str] | None:
        """Whole names, however they are broken over lines and in whatever letters. The longest first."""
        names = sorted(self._whole_names, key=len, reverse=True)
        forms = [r"\s+".join(map(re.escape, name.split())) for name in names]
        return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?=s?(?!\w))", re.IGNORECASE) if forms else None

    @cached_property
    def _parts(self) -> Mapping[str, str | None]:
        """First names and surnames, with whose they are; None for what several have."""
        parts = {name: set(_parts_of(person.name)) - self.spared for name, person in self.people.items()}
        counted = Counter(part for own in parts.values() for part in own)
        return {
            part: name if counted[part] == 1 else None
            for name, own in parts.items()
            for part in sorted(own)
            if len(part) >= SHORTEST_PART
        }

    @cached_property
    def _part(self) -> re.Pattern[str] | None:
        """One of them standing by itself, with a capital letter: Hope is a name, hope is not."""
        forms = sorted({re.escape(form) for part in self._parts for form in (part.title(), part.upper())})
        return re.compile(rf"(?<!\w)({'|'.join(forms)})(?=s?(?!\w))") if forms else None

    @cached_property
    def _id_numbers(self) -> Mapping[str, str]:
        numbers = {part: self._numbers.get(name or "", "person") for part, name in self._parts.items()}
        return numbers | {
            name.casefold(): self._numbers[name] for name in self.people if len(name) >= SHORTEST_PART
        }

    @cached_property
    def _in_id(self) -> re.Pattern[str] | None:
        """A name as a word of an id, such as call-anna."""
        personal = [name for name in self._id_numbers if name in self._parts]
        forms = sorted(map(re.escape, personal), key=len, reverse=True)
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(forms)})(?![^\W_])", re.IGNORECASE) if forms else None

    # The plan and its days

    def plan(self, plan: Plan) -> Plan:
        """The plan without names, addresses and what is confidential."""
        open_to_all = plan.model_copy(
            update={
                "meetings": tuple(one for one in plan.meetings if not one.confidential),
                "events": tuple(one for one in plan.events if not one.confidential),
                "decisions": tuple(one for one in plan.decisions if not one.confidential),
                "areas": tuple(
                    area.model_copy(
                        update={"activities": tuple(one for one in area.activities if not one.confidential)}
                    )
                    for area in plan.areas
                ),
            }
        )
        shown = self._shown(open_to_all.model_dump(by_alias=True, exclude_unset=True), "")
        people = {
            self.id(name): {"name": self._call(name)} | ({"role": self.text(one.role)} if one.role else {})
            for name, one in plan.people.items()
        }
        return Plan.model_validate({**shown, "id": plan.id, "time_zone": plan.time_zone, "people": people})

    def _shown(self, value: Any, field: str) -> Any:
        match value:
            case dict() if field == "bodies":
                return {self.id(key): self._shown(each, "") for key, each in value.items()}
            case dict() if field == "goals" and "id" not in value:  # of a plan above this one
                return {self.id(key): self.text(title) for key, title in value.items()}
            case dict():
                inner = field if field == "headings" else ""
                return {key: self._shown(each, inner or str(key)) for key, each in value.items()}
            case list() | tuple():
                return [self._shown(each, field) for each in value]
            case str() if field in TEXTS:
                return self.text(value)
            case str() if field in IDS:
                return self.id(value)
            case _:
                return value

    def dates(self, plan: Plan) -> PlanDates:
        """The plan's days: those of the whole plan, for a deadline may hang on what is not shown."""
        whole = work_out(plan)

        def deadlines(some: Mapping[str, Any]) -> dict[str, Any]:
            return {
                self.id(name): replace(
                    one,
                    phrase=None if one.phrase is None else self.text(one.phrase),
                    anchor=None if one.anchor is None else self.id(one.anchor),
                )
                for name, one in some.items()
            }

        return PlanDates(
            slots={self.id(name): tuple(map(self._slot, slots)) for name, slots in whole.slots.items()},
            deadlines=deadlines(whole.deadlines),
            starts=deadlines(whole.starts),
            indicators=deadlines(whole.indicators),
            cadences={
                self.id(name): replace(one, meeting=None if one.meeting is None else self.id(one.meeting))
                for name, one in whole.cadences.items()
            },
            notices={self.id(name): span for name, span in whole.notices.items()},
            reminders={self.id(name): spans for name, spans in whole.reminders.items()},
            durations={self.id(name): length for name, length in whole.durations.items()},
        )

    def _slot(self, slot: Slot) -> Slot:
        return replace(
            slot,
            name=None if slot.name is None else self.id(slot.name),
            place=self.text(slot.place),
            theme=self.text(slot.theme),
            agenda=tuple(map(self.text, slot.agenda)),
        )

    # The story

    def story(self, story: Iterable[Observation], plan: Plan) -> Iterator[Observation]:
        """What was seen, without who it was and without what they wrote; nothing of what is confidential in the plan."""
        secret = secrets_of(plan)
        for seen in story:
            if activity_of(Key(seen.key)) in secret:
                continue
            value = {key: self._value(key, each) for key, each in seen.value.items() if _is_told(seen, key)}
            yield replace(
                seen, key=self.id(seen.key), source=self.source(seen.source), by=None, note="", value=value
            )

    def _value(self, key: str, value: str | float | bool | None) -> Any:
        if not isinstance(value, str):
            return value
        return self.id(value) if key == "as" else self.text(value)

    def source(self, name: str) -> str:
        """A target's name, which may be somebody's."""
        return self.id(self.text(name))

    def touched(self, plan: Plan) -> tuple[str, ...]:
        """The titles in which a role now stands for a name: whether they still read well is for a person to see."""
        titles = [
            *(area.title for area in plan.areas),
            *(goal.title for _, goal in plan.goals),
            *(one.title for _, _, one in plan.indicators),
            *(one.title for _, one in plan.activities if not one.confidential),
            *(one.title for one in (*plan.meetings, *plan.events) if not one.confidential),
            *(one.text for one in plan.decisions if not one.confidential),
            *(one.title for one in plan.budget),
            *(one.title for one in plan.risks),
        ]
        return tuple(shown for title in titles if (shown := self.text(title)) != title)


def secrets_of(plan: Plan) -> frozenset[str]:
    """The ids of what the plan keeps within the board."""
    gatherings = {one.id for one in (*plan.meetings, *plan.events) if one.confidential}
    decisions = {one.id for one in plan.decisions if one.confidential}
    return frozenset(gatherings | decisions | {one.id for _, one in plan.activities if one.confidential})


def _is_told(seen: Observation, key: str) -> bool:
    """Whether this is no text that somebody wrote: a note, the reason of a judgement, what a field was changed to."""
    match seen.kind:
        case Seen.NOTED:
            return False
        case Seen.EDITED:
            return key == "field"
        case _:
            return key != "judged"


def _body_of(name: str, plan: Plan) -> str | None:
    """The body that somebody leads, else the first that they are in."""
    led = [body.name for body in plan.bodies.values() if body.contact == name]
    within = [body.name for body in plan.bodies.values() if name in (*body.members, body.chair)]
    return next(iter((*led, *within)), None)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _parts_of(name: str) -> Iterator[str]:
    """The words of a name: Eva-Lena Brunnsjö is eva-lena, eva, lena and brunnsjö."""
    for word in name.split():
        yield word.casefold()
        if "-" in word:
            yield from (part.casefold() for part in word.split("-"))
