"""What a clause says of who does what: its subject, its agent, its verb. By the words of the languages, not by grammar. Pure.

It sees little: a modal verb, a body or a name before a verb, a passive and its agent, whom something is done with. What it
cannot see is left empty.
"""

from __future__ import annotations

import re
from itertools import pairwise

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.agents import Agents
from mappings.reading.clause import LONG, TOKEN, Clause
from mappings.reading.clauses import is_body
from mappings.reading.modals import Modals, starts


def read_clause(text: str, words: Language, times: tuple[tuple[int, int], ...] = ()) -> Clause:
    """What one clause says. ``times`` are where its phrases of time stand: no part of a subject."""
    return _Reader(text, words, times).read()


def condition(text: str, words: Language) -> int:
    """Where a condition ends that somebody answers: "Om vattnet är dåligt larmar styrelsen", "Hvis det regner, flytter
    festutvalget …"; 0 where there is none, or nobody answers it.
    """
    work = work_words(words.code)
    if patterns.match(rf"(?:{any_of(work['if'])})(?!\w)", text, re.IGNORECASE) is None:
        return 0
    tokens = list(TOKEN.finditer(text))
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


_TURNED = 14
"""Words up to the verb that stands before its subject."""
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


class _Reader(Modals, Agents):
    def read(self) -> Clause:
        while self.plain[:1] == [","]:  # what stood before it is a phrase of time
            self.tokens, self.plain = self.tokens[1:], self.plain[1:]
        self.drop_brackets()
        self.drop_insertion()
        self.drop_that()
        self.everywhere()
        if not (self.falls_to() or self.modal()):
            self.present()
        self.agent()
        self.cared_for()
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
        whoever = starts(" ".join(self.plain).replace(" ,", ""), self.work["whoever"])
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
        clause.everybody = starts(text, self.work["everybody"])
        clause.whoever = starts(text, self.work["whoever"])
        clause.people = any(
            word in self.work["people"] for word in self.plain[: 1 if self.work["infinitive_endings"] else 2]
        )

    def present(self) -> None:
        """A clause without a modal: a body, a role or a name before its verb, or after it where an adverb opens the clause."""
        start = 0
        while start < len(self.plain) and (
            self.plain[start] in (*self.work["lightly"], ",") or self.plain[start] in self.words.conjunctions
        ):
            start += 1
        if self.pointed_out(start):
            return
        if start < len(self.plain) and self.plain[start] in (*self.work["it"], *self.work["we"]):
            self.without_noun(start)
            return
        if self.asked_of_whoever() or self.turned():
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

    def pointed_out(self, start: int) -> bool:
        """``Det er styret som trykker …``, ``Det er formanden, der …``: whoever does it, between "it is" and "who"."""
        name = start + len(("det", "er"))
        if name >= len(self.plain) or self.plain[start] not in self.work["it"]:
            return False
        end = self.somebody(name) if self.plain[start + 1] in self.work["being"] else 0
        verb = end + (2 if self.plain[end : end + 1] == [","] else 1)
        told = end > 0 and verb < len(self.plain) and self.plain[verb - 1] in self.work["relative"]
        if not told or not self.presently(verb):
            return False
        self.clause.subject = self.written(name, end)
        self.take_verb(verb)
        return True

    def turned(self) -> bool:
        """``Derfor innhenter styret …``, ``I samråd med kommunen avgör styrelsen …``: the verb before whoever does it, after
        an adverb or a preposition that opens the clause.
        """
        if len(self.plain) < len(("derfor", "gir", "laget")) or not self.work["infinitive_endings"]:
            return False
        adverb = self.plain[0] in self.work["lightly"]
        if not (adverb or self.opens_with_preposition()):
            return False
        for number in range(1, 2 if adverb else min(len(self.plain) - 1, _TURNED)):
            after = number + 1
            while after < len(self.plain) and self.plain[after] in self.work["lightly"]:
                after += 1
            verb = self.may_be_turned(number) and after < len(self.plain)
            if not verb or self.presently(after) or self.plain[after] in self.work["shall"]:
                continue
            if end := self.somebody(after):
                self.clause.subject = self.written(after, self.skip_relative(after, end))
                self.take_verb(number)
                return True
        return False

    def may_be_turned(self, number: int) -> bool:
        """Whether a word may be the verb that stands before whoever does it."""
        word, raw = self.plain[number], self.tokens[number][0]
        also = word.endswith(self.work["also_verbs"]) and number + 1 < len(self.plain)
        return raw[0].islower() and (self.presently(number) or (also and raw.isalpha()))

    def opens_with_preposition(self) -> bool:
        """Whether a preposition begins the clause, so that its subject comes later."""
        text = " ".join(self.plain)
        calendar = self.words.calendar
        small = (*self.work["purpose"], *calendar["prepositions"], *self.words.before, *self.words.after)
        return self.plain[0] in (*small, *self.words.within) or starts(text, self.work["together"])

    def asked_of_whoever(self) -> bool:
        """``Den som inte har svarat kontaktas av …``: the passive after the relative clause is the clause's own verb."""
        ends = self.work["passive_endings"]
        if not (self.clause.whoever and ends):
            return False
        for number in range(3, len(self.plain)):
            word = self.plain[number]
            if (
                len(word) > LONG
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
            tells = start and self.plain[number] in self.work["states"]  # "Samtidigt är kön lång"
            first = number == start and not (tells or self.is_time_first())
            if first or not self.presently(number):
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
            elif self.comes_after_phrase(start, number) and (end := self.somebody(after)):
                self.clause.subject = self.written(after, end)
            return

    def comes_after_phrase(self, start: int, number: int) -> bool:
        """Whether a time or a phrase with its preposition opened the clause, and its verb stands here: "I samråd med byborna
        merker laget", "För att nå dit lägger Eva".
        """
        if number == start:
            return self.is_time_first()
        tells = self.plain[number] in self.work["states"] or self.is_past(self.plain[number])
        return number > start + 1 and self.is_small(self.plain[start]) and not tells

    def take_verb(self, number: int) -> None:
        clause, word = self.clause, self.plain[number]
        clause.verb = word
        clause.rest = self.text[self.tokens[number].end() :]
        following = self.plain[number + 1] if number + 1 < len(self.plain) else ""
        helpers = self.work["passive_helpers"]
        between = (*helpers, *self.work["only"])
        if word in helpers and following in between and number + 2 < len(self.plain):
            following = self.plain[number + 2]  # "are being built", "are only lent out"
        if word in helpers and self.supine(following):
            clause.passive = (
                self.is_done(following)
                or word not in self.work["states"]
                or not self.work["infinitive_endings"]
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
        told = bool(clause.subject) and not self.work["infinitive_endings"] and word.endswith("ed")
        told = told and self.plain[number - 1] != ","
        clause.past = clause.past or self.is_past(word) or told  # "The school moved"
        clause.state = any(
            state == word or (state.startswith(f"{word} ") and state == f"{word} {following}")
            for state in self.work["states"]
        ) and not (clause.passive and word in helpers)
        has_it_done = bool(clause.subject) and word in self.work["receives"] and self.supine(following)
        clause.state = clause.state and not has_it_done  # "Nestleder får snekret nye benker"
