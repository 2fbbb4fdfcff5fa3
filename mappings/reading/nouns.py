"""Where in a clause a body, a role or a name begins and ends. Pure."""

from __future__ import annotations

import re

from mappings.reading.clause import Verbs
from mappings.reading.clauses import is_body


class Nouns(Verbs):
    """Where a body, a role or a name begins and ends."""

    def next_verb(self, place: int) -> int | None:
        """The verb right after a subject; small adverbs may stand between."""
        while place < len(self.plain) and self.plain[place] in (*self.work["lightly"], ","):
            place += 1
        if place >= len(self.plain):
            return None
        word, raw = self.plain[place], self.tokens[place][0]
        following = self.plain[place + 1] if place + 1 < len(self.plain) else ""
        if word in self.work["presents"] and (
            not self.is_small(word) or self.words.numbers.get(self.right_after(place)) == 1
        ):
            return place
        if self.is_small(word) and following in self.work["lightly"]:
            return place  # "Styrelsen inför därför"
        if self.is_small(word) and word not in self.words.conjunctions:
            role = next(
                (
                    n
                    for n in range(place + 1, min(len(self.plain), place + 5))
                    if self.is_led_up_to(place - 1, n)
                ),
                None,
            )
            if role is not None:
                return role
            ahead = range(place + 1, min(len(self.plain), place + 6))
            return next(
                (number for number in ahead if self.presently(number) or not self.plain[number].isalpha()),
                None,
            )
        gathering = word in (*self.words.calendar["meetings"], *self.words.calendar["gatherings"])
        gathering = gathering and following not in (*self.work["definite"], *self.work["every"], "a", "both")
        return (
            place
            if word.isalpha() and raw[0].islower() and not self.is_small(word) and not gathering
            else None
        )

    def noun_phrase(self, start: int) -> int:
        """The number of the word after a body, a role or a name that begins here; 0 when there is none."""
        if alone := self.first_name(start):
            return alone
        if start >= len(self.plain) or self.opens_with_verb(start):
            return 0
        if self.is_name(start):
            end = start
            while end < len(self.plain) and self.tokens[end][0][0].isupper():
                end += 1
            listed = end < len(self.plain) and self.plain[end] == "," and self.is_name(end + 1)
            as_verb = start == 0 and self.as_infinitive(start) and not (listed or self.verb_at(end))
            return 0 if as_verb else self.join(end)
        for number in range(start, min(len(self.plain), start + 5)):
            word = self.plain[number]
            if not re.match(r"[^\W_]", word) or (number > start and self.breaks(word, number - start)):
                return 0
            if (
                is_body(word, self.words)
                and not self.genitive(number)
                and not self.is_led_up_to(start, number)
            ):
                end = number + 1
                while end < len(self.plain) and self.tokens[end][0][0].isupper():
                    end += 1
                if number > start and self.as_infinitive(start) and not self.verb_at(end):
                    return 0
                return self.join(end)
            owned = number > start and self.genitive(number - 1) and word in self.work["people"]
            if owned and self.passive_before(start):
                return number + 1  # "bestyrelsens medlemmer"
            if number > start and word in (*self.work["states"], *self.work["past"]):
                return 0
        return 0

    def somebody(self, start: int) -> int:
        """The number of the word after whoever stands behind the verb, be it a first name alone: "Senast 1/5 skickar Maja …"."""
        alone = start < len(self.plain) and self.is_capital(start) and self.is_known(start)
        return self.noun_phrase(start) or (start + 1 if alone else 0)

    def is_led_up_to(self, start: int, number: int) -> bool:
        """Whether a word that is a verb too comes after the noun of a longer name: "Udvalget for unge afholder"."""
        return self.plain[number].endswith(self.work["also_verbs"]) and (
            number > start + 1 or (number == start + 1 and self.follows_doer(number))
        )

    def follows_doer(self, number: int) -> bool:
        """Whether a word in small letters stands after one that says who: "Kontaktpersonen holder", "Den samarbeider"."""
        return self.tokens[number][0].islower() and (
            self.plain[number - 1] in self.work["itself"] or self.is_definite(number - 1)
        )

    def opens_with_verb(self, start: int) -> bool:
        """Whether a verb stands here, and what comes after it is no subject before it."""
        word = self.plain[start]
        if is_body(word, self.words):
            return self.is_turned(start)
        past = self.is_past(word) and not self.is_name(start)
        if past or word in (*self.work["presents"], *self.work["shall"]):
            return True
        return self.is_imperative(start) or (
            start == 0
            and self.is_time_first()
            and word.endswith(self.work["present_endings"])
            and self.tokens[0][0].islower()
            and bool(self.work["infinitive_endings"])
        )

    def is_imperative(self, start: int) -> bool:
        """Whether a bare verb opens the clause where a language has no ending for it: "Invite the school"."""
        if self.work["infinitive_endings"] or start or len(self.plain) < 2:
            return False
        first, second = self.plain[:2]
        small = {
            *self.words.articles,
            *self.work["own"],
            *self.work["every"],
            *self.work["definite"],
            "a",
            "an",
        }
        known = (*small, *self.work["everybody"], *self.words.conjunctions)
        return (
            second in small and first not in known and not self.is_small(first) and not self.presently(start)
        )

    def as_infinitive(self, start: int) -> bool:
        """Whether a word looks like the infinitive that opens a list item: Holde, Besøke, laga."""
        word = self.plain[start]
        if word in (*self.work["everybody"], *self.words.articles, *self.work["every"]) or is_body(
            word, self.words
        ):
            return False
        return word in self.work["infinitives"] or word.endswith(self.work["infinitive_endings"] or ("\0",))

    def breaks(self, word: str, distance: int) -> bool:
        """Whether a body cannot come after this word any more: a preposition, a verb. "Ein av rodene" may."""
        if word in self.work["by"]:
            return distance > 1
        return (
            self.is_small(word)
            or word in self.work["reach"][:2]
            or word in self.work["presents"]
            or word in (*self.work["passive_helpers"], *self.work["to"])
        )

    def join(self, end: int) -> int:
        """A second one, joined to the first: "Kassören och revisorn", "Leder av turgruppa"."""
        if (
            end + 1 < len(self.plain)
            and self.plain[end] in self.of()
            and is_body(self.plain[end + 1], self.words)
        ):
            return end + 2 if self.verb_at(end + 2) else end
        if end + 2 < len(self.plain) and self.plain[end] == "," and self.is_name(end + 1):
            more = self.noun_phrase(end + 1)  # "Arvid Bull, Tone Krag og Ola Li"
            return more or end
        if end + 1 < len(self.plain) and self.plain[end] in self.words.conjunctions:
            more = self.noun_phrase(end + 1)
            if more and more - end <= 4:
                return more
            if end + 2 < len(self.plain) and self.is_definite(end + 1) and self.presently(end + 2):
                return end + 2
        return end

    def of(self) -> tuple[str, ...]:
        """The words between a role and the body that it is in."""
        return self.work["by"] if self.work["infinitive_endings"] else self.work["amounts_to"][:1]

    def is_pair(self, start: int) -> bool:
        """Whether two first names stand before a verb: "Jette og Torben undersøger"."""
        if start + 3 >= len(self.plain) or self.plain[start + 1] not in self.words.conjunctions:
            return False
        names = (self.tokens[start][0], self.tokens[start + 2][0])
        if not all(one[0].isupper() and one[1:].islower() for one in names):
            return False
        plain = not self.work["present_endings"] or not self.work["infinitive_endings"]
        known = plain and self.is_known(start) and self.is_known(start + 2)  # "Omar and Greta run"
        return self.presently(start + 3) or (known and self.tokens[start + 3][0].islower())

    def longer_pair(self, start: int) -> int:
        """The number of the word after several names, of which one has two words: "Karen og Poul Erik går"; else 0."""
        end, joined = start, 0
        while end < len(self.plain) and self.is_capital(end):
            end += 1
            if end < len(self.plain) and self.plain[end] in (*self.words.conjunctions, ","):
                joined, end = joined + 1, end + 1
        before = self.plain[end - 1] if end > start else ""
        apart = before in (*self.words.conjunctions, ",")
        named = any(self.is_known(place) for place in range(start, end))
        return end if joined and named and not apart and end < len(self.plain) and self.presently(end) else 0

    def first_name(self, place: int) -> int:
        """The number of the word after a first name alone, or several of them, before a verb; 0 when there is none."""
        if self.is_pair(place):
            return place + 3
        if end := self.longer_pair(place):
            return end
        return place + 1 if self.is_first_name(place) else 0

    def is_first_name(self, place: int) -> bool:
        """Whether a first name alone stands before a verb: "Ellen bokar platsen", "Signe holder løbende"."""
        if place + 1 >= len(self.plain) or not self.is_known(place):
            return False
        raw, following = self.tokens[place][0], self.tokens[place + 1][0]
        verb = self.presently(place + 1) or following.casefold() in self.work["shall"]
        return raw[0].isupper() and following[0].islower() and verb

    def skip_relative(self, start: int, end: int, *, leave: bool = True) -> int:
        """Past a clause between commas that only says more of the subject; with ``leave`` the end of the bare subject."""
        comma = next((n for n in range(start, min(len(self.plain), end + 1)) if self.plain[n] == ","), None)
        if (
            comma is None
            or comma + 1 >= len(self.plain)
            or self.plain[comma + 1] not in self.work["relative"]
        ):
            return end
        if leave:
            return comma
        closing = [n for n in range(comma + 1, len(self.plain)) if self.plain[n] == ","]
        for close in closing:
            if self.next_verb(close + 1) is not None and not self.tokens[close + 1][0][0].isupper():
                return close + 1
        return end

    def and_more(self, end: int) -> int:
        """The end of an agent with the first names that go on after it: "av Hedvig Skog och Amir"."""
        while end and end + 1 < len(self.plain) and self.plain[end] in (*self.words.conjunctions, ","):
            name = self.tokens[end + 1][0]
            counted = self.is_number(end + 1) and end + 2 < len(self.plain) and self.plain[end] != ","
            if counted and not self.verb_at(end + 3):  # "av Karin och två ungdomar"
                return end + 3
            if not (name[0].isupper() and name[1:].islower()) or self.verb_at(end + 2):
                break
            end += 2
        return end

    def alone(self, start: int, end: int) -> int:
        """An agent without what the next clause begins with: "testas av gruppen under våren och resultatet läggs ut"."""
        joins = [n for n in range(start, end) if self.plain[n] in self.words.conjunctions]
        return joins[-1] if joins and self.verb_at(end) else end

    def passive_before(self, place: int) -> bool:
        """Whether a verb before this word is in the passive, or is one of getting: "får besøk av"."""
        ends = self.work["passive_endings"]
        told = bool(self.clause.subject or self.clause.modal)  # "The path group, led by Ann, will …"
        bare = not (self.work["infinitive_endings"] or told)
        if bare and place > 1 and self.plain[place - 2].endswith("ed"):
            return True  # "inspected by an approved firm"
        for number in range(place - 1):
            word = self.plain[number]
            if word in self.work["passive_helpers"] or word in self.work["gets"]:
                return True
            long = len(word) > 3 or word[:-1] in self.work["infinitives"]
            if number and ends and word.endswith(ends) and long and not is_body(word, self.words):
                return True
        return False

    def first_names(self, place: int) -> int:
        """First names alone: "av Margit och Hasse"."""
        end = place
        while end < len(self.tokens) and self.tokens[end][0][0].isupper():
            end += 1
            if end + 1 < len(self.plain) and self.plain[end] in (*self.words.conjunctions, ","):
                end += self.tokens[end + 1][0][0].isupper()
        return end if end > place else 0
