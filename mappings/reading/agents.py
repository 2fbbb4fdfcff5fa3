"""Who does what a clause says in the passive, and with whom: "av Lena Hjort", "i samråd med kassören". Pure; invents nobody."""

from __future__ import annotations

import re

from config import patterns
from config.work_words import any_of
from mappings.reading.clauses import is_body, split_names
from mappings.reading.nouns import Nouns
from mappings.reading.tongue import find

_PLACED = 3
"""Words of a group or a class that an agent is of, with "in" before it."""


class Agents(Nouns):
    """The doers that stand after the verb."""

    def agent(self) -> None:
        """Whoever does it in the passive: "av Lena Hjort", "af bådelauget"."""
        pattern = rf"(?<!\w)(?:{any_of(self.work['by'])})\s+"
        for match in patterns.finditer(pattern, self.masked):
            after = next((n for n, token in enumerate(self.tokens) if token.start() >= match.end()), None)
            if after is None or self.tokens[after].start() > match.end() + 1 or self.is_share(after):
                continue
            end = self.alone(after, self.and_more(self.noun_phrase(after)) or self.first_names(after))
            if not end and self.is_definite(after) and self.passive_before(after):
                end = after + 1
            if not end and self.is_titled(after) and self.passive_before(after):
                end = after + 2
            if not end and self.passive_before(after):
                end = self.described(after)
            end = self.placed(end) if end else 0
            if end:
                self.clause.agent = self.written(after, end)
                self.clause.passive = self.clause.passive or self.passive_before(after)
                return

    def cared_for(self) -> None:
        """Whoever sees to it by their own means: "genom kurskommitténs försorg", "i styrelsens regi"."""
        match = patterns.search(
            rf"(?<!\w)(?:[^\W\d_]+)\s+([^\W\d_]+s)\s+(?:{any_of(self.work['care_of'])})(?!\w)",
            self.masked,
            re.IGNORECASE,
        )
        if match and not self.clause.agent and is_body(match[1].removesuffix("s"), self.words):
            self.clause.agent = match[1]

    def is_share(self, after: int) -> bool:
        """Whether "of" stands before this word: "tre av stolpene", "fem ud af ni", "Av 58 familier"; or the time: "av klockan ett"."""
        before = [n for n in range(after) if self.plain[n] not in self.work["by"]][-2:]
        clock = self.plain[after] in self.words.calendar["clock"]
        if not before or clock:
            return True
        when = (*self.words.units["week"], *self.words.calendar["clock"])
        timed = len(before) > 1 and self.plain[before[0]].rstrip(".") in when  # "hängs v 16 av bildgruppen"
        counted = self.is_number(before[-1]) and not timed
        return counted or (self.plain[before[-1]] in self.work["particles"] and self.is_number(before[0]))

    def described(self, after: int) -> int:
        """The number of the word after an agent that is told by a small word before it: "av de enkelte gruppene", "av hver
        enkelt spiller", "by an approved firm"; else 0.
        """
        opens = (
            *self.work["definite"],
            *self.work["every"],
            "a",
            "an",
            "en",
            "ein",
            "ei",
            "et",
            "eit",
            "ett",
        )
        if self.plain[after] not in opens:
            return 0
        end = after + 1
        while end < min(len(self.plain), after + 4) and self.tokens[end][0].isalpha():
            apart = self.tokens[end].start() - self.tokens[end - 1].end() > 1
            if (
                apart
                or self.is_small(self.plain[end])
                or self.plain[end] in (*self.work["lightly"], *self.work["to"])
            ):
                break
            end += 1
        return end if end > after + 1 else 0

    def placed(self, end: int) -> int:
        """The end of an agent with the group or the class that it is of, last in the clause: "foreldrene i stevnegruppa"."""
        people = self.plain[end - 1].endswith(self.work["plural_definite"])
        inside = people and end + 1 < len(self.plain) and self.plain[end] in self.words.within
        whole = inside and not self.text[self.tokens[-1].end() :].strip(" .")
        named = inside and (
            is_body(self.plain[end + 1], self.words) or self.plain[end + 1] in self.work["classes"]
        )
        return len(self.plain) if whole and named and len(self.plain) - end <= _PLACED else end

    def is_titled(self, after: int) -> bool:
        """Whether an article and a word in capitals or a plural stand here: "by the Bursar", "by the scouts"."""
        bare = not self.work["infinitive_endings"] and after + 1 < len(self.plain)
        if not bare or self.plain[after] not in self.words.articles:
            return False
        return self.is_capital(after + 1) or self.plain[after + 1].endswith("s")

    def with_whom(self) -> None:
        """Whom it is done with: "i samråd med kassören", "sammen med de fem kommunene"."""
        match = find(self.masked, self.work["together"])
        if not match:
            return
        rest = self.text[match.end() :]
        stop = re.search(r"[,;.()]|$", rest)
        said = rest[: stop.start() if stop else None].split()
        taken: list[str] = []
        for number, word in enumerate(said):
            plain = word.casefold()
            if number and (
                self.is_small(plain)
                and plain not in self.words.conjunctions
                and not (plain in self.words.within and number < 3)
            ):
                break
            if number and (plain in self.work["to"] or self.a_time(match.end(), rest, word)):
                break
            if (
                (
                    number
                    and plain.endswith(self.work["infinitive_endings"] or ("\0",))
                    and len(taken) >= 1
                    and plain.islower()
                )
                and not is_body(plain, self.words)
                and self.clause.modal
            ):
                break
            taken.append(word)
        self.clause.together = tuple(split_names(" ".join(taken), self.words))

    def a_time(self, start: int, rest: str, word: str) -> bool:
        place = start + rest.find(word)
        return not any(token.start() <= place < token.end() for token in self.tokens)
