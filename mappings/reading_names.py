"""Short names for what a document names in full: ids of items, and the bodies and people behind "responsible". Pure.

The same words give the same id, so that a document that is read again gives the ids that it gave before.
"""

from __future__ import annotations

from collections.abc import Iterable

from config.language import Language
from config.plan import slug
from config.work_words import first_names
from mappings.lines import plain_line
from mappings.plan_pages import Part
from mappings.reading.clauses import is_body
from mappings.reading.model import Reading

LONGEST_ID = 40
MOST_WORDS_IN_A_NAME = 3


def short_id(text: str, longest: int) -> str:
    """A readable id out of a title, cut between words: letters, digits and hyphens, as ``config.plan`` wants it."""
    kept = "".join(letter if letter.isalpha() or letter.isdecimal() else " " for letter in plain_line(text))
    whole = slug(kept).strip("-") or "item"
    cut = whole if len(whole) <= longest else whole[: longest + 1].rpartition("-")[0] or whole[:longest]
    return cut.strip("-")


class Ids:
    """Ids that are all different."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def take(self, text: str) -> str:
        """The id for this title; with a number where another item has it."""
        name = base = short_id(text, LONGEST_ID)
        number = 1
        while name in self.taken:
            number += 1
            name = f"{base}-{number}"
        self.taken.add(name)
        return name


class Names:
    """Everyone whom a document holds responsible. Two capitalised words or three are a person,
    unless one of them names a body or stands in the organisation's own name, and so is a first name alone that many have;
    all else is a body.
    """

    def __init__(self, reading: Reading, words: Language) -> None:
        self.words = words
        self.ids = Ids()
        self.own = set(plain_line(reading.head.organisation or "").casefold().split())
        self.known: dict[str, str] = {}
        self.people: dict[str, Part] = {}
        self.bodies: dict[str, Part] = {}
        for group in reading.working_groups:
            self._group(group.name, group.convenor, group.members)

    def all(self, names: Iterable[str]) -> list[str]:
        """The ids of these, each once."""
        return list(dict.fromkeys(self.one(name) for name in names if plain_line(name)))

    def one(self, name: str) -> str:
        """The id of a body or person, who is there from now on."""
        bare = self._bare(name)
        if bare not in self.known:
            self.known[bare] = self.ids.take(bare)
            if self._is_person(name):
                self.people[self.known[bare]] = Part({"name": plain_line(name).rstrip(" .,;:")}, flow=True)
            else:
                self.bodies[self.known[bare]] = Part(self._body(name), flow=True)
        return self.known[bare]

    def person(self, name: str) -> str:
        """The id of somebody who can only be a person: a convenor, a member."""
        bare = self._bare(name)
        if bare not in self.known or self.known[bare] in self.bodies:
            self.known[bare] = self.known.get(bare) or self.ids.take(bare)
            self.bodies.pop(self.known[bare], None)
            self.people[self.known[bare]] = Part({"name": plain_line(name).rstrip(" .,;:")}, flow=True)
        return self.known[bare]

    def _group(self, name: str, convenor: str | None, members: Iterable[str]) -> None:
        bare = self._bare(name)
        if bare in self.known:
            return
        self.known[bare] = self.ids.take(bare)
        keys = {
            "name": _capital(plain_line(name)),
            "kind": "working-group",
            "convenor": self.person(convenor) if convenor else None,
            "members": [self.person(one) for one in members],
        }
        self.bodies[self.known[bare]] = Part(keys, flow=True)

    def _body(self, name: str) -> dict[str, object]:
        board = self._bare(self.words.word("report.the_board"))
        kind = "board" if self._bare(name) == board else None
        return {"name": _capital(plain_line(name)), "kind": kind}

    def _bare(self, name: str) -> str:
        """The name without case and without an article before it."""
        tokens = plain_line(name).casefold().rstrip(" .,;:").split()
        return " ".join(tokens[1:] if len(tokens) > 1 and tokens[0] in self.words.articles else tokens)

    def _is_person(self, name: str) -> bool:
        tokens = plain_line(name).rstrip(" .,;:").split()
        if len(tokens) == 1 and tokens[0].istitle() and tokens[0].casefold() in first_names():
            return not is_body(tokens[0], self.words)
        if not 2 <= len(tokens) <= MOST_WORDS_IN_A_NAME or any(
            is_body(token, self.words) for token in tokens
        ):
            return False
        if {token.casefold() for token in tokens} & self.own:
            return False
        return all(
            token[0].isupper() and token[1:].replace("-", "").isalpha() and not token[1:].isupper()
            for token in tokens
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
