"""What a clause says of who does what: its subject, its agent, its verb. By the words of the languages, not by grammar. Pure.

It sees little: a modal verb, a body or a name before a verb, a passive and its agent, whom something is done with. What it
cannot see is left empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from config.language import Language
from config.work_words import WorkWords, any_of, first_names, work_words
from mappings.reading.clauses import is_body, split_names
from mappings.reading.tongue import find


@dataclass(slots=True)
class Clause:
    """``subject`` and ``agent`` as written, "" when none is seen. ``verb`` in small letters."""

    text: str
    subject: str = ""
    agent: str = ""
    modal: str = ""
    verb: str = ""
    rest: str = ""  # after the verb
    doer: str = ""  # what stands before the verb, where it is no body that is known
    passive: bool = False
    perfect: bool = False
    we: bool = False
    it: bool = False
    negated: bool = False
    everybody: bool = False
    people: bool = False
    whoever: bool = False
    past: bool = False
    state: bool = False
    that: bool = False
    told: bool = False  # "att värva": an infinitive follows the word that also means "that"
    together: tuple[str, ...] = ()
    inserted: tuple[tuple[int, int], ...] = ()  # where a clause stands that only says more of the subject

    @property
    def somebody(self) -> bool:
        """Whether the subject is a body, a role or a name."""
        return bool(self.subject)


def read_clause(text: str, words: Language, times: tuple[tuple[int, int], ...] = ()) -> Clause:
    """What one clause says. ``times`` are where its phrases of time stand: no part of a subject."""
    return _Reader(text, words, times).read()


def condition(text: str, words: Language) -> int:
    """Where a condition ends that somebody answers: "Om vattnet är dåligt larmar styrelsen", "Hvis det regner, flytter
    festutvalget …"; 0 where there is none, or nobody answers it.
    """
    work = work_words(words.code)
    if re.match(rf"(?:{any_of(work['if'])})(?!\w)", text, re.IGNORECASE) is None:
        return 0
    tokens = list(_TOKEN.finditer(text))
    comma = next((token.end() for token in tokens if token[0] == ","), 0)
    if comma:
        return comma if read_clause(text, words, ((0, comma),)).subject else 0
    for verb, body in pairwise(tokens[_CONDITION:]):
        if (
            is_body(body[0], words)
            and verb[0].casefold().endswith(work["present_endings"])
            and verb[0].islower()
        ):
            return verb.start()
    return 0


_LONG = 6
"""Letters of a noun whose "n" may say which one: "städerskan"."""
_NEAR = 6
"""Words from a verb of need to what is needed."""
_CONDITION = 3
"""Words that the shortest condition has."""


def opens_as_task(text: str, words: Language) -> bool:
    """Whether a line without a list mark begins with the bare verb of something to do: "Byta lås", "Olje terrassen"."""
    work = work_words(words.code)
    match = re.match(r"([^\W\d_]+)\s+[^\W_]", text)
    if match is None or text.rstrip().endswith((".", ":", "?")) or is_body(match[1], words):
        return False
    word = match[1].casefold()
    if word in work["infinitives"]:
        return True
    if not work["infinitive_endings"]:
        second = re.match(r"[^\W\d_]+\s+([^\W\d_]+)", text)
        articles = [word for word in words.articles if word not in work["amounts_to"]]
        objects = (*articles, *work["own"], *work["definite"], "a", "an")
        return (
            second is not None and second[1].casefold() in objects and word not in (*words.at, *words.within)
        )
    small = (*work["lightly"], *work["everybody"], *words.numbers, *words.ordinals, *words.at, *words.within)
    return len(word) > 3 and word not in small and word.endswith(work["infinitive_endings"] or ("\0",))


_TOKEN = re.compile(r"[^\W_]+(?:[-’'./&][^\W_]+)*[’']?|[,;:()–—]")


class _Reader:
    def __init__(self, text: str, words: Language, times: tuple[tuple[int, int], ...]) -> None:
        self.words = words
        self.work: WorkWords = work_words(words.code)
        self.text = text
        self.masked = text
        self.clause = Clause(text)
        self.tokens = [
            match
            for match in _TOKEN.finditer(text)
            if not any(start <= match.start() < end for start, end in times)
        ]
        self.tokens = [token for token in self.tokens if not self.between_times(token, times)]
        self.plain = [match[0].casefold() for match in self.tokens]

    def between_times(self, token: re.Match[str], times: tuple[tuple[int, int], ...]) -> bool:
        """Whether a word only joins two phrases of time: "i løpet av våren og seinast 1. juni"."""
        if token[0].casefold() not in (*self.words.conjunctions, ","):
            return False
        before = any(not self.text[end : token.start()].strip() for _, end in times if end <= token.start())
        after = any(not self.text[token.end() : start].strip() for start, _ in times if start >= token.end())
        return before and after

    def read(self) -> Clause:
        self.drop_brackets()
        self.drop_insertion()
        self.drop_that()
        self.everywhere()
        if not (self.falls_to() or self.modal()):
            self.present()
        self.agent()
        self.with_whom()
        return self.clause

    def drop_brackets(self) -> None:
        """Leaves out a bracket after the subject: "Repertoireudvalget (tovholder: Birgitte) forhandler"."""
        opens = next((n for n in range(1, min(len(self.plain), 7)) if self.plain[n] == "("), None)
        close = (
            next((n for n in range(opens, len(self.plain)) if self.plain[n] == ")"), None) if opens else None
        )
        if opens is None or close is None or close + 1 >= len(self.plain):
            return
        start, end = self.tokens[opens].start(), self.tokens[close].end()
        self.masked = self.masked[:start] + " " * (end - start) + self.masked[end:]
        self.tokens = self.tokens[:opens] + self.tokens[close + 1 :]
        self.plain = self.plain[:opens] + self.plain[close + 1 :]

    def drop_insertion(self) -> None:
        """Leaves out what only says more of the subject: "Talkogruppen, som leds av Håkan Sund, målar"."""
        opens = next(
            (
                n
                for n in range(1, len(self.plain) - 1)
                if self.plain[n] == "," and self.plain[n + 1] in self.work["relative"]
            ),
            None,
        )
        whoever = _starts(" ".join(self.plain).replace(" ,", ""), self.work["whoever"])
        if opens is None or opens > 6 or whoever:
            return
        for close in range(opens + 2, len(self.plain) - 1):
            if self.plain[close] == "," and (
                self.presently(close + 1) or self.plain[close + 1] in self.work["shall"]
            ):
                start, end = self.tokens[opens].start(), self.tokens[close].end()
                self.clause.inserted = ((start, end),)
                self.masked = self.masked[:start] + " " * (end - start) + self.masked[end:]
                self.tokens = self.tokens[:opens] + self.tokens[close + 1 :]
                self.plain = self.plain[:opens] + self.plain[close + 1 :]
                return

    def drop_that(self) -> None:
        if self.plain and self.plain[0] in self.work["that"]:
            self.clause.that = True
            self.tokens, self.plain = self.tokens[1:], self.plain[1:]
            told = bool(self.plain) and self.work["that"] == self.work["to"]
            self.clause.told = told and not is_body(self.plain[0], self.words) and self.infinitive(0)

    def everywhere(self) -> None:
        """What a word anywhere in the clause says of it."""
        clause, text = self.clause, " ".join(self.plain).replace(" ,", "")
        main = next(
            (n for n, word in enumerate(self.plain) if n and word in self.work["relative"]), len(self.plain)
        )
        clause.negated = any(word in self.work["negations"] for word in self.plain[:main])
        clause.everybody = _starts(text, self.work["everybody"])
        clause.whoever = _starts(text, self.work["whoever"])
        clause.people = any(
            word in self.work["people"] for word in self.plain[: 1 if self.work["infinitive_endings"] else 2]
        )

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
        self.clause.modal = " ".join(self.plain[place : place + length])
        after = place + length
        end = self.before_modal(place)
        if end is None:
            after = self.after_modal(after)
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
            somebody = follows in told or is_body(follows, self.words)
            comma = self.plain[place - 1] == ","
            if self.plain[place] in self.work["shall"] and (somebody or (comma and not timed)):
                return place
        return 0

    def find_modal(self) -> tuple[int, int]:
        opened = self.opened_by()
        for place in range(opened, len(self.plain)):
            if place > 1 and self.plain[place - 1] in (*self.work["relative"], *self.work["to"]):
                continue
            begins = max(opened, self.answered(place))
            if place > 2 and any(self.is_main_verb(number) for number in range(begins, self.main(place))):
                return self.needs()
            for modal in sorted(self.work["shall"], key=len, reverse=True):
                parts = modal.split()
                if self.plain[place : place + len(parts)] == parts and self.governs(
                    parts, place + len(parts)
                ):
                    return place, len(parts)
        return self.needs()

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
        return next((n for n in range(1, place) if self.plain[n] in self.work["relative"]), place)

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
        if place == 0 or self.is_adverb(0, place) or self.opened_by() == place:
            return None
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
            or self.plain[0] in self.work["people"]
        ):
            self.clause.subject = self.written(0, end)
        return place

    def is_adverb(self, start: int, end: int) -> bool:
        """Whether these words are no subject: a preposition or an adverb begins them, or a phrase of time stood there."""
        if start >= end:
            return True
        small = {
            word
            for group in (self.words.at, self.words.before, self.words.after, self.words.within)
            for word in group
        }
        return self.plain[start] in (*small, *self.work["lightly"])

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
                word in self.work["passive_helpers"]
                or word in _being(self.work)
                or (word.endswith(ends) and not word.endswith(("ss",)))
            ):
                clause.passive = True
            clause.perfect = word in _having(self.work) and self.supine(following)
            return

    def is_number(self, place: int) -> bool:
        """Whether a number stands here, so that what follows is counted: "skal 80 husstande være med"."""
        return self.plain[place].isdigit() or self.plain[place] in self.words.numbers

    def supine(self, word: str) -> bool:
        """Whether a word is what follows "have": åpnet, bestilt, opened."""
        small = (
            *self.work["responsible"],
            *self.work["at_least"],
            *self.work["at_most"],
            *self.work["every"],
            *self.work["own"],
            *self.work["norms"],
            *self.words.numbers,
        )
        if word in small or not word.isalpha() or len(word) < 4 or is_body(word, self.words):
            return False
        return word.endswith(self.work["supine_endings"])

    def infinitive(self, number: int) -> bool:
        word, raw = self.plain[number], self.tokens[number][0]
        if word in self.work["infinitives"]:
            return True
        if word in self.work["reach"] and raw[0].islower():
            return True
        small = (*self.work["lightly"], *self.work["negations"])
        if not word.isalpha() or raw[0].isupper() or len(word) < 3 or word in small:
            return False
        if word in self.work["passive_helpers"]:
            return True
        if is_body(word, self.words) or word in self.words.numbers or word in self.words.ordinals:
            return False
        if not self.work["infinitive_endings"]:
            return word not in self.work["joins"]
        return word.endswith(self.work["infinitive_endings"])

    def present(self) -> None:
        """A clause without a modal: a body, a role or a name before its verb, or after it where an adverb opens the clause."""
        start = 0
        while start < len(self.plain) and (
            self.plain[start] in (*self.work["lightly"], ",") or self.plain[start] in self.words.conjunctions
        ):
            start += 1
        if start < len(self.plain) and self.plain[start] in (*self.work["it"], *self.work["we"]):
            self.without_noun(start)
            return
        if self.asked_of_whoever():
            return
        end = self.noun_phrase(start)
        if end:
            after = self.skip_relative(start, end, leave=False)
            verb = self.next_verb(after)
            doubtful = end == start + 1 and self.plain[start].endswith(
                self.work["infinitive_endings"] or ("\0",)
            )
            if verb is not None and not (doubtful and not self.presently(verb)):
                self.clause.subject = self.written(start, self.with_purpose(start, end, verb))
                self.take_verb(verb)
                return
        self.verb_first(start)

    def asked_of_whoever(self) -> bool:
        """``Den som inte har svarat kontaktas av …``: the passive after the relative clause is the clause's own verb."""
        ends = self.work["passive_endings"]
        if not (self.clause.whoever and ends):
            return False
        for number in range(3, len(self.plain)):
            word = self.plain[number]
            if (
                len(word) > _LONG
                and word.endswith(ends)
                and self.presently(number)
                and self.plain[number - 1].isalpha()
            ):
                self.take_verb(number)
                return True
        return False

    def without_noun(self, start: int) -> None:
        """``vi träffar …``, ``der nedsættes …``: the verb after the little word."""
        self.clause.we = self.plain[start] in self.work["we"]
        self.clause.it = not self.clause.we
        verb = next((n for n in range(start + 1, min(len(self.plain), start + 5)) if self.presently(n)), None)
        if verb is not None:
            self.take_verb(verb)

    def with_purpose(self, start: int, end: int, verb: int) -> int:
        """The end of a subject whose name goes on: "Udvalget for skolevej", "Gruppen för jubileet"."""
        bare = self.skip_relative(start, end)
        if bare != end or end >= len(self.plain) or self.plain[end] not in self.work["purpose"]:
            return bare
        stop = next((n for n in range(end, verb) if self.plain[n] == ","), verb)
        return stop if stop - end <= 4 else bare

    def verb_first(self, start: int) -> None:
        """The verb, then the subject: "Vid samma möte tackar vi", "gör styrelsen"."""
        for number in range(start, min(len(self.plain), start + 9)):
            if not self.presently(number) or (number == start and not self.is_time_first()):
                continue
            if self.is_small(self.plain[number]) and number + 2 < len(self.plain):
                continue
            self.take_verb(number)
            if 0 < number - start <= 2 and not self.clause.passive and self.is_definite(number - 1):
                self.clause.doer = self.written(start, number)
            after = number + 1
            if (after < len(self.plain) and self.plain[after] in self.work["we"]) or (
                number and self.plain[number - 1] in self.work["we"]
            ):
                self.clause.we = True
            elif number and self.plain[number - 1] in self.work["it"]:
                self.clause.it = True
            elif number == start and (end := self.noun_phrase(after)) and self.is_time_first():
                self.clause.subject = self.written(after, end)
            return

    def is_definite(self, number: int) -> bool:
        """Whether a noun has an ending that says which one: "Diakonen"."""
        word = self.plain[number]
        if len(word) > _LONG and re.search(r"[aeiouyåäöæø]n$", word) and "n" in self.words.endings:
            return True
        return len(word) > 4 and any(word.endswith(end) for end in self.words.endings if len(end) > 1)

    def is_time_first(self) -> bool:
        """Whether a phrase of time opened the clause: its words are no tokens here."""
        return bool(self.tokens) and self.tokens[0].start() > 0

    def take_verb(self, number: int) -> None:
        clause, word = self.clause, self.plain[number]
        clause.verb = word
        clause.rest = self.text[self.tokens[number].end() :]
        following = self.plain[number + 1] if number + 1 < len(self.plain) else ""
        helpers = self.work["passive_helpers"]
        if word in helpers and self.supine(following):
            clause.passive = (
                len(following) > 4 or word not in self.work["states"] or not self.work["infinitive_endings"]
            )
        elif word.endswith(self.work["passive_endings"] or ("\0",)) and (
            len(word) > 3 or word in self.work["infinitives"]
        ):
            clause.passive = True
        if word in self.work["have"]:
            ahead = [
                one
                for one in self.plain[number + 1 : number + 4]
                if one not in (*self.work["lightly"], *self.work["negations"])
            ]
            clause.past = any(self.supine(one) for one in ahead[:3])
        clause.past = clause.past or self.is_past(word)
        clause.state = any(
            state == word or (state.startswith(f"{word} ") and state == f"{word} {following}")
            for state in self.work["states"]
        ) and not (clause.passive and word in helpers)
        has_it_done = bool(clause.subject) and word in self.work["receives"] and self.supine(following)
        clause.state = clause.state and not has_it_done  # "Nestleder får snekret nye benker"

    def is_past(self, word: str) -> bool:
        ends = self.work["past_endings"]
        return word in self.work["past"] or (bool(ends) and word.endswith(ends) and len(word) > 4)

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
        return (
            place
            if word.isalpha() and raw[0].islower() and not self.is_small(word) and not gathering
            else None
        )

    def right_after(self, place: int) -> str:
        """The word that stands after this one in the text, be it of a phrase of time: "för en fortlöpande dialog"."""
        match = re.match(r"\s*([^\W_]+)", self.text[self.tokens[place].end() :])
        return match[1].casefold() if match else ""

    def is_small(self, word: str) -> bool:
        groups = (
            self.words.at,
            self.words.before,
            self.words.after,
            self.words.within,
            self.words.conjunctions,
        )
        return any(word in group for group in groups) or word in (
            *self.work["by"],
            *self.work["aged"],
            *self.work["relative"],
            *self.work["that"],
        )

    def presently(self, number: int) -> bool:
        """Whether a word is a verb in the present, or one that tells of the past."""
        word, raw = self.plain[number], self.tokens[number][0]
        if not word.isalpha() or (raw[0].isupper() and number > 0) or self.is_counted(number):
            return False
        if number and self.plain[number - 1] in self.work["to"]:
            return False
        if word in self.work["passive_helpers"] and number:
            return True
        if self.verb_and_role(number):
            return True
        if is_body(word, self.words):
            return False
        if word in self.work["presents"] or word in self.work["states"] or self.is_past(word):
            return True
        if word in self.work["passive_helpers"]:
            return True
        if (
            number
            and word in self.work["infinitives"]
            and word.endswith(self.work["passive_endings"] or ("\0",))
        ):
            return True
        ends = (*self.work["present_endings"], *self.work["passive_endings"])
        first = (number > 0 or self.is_time_first()) and not self.is_helped(number)
        return first and len(word) > 3 and bool(ends) and word.endswith(ends) and not self.is_small(word)

    def verb_and_role(self, number: int) -> bool:
        """Whether a word that is a verb and a role too is the verb: after somebody, "Udvalget afholder", "Signe holder"."""
        word = self.plain[number]
        before = self.plain[number - 1] if number else ""
        somebody = bool(before) and (is_body(before, self.words) or self.is_known(number - 1))
        return word.endswith(self.work["also_verbs"]) and somebody

    def is_counted(self, number: int) -> bool:
        """Whether a number or an article before a word makes it a noun: "fyra valpkurser"."""
        before = self.plain[number - 1] if number else ""
        if number and self.genitive(number - 1):  # "kommunens lokaler"
            return True
        if number > 1 and before.endswith(self.work["adjective_endings"] or ("\0",)):  # "åtta nya personer"
            kind = self.plain[number - 2]
            if (kind.isdigit() or kind in self.words.numbers) and not self.work_is_passive(number):
                return True
        if before.isdigit() and self.is_past(self.plain[number]):
            return False
        if before.isdigit():  # "sal 2 skiftes"
            return number < 2 or self.is_small(self.plain[number - 2]) or not self.plain[number - 2].isalpha()
        return before in (*self.words.numbers, *self.work["own"], *self.work["every"])

    def work_is_passive(self, number: int) -> bool:
        """Whether a word has the ending of a passive, which no plural has."""
        ends = self.work["passive_endings"]
        return bool(ends) and self.plain[number].endswith(ends)

    def is_helped(self, number: int) -> bool:
        """Whether a word that may be a verb by its ending stands before one that is: "First aid kits are checked"."""
        following = self.plain[number + 1] if number + 1 < len(self.plain) else ""
        helps = (*self.work["passive_helpers"], *self.work["have"])
        return not self.work["infinitive_endings"] and following in helps

    # Nouns

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

    def is_led_up_to(self, start: int, number: int) -> bool:
        """Whether a word that is a verb too comes after the noun of a longer name: "Udvalget for unge afholder"."""
        return number > start + 1 and self.plain[number].endswith(self.work["also_verbs"])

    def opens_with_verb(self, start: int) -> bool:
        """Whether a verb stands here, and what comes after it is no subject before it."""
        word = self.plain[start]
        if is_body(word, self.words):
            return False
        if word in (*self.work["presents"], *self.work["shall"]) or self.is_past(word):
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

    def verb_at(self, place: int) -> bool:
        return place < len(self.plain) and (self.presently(place) or self.plain[place] in self.work["shall"])

    def breaks(self, word: str, distance: int) -> bool:
        """Whether a body cannot come after this word any more: a preposition, a verb. "Ein av rodene" may."""
        if word in self.work["by"]:
            return distance > 1
        return (
            self.is_small(word)
            or word in self.work["presents"]
            or word in (*self.work["passive_helpers"], *self.work["to"])
        )

    def genitive(self, number: int) -> bool:
        """Whether a body only owns what comes next: "Rådets hjemmeside"."""
        word = self.plain[number].rstrip("'’")
        ends = word.endswith("s") and is_body(word[:-1], self.words) and bool(self.work["infinitive_endings"])
        return ends and number + 1 < len(self.plain)

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

    def is_name(self, place: int) -> bool:
        """Two words in capitals: a person's name."""
        if place + 1 >= len(self.tokens):
            return False
        return all(
            token[0][0].isupper() and not token[0].isupper() for token in self.tokens[place : place + 2]
        )

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

    def is_capital(self, place: int) -> bool:
        """Whether a word is written as a name is."""
        word = self.tokens[place][0]
        return word[0].isupper() and word[1:].islower()

    def first_name(self, place: int) -> int:
        """The number of the word after a first name alone, or several of them, before a verb; 0 when there is none."""
        if self.is_pair(place):
            return place + 3
        if end := self.longer_pair(place):
            return end
        return place + 1 if self.is_first_name(place) else 0

    def is_known(self, place: int) -> bool:
        """Whether a word is a first name: one that many have, or one that only this document tells of."""
        return self.plain[place] in first_names() or self.plain[place] in self.words.people

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

    def written(self, start: int, end: int) -> str:
        """The words from one to before another, as they stand."""
        if start >= end:
            return ""
        return " ".join(self.text[self.tokens[start].start() : self.tokens[end - 1].end()].split()).strip(
            " ,"
        )

    # Agents and company

    def agent(self) -> None:
        """Whoever does it in the passive: "av Lena Hjort", "af bådelauget"."""
        pattern = rf"(?<!\w)(?:{any_of(self.work['by'])})\s+"
        for match in re.finditer(pattern, self.masked):
            after = next((n for n, token in enumerate(self.tokens) if token.start() >= match.end()), None)
            if after is None or self.tokens[after].start() > match.end() + 1:
                continue
            end = self.alone(after, self.and_more(self.noun_phrase(after)) or self.first_names(after))
            if not end and self.is_definite(after) and self.passive_before(after):
                end = after + 1
            if end:
                self.clause.agent = self.written(after, end)
                self.clause.passive = self.clause.passive or self.passive_before(after)
                return

    def and_more(self, end: int) -> int:
        """The end of an agent with the first names that go on after it: "av Hedvig Skog och Amir"."""
        while end and end + 1 < len(self.plain) and self.plain[end] in (*self.words.conjunctions, ","):
            name = self.tokens[end + 1][0]
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


def _starts(text: str, forms: tuple[str, ...]) -> bool:
    return any(text == form or text.startswith(f"{form} ") for form in forms)


def _being(work: WorkWords) -> tuple[str, ...]:
    """The infinitive of being, which stands second among the words of reaching."""
    return work["reach"][1:2]


def _having(work: WorkWords) -> tuple[str, ...]:
    return work["reach"][:1]
