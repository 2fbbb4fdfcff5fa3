"""What the words of minutes mean: who is named, by when, and what a sentence begins with. Pure; the words are the languages'."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.dates import ONE_DAY, Deadline, deadlines_from
from config.language import Language
from config.plan import Plan
from config.recurrence import inflected

LONGEST_NAME = 6
"""Words of a name or a role."""
LONGEST_DUE = 9
"""Words of a deadline."""
MOST_WORDS = 300
"""Of a sentence that are looked at for a deadline."""

EARLY = 8
"""A word that decides stands among the first words of its sentence."""
NUMBER = r"\d{1,4}(?:[/.\-]\d{1,4})*[a-z]?(?!\w)"
"""The number of a paragraph of the minutes: 4, 12/26, 4b."""


def folded(text: str) -> str:
    """The text to compare: capitals, spaces and what stands around it make no difference."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).strip(" .,;:()[]\"'“”«»")


def forms(speakers: Sequence[Language], what: str) -> tuple[str, ...]:
    """Everything that the languages say for it, the longest first."""
    return tuple(sorted({form for words in speakers for form in words.minutes[what]}, key=len, reverse=True))


def either(speakers: Sequence[Language], what: str) -> str:
    """A pattern for any of these forms."""
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms(speakers, what))


# Who --------------------------------------------------------------------------------------------------------------


class Unnamed(ValueError):
    """Somebody is named whom the plan does not have, or who could be two."""


class Names:
    """The plan's people and bodies by all that they are called: id, name, first name, role."""

    def __init__(self, plan: Plan, speakers: Sequence[Language]) -> None:
        self._endings = [ending for words in speakers for ending in words.endings]
        self._joining = {word for words in speakers for word in words.conjunctions} | {"&"}
        self._called: dict[str, set[str]] = defaultdict(set)
        self._bent: dict[str, set[str]] = defaultdict(set)
        self.shown = {name: person.name for name, person in plan.people.items()}
        self.shown |= {name: body.name for name, body in plan.bodies.items()}
        for name, person in plan.people.items():
            for called in (name, person.name, person.name.split()[0]):
                self._called[folded(called)].add(name)
            if person.role:
                self._bent[folded(person.role)].add(name)
        for name, body in plan.bodies.items():
            self._called[folded(name)].add(name)
            self._bent[folded(body.name)].add(name)

    def all_in(self, text: str) -> tuple[str, ...]:
        """The ids behind a list of names. Unnamed for one that the plan does not have."""
        joined = "|".join(re.escape(word) for word in sorted(self._joining))
        parts = re.split(rf"\s*[,;/+]\s*|\s+(?:{joined})\s+", text.strip(" .()"))
        return tuple(dict.fromkeys(self._sure(part) for part in parts if part.strip()))

    def leading(self, words: Sequence[str]) -> tuple[tuple[str, ...], int]:
        """The ids named first in a sentence, and how many words they take: "Karin och Bo köper …"."""
        found: list[str] = []
        at = 0
        while (match := self._longest(words[at:])) is not None:
            name, count = match
            found.append(name)
            at += count
            comma = words[at - 1].endswith(",")
            if not comma and at < len(words) and folded(words[at]) in self._joining:
                at += 1
            elif not comma:
                break
        return tuple(dict.fromkeys(found)), at

    def anywhere(self, words: Sequence[str]) -> tuple[str, ...]:
        """Everybody named in the sentence."""
        found: list[str] = []
        at = 0
        while at < len(words):
            match = self._longest(words[at:])
            if match is not None and words[at][:1].isupper():
                found.append(match[0])
            at += match[1] if match else 1
        return tuple(dict.fromkeys(found))

    def nearest(self, text: str, cutoff: float = 0.6) -> str | None:
        """The name that is most like this one."""
        known = {form: min(ids) for group in (self._called, self._bent) for form, ids in group.items()}
        close = difflib.get_close_matches(folded(text)[:100], list(known), n=1, cutoff=cutoff)
        return self.shown[known[close[0]]] if close else None

    def unknown(self, text: str) -> Unnamed:
        """The sentence about somebody whom the plan does not have."""
        near = self.nearest(text)
        there = ", ".join(list(self.shown.values())[:12]) or "nobody"
        hint = f"did you mean {near}?" if near else f"the plan has {there}"
        return Unnamed(f"the plan has nobody called {text.strip()[:80]!r}; {hint}")

    def _sure(self, text: str) -> str:
        ids = self._ids(text)
        if not ids:
            raise self.unknown(text)
        return self._one(text, ids)

    def _one(self, text: str, ids: set[str]) -> str:
        if len(ids) > 1:
            who = " or ".join(self.shown[name] for name in sorted(ids))
            raise Unnamed(f"{text.strip()[:80]!r} may be {who}; write the whole name")
        return next(iter(ids))

    def _longest(self, words: Sequence[str]) -> tuple[str, int] | None:
        for count in range(min(LONGEST_NAME, len(words)), 0, -1):
            text = " ".join(words[:count])
            if "," in text[:-1] or not (ids := self._ids(text)):
                continue
            return self._one(text, ids), count
        return None

    def _ids(self, text: str) -> set[str]:
        plain = folded(text)
        if plain in self._called:
            return self._called[plain]
        return {
            name for stem, ids in self._bent.items() if inflected(plain, stem, self._endings) for name in ids
        }


# When -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in a sentence: what plan.yaml will say, the day that it comes to, and which words of the sentence it was."""

    value: date | str
    last: date | None
    begin: int = 0
    end: int = 0


class Deadlines:
    """Reads deadlines as somebody at the meeting means them. ``following`` is the next meeting, as plan.yaml names it."""

    def __init__(
        self, plan: Plan, speakers: Sequence[Language], day: date, following: tuple[str, date] | None
    ) -> None:
        self._then = deadlines_from(plan, day)
        self._plan = deadlines_from(plan)
        self._following = following
        self._opens = {word for words in speakers for word in words.minutes["opens"]}
        before = {word for words in speakers for word in words.before}
        self._before = before - {word for words in speakers for word in words.at}
        leads = [phrase for words in speakers for phrase in (*words.before, *words.at)]
        self._leads = self._opens | {word for phrase in leads for word in phrase.split()}
        self._next = set(forms(speakers, "next_meeting"))

    def read(self, phrase: str) -> Due | None:
        """The deadline that these words set, None when they set none."""
        phrase = " ".join(phrase.split()).strip(" .,;:()")
        if not phrase:
            return None
        return self._next_meeting(phrase) or self._by_words(phrase)

    def within(self, words: Sequence[str]) -> Due | None:
        """The deadline somewhere in a sentence: rather a plain day than what hangs on words, rather the first."""
        found: list[tuple[bool, bool, int, Due]] = []
        at = 0
        while at < min(len(words), MOST_WORDS):
            due = self._at(words, at)
            if due is not None:
                vague = due.last is None
                found.append((vague, isinstance(due.value, str), at, due))
            at = due.end if due else at + 1
        return min(found, key=lambda one: one[:3])[3] if found else None

    def _at(self, words: Sequence[str], begin: int) -> Due | None:
        first = folded(words[begin])
        if first not in self._opens and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", first):
            return None
        for end in range(min(len(words), begin + LONGEST_DUE), begin, -1):
            if due := self.read(" ".join(words[begin:end])):
                return Due(due.value, due.last, begin, end)
        return None

    def _next_meeting(self, phrase: str) -> Due | None:
        words = phrase.casefold().split()
        heads = [n for n in range(len(words)) if " ".join(words[n:]) in self._next]
        if not heads or self._following is None:
            return None
        if not {folded(word) for word in words[: heads[0]]} <= self._leads:
            return None  # what stands before belongs to the sentence
        before = any(word in self._before for word in words[: heads[0]])
        name, day = self._following
        return Due(f"before {name}", day - ONE_DAY) if before else Due(name, day)

    def _by_words(self, phrase: str) -> Due | None:
        found = self._then(phrase)
        if found is None or (found.latest is None and found.rule != "NONE"):
            return None
        if found.latest is None:
            return Due(phrase, None)
        return Due(self._written(phrase, found), found.latest)

    def _written(self, phrase: str, found: Deadline) -> date | str:
        """The words where they hang on something and the plan reads them as the same day, else the day."""
        if found.latest is None:
            return phrase
        if not found.interpreted and found.anchor is None:
            return found.latest
        again = self._plan(phrase)
        return phrase if again is not None and again.latest == found.latest else found.latest
