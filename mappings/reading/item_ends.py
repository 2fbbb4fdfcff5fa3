"""Who and when at the ends of an item, set off by whatever sign: "Måla [Eva] v. 20", "Måla – Eva – maj", "Måla: Eva, maj",
"(Eva) Måla". Pure; takes nothing off that is not somebody, a time or a label of either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.clauses import names_somebody, sentences, split_names, unlabelled
from mappings.reading.grammar import opens_as_task
from mappings.reading.lines import Line
from mappings.reading.named import Named
from mappings.reading.tails import enumerates, somebody
from mappings.reading.when import Times

_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,90})[)\]]$")
_AFTER_BRACKET = re.compile(r"(?<=[)\]])\s+([^()\[\]]{2,60})$")
_SIGN = re.compile(r"\s+(?P<sure>[–—|/]|--?|[-=]>|→)\s+|(?P<weak>[;,:]|(?<!\d)\.)\s+")
_PIECES = re.compile(r"[,;]\s+|\s+(?:[–—|/]|--?)\s+|\.\s+(?=[^\W\d_])")
_FIRST = re.compile(
    r"[(\[](?P<within>[^()\[\]]{1,60})[)\]]:?\s+(?=\S)|(?P<before>[^:–—.()\[\]]{2,60}?)(?:\s+[–—-]|:)\s+(?=\S)"
)
_SHORTEST = 2
"""Words of what is to be done."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An item without its ends, whom they name, and the words that say when."""

    text: str
    names: tuple[str, ...]
    when: str


def ends_of(text: str, line: Line, times: Times, known: Named) -> Ended | None:
    """An item taken apart; None where its ends name nobody, or where what is left is not one thing to do."""
    return _Ends(line, times, known).take(text)


@dataclass(slots=True)
class _Ends:
    line: Line
    times: Times
    known: Named

    @property
    def words(self) -> Language:
        return self.line.language

    def take(self, text: str) -> Ended | None:
        left, names, whens = self.first(text.strip())
        rest = left = left.rstrip(" .;,")
        while cut := self.last(left):
            start, found, when = cut
            plain = not found and left[start : start + 1] in {",", ";", "."}  # "Spyling, veke 18 (Eva)"
            point = "." if left[start : start + 1] == "." else ""
            left, names, whens = left[:start].rstrip(" .;,:"), [*found, *names], [*when, *whens]
            rest = rest if plain else left + point
        whole = (
            len(rest.split()) >= _SHORTEST
            and len(sentences(rest)) == 1
            and rest.count("(") == rest.count(")")
        )
        if not names or not whole or names_somebody(rest, self.words):
            return None
        return Ended(rest, tuple(dict.fromkeys(names)), ", ".join(whens))

    def first(self, text: str) -> tuple[str, list[str], list[str]]:
        """Who stands before what is to be done: "[Eva] Måla", "Eva och Bo – måla"."""
        match = _FIRST.match(text)
        if match is None or not text[match.end() :].strip():
            return text, [], []
        rest = text[match.end() :]
        if match["within"]:
            found = self.pieces(match["within"], sure=True)
            return (rest, *found) if found and found[0] else (text, [], [])
        names = somebody(match["before"], self.words, self.known)
        does = rest[0].islower() or opens_as_task(rest, self.words)
        return (rest, names, []) if names and does else (text, [], [])

    def last(self, text: str) -> tuple[int, list[str], list[str]] | None:
        """Where the last end begins, and what it says."""
        if bracket := _BRACKET.search(text):
            found = self.pieces(bracket[1], sure=True)
            return (bracket.start(), *found) if found else None
        after = _AFTER_BRACKET.search(text)
        if after and (when := self.when(after[1])):
            return after.start(), [], [when]
        signs = [sign for sign in _SIGN.finditer(text) if not self.is_label(text[: sign.start()], sign)]
        if not signs:
            return None
        sign = signs[-1]
        found = self.pieces(text[sign.end() :], sure=sign["sure"] is not None)
        if found is None:
            return None
        before = text[: sign.start()].split(", ")
        counted = any(enumerates(part, self.words, self.known) for part in before)
        listed = sign["weak"] == "," and found[0] and counted
        return None if listed else (sign.start(), *found)

    def is_label(self, before: str, sign: re.Match[str]) -> bool:
        """Whether a colon or a point stands behind a label, so that it begins nothing: "klart: maj", "ansv. Eva"."""
        work = work_words(self.words.code)
        labels = (*work["responsible"], *work["deadline"], *work.columns["due"], *work["done"])
        behind = sign["weak"] in {":", "."} and patterns.search(
            rf"(?<!\w)(?:{any_of(labels)})$", before, re.IGNORECASE
        )
        return bool(behind)

    def pieces(self, text: str, *, sure: bool) -> tuple[list[str], list[str]] | None:
        """Whom and when these words name, where they name nothing else."""
        names: list[str] = []
        whens: list[str] = []
        for piece in _PIECES.split(text.strip(" .")):
            if when := self.when(piece):
                whens.append(when)
            elif found := self.who(piece, sure=sure):
                names += found
            else:
                return None
        return names, whens

    def who(self, text: str, *, sure: bool) -> list[str]:
        takes = any_of(work_words(self.words.code)["takes_it"])
        text = patterns.sub(rf"\s+(?:{takes})$", "", text, flags=re.IGNORECASE)  # "styrelsen turas om"
        label = rf"(?:{any_of(work_words(self.words.code)['responsible'])})(?:\s*[:.]|\s)\s*"
        match = patterns.match(label, text, re.IGNORECASE)
        plain = text[match.end() :] if match else unlabelled(text, self.words)
        labelled = plain != text
        if labelled or sure:
            known = self.known.of(plain, self.words)
            return list(known) or (
                split_names(plain, self.words) if names_somebody(plain, self.words) else []
            )
        return somebody(plain, self.words, self.known)

    def when(self, text: str) -> str:
        """The words that say when, without a label; empty where they say anything else."""
        work = work_words(self.words.code)
        labels = any_of((*work["deadline"], *work.columns["due"], *work["done"]))
        plain = patterns.sub(rf"^(?:{labels})\s*:\s*", "", text.strip(), flags=re.IGNORECASE)
        moments = self.times.moments(plain, self.line.speakers)
        rest = "".join(
            char
            for place, char in enumerate(plain)
            if not any(one.start <= place < one.end for one in moments)
        )
        said = rest.casefold().strip(" .,:–-")
        return plain if moments and (not said or said in (*work["deadline"], *work["done"])) else ""
