"""What a clause says of who does what: its subject, its agent, its verb. By the words of the languages, not by grammar. Pure.

It sees little: a modal verb, a body or a name before a verb, a passive and its agent, whom something is done with. What it
cannot see is left empty.
"""

from __future__ import annotations

import re
from itertools import pairwise

from config.language import Language
from config.work_words import WorkWords, any_of, work_words
from mappings.reading.clause import LONG, TOKEN, Clause
from mappings.reading.clauses import is_body, split_names
from mappings.reading.nouns import Nouns
from mappings.reading.tongue import find


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


_WITHIN = 5
"""Words from the first part of a modal to the others: "kommer styrelsen att", "kommer styret ofte til å"."""
_PLACED = 3
"""Words of a group or a class that an agent is of, with "in" before it."""
_TURNED = 14
"""Words up to the verb that stands before its subject."""
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


class _Reader(Nouns):
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
            for modal in sorted(self.work["shall"], key=len, reverse=True):
                length = self.modal_at(place, modal.split())
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
            next((one for one in self.work["together"] if _starts(" ".join(self.plain), (one,))), "").split()
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
        together = start == 0 and _starts(" ".join(self.plain), self.work["together"])
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
        return self.plain[0] in (*small, *self.words.within) or _starts(text, self.work["together"])

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

    # Nouns

    # Agents and company

    def agent(self) -> None:
        """Whoever does it in the passive: "av Lena Hjort", "af bådelauget"."""
        pattern = rf"(?<!\w)(?:{any_of(self.work['by'])})\s+"
        for match in re.finditer(pattern, self.masked):
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
        match = re.search(
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


def _starts(text: str, forms: tuple[str, ...]) -> bool:
    return any(text == form or text.startswith(f"{form} ") for form in forms)


def _being(work: WorkWords) -> tuple[str, ...]:
    """The infinitive of being, which stands second among the words of reaching."""
    return work["reach"][1:2]


def _having(work: WorkWords) -> tuple[str, ...]:
    return work["reach"][:1]
