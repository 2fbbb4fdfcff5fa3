"""Text into clauses: sentences, without mark, label and leading date, and what stands in brackets at their end. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from config import patterns
from config.language import Language, languages
from config.recurrence import inflected
from config.work_words import any_of, work_words


@cache
def _short() -> frozenset[str]:
    """Abbreviations after which a sentence goes on, in all the languages."""
    labels = (word for code in languages() for word in work_words(code)["responsible"])
    shortened = (word for word in labels if len(word) < 6)  # "ansv. Ebba"
    return frozenset((*(word for code in languages() for word in work_words(code)["short"]), *shortened))


@cache
def _sentence_ends() -> re.Pattern[str]:
    """Where a sentence ends: at its point, also without a blank after it ("under 2027.Planen visar"), and where a hurried
    writer left the point out: after a passive, before a pronoun with a capital ("ska tid avsättas De frågor som").
    """
    work = [work_words(code) for code in languages()]
    endings = {"as", *(end for one in work for end in one["passive_endings"] if len(end) > 1)}
    passive = "|".join(f"(?<={end})" for end in sorted(endings))
    pronouns = any_of(
        {word.capitalize() for one in work for kind in ("the", "we", "it") for word in one[kind]}
    )
    small, capital = "a-zåäöæøé", "A-ZÅÄÖÆØÉ"
    return re.compile(
        rf"[.!?][\"”»]?\s+(?=[\"“„«(]?[^\W\d_{small}]|§\s?\d)"
        rf"|(?:(?<=[{small}][{small}])|(?<=\d{{4}}))[.!?](?=[{capital}][{small}]{{2,}}\s)"
        rf"|(?<=[{small}]{{3}})(?:{passive})\s(?=(?:{pronouns})\s[{small}])"
    )


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text. A day's number ("1. mars") and an abbreviation do not end one."""
    found: list[str] = []
    start = 0
    for match in _sentence_ends().finditer(text):
        last = re.search(r"(\w+)$", text[start : match.start()])
        word = last[1].casefold() if last else ""
        named = re.search(r"[a-zåäöæø]{3,} [A-ZÅÄÖÆØ]$", text[start : match.start()])  # "bilaga B."
        measured = len(word) == 1 and re.search(r"\d\s?[a-z]$", text[start : match.start()]) is not None
        if not measured and (word in _short() or (len(word) == 1 and word.isalpha() and not named)):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    found.append(text[start:].strip())
    return tuple(sentence for sentence in found if sentence)


@dataclass(slots=True)
class Said:
    """A clause taken apart. ``text`` is without what stood before and after it; ``label`` is a run-in label before it."""

    text: str
    label: str = ""
    named: list[str] = field(default_factory=list)  # what a label or a bracket calls responsible
    bracket: str = ""


_MARK = re.compile(r"^\s*(?:[-–—•●▪◦*★☐☑✓o]\s+|[-–•]|\(?\d{1,2}[.)]\s+|[a-zåäö][.)]\s+|\*\*|\[[ x]?\]\s*)")


def bare(text: str) -> str:
    """The text without list marks and markup."""
    plain = text.replace("**", "").strip()
    while match := _MARK.match(plain):
        plain = plain[match.end() :]
        if not match[0]:
            break
    return plain.strip()


def without_number(text: str, sections: tuple[str, ...]) -> str:
    """A clause without its number, where the section above it has the first part of it: "2.1" below "2. Hamnen"."""
    match = re.match(r"\s*(\d{1,2})(?:\.\d{1,2})+\.?\s+(?=[^\W\d_])", text)
    numbers = {number[1] for section in sections if (number := re.match(r"(?:\D{0,12})(\d{1,2})\b", section))}
    return text[match.end() :] if match and match[1] in numbers else text


@cache
def _label(code: str) -> re.Pattern[str]:
    """``Ansvarig: X``, ``ansv. X``: a label of whoever is responsible, with a colon or a point after it."""
    return re.compile(rf"(?<!\w)(?:{any_of(work_words(code)['responsible'])})\s*[:.]\s*(?=\S)", re.IGNORECASE)


@cache
def _is_responsible(code: str) -> re.Pattern[str]:
    """``…, og daglig leder er ansvarlig.``"""
    work = work_words(code)
    joins = any_of(work["joins"])
    return re.compile(
        rf",\s+(?:{joins})\s+([^,.]{{3,40}}?)\s+(?:{any_of(work['being'])})\s+(?:{any_of(work['responsible'])})\s*\.?$",
        re.IGNORECASE,
    )


@cache
def _answers(code: str) -> re.Pattern[str]:
    """``…, Eva ansvarar``"""
    return re.compile(
        rf",\s+([^,.]{{2,40}}?)\s+(?:{any_of(work_words(code)['answers'])})\s*\.?$", re.IGNORECASE
    )


@cache
def _label_first(code: str) -> re.Pattern[str]:
    work = work_words(code)
    being = rf"(?:\s+(?:{any_of(work['being'])})(?!\w))?"
    return re.compile(rf"^\s*(?:{any_of(work['responsible'])}){being}\s*:?\s+(?=\S)", re.IGNORECASE)


@cache
def _dashed(code: str) -> re.Pattern[str]:
    """``… – ansvarig Ove Ek``: a label without a colon, off from the clause by a dash or a comma."""
    work = work_words(code)
    being = rf"(?:\s+(?:{any_of(work['being'])})(?!\w))?"
    return re.compile(
        rf"(?:,|\s[–—-])\s+(?:{any_of(work['responsible'])}){being}\.?\s+([^,.;:()]{{2,50}})\.?$",
        re.IGNORECASE,
    )


FIELD_ENDS = re.compile(r",\s+|\s(?:[–—-]|--)\s")
"""What parts who and when at the end of a clause."""


def fields(text: str, words: Language) -> tuple[str, str]:
    """A clause and what stands after a dash at its end: "Städa boden – Ove", "Årsrapport: 15. februar – daglig leder"."""
    match = re.match(r"(.{4,}?)\s+(?:[–—-]|--)\s+([^–—]{2,90})$", text.strip())
    if match is None:
        return text, ""
    first = FIELD_ENDS.split(match[2].strip(" ."))[0]
    label = _label_first(words.code).match(first)
    return (match[1], match[2].strip()) if label or names_somebody(first, words) else (text, "")


def unlabelled(text: str, words: Language) -> str:
    """A name without the label before it: "ansvarig Ove Ek"."""
    label = _label_first(words.code).match(text)
    return text[label.end() :] if label else text


def as_labels(text: str, words: Language) -> str:
    """A text whose labels that ask are written with a colon: "Vem? Verkstadsgruppen. När? Innan maj"."""
    work = work_words(words.code)
    asked = any_of((*work["responsible"], *work.columns["due"]))
    return patterns.sub(rf"(?<!\w)({asked})\?\s+(?=\S)", r"\1: ", text, flags=re.IGNORECASE)


def label_line(text: str, words: Language) -> list[str] | None:
    """Who a line names that is nothing but a label of whoever is responsible: "Ansvariga: Hasse och Lisbet."."""
    match = _label(words.code).match(bare(text))
    if match is None:
        return None
    company = any_of(work_words(words.code)["together"])
    return split_names(re.split(rf"\s(?:{company})\s", bare(text)[match.end() :])[0], words)


def take_apart(text: str, words: Language) -> Said:
    """Takes a label of responsibility and a bracket with a name or a role off the end of a clause."""
    said = Said(text.strip())
    bracket = re.search(r"\s*\(([^()]{1,60})\)\s*[.,;]?\s*$", said.text)
    if bracket:
        takes = any_of(work_words(words.code)["takes_it"])
        inner = patterns.sub(
            rf"\s+(?:{takes})$", "", bracket[1], flags=re.IGNORECASE
        )  # "(styrelsen turas om)"
        label = _label_first(words.code).match(inner) or _label(words.code).match(inner)
        names = split_names(inner[label.end() :] if label else inner, words)
        described = re.match(r"[^\W\d_]+:\s+(?=[A-ZÅÄÖÆØÉ])", inner)  # "(innkjøp: Olav S. og Turid)"
        if described and not label and names_somebody(inner[described.end() :], words):
            label, names = described, split_names(inner[described.end() :], words)
        if label or names_somebody(inner, words):
            said.named += names
            said.text = said.text[: bracket.start()].rstrip()
        else:
            said.bracket = inner
    if trailing := _is_responsible(words.code).search(said.text):
        said.named += split_names(trailing[1], words)
    if (answers := _answers(words.code).search(said.text)) and names_somebody(answers[1], words):
        said.named += split_names(answers[1], words)
    if not said.named:
        for inside in re.finditer(r"\(([^()]{2,40})\),", said.text):
            if names_somebody(inside[1], words):
                said.named += split_names(inside[1], words)
    dashed = _dashed(words.code).search(said.text)
    if dashed and names_somebody(dashed[1], words):
        said.named += split_names(dashed[1], words)
        said.text = said.text[: dashed.start()].rstrip()
    matches = list(_label(words.code).finditer(said.text))
    if matches and matches[-1].start() > 0:
        label_at = matches[-1]
        rest = said.text[label_at.end() :].strip()
        rest = re.split(rf"\.\s+(?=[^\W\d_]+:)|\s(?:{any_of(work_words(words.code)['together'])})\s", rest)[0]
        if 0 < len(rest) <= 60:
            said.named += split_names(rest, words)
            said.text = said.text[: label_at.start()].rstrip(" ,;–-(")
    return said


def split_names(text: str, words: Language) -> list[str]:
    """Several names or bodies in one place: "Amira och Sten-Olof", "A v/ B", "bygge-udvalget, Torben og Lis"."""
    work = work_words(words.code)
    joins = [word for word in (*words.conjunctions, *work["joins"][:2]) if word]
    pattern = rf"\s*(?:[,;/&+]|(?<!\w)(?:{any_of(joins)}|v/)(?!\w))\s*"
    plain = re.sub(r"\bv/\s*", ", ", text.strip().rstrip(" .;,)"))
    names = [name.strip(" .:") for name in re.split(pattern, plain)]
    others = any_of(work["others"])
    bare = [patterns.sub(rf"\s+(?:{others})$", "", name, flags=re.IGNORECASE) for name in names]
    return [name for name in bare if name and name.casefold() not in work["others"]]


def only_names(text: str, words: Language) -> list[str]:
    """Whom a sentence names that says nothing else: "Stinemnda, ferdig til", "(Torben)", "Redaktör är Tor Palm"."""
    work = work_words(words.code)
    plain = patterns.sub(rf"(?<!\w)(?:{any_of(work['done'])})(?!\w)", "", text, flags=re.IGNORECASE)
    plain = unlabelled(plain.strip(" .,;:()–-"), words)
    role = patterns.match(rf"[^\W\d_]+(?::|\s+(?:{any_of(work['being'])}))\s+(?=[A-ZÅÄÖÆØÉ])", plain)
    plain = plain[role.end() :] if role else plain
    names = split_names(plain, words)
    if (
        not 0 < len(names) <= (1 if role else 2)
        or not plain[:1].isalpha()
        or not names_somebody(plain, words)
    ):
        return []
    return names if all(_alone(name, words) for name in names) else []


def _alone(name: str, words: Language) -> bool:
    """Whether words are a name or a role and no clause: all in capitals, or two at most with a role at the end."""
    tokens = name.split()
    proper = len(tokens) < 4 and all(token[:1].isupper() for token in tokens)
    return proper or (len(tokens) < 3 and is_body(tokens[-1], words))


def names_body(label: str, words: Language) -> bool:
    """Whether a label before a clause is who shall do it, and no theme: "Styrelsen: Förnya avtalet", not "Ungdom: …"."""
    themes = work_words(words.code)["themes"]
    names = split_names(label, words)
    return bool(names) and all(
        len(name.split()) < 4
        and is_body(name.split()[-1], words)
        and not any(inflected(name.casefold(), theme, (*words.endings, "er", "ar")) for theme in themes)
        for name in names
    )


def names_somebody(text: str, words: Language) -> bool:
    """Whether a bracket holds roles, bodies or names and no note: "kassör", "Benny och Ritva", not "budget"."""
    names = split_names(text, words)
    return bool(names) and all(_somebody(name, words) for name in names)


def _somebody(name: str, words: Language) -> bool:
    tokens = name.split()
    if not tokens or len(tokens) > 4 or any(char.isdigit() for char in name):
        school = any_of(work_words(words.code)["classes"])
        return patterns.fullmatch(rf"(?:{school}) \d+|\d+\. (?:{school})", name.casefold()) is not None
    if any(is_body(token, words) for token in tokens) or name.casefold() in _all(words):
        return True
    months = {month.casefold() for month in (*words.months, *words.weekdays)}
    return (
        all(token[0].isupper() and token.casefold() not in months for token in tokens) and not name.isupper()
    ) or (name.isupper() and 2 <= len(name) <= 4)


def _all(words: Language) -> tuple[str, ...]:
    """The word for everybody: "alla", "alle", "all"."""
    return work_words(words.code)["everybody"][:1]


def is_body(token: str, words: Language) -> bool:
    """Whether a word names a body or a role."""
    plain = token.casefold().strip(".,;:()")
    work = work_words(words.code)
    return (
        (len(plain) > 2 or plain in work["bodies"])
        and plain not in work["no_body"]
        and plain not in work["past"]
        and work.body.fullmatch(plain) is not None
    )
