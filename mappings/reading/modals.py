"""The modal verb of a clause, with its subject and what it governs: "ska styrelsen", "it falls to the Board to". Pure; a modal
of a subordinate clause is not taken.
"""

from __future__ import annotations

from functools import cache

from config.work_words import WorkWords, work_words
from mappings.reading.clauses import is_body
from mappings.reading.nouns import Nouns

_WITHIN = 5
"""Words from the first part of a modal to the others: "kommer styrelsen att", "kommer styret ofte til å"."""
_NEAR = 6
"""Words from a verb of need to what is needed."""


@cache
def _modals(code: str) -> dict[str, list[list[str]]]:
    """The words of every modal verb by the first of them, the longest first."""
    found: dict[str, list[list[str]]] = {}
    for modal in sorted(work_words(code)["shall"], key=len, reverse=True):
        parts = modal.split()
        found.setdefault(parts[0], []).append(parts)
    return found


class Modals(Nouns):
    """The clauses that say what shall be done."""

    def falls_to(self) -> bool:
        """``Det åligger styrelsen att …``, ``it falls to the Board to …``: the body after it does what follows."""
        opening = next(
            (
                form.split()
                for form in self.work["falls_to"]
                if self.plain[: len(form.split())] == form.split()
            ),
            None,
        )
        if opening is None or not (end := self.noun_phrase(len(opening))):
            return False
        self.clause.modal = " ".join(opening)
        self.clause.subject = self.written(len(opening), end)
        self.governed(end)
        return True

    def modal(self) -> bool:
        """Finds the modal verb, the subject before or after it, and the verb that it governs."""
        place, length = self.find_modal()
        if length == 0:
            return False
        whole, after = " ".join(self.plain[place : place + length]), place + length
        parted = whole not in self.work["shall"]  # "kommer styrelsen att"
        self.clause.modal = self.plain[place] if parted else whole
        if self.before_modal(place) is None:
            after = max(after, self.after_modal(place + 1 if parted else after))
        self.governed(after)
        return True

    def opened_by(self) -> int:
        """Where the modal stands after a clause of time that opens the sentence: "Inden sæsonen er slut, skal vi …"; else 0."""
        opening = (*self.work["when"], *self.work["if"], *self.words.before, *self.words.after)
        timed = self.is_time_first() and "," in self.plain[1:4]
        if not self.plain or not (timed or self.plain[0] in (*opening, *self.work["inside"])):
            return 0
        told = (*self.work["we"], *self.work["it"])
        for place in range(2 if timed else 3, len(self.plain) - 1):
            follows = self.plain[place + 1]
            somebody = follows in told or is_body(follows, self.words) or self.is_definite(place + 1)
            comma = self.plain[place - 1] == ","
            if self.plain[place] in self.work["shall"] and (somebody or (comma and not timed)):
                return place
        return 0

    def find_modal(self) -> tuple[int, int]:
        opened = self.opened_by()
        for place in range(opened, len(self.plain)):
            if place > 1 and self.plain[place - 1] in (*self.work["relative"], *self.work["to"]):
                continue
            for parts in _modals(self.words.code).get(self.plain[place], ()):
                length = self.modal_at(place, parts)
                if length:
                    return self.needs() if self.is_subordinate(place, opened) else (place, length)
        return self.needs()

    def modal_at(self, place: int, parts: list[str]) -> int:
        """How many words a modal that stands here is, with what stands within it ("kommer mycket att"); 0 where there is none."""
        if self.plain[place : place + len(parts)] == parts:
            return len(parts) if self.governs(parts, place + len(parts)) else 0
        first, rest = parts[0], parts[1:]
        if not rest or rest[-1] not in self.work["to"] or self.plain[place] != first:
            return 0
        ahead = range(place + 2, min(len(self.plain) - len(rest), place + _WITHIN))
        far = next((n for n in ahead if self.plain[n : n + len(rest)] == rest), None)
        if far is None or self.plain[far - 1] in self.work["purpose"] or not self.infinitive(far + len(rest)):
            return 0
        return far + len(rest) - place

    def is_subordinate(self, place: int, opened: int) -> bool:
        """Whether the clause's own verb stands before this modal, which then is another clause's."""
        begins = max(opened, self.answered(place))
        own = any(self.is_main_verb(number) for number in range(begins, self.main(place)))
        asks = (*self.work["asks_what"], *self.work["asks_whether"])
        asked = next((n for n in range(begins + 1, place) if self.plain[n] in asks), begins)
        tells = any(
            self.presently(number) for number in range(begins + 1, asked)
        )  # "Planen visar hur laget ska"
        return place > 2 and (own or tells)

    def needs(self) -> tuple[int, int]:
        """Where a verb of need has a passive after it: "Fyra ombud behöver utbildas"; how many words it is."""
        ends = ("as", "es", "ås")
        for place, word in enumerate(self.plain[: len(self.plain) - 1]):
            if word not in self.work["needs"]:
                continue
            ahead = range(place + 1, min(len(self.plain), place + _NEAR))
            if any(self.plain[n].endswith(ends) and self.infinitive(n) for n in ahead):
                return place, 1
        return 0, 0

    def answered(self, place: int) -> int:
        """Where the main clause begins after one of time that opens the sentence: "När planen inte håller ska den …"."""
        before = (*self.words.before, *self.words.after, *self.words.within)
        if place and self.plain[place - 1] == "," and self.plain[0] in (*before, *self.work["when"]):
            return place  # "Inden sæsonen er slut, skal vi …"
        opens = self.plain[0] in (*self.work["when"], *self.work["if"])
        follows = place + 1 < len(self.plain) and self.plain[place + 1] in (
            *self.work["the"],
            *self.work["it"],
        )
        return place if opens and follows else 0

    def main(self, place: int) -> int:
        """Where a relative clause before this word begins, if there is one: its verbs are not the clause's own."""
        company = len(
            next((one for one in self.work["together"] if starts(" ".join(self.plain), (one,))), "").split()
        )
        begins = max(1, company)  # "I samråd med kommunen avgjør styret om det skal …"
        return next((n for n in range(begins, place) if self.plain[n] in self.work["relative"]), place)

    def is_main_verb(self, number: int) -> bool:
        """Whether a verb stands here that is the clause's own, so that a modal after it is a subordinate one's."""
        word = self.plain[number]
        following = self.plain[number + 1] if number + 1 < len(self.plain) else ""
        object_follows = self.words.numbers.get(following) == 1 and word.endswith(
            self.work["present_endings"]
        )
        if number and object_follows and not is_body(word, self.words):
            return True
        return (
            word in (*self.work["states"], *self.work["presents"], *self.work["past"], *self.work["that"])
            and word not in self.words.at
        )

    def governs(self, parts: list[str], after: int) -> bool:
        """Whether a modal is one: "to" is only before a verb ("Clerk to send")."""
        if parts != ["to"]:
            return True
        return after < len(self.plain) and self.plain[after] in self.work["infinitives"] and after <= 5

    def before_modal(self, place: int) -> int | None:
        """The subject before the modal, unless what stands there is an adverb: "Därför ska styrelsen"."""
        if self.plain[0] in (*self.work["when"], *self.work["if"]):
            self.clause.negated = any(word in self.work["negations"] for word in self.plain[place:])
        if place == 0 or self.is_adverb(0, place) or self.opened_by() == place:
            return place if place and self.right_before(place) else None
        if self.plain[place - 1] in self.work["we"]:
            self.clause.we = True
            return place
        if self.plain[0] in self.work["it"] and place == 1:
            self.clause.it = True
            return place
        end = self.skip_relative(0, place)
        body = self.noun_phrase(0)
        if 0 < body < end and self.presently(body):  # "The committee runs the race and shall …"
            end = body
        if (
            any(is_body(word, self.words) for word in self.plain[:end])
            or self.is_name(0)
            or self.is_first_name(0)
            or self.plain[0] in self.work["people"]
        ):
            self.clause.subject = self.written(0, end)
        return place

    def right_before(self, place: int) -> bool:
        """``In consultation with the council the committee shall …``: who stands right before the modal, after what opens
        the clause, where a language does not turn the two round.
        """
        if self.work["infinitive_endings"]:
            return False
        for start in range(place - 1, 0, -1):
            opens = self.plain[start] in self.words.articles or self.plain[start - 1] == ","
            if opens and self.noun_phrase(start) == place:
                self.clause.subject = self.written(start, place)
                return True
        return False

    def is_adverb(self, start: int, end: int) -> bool:
        """Whether these words are no subject: a preposition or an adverb begins them, or a phrase of time stood there."""
        if start >= end:
            return True
        small = {
            word
            for group in (self.words.at, self.words.before, self.words.after, self.words.within)
            for word in group
        }
        opens = (*self.work["lightly"], *self.work["when"], *self.work["if"])
        together = start == 0 and starts(" ".join(self.plain), self.work["together"])
        return self.plain[start] in (*small, *opens) or together

    def after_modal(self, place: int) -> int:
        """The subject after the modal: up to its body, role or name; else one word that is no verb."""
        if place < len(self.plain):
            if self.plain[place] in self.work["we"]:
                self.clause.we = True
                return place + 1
            if self.plain[place] in self.work["it"]:
                self.clause.it = True
                return place + 1
        end = self.noun_phrase(place)
        if end:
            self.clause.subject = self.written(place, self.skip_relative(place, end))
            return end
        return place

    def governed(self, place: int) -> None:
        """The verb that the modal governs: the first infinitive, and whether it is passive or a perfect."""
        for number in range(place, len(self.plain)):
            word = self.plain[number]
            if not self.infinitive(number) or (number > place and self.is_number(number - 1)):
                continue
            clause = self.clause
            clause.verb = word
            clause.rest = self.text[self.tokens[number].end() :]
            following = self.plain[number + 1] if number + 1 < len(self.plain) else ""
            ends = tuple(end for end in self.work["passive_endings"] if len(end) > 1) or (
                "as",
                "es",
                "ås",
                "is",
            )
            if (
                (word in self.work["passive_helpers"] and not following.isdigit())
                or word in _being(self.work)
                or (word.endswith(ends) and not word.endswith(("ss",)))
            ):
                clause.passive = True
            clause.perfect = word in _having(self.work) and self.supine(following)
            return


def starts(text: str, forms: tuple[str, ...]) -> bool:
    """Whether a text begins with one of these words or groups of words, whole."""
    return any(text == form or text.startswith(f"{form} ") for form in forms)


def _being(work: WorkWords) -> tuple[str, ...]:
    """The infinitive of being, which stands second among the words of reaching."""
    return work["reach"][1:2]


def _having(work: WorkWords) -> tuple[str, ...]:
    return work["reach"][:1]
