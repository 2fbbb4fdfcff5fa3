"""What a sentence before its days says that there will be several of, and whose: "Styret har fire møter i 2027", "Under året hålls
tre möten", "The following meetings are planned". Finds no days. Pure.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.clauses import is_body
from mappings.reading.names import names_gathering
from mappings.reading.tongue import find

_LONGEST_BODY = 6
"""Words of whose meetings they are."""
_LONGEST_NAME = 5
"""Words of what is held."""


_SMALL = "an?|the|our|its|ett?|en|ei|ein|eit|vår|våra|vårt|sin|sitt|sine|sina|årets"
"""Words before a name that are no part of it."""


class Told(NamedTuple):
    """What is held, and who holds it: nobody where "we" do."""

    title: str
    who: str


def told_of(text: str, words: Language) -> Told | None:
    """What a text up to the first of its days names, where it says that somebody has it, or that it is held. Else None."""
    plain = re.sub(r"\s(?:1|a)\)\s*$", "", text).strip(" ,:–—-(")
    if (
        met := find(plain, words.calendar["met"])
    ) and met.start():  # "Rådet har møter" is what its meetings are called
        return None
    return _had(plain, words) or _held(plain, words) or _following(plain, words)


def _had(text: str, words: Language) -> Told | None:
    """As in "Styrelsen har sex ordinarie möten under 2028", "We plan three meetings during the year"."""
    said = patterns.match(
        rf"(.+?)\s(?:{any_of(words.calendar['series_verbs'])})\s+(?=\S)", text, re.IGNORECASE
    )
    if said is None or len(said[1].split()) > _LONGEST_BODY or re.search(r"[\d,;:]", said[1]):
        return None
    after = text[said.end() :]
    if after.casefold().split()[0] in work_words(words.code)["we"]:  # "Derutover planlegger vi …"
        return None
    title = _counted(after, words)
    ours = patterns.fullmatch(any_of(work_words(words.code)["we"]), said[1], re.IGNORECASE)
    who = "" if ours else without_article(said[1])
    bare = (
        who and title.casefold() in words.calendar["meetings"]
    )  # "Bestyrelsen har fire møder" are Bestyrelsen's
    return Told(who if bare else title, who) if title else None


def without_article(text: str) -> str:
    """A body without "the" before it."""
    return re.sub(r"^the\s+", "", text, flags=re.IGNORECASE)


def _held(text: str, words: Language) -> Told | None:
    """As in "Under året hålls tre styrelsemöten", "I løpet av våren blir det to medlemsmøter"."""
    verbs = any_of((*words.calendar["there_is"], *words.calendar["held"]))
    said = patterns.match(
        rf"(?:{any_of(words.within)})\s[^,;:]*?\s(?:{verbs})\s+(?:det\s|der\s)?(?=\S)", text, re.IGNORECASE
    )
    title = _counted(text[said.end() :], words) if said else ""
    return Told(title, "") if title else None


def _following(text: str, words: Language) -> Told | None:
    """As in "Følgende styremøter er planlagt", "The following dates apply to the committee meetings"."""
    said = patterns.match(
        rf"(?:the\s)?(?:{any_of(words.calendar['following'])})\s+(?=\S)", text, re.IGNORECASE
    )
    if said is None:
        return None
    days = patterns.match(
        rf"(?:{any_of(words.calendar['dates_open'])})\w*\s.*?\s(\S+)$", text[said.end() :], re.IGNORECASE
    )
    title = days[1] if days else _counted(text[said.end() :].partition(" ")[0], words)
    return Told(title, "") if title and names_gathering(title, words) else None


def _counted(text: str, words: Language) -> str:
    """What is held, without how many and without when: "sex ordinarie möten under 2028". Else ""."""
    bare = patterns.sub(
        rf"^(?:(?:\d{{1,2}}|{any_of(words.numbers)}|{_SMALL})\s+)+", "", text.strip(), flags=re.IGNORECASE
    )
    small = any_of(
        (*words.within, *words.at, *words.articles, *words.calendar["place"], *words.calendar["yearly"])
    )
    name = re.split(rf"(?:,|\s(?:{small})(?:\s|$)|\s(?:19|20)\d\d\b)", bare, maxsplit=1)[0].strip(" ,:")
    named = 0 < len(name.split()) <= _LONGEST_NAME and not re.search(r"\d", name)
    return name if named and names_gathering(name.split()[-1], words) else ""


def invited_to(text: str, words: Language) -> str:
    """What a text up to its day asks its readers to: "Välkommen på vårfest", "Alle er velkomne til loppemarkedet". Else ""."""
    small = any_of((*words.calendar["place"], *words.calendar["prepositions"], "to"))
    said = patterns.search(
        rf"(?<!\w)(?:{any_of(words.calendar['invites'])})\s+(?:(?:all|alla|alle|in|up)\s)?(?:{small})\s+(?=\S)",
        text,
        re.IGNORECASE,
    )
    early = said is not None and len(text[: said.start()].split()) <= _BEFORE
    return _counted(text[said.end() :], words) if said and early else ""


def kept_for(before: str, after: str, words: Language) -> str:
    """What a day is to be kept free for: "Boka in den 18 januari för vårfesten!". Else ""."""
    small = any_of((*words.calendar["prepositions"], *words.calendar["place"], "to"))
    first = patterns.match(rf"(?:{any_of(words.calendar['reserves'])})(?!\w)", before, re.IGNORECASE)
    for_ = patterns.match(rf"[,:\s]*(?:{small})\s+(?=\S)", after, re.IGNORECASE)
    if first is None or for_ is None or len(before.split()) > _BEFORE:
        return ""
    return _counted(after[for_.end() :].strip(" .!"), words)


def held_by(after: str, words: Language) -> Told | None:
    """What a body holds on a day before it: "Den 3 maj bjuder styrelsen in till loppmarknad", "On 3 May the club holds a fair"."""
    heads = any_of({form.split()[0] for form in words.calendar["series_verbs"]})
    plain = after.strip(" ,.!")
    if words.code == "en":
        told = _had(plain, words)
        return told if told and is_body(told.who.rpartition(" ")[2], words) else None
    said = patterns.match(rf"(?:{heads})\s+(\S+)\s+(?:inn?\s|ind\s)?(?:till?\s)?(?=\S)", plain, re.IGNORECASE)
    title = _counted(plain[said.end() :], words) if said and is_body(said[1].casefold(), words) else ""
    return Told(title, said[1]) if said and title else None


_BEFORE = 4
"""Words before an invitation, and before the day that is kept."""
