"""What is known of one clause, and the words that it is made of: which are verbs, small words, numbers. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from config.language import Language
from config.work_words import WorkWords, first_names, work_words
from mappings.reading.clauses import is_body


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


_SHORT = 4
"""Letters of "gräs" and "hus", whose "s" makes no passive."""
LONG = 6
"""Letters of a noun whose "n" may say which one: "städerskan"."""


TOKEN = re.compile(r"[^\W_]+(?:[-’'./&][^\W_]+)*[’']?|[,;:()–—]")


class Verbs:
    """The words of one clause without its phrases of time, and which of them are verbs."""

    def __init__(self, text: str, words: Language, times: tuple[tuple[int, int], ...]) -> None:
        self.words = words
        self.work: WorkWords = work_words(words.code)
        self.text = text
        self.masked = text
        self.clause = Clause(text)
        self.tokens = [
            match
            for match in TOKEN.finditer(text)
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

    def is_definite(self, number: int) -> bool:
        """Whether a noun has an ending that says which one: "Diakonen"."""
        word = self.plain[number]
        if len(word) > LONG and re.search(r"[aeiouyåäöæø]n$", word) and "n" in self.words.endings:
            return True
        return len(word) > 4 and any(word.endswith(end) for end in self.words.endings if len(end) > 1)

    def is_time_first(self) -> bool:
        """Whether a phrase of time opened the clause: its words are no tokens here."""
        return bool(self.tokens) and self.tokens[0].start() > 0

    def is_past(self, word: str) -> bool:
        ends = self.work["past_endings"]
        return word in self.work["past"] or (bool(ends) and word.endswith(ends) and len(word) > 4)

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
        first = (number > 0 or self.is_time_first()) and not (
            self.is_helped(number) or self.is_described(number)
        )
        return first and len(word) > 3 and bool(ends) and word.endswith(ends) and not self.is_small(word)

    def verb_and_role(self, number: int) -> bool:
        """Whether a word that is a verb and a role too is the verb: after somebody, "Udvalget afholder", "Signe holder"."""
        word = self.plain[number]
        before = self.plain[number - 1] if number else ""
        somebody = bool(before) and (is_body(before, self.words) or self.is_known(number - 1))
        return (word.endswith(self.work["also_verbs"]) and somebody) or self.is_turned(number)

    def is_done(self, word: str) -> bool:
        """Whether a word after "become" is what is done, and not what comes to be: "blir måla", but "det blir fest"."""
        held = (*self.words.calendar["meetings"], *self.words.calendar["gatherings"])
        short = word.endswith(("a", "t")) and word not in held
        short = short and (not self.clause.it or word.endswith("a"))  # "at det vert laga"
        return len(word) > len("fest") or (short and len(word) == len("fest"))

    def is_turned(self, number: int) -> bool:
        """Whether a word that is a role too is the verb between the time and who does it: "Senest 15/4 kontakter formanden"."""
        ends, raw = self.work["present_endings"], self.tokens[number][0]
        first = number == 0 and self.is_time_first() and bool(self.work["infinitive_endings"])
        verb = first and raw.islower() and raw.endswith(ends) and len(self.plain) > 1
        return verb and is_body(self.plain[1], self.words)

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
        if self.work["infinitive_endings"]:  # "Antalet stängda rum har ökat"
            finite = following in self.work["have"] or following in self.work["being"][:1]
            return finite and number > 1 and not self.work_is_passive(number)
        return following in (*self.work["passive_helpers"], *self.work["have"])

    def is_described(self, number: int) -> bool:
        """Whether a word that may be a verb by its ending has an adjective before it and its verb after it: "Nya stolar
        beställs", "Nye medlemmer blir oppringt".
        """
        if number != 1 or number + 1 >= len(self.plain):
            return False
        first, following = self.plain[0], self.plain[number + 1]
        ends = self.work["adjective_endings"]
        adjective = bool(ends) and first.endswith(ends) and not self.is_known(0)
        finite = (*self.work["passive_helpers"], *self.work["shall"], *self.work["states"])
        passive = len(following) > _SHORT and self.work_is_passive(number + 1)
        return adjective and not is_body(first, self.words) and (passive or following in finite)

    def verb_at(self, place: int) -> bool:
        return place < len(self.plain) and (self.presently(place) or self.plain[place] in self.work["shall"])

    def genitive(self, number: int) -> bool:
        """Whether a body only owns what comes next: "Rådets hjemmeside"."""
        word = self.plain[number].rstrip("'’")
        ends = word.endswith("s") and is_body(word[:-1], self.words) and bool(self.work["infinitive_endings"])
        return ends and number + 1 < len(self.plain)

    def is_name(self, place: int) -> bool:
        """Two words in capitals: a person's name."""
        if place + 1 >= len(self.tokens):
            return False
        return all(
            token[0][0].isupper() and not token[0].isupper() for token in self.tokens[place : place + 2]
        )

    def is_capital(self, place: int) -> bool:
        """Whether a word is written as a name is."""
        word = self.tokens[place][0]
        return word[0].isupper() and word[1:].islower()

    def is_known(self, place: int) -> bool:
        """Whether a word is a first name: one that many have, or one that only this document tells of."""
        return self.plain[place] in first_names() or self.plain[place] in self.words.people

    def written(self, start: int, end: int) -> str:
        """The words from one to before another, as they stand."""
        if start >= end:
            return ""
        return " ".join(self.text[self.tokens[start].start() : self.tokens[end - 1].end()].split()).strip(
            " ,"
        )
