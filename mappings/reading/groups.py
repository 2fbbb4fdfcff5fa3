"""Working groups: who convenes them and who is in them, as sentences and labels say it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from config import patterns
from config.language import Language, language
from config.work_words import any_of, work_words
from mappings.reading.clauses import is_body, split_names
from mappings.reading.lines import Line
from mappings.reading.model import Question, QuestionKind, Source, WorkingGroup
from mappings.reading.tongue import find

_UPPER = "A-ZÅÄÖÆØÉ"
NAME = rf"(?-i:[{_UPPER}])[\w-]+(?:\s+(?-i:[{_UPPER}])[\w-]*\w)*"
_NAMES = rf"(?-i:[{_UPPER}])[\w-]+(?:\s+(?-i:[{_UPPER}])[\w-]*\w)+"
_ENDINGS = "en|et|n|t|a|na|s|ns|ens|ets|as"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What is looked for in the sentences of one language."""

    group: re.Pattern[str]
    led: re.Pattern[str]
    being: re.Pattern[str]
    bracket: re.Pattern[str]
    heads: re.Pattern[str]
    listed: re.Pattern[str]
    within: re.Pattern[str]
    leads: re.Pattern[str]
    label: re.Pattern[str]
    members: re.Pattern[str]
    nobody: re.Pattern[str]


@cache
def _patterns(code: str) -> _Patterns:
    work, words = work_words(code), language(code)
    beings, roles = any_of(work["being"]), any_of((*work["role_as"], *work["being"]))
    convenor = rf"(?:{any_of(work['convenor'])})(?:{_ENDINGS})?"
    role = rf"(?:{NAME}|(?:[\w-]+\s+){{0,1}}[\w-]+)"
    withs = any_of(work["relative"])
    return _Patterns(
        re.compile(rf"(?<![\w-])([\w-]*(?:{any_of(work['group'])})(?:{_ENDINGS})?)(?![\w-])", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{any_of(work['led_by'])})\s+({NAME})", re.IGNORECASE),
        re.compile(
            rf"(?:(?<!\w)({_NAMES}|(?<=, )(?-i:[{_UPPER}])[\w-]+)|(?<!\w)(?:{withs})\s+({role}))\s+(?:{roles})\s+{convenor}(?!\w)",
            re.IGNORECASE,
        ),
        re.compile(rf"({NAME})\s+\({convenor}\)", re.IGNORECASE),
        re.compile(rf"^(?:the\s+)?{convenor}\s+(?:i|for|för|av|of)\s+(?:[\w-]+\s+){{1,4}}?(?:{beings})\s+({NAME})", re.IGNORECASE),
        re.compile(rf"(?<![\w-])([^\W\d_][\w-]+)\s+\((?={_NAMES}\s*(?:,|{any_of(words.conjunctions)}\s))"),
        re.compile(rf"\((?:{convenor}:?\s+({_NAMES})|({_NAMES}),?\s+{convenor}(?!\w))", re.IGNORECASE),
        re.compile(rf"(?<!\w)({NAME})\s+(?:{any_of(work['leads'])})(?!\w)", re.IGNORECASE),
        re.compile(rf"^{convenor}\s*(?::|(?:{beings})(?!\w))\s*({NAME})", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{any_of(work['members'])})(?:\s+(?:{beings}))?(?:\s*:)?\s+(?=\S)", re.IGNORECASE),
        re.compile(
            rf"(?<!\w)(?:{any_of(work['negations'])})(?!\w)[^.]*(?<!\w){convenor}(?!\w)"
            rf"|(?<!\w)(?:{any_of(work['without'])})\s+{convenor}(?!\w)",
            re.IGNORECASE,
        ),
    )  # fmt: skip


@dataclass(slots=True)
class Groups:
    """Goes through the sentences of a document. ``named`` is the group that was spoken of last."""

    found: list[WorkingGroup] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    named: str = ""
    line: int = -1

    def sentence(self, line: Line, sentence: str) -> bool:
        """Takes what the sentence says of a group. True when it says nothing else."""
        words, source = line.language, line.part(sentence)
        if line.number != self.line and (self.line < 0 or line.number > self.line + 1):
            self.named = ""
        here = self.line == line.number
        self.line = line.number
        spoken = list(self.spoken_of(sentence, words))
        if not spoken:
            return here and bool(self.named) and self.goes_on(sentence, source, words)
        begins = [0, *(begin for _, begin in spoken[1:]), len(sentence)]
        alone = False
        for number, (name, _) in enumerate(spoken):
            alone |= self.of_group(name, sentence[begins[number] : begins[number + 1]], source, words)
        return alone

    def spoken_of(self, sentence: str, words: Language) -> Iterator[tuple[str, int]]:
        """The names of the groups that a sentence speaks of, and where; for a mere "the group" that of the one before."""
        forms = _patterns(words.code)
        listed = [one for one in forms.listed.finditer(sentence) if is_body(one[1], words)]
        known = list(forms.group.finditer(sentence))
        for match in known or listed:
            name = _full_name(sentence, match, words)
            one = _is_one(sentence[: match.start()], words)
            if match in listed and not known and one:
                continue  # "a mentor (Ada Holm and Bo Vik)"
            if _is_bare(name, words) and not one:
                if match.start() == 0 and self.named:
                    yield self.named, 0
                continue
            self.named = name
            yield name, match.start()

    def of_group(self, name: str, sentence: str, source: Source, words: Language) -> bool:
        work = work_words(words.code)
        convenor, at = _convenor(sentence, words)
        rest = sentence[at:] if convenor else sentence
        members = tuple(_bracketed(sentence, name, convenor, words) or _members(rest, words, convenor))
        if not convenor and _patterns(words.code).nobody.search(sentence):
            self.questions.append(Question(QuestionKind.UNNAMED_BODY, name, (source,), {"body": name}))
            self.add(WorkingGroup(name, source))
            return True
        if convenor or members:
            self.add(WorkingGroup(name, source, convenor or None, members))
            says_all = len(sentence.split()) < 8 or (find(rest, work["members"]) is not None)
            return says_all or _opens_with(sentence, name)
        one = _is_one(sentence[: sentence.find(name)], words) or _is_one(name.split(maxsplit=1)[0], words)
        if one and find(sentence, work["appoints"]) is not None:
            self.add(WorkingGroup(name, source))
        return False

    def goes_on(self, sentence: str, source: Source, words: Language) -> bool:
        """A sentence that only says who is in the group before it: "Medlemmer er Bo Vik og Eva Moe."."""
        forms = _patterns(words.code)
        label = forms.label.match(sentence)
        leads = forms.leads.match(sentence) if len(sentence.split()) < _SHORT else None
        if match := label or leads:
            self.add(WorkingGroup(self.named, source, match[1].strip()))
            return bool(leads)
        if forms.members.match(sentence):
            members = tuple(_members(sentence, words, ""))
            self.add(WorkingGroup(self.named, source, None, members))
            return bool(members)
        return False

    def add(self, one: WorkingGroup) -> None:
        """One group for each name, with all that is said of it."""
        for number, other in enumerate(self.found):
            if other.name.casefold() == one.name.casefold():
                self.found[number] = replace(
                    other, convenor=other.convenor or one.convenor, members=other.members or one.members
                )
                return
        self.found.append(one)


_SHORT = 6
"""Words of a sentence that says nothing but who leads."""


def _convenor(sentence: str, words: Language) -> tuple[str, int]:
    """Whoever convenes, and where what is said of them ends."""
    forms = _patterns(words.code)
    if match := forms.within.search(sentence):
        name = next(group for group in match.groups() if group)
        return name.strip(), match.end()
    for pattern in (forms.led, forms.heads, forms.bracket, forms.being):
        if match := pattern.search(sentence):
            name = next(group for group in match.groups() if group)
            return name.strip(), match.end()
    return "", 0


def _members(text: str, words: Language, convenor: str) -> Iterator[str]:
    """The members after the word that says so, after the convenor in a list, or whoever else takes part."""
    match = _patterns(words.code).members.search(text)
    if match:
        listed, names = text[match.end() :], patterns.findall(_NAMES, text[: match.start()])
        if names and not patterns.search(rf"(?-i:[{_UPPER}])", listed):
            yield from (name for name in names if name != convenor)
            return
        yield from (name for name in _listed(listed, words) if name != convenor)
    elif convenor and patterns.match(rf"\s*,|\s+(?:{any_of(words.conjunctions)})\s", text):
        rest = _listed(text, words)
        yield from (name for name in rest if patterns.match(rf"[{_UPPER}]", name) and len(name.split()) <= 3)


def _bracketed(sentence: str, name: str, convenor: str, words: Language) -> list[str]:
    """The names in a bracket right after that of the group: "Tilsynet (Ola Lund, Marit Moe og Jan Vik)"."""
    inside = patterns.search(rf"{re.escape(name)}\s*\(([^()]+)\)", sentence)
    names = patterns.findall(_NAMES, inside[1]) if inside else []
    if inside and "," in inside[1] and len(names) <= inside[1].count(","):  # first names alone
        parts = re.split(rf",\s*|\s+(?:{any_of(words.conjunctions)})\s+", inside[1])
        names = parts if all(patterns.fullmatch(NAME, part) for part in parts) else names
    return [one for one in names if one != convenor] if len(names) > 1 else []


def _listed(text: str, words: Language) -> list[str]:
    ends = any_of((*work_words(words.code)["relative"][:1], *work_words(words.code)["shall"]))
    first = re.split(rf"[.;:]|,?\s(?:{ends})\s", text.strip(" ,."))[0]
    names = split_names(first, words)
    if not names or not (names[0][0].isupper() or is_body(names[0].split()[-1], words)):
        return []
    return [name for name in names if re.search(r"[^\W\d_]{2}", name) and not name.isdigit()]


# Names ------------------------------------------------------------------------------------------------------------


def _full_name(sentence: str, match: re.Match[str], words: Language) -> str:
    """The name of a group as written: "Kartgruppen", "utvalg for skole og barnehage", "The Youth Committee"."""
    work, name = work_words(words.code), match[1]
    if name.endswith("s") and _patterns(words.code).group.fullmatch(name[:-1]):
        name = name[:-1]
    before = patterns.search(
        rf"((?:the\s+)?(?:(?-i:[{_UPPER}])[\w-]+\s+)*)$", sentence[: match.start()], re.IGNORECASE
    )
    first = name.casefold()
    if before and before[1].strip() and _takes_words_before(words):
        name = f"{before[1]}{name}"
    if first in work["group"] or _is_bare(name, words):
        ends = (*work["relative"], *work["being"], *work["appoints"], *work["shall"], *work["at_time"])
        on = patterns.match(
            rf"\s+(?:{any_of((*work['purpose'], *work['about']))})\s+((?:(?!(?:{any_of(ends)})\b)[\w-]+\s?)+)",
            sentence[match.end() :],
        )
        name = f"{name}{on[0].rstrip()}" if on else name
    one = re.search(r"(?:^|\s)(\w+\s+)$", sentence[: match.start()])
    if one and _is_one(one[1], words) and (_takes_words_before(words) or one.start() == 0):
        name = f"{one[1]}{name}"
    return re.sub(r"^the\s+(?=[A-Z])", "", name.strip())


def _takes_words_before(words: Language) -> bool:
    """Whether names of groups are several words: "the Social Committee"."""
    return any(" " in form for form in work_words(words.code)["group"])


def _is_bare(name: str, words: Language) -> bool:
    """Whether it is no name but "the group"."""
    plain = name.casefold().removeprefix("the ")
    return any(
        patterns.fullmatch(rf"{re.escape(form)}(?:{_ENDINGS})?", plain)
        for form in work_words(words.code)["group"]
    )


def _is_one(before: str, words: Language) -> bool:
    """Whether "a" stands before it."""
    last = before.casefold().split()[-1:]
    return bool(last) and words.numbers.get(last[0]) == 1


def _opens_with(sentence: str, name: str) -> bool:
    """Whether the sentence is a list of who is in a group: "Kartgruppen: Ada Lund (leder), Bo Vik"."""
    return patterns.match(rf"{re.escape(name)}s?\s*(?::|\W*$)", sentence, re.IGNORECASE) is not None
