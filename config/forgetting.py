"""A person taken out of texts: their name and addresses, wherever they stand, and their id where it is made of their name.

Pure. A plan's text stays a plan that says the same of everything else; comments stay, without the name. First names by
themselves are left: they are other people's too.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from config import patterns
from config.errors import PlanError
from config.plan_edit import written
from config.yaml_tree import Node, parse

Step = str | int

WHOSE = frozenset(
    {
        "responsible",
        "with",
        "chair",
        "convenor",
        "members",
        "invite",
        "notice_by",
        "measured_by",
        "prepared_by",
        "reported_to",
    }
)
"""The keys behind which an id of a person stands."""
KEYS = frozenset({"key", "as"})
"""The keys behind which a key of an item stands, which may end in the id of a person."""
STRUCTURE = frozenset(
    [
        "v",
        "type",
        "kind",
        "state",
        "presence",
        "do",
        "digest",
        "ref",
        "etag",
        "start",
        "end",
        "due",
        "at",
        "field",
        "stamp",
        "id",
        "status",
        "language",
        "period",
        "currency",
        "time_zone",
        "pace",
        "comparator",
        "decision",
        "priority",
        "duration",
        "frequency",
        "every",
        "cadence",
        "by",
        "from",
        "until",
        "month",
        "date",
        "dates",
        "time",
        "notice",
        "reminders",
        "except",
        "moved",
        "goals",
        "supports",
        "after",
        "answers",
        "covers",
        "counts",
        "body",
        "area",
        "reports_to",
        "meeting",
        "requires",
        "url",
        "unit",
        "adopted",
        "revised",
        "accepted",
        "target",
        "baseline",
    ]
)
"""The keys behind which words of the plan's or the ledger's own stand, and days, and ids of things."""
_ASCII = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "ä": "a", "ö": "o", "ð": "d", "þ": "th", "ß": "ss"})
SHORTEST_ID = 3
_COMMENT = re.compile(r"#[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever is to be forgotten. ``id`` is None for somebody whom no plan names."""

    id: str | None
    names: frozenset[str]
    addresses: frozenset[str]

    @property
    def personal_id(self) -> bool:
        """Whether the id is made of the name: anna, but not chair."""
        if self.id is None:
            return False
        plain = _ascii(self.id)
        parts = {_ascii(part) for name in self.names for part in re.findall(r"\w+", name)}
        parts |= {_ascii(address.partition("@")[0]) for address in self.addresses}
        words = set(re.findall(r"[^\W_]+", plain))
        return bool(words & parts) or any(
            len(plain) >= SHORTEST_ID
            and (part.startswith(plain) or (len(part) > SHORTEST_ID and part in plain))
            for part in parts
        )


@dataclass(frozen=True)
class Eraser:
    """Takes one person out. ``called`` stands where the name stood, ``number`` makes a new id and address."""

    person: Person
    called: str
    number: int
    keep_id: bool = False

    @property
    def new_id(self) -> str:
        return f"forgotten-{self.number}"

    @property
    def address(self) -> str:
        """An address that leads nowhere (RFC 2606 §2)."""
        return f"{self.new_id}@example.invalid"

    @property
    def changes_id(self) -> bool:
        return not self.keep_id and self.person.personal_id

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """A name, however it is broken over lines, or an address; both in whatever letters."""
        forms = []
        if self.person.addresses:
            forms.append(rf"(?P<address>(?<![\w.+-])(?:{_either(self.person.addresses)})(?![\w-]|\.\w))")
        if self.person.names:
            names = sorted(self.person.names, key=len, reverse=True)
            either = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
            forms.append(rf"(?<!\w)(?:{either})(?=s?(?!\w))")
        return re.compile("|".join(forms), re.IGNORECASE) if forms else None

    def text(self, said: str, *, structure: bool = False) -> str:
        """A text without the name and without the addresses.

        A name of one word is left where it is part of a longer name, and in what is no text but a word of the plan's or
        the ledger's own (``structure``): somebody may be called Adopted.
        """
        if self._pattern is None:
            return said

        def instead(found: re.Match[str]) -> str:
            if "address" in found.re.groupindex and found["address"]:
                return self.address
            one_word = len(found[0].split()) == 1
            return found[0] if one_word and (structure or _is_part(found)) else self.called

        return self._pattern.sub(instead, said)

    def who(self, said: str) -> str:
        """Who did something, as somebody or some service said it."""
        plain = " ".join(said.split()).casefold()
        known = {" ".join(name.split()).casefold() for name in self.person.names}
        known |= {address.casefold() for address in self.person.addresses}
        if self.changes_id:
            known.add((self.person.id or "").casefold())
        return self.called if plain in known else self.text(said)

    def key(self, key: str) -> str:
        """An item's key, of which the last part may be whose it is."""
        head, stroke, last = key.rpartition("/")
        return f"{head}/{self.new_id}" if stroke and self.changes_id and last == self.person.id else key

    def has_id(self, said: str) -> bool:
        """Whether an id that is made of their name stands there as a word."""
        if not self.changes_id or self.person.id is None:
            return False
        return patterns.search(rf"(?<![\w-]){re.escape(self.person.id)}(?![\w-])", said) is not None

    def data(self, value: Any, under: str = "") -> Any:
        """Plain data, such as a document of the ledger's."""
        match value:
            case dict():
                return {
                    key: self.data(each, "responsible" if under == "responsible" and key == "id" else key)
                    for key, each in value.items()
                }
            case list() | tuple():
                return [self.data(each, under) for each in value]
            case str() if under in KEYS:
                return self.key(value)
            case str() if under == "by":
                return self.who(value)
            case str() if under in WHOSE:
                return self._id(value)
            case str():
                return self.text(value, structure=under in STRUCTURE)
            case _:
                return value

    def _id(self, said: str) -> str:
        return self.new_id if self.changes_id and said == self.person.id else self.text(said)

    # A plan's text

    def plan(self, text: str, name: str) -> str:
        """A version of a plan without the person; what is no plan is taken as text. The same text when they are not in it."""
        try:
            tree = parse(text, name)
        except PlanError:
            return self.text(text)
        wanted = self._plain(tree, ())
        spans = sorted(self._spans(tree, (), text), reverse=True)
        edited = text
        for start, end, new in spans:
            edited = edited[:start] + new + edited[end:]
        in_comments = _COMMENT.sub(lambda found: self.text(found[0]), edited)
        for cleaned in (self.text(edited), in_comments):  # a key may be a word that is somebody's name
            try:
                if parse(cleaned, name).plain() == wanted:
                    return cleaned
            except PlanError:
                continue
        return json.dumps(wanted, ensure_ascii=False, indent=1, default=_as_text) + "\n"

    def _plain(self, node: Node, where: tuple[Step, ...]) -> Any:
        if isinstance(node.value, dict):
            return {
                self._named(key, where): self._plain(value, (*where, key))
                for key, (_, value) in node.value.items()
            }
        if isinstance(node.value, list):
            return [self._plain(each, (*where, number)) for number, each in enumerate(node.value)]
        return self._scalar(node.value, where)

    def _named(self, key: str, where: tuple[Step, ...]) -> str:
        """A key: the id of a person under ``people``, else a word of the plan's own."""
        if where == ("people",) and self.changes_id and key == self.person.id:
            return self.new_id
        return self.text(key, structure=True)

    def _scalar(self, value: Any, where: tuple[Step, ...]) -> Any:
        if not isinstance(value, str):
            return value
        under = next((step for step in reversed(where) if isinstance(step, str)), "")
        return self._id(value) if under in WHOSE else self.text(value, structure=under in STRUCTURE)

    def _spans(self, node: Node, where: tuple[Step, ...], text: str) -> Iterator[tuple[int, int, str]]:
        if isinstance(node.value, dict):
            for key, (key_node, value) in node.value.items():
                if (new := self._named(key, where)) != key:
                    yield key_node.start, key_node.end, written(new)
                yield from self._spans(value, (*where, key), text)
        elif isinstance(node.value, list):
            for number, each in enumerate(node.value):
                yield from self._spans(each, (*where, number), text)
        elif (new := self._scalar(node.value, where)) != node.value:
            end = node.start + len(text[node.start : node.end].rstrip())
            yield node.start, end, written(new, text[node.start])


def lines_naming(text: str, person: Person) -> tuple[int, ...]:
    """The lines (from 1) of a text in which the name or an address stands."""
    eraser = Eraser(person, "", 0)
    return tuple(number for number, line in enumerate(text.splitlines(), 1) if eraser.text(line) != line)


def people_of(text: str, name: str) -> Mapping[str, tuple[str, str | None]]:
    """The people of a plan's text: name and address by id. Nothing for what is no plan."""
    try:
        plain = parse(text, name).plain()
    except PlanError:
        return {}
    people = plain.get("people") if isinstance(plain, dict) else None
    return {
        key: (str(one.get("name") or key), str(one["email"]) if one.get("email") else None)
        for key, one in (people.items() if isinstance(people, dict) else ())
        if isinstance(one, dict)
    }


def _is_part(found: re.Match[str]) -> bool:
    """Whether a word with a capital letter stands beside it: Kari is not Kari Holm, nor is she Anne Kari."""
    after = re.match(r"s?[ \t]+(\w)", found.string[found.end() : found.end() + 80])
    before = re.search(r"(\w+)[ \t]+\Z", found.string[max(0, found.start() - 80) : found.start()])
    return bool((after and after[1].isupper()) or (before and before[1][0].isupper()))


def _either(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_ASCII))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _as_text(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} in a plan")
