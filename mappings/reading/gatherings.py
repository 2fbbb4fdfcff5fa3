"""What a calendar's entry is: a gathering, a dated task or nothing (a pause, a cancelled day), and its parts by name.

A title keeps the words of the document without date, clock, brackets and labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from config import patterns
from config.language import Language
from config.work_words import work_words
from mappings.reading.clauses import is_body
from mappings.reading.clocks import clocks
from mappings.reading.days import When
from mappings.reading.entries import SEPARATORS, Entry, leads, sentences
from mappings.reading.grammar import opens_as_task, read_clause
from mappings.reading.model import Certainty, Due, Gathering, GatheringKind, Precision
from mappings.reading.names import ends_in, names_gathering, names_meeting
from mappings.reading.said_work import deed_at, says_deed
from mappings.reading.tongue import find, is_of

_DASHES = re.compile(r"\s+[-–—]\s+|\s*,\s+|\s*;\s+")


@dataclass(frozen=True, slots=True)
class Named:
    """An entry's title without what hung on it."""

    title: str
    place: str | None = None
    responsible: tuple[str, ...] = ()
    tentative: bool = False


# Nothing, a task or a gathering -----------------------------------------------------------------------------------


def is_nothing(entry: Entry) -> bool:
    """A pause, or something that is cancelled."""
    words = entry.line.language
    text = f"{entry.title} {entry.rest} {entry.note}"
    plain = entry.title.casefold().strip(SEPARATORS + "()")
    if is_of(text, words.calendar["cancelled"]):
        return True
    if plain in words.calendar["pause"]:
        return True
    if _opens_with(plain, (*words.before, *words.after)) and not entry.held:
        return True
    first = _bare_end(re.split(r"[,.(]| - | – ", plain)[0].strip(), words)
    if (
        is_of(first, (*work_words(words.code)["we"], *words.calendar["there_is"]))
        and first.split()[-1] in words.calendar["pause"]
    ):
        return True
    return (
        first in words.calendar["pause"]
        or _opens_with(plain, words.calendar["none_of"])
        or any(plain.startswith(f"{form} ") for form in words.calendar["pause"] if " " in form)
        or (names_pause(first, words) and not names_gathering(first, words))
        or _says_pause(first.split(), words)
    )


def _says_pause(tokens: list[str], words: Language) -> bool:
    """Whether a few words say that something rests: "Huset holder lukket", "uppehåll för påsklov"."""
    if not 1 < len(tokens) <= _SHORT or any(names_gathering(token, words) for token in tokens):
        return False
    pauses = [place for place, token in enumerate(tokens) if token in words.calendar["pause"]]
    first, last = pauses[:1] == [0], pauses[-1:] == [len(tokens) - 1]
    return (first and _is_small(tokens[1], words)) or (last and not _is_small(tokens[-2], words))


_SHORT = 5
"""Words of the longest text that says nothing but that something rests."""


def is_deed(entry: Entry) -> bool:
    """Whether running text says what somebody does some time of a month, or "att …": "Berit starter et kurs i januar"."""
    words, line = entry.line.language, entry.line
    if entry.when is None or line.cells or line.span is not None:
        return False
    clause = read_clause(line.text if len(sentences(line.text)) == 1 else entry.source.passage, words)
    starts = bool(clause.subject) and clause.verb in words.calendar["start"]
    if entry.held and (not starts or names_gathering(clause.rest, words)):
        return False
    if clause.that:
        return True
    if clause.past and not entry.when.exact:
        return True
    some_time = not entry.when.exact or entry.when.precision is Precision.WEEK
    if not some_time or not clause.verb or leads(line.text, entry.when, words):
        return False
    known = (*words.calendar["held"], *words.calendar["organises"], *words.calendar["met"])
    if (clause.verb in known and not starts) or is_of(entry.title, words.calendar["there_is"]):
        return False
    return bool(
        clause.subject
        or (clause.doer and re.search(r"[^\W\d_]{2}.*\s[^\W\d_]{2}", _without(clause.rest, entry)))
    )


def is_asked(entry: Entry) -> bool:
    """Whether a line among measures begins with the bare verb of something to do, and sets no hour for it."""
    words, title = entry.line.language, entry.title.strip(SEPARATORS)
    plain = not (entry.clock or _opens_with(title, words.calendar["adjectives"]))
    first, second = [*title.casefold().split(), "", ""][:2]
    loose = second in (*words.calendar["prepositions"], *words.calendar["place"], *words.at, *words.within)
    known = first in (*words.calendar["infinitives"], *work_words(words.code)["infinitives"])
    return plain and (known or not loose) and opens_as_task(title, words)


def is_turned(entry: Entry) -> bool:
    """Whether time opens a sentence, then comes a verb, then who does it: "Vecka 20 målar styrelsen bryggan"."""
    words, when, line = entry.line.language, entry.when, entry.line
    title = entry.title.strip(SEPARATORS)
    if when is None or entry.clock or line.cells or not title[:1].islower() or when.begin > _OPENING:
        return False
    before = line.text[: when.begin].casefold().split()
    until = bool(before) and before[0] in work_words(words.code)["up_to"]
    if not until and (when.exact and when.precision is not Precision.WEEK):
        return False
    clause = read_clause(line.text, words, ((0, when.end),))
    known = (
        *words.calendar["held"],
        *words.calendar["organises"],
        *words.calendar["met"],
        *words.calendar["start"],
    )
    told = clause.state or clause.verb in known or names_gathering(clause.rest, words)
    return bool(clause.subject) and title.casefold().startswith(clause.verb or "\0") and (until or not told)


_OPENING = 12
"""Letters before a time that opens its sentence: "Till den 1 juni"."""


def _without(text: str, entry: Entry) -> str:
    """A text without the words of the entry's time."""
    when = entry.when
    said = entry.line.text[when.begin : when.end] if when else ""
    return text.replace(said, " ") if said else text


def names_pause(text: str, words: Language) -> bool:
    """Whether the text is one word that ends in that of a pause: sommarlov, efterårsferie."""
    return len(text.split()) == 1 and any(
        text.endswith(form) and len(form) > 2
        for form in words.calendar["pause"]
        if form not in words.calendar["none_of"]
    )


def is_task(entry: Entry) -> bool:
    """Whether an entry of a calendar is worded as a deadline or as something that somebody does."""
    words = entry.line.language
    title = entry.title.strip(SEPARATORS)
    plain = re.sub(r"\(.*?\)", "", title).strip(SEPARATORS)
    if doubt := find(plain, words.calendar["tentative"]):
        plain = f"{plain[: doubt.start()]} {plain[doubt.end() :]}".strip(SEPARATORS)
    meets = entry.labelled and is_of(title, words.calendar["met"])
    if entry.held or entry.matrix or meets:
        return False
    if is_of(title, words.calendar["must"][:2]) or _opens_with(plain, words.calendar["deadline"]):
        return True
    if entry.deadline:
        return True
    head = sentences(plain)[0] if plain else plain
    gathers = _gathers(_head(head), words)
    exact = bool(entry.when and entry.when.exact)
    if exact and (gathers or entry.clock):
        return False
    return is_of(plain, words.calendar["deadline"][:6]) or _says_work(head, entry, gathers=gathers)


def _gathers(head: str, words: Language) -> bool:
    """Whether the subject of a title, up to its verb, is a gathering: "Budsjett vedtas på styremøtet" is of a budget."""
    verb = next(_verbs(head, words), None) or deed_at(head, words)
    following = head[verb:].split()[1:2] if verb else []
    if following and names_gathering(following[0], words):
        return True  # "Rättigheternas dag", "blitz championship", "holder møte"
    return names_gathering(head[:verb] if verb else head, words)


def _verbs(head: str, words: Language) -> Iterator[int]:
    """Where the verbs stand that follow a subject; "barnens" before "dag" is a genitive and no passive."""
    tokens = list(re.finditer(r"[^\W\d_]+", head))
    for number, token in enumerate(tokens[1:], 1):
        following = tokens[number + 1][0] if number + 1 < len(tokens) else ""
        noun = names_gathering(following, words) or names_gathering(token[0], words)
        passive = _passive(token[0], words) and not noun and not _is_small(token[0], words)
        if passive or is_of(token[0], words.calendar["acts"]):
            yield token.start()


def _is_small(token: str, words: Language) -> bool:
    """Whether a word is a preposition: "längs", "hos"."""
    return token in words.calendar["place"] or token in words.calendar["prepositions"]


def _says_work(head: str, entry: Entry, *, gathers: bool) -> bool:
    """Whether a title says what somebody does: by a verb, or by the name of a kind of work."""
    words = entry.line.language
    calendar = words.calendar
    tokens = re.findall(r"[^\W\d_]+", head)
    if not tokens:
        return False
    if _opens_with(head, calendar["verbal"]) or _opens_with_known(head, entry, gathers=gathers):
        return True
    if is_of(tokens[-1], calendar["verbal"]) or (entry.who and is_of(tokens[0], calendar["acts"])):
        return True
    if not gathers and (_is_step(entry) or (entry.who and _opens_with_present(tokens, words))):
        return True
    if not gathers and entry.when is not None and says_deed(head, words):
        return True
    if any(is_of(token, calendar["acts"]) for token in tokens[1:]):
        return True
    if words.code == "en" and (told := find(head, ["to"])) and looks_body(head[: told.start()], words):
        return True
    if gathers:
        return _is_readied(head, entry)
    return any(True for _ in _verbs(head, words)) or _names_work(head, tokens, entry)


def _is_readied(head: str, entry: Entry) -> bool:
    """Whether something is done with a gathering some time of a month, other than holding it: "Udstillingen stilles op"."""
    words = entry.line.language
    if entry.when is None or entry.when.exact:
        return False
    held = find(head, (*words.calendar["held"], *words.calendar["start"], *words.calendar["met"]))
    return held is None and (any(True for _ in _verbs(head, words)) or deed_at(head, words) is not None)


def _opens_with_known(head: str, entry: Entry, *, gathers: bool) -> bool:
    """A verb that the language file knows; where verbs and nouns look alike ("plant sale") a gathering is no verb."""
    words = entry.line.language
    alike = not work_words(words.code)["infinitive_endings"]
    second = head.casefold().split()[1:2]
    with_object = bool(second) and second[0] in (*words.articles, "our", "all", "a")
    return _opens_with(head, words.calendar["infinitives"]) and (not alike or not gathers or with_object)


def _is_step(entry: Entry) -> bool:
    """A step of a numbered timeline that has a month and no day."""
    vague = entry.when is not None and not entry.when.exact
    return vague and bool(re.fullmatch(r"\d{1,2}[.)]", entry.line.mark))


def _opens_with_present(tokens: list[str], words: Language) -> bool:
    """A verb beside a column that says who: "Leder | Kaller inn til første møte"."""
    endings = work_words(words.code)["present_endings"]
    spoken = len(tokens) > 1 and tokens[0].casefold().endswith(endings or ("\0",)) and tokens[1].islower()
    return spoken and not _is_small(tokens[1], words)


def _names_work(head: str, tokens: list[str], entry: Entry) -> bool:
    """A kind of work at the end of a compound, work on something ("feiing av kanaler"), or an infinitive and its object."""
    words = entry.line.language
    calendar = words.calendar
    long = tuple(form for form in calendar["verbal"] if len(form) > 4)
    if ends_in(tokens[-1], long, words) or ends_in(tokens[0], long, words):
        return True
    if entry.when and entry.when.precision is Precision.DAY:
        return _opens_with_infinitive(head, words) and not _opens_with(head, calendar["adjectives"])
    work = work_words(words.code)
    first = tokens[0].casefold()
    about = len(tokens) > 1 and tokens[1].casefold() in (*work["by"], "of")
    if about and first.endswith(calendar["work_endings"]):
        return True
    return _opens_with_infinitive(head, words)


def _opens_with_infinitive(head: str, words: Language) -> bool:
    """A first word that ends as infinitives do, and its object after it: "Vaske lokalet"."""
    work = work_words(words.code)
    tokens = head.casefold().split()
    if len(tokens) < 2 or not work["infinitive_endings"] or not tokens[0].isalpha() or len(tokens[0]) < 4:
        return False
    small = {
        *words.calendar["place"],
        *words.calendar["prepositions"],
        *words.conjunctions,
        *words.at,
        *words.within,
        *words.before,
        *words.after,
        *work["by"],
        *work["relative"],
    }
    known = {*words.ordinals, *words.articles, *work["every"], *work["everybody"]}
    return (
        tokens[0].endswith(work["infinitive_endings"])
        and tokens[0] not in known
        and tokens[1].strip(",.") not in small
        and not tokens[1].strip(",.").endswith(work["present_endings"] or ("\0",))
        and not head.split()[1][:1].isupper()
    )


def _opens_with(text: str, forms: tuple[str, ...]) -> bool:
    plain = text.casefold()
    return any(plain == form or plain.startswith((f"{form} ", f"{form},", f"{form}:")) for form in forms)


def _passive(token: str, words: Language) -> bool:
    """A verb in the passive, in small letters: betalas, sendes."""
    known = words.calendar["doing"]
    return token.islower() and (token in known or (len(token) > _SHORTEST and token.endswith(known)))


_SHORTEST = 3


def _head(title: str) -> str:
    """The title up to what it is about: "Møte om neste år" is a meeting, and "Avtackning av styrelsen" is none."""
    return (
        re.split(
            r"\s(?:etter|efter|after|om|av|för|for|about|of|til|till|hos|with|med)\s|[,:]|\s[–-]\s", title
        )[0]
        if not re.match(r"(?i)meeting of|møte \d", title)
        else title
    )


# The parts of a title ---------------------------------------------------------------------------------------------


def name(entry: Entry) -> Named:
    """The entry's title, and the place, the people and the doubt that stood in it or beside it."""
    words = entry.line.language
    raw, after = entry.title, entry.rest
    found = clocks(raw, words)
    if found and not entry.labelled:
        before, behind = raw[: found[0].begin], raw[found[-1].end :]
        raw, after = (before, f"{behind} {after}") if before.strip(SEPARATORS) else (behind, after)
    elif found:
        raw = raw[: found[0].begin] + raw[found[-1].end :]
    everything = f"{entry.title} {entry.phrase} {entry.rest} {entry.note}"
    brackets = re.findall(r"\(([^)]*)\)", f"{raw} {after}")
    title = re.sub(r"\s*\([^)]*\)?", "", raw).strip(SEPARATORS)
    responsible = people(entry.who, words)
    title, labelled = _label(title, words)
    responsible += labelled
    title = _without_doubt(title, words)
    if not entry.labelled and len(sentences(title)) > 1:
        title = sentences(title)[0]
    title = _invited_to(_before_verb(_after_verb(title, words), words), words)
    title, tail = _tail(title, words)
    place = entry.where or None
    if tail and looks_body(tail, words):
        responsible += people(tail, words)
    elif tail:
        place = place or tail
    for text in brackets:
        labelled = _label(text, words)[1]
        responsible += labelled or (people(text, words) if _is_who(text, words) else ())
    responsible += _label(after, words)[1] or _organisers(entry.note, words)
    note_place = _note_place(entry.note, words)
    place = place or _place(after, words) or note_place
    tentative = is_tentative(everything, words) or bool(entry.when and entry.when.tentative)
    return Named(title.strip(SEPARATORS), place, tuple(dict.fromkeys(responsible)), tentative)


def is_tentative(text: str, words: Language) -> bool:
    """Whether the text says that the day is not sure."""
    if is_of(text, words.calendar["tentative"]) or is_of(text, words.calendar["usually"]):
        return True
    return bool(re.search(r"\?|(?<!\w)XX(?!\w)", text)) or bool(
        patterns.search(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, words.about))})\s+(?:\w+\.?\s+)?\d", text, re.IGNORECASE
        )
    )


def _without_doubt(title: str, words: Language) -> str:
    """The title without "date to come", "?" and "about"."""
    doubt = find(
        title, (*words.calendar["tentative"], *words.calendar["cancelled"], *words.calendar["moved"])
    )
    if doubt and doubt.start() > 0:
        title = title[: doubt.start()]
    elif doubt and title[doubt.end() :].strip(SEPARATORS):
        title = title[doubt.end() :].strip(SEPARATORS)
    about = patterns.search(
        rf"[\s,]+(?:{'|'.join(map(re.escape, sorted(words.about, key=len, reverse=True)))})\s*$",
        title,
        re.IGNORECASE,
    )
    if about:
        title = title[: about.start()]
    return _bare_end(title, words).strip(SEPARATORS + "?!")


def _bare_end(title: str, words: Language) -> str:
    """A title without the small words that led to its date."""
    smalls = (*words.calendar["place"], *words.calendar["prepositions"], *words.articles, *words.starting)
    others = ("w/c", "d", "the", "on", "in", *words.within, *words.at)
    weekend = "|".join(map(re.escape, words.calendar["weekend"]))
    title = patterns.sub(
        rf"\s*[:,–—-]\s+(?:the\s)?(?:{weekend})(?:\sof)?\s*$", "", title.strip(), flags=re.IGNORECASE
    )
    small = "|".join(map(re.escape, sorted({*smalls, *others}, key=len, reverse=True)))
    return patterns.sub(rf"(?:[\s,:–-]+(?:{small})\s*\.?)+$", "", title.strip(), flags=re.IGNORECASE)


def _after_verb(title: str, words: Language) -> str:
    """What stands after the verb that follows a leading date: "firas nationaldagen"."""
    forms = [form for form in words.calendar["held"] if len(form) > 3]
    verb = find(title, forms)
    return (
        title[verb.end() :].strip(SEPARATORS)
        if verb and verb.start() == 0 and len(title.split()) > 1
        else title
    )


def _before_verb(title: str, words: Language) -> str:
    """As in "Generalforsamling afholdes" is the general meeting."""
    verb = find(title, tuple(form for form in words.calendar["held"] if len(form) > 3))
    return (
        title[: verb.start()].strip(SEPARATORS)
        if verb and verb.start() > 3 and verb.end() == len(title.rstrip())
        else title
    )


def _invited_to(title: str, words: Language) -> str:
    """What "we" do it for: "Vi inbjuder till medlemsmöten" names "medlemsmöten"."""
    tokens = title.split()
    ours = len(tokens) > 2 and tokens[0].casefold() in work_words(words.code)["we"]
    return tokens[-1] if ours and names_gathering(tokens[-1], words) else title


def _tail(title: str, words: Language) -> tuple[str, str]:
    """A last part after a comma or a dash that names a place or who does it."""
    parts = list(_DASHES.finditer(title))
    if not parts:
        return title, ""
    last = parts[-1]
    tail = title[last.end() :].strip(SEPARATORS)
    about = {*words.calendar["prepositions"], *words.calendar["place"]} & set(tail.casefold().split())
    if looks_body(tail, words) and len(tail.split()) <= 4 and not about:
        return title[: last.start()], tail
    comma = "," in last[0]
    proper = tail[:1].isupper() and len(tail.split()) <= 3 and not names_gathering(tail, words)
    return (title[: last.start()], tail) if comma and proper else (title, "")


def looks_body(text: str, words: Language) -> bool:
    """Whether the text names a body or a role: its last word ends as such names do."""
    tokens = re.findall(r"[^\W\d_]+|\d+\.?", text.casefold())
    if not tokens:
        return False
    bodies = words.calendar["bodies"]
    return any(
        token == form or (len(form) > 4 and token.endswith(form))
        for token in (tokens[0], tokens[-1])
        for form in bodies
    ) or bool(re.fullmatch(r"åk \d|\d+\. (?:trinn|klasse)|klass \d", text.casefold()))


def _is_who(text: str, words: Language) -> bool:
    """A bracket that names people: a role, a body, a label, or nothing but names."""
    if _label(text, words)[1] or looks_body(text, words):
        return True
    names = re.split(r"\s*(?:,| og | och | and | & )\s*", text)
    return all(
        re.fullmatch(r"[A-ZÅÄÖÆØ][\w-]+(?: [A-ZÅÄÖÆØ][\w-]+)?", part) for part in names
    ) and not names_gathering(text, words)


def _label(text: str, words: Language) -> tuple[str, tuple[str, ...]]:
    """The text before a label of responsibility, and the names after it."""
    forms = "|".join(re.escape(form) for form in sorted(words.calendar["responsible"], key=len, reverse=True))
    match = patterns.search(
        rf"(?:^|[\s,.;(–-]+)(?:{forms})(?:\s*[:=]\s*|\.\s*|\s+(?=\S))(?P<who>[^.;()]+)", text, re.IGNORECASE
    )
    if not match or not match["who"].strip():
        return text, ()
    return text[: match.start()].strip(SEPARATORS), people(match["who"], words)


def _organisers(text: str, words: Language) -> tuple[str, ...]:
    """The subject of a sentence that says who arranges it: "Vegnemnda og styret organiserer"."""
    for sentence in sentences(text):
        verb = find(sentence, words.calendar["organises"])
        if verb and 0 < len(sentence[: verb.start()].split()) <= 6:
            return people(sentence[: verb.start()], words)
    return ()


def people(text: str, words: Language) -> tuple[str, ...]:
    """Names as written, several split."""
    joints = "|".join(rf"\s+{re.escape(word)}\s+" for word in words.conjunctions)
    parts = re.split(rf"\s*,\s*|\s+v/\s*|\s*/\s*|\s*&\s*|\s*;\s*|\n|{joints}", text.strip(" .()"))
    return tuple(part.strip(" .") for part in parts if part.strip(" .-–"))


def _place(after: str, words: Language) -> str | None:
    """As in "i Folkets park" after the clock or the date, or a name that stands there alone."""
    text = re.sub(r"\([^)]*\)", "", after).strip(SEPARATORS)
    for clock in reversed(clocks(text, words)):
        text = f"{text[: clock.begin]} {text[clock.end :]}"
    text = text.strip(SEPARATORS)
    preposition = "|".join(map(re.escape, words.calendar["place"]))
    match = patterns.match(rf"(?:{preposition})\s+([^\W\d][^.,;:]*)", text, re.IGNORECASE)
    if match and len(match[1].split()) <= 4:
        return match[1].strip()
    alone = text.split(".")[0].strip()
    return (
        alone
        if words.code == "en"
        and alone
        and len(alone.split()) <= 2
        and alone.isalpha()
        and alone.islower()
        and len(alone) > 4
        else None
    )


def _note_place(note: str, words: Language) -> str | None:
    """A note that is a name: a capital first, no sentence."""
    text = note
    found = clocks(text, words)
    for clock in reversed(found):
        text = f"{text[: clock.begin]} {text[clock.end :]}"
    text = text.strip(SEPARATORS)
    if (
        not found
        and not ends_in(text, words.calendar["places"], words)
        and not is_of(text, words.calendar["online"])
    ):
        return None
    if not text or is_tentative(text, words) or len(text.split()) > 4:
        return None
    if is_of(text, (*words.calendar["moved"], *words.calendar["pause"])):
        return None
    return text


# Gatherings -------------------------------------------------------------------------------------------------------


def kind_of(title: str, entry: Entry, words: Language) -> GatheringKind:
    """By its words: a meeting of a body, the bare name of a day, or something that is arranged."""
    met = entry.labelled and (is_of(title, words.calendar["met"]) or _is_of_body(title, words))
    met = met or (" " not in title.strip() and looks_body(title, words))
    if (
        met
        or names_meeting(_head(title), words)
        or (entry.matrix and not ends_in(title, words.calendar["gatherings"], words))
    ):
        return GatheringKind.MEETING
    if _is_observance(title, entry, words):
        return GatheringKind.OBSERVANCE
    return GatheringKind.EVENT


def _is_of_body(title: str, words: Language) -> bool:
    """Whether a label is the name of a body, or letters that stand for one: "Styrelse", "KSU"."""
    tokens = title.split()
    short = len(tokens) == 1 and re.fullmatch(r"[A-ZÅÄÖÆØ]{2,5}", title) is not None
    return short or looks_body(title, words) or bool(tokens and is_body(tokens[-1], words))


def _is_observance(title: str, entry: Entry, words: Language) -> bool:
    plain = title.casefold().strip(SEPARATORS)
    if (
        entry.clock
        or entry.rest.strip(SEPARATORS + "()")
        or _label(entry.title, words)[1]
        or "," in title
        or ":" in title
    ):
        return False
    if plain in words.feasts:
        return not ends_in(plain, ("fastelavn",), words)
    if re.fullmatch(r"\d{1,2}\.? [^\W\d]+", plain):
        return True
    tokens = plain.split()
    day = plain.endswith(words.calendar["day_endings"])
    arranged = ends_in(plain, words.calendar["gatherings"], words)
    if (
        any(token in words.calendar["worldwide"] for token in tokens)
        and (day or arranged)
        and len(tokens) <= 5
    ):
        return True
    if not title[:1].isupper():
        return False
    if len(tokens) == 1:
        return any(plain.endswith(form) and len(form) > 3 for form in words.calendar["day_endings"])
    return _is_day_of(tokens, words)


def _is_day_of(tokens: list[str], words: Language) -> bool:
    """A day with a name of its own: "Svenska dagen"; "Idrettens dag" is mostly arranged by whoever names it."""
    definite = words.calendar["day_words"][1:]
    whose = tokens[-2].rstrip("s’'")
    if looks_body(whose, words) or ends_in(whose, words.calendar["organisations"], words):
        return False
    return tokens[-1] in definite


def gathering(entry: Entry, named: Named, when: When, *, agenda: tuple[str, ...] = ()) -> Gathering:
    """The gathering that an entry is."""
    words = entry.line.language
    exact = when.exact
    beside = (clocks(text, words) for text in (entry.note, entry.title, entry.rest))
    clock = entry.clock or next((found[0] for found in beside if found), None)
    first = when.first if exact else None
    week = (
        f"{first.isocalendar().year}-W{first.isocalendar().week:02d}"
        if first and when.precision is Precision.WEEK
        else None
    )
    month = f"{when.first:%Y-%m}" if when.first and not exact else None
    last = f"{when.last:%Y-%m}" if when.last and not exact else None
    return Gathering(
        title=named.title,
        kind=kind_of(named.title, entry, words),
        source=entry.source,
        precision=when.precision,
        date=first,
        end_date=when.last if exact and when.precision is not Precision.DAY else None,
        month=month,
        end_month=last if last != month else None,
        week=week,
        part_of_month=when.part,
        time=clock.start if clock else None,
        end_time=clock.stop if clock else None,
        tentative=named.tentative or when.tentative,
        place=named.place,
        responsible=named.responsible,
        agenda=agenda,
        area=entry.line.area,
        interpreted=when.rule in {"NTH-WEEKDAY", "FEAST", "AFTER-EVENT"},
        rule=when.rule,
    )


# Tasks ------------------------------------------------------------------------------------------------------------


def task_text(entry: Entry) -> str:
    """The clause of a dated task, without label and leading date; a deadline inside it stays."""
    text = entry.title.strip(SEPARATORS)
    if text.count("(") > text.count(")"):
        text = text[: text.rfind("(")].strip(SEPARATORS)
    words = entry.line.language
    opening = "|".join(re.escape(form) for form in sorted(words.calendar["deadline"], key=len, reverse=True))
    text = patterns.sub(rf"^(?:{opening})\s*:\s*", "", text, flags=re.IGNORECASE)
    late = patterns.search(rf"(?<=[^\W\d_])\s+(?P<form>{opening})$", text, re.IGNORECASE)
    if late and entry.phrase.startswith(late["form"]):
        text = text[: late.start()]
    return text.strip(SEPARATORS)


def due_of(entry: Entry, when: When) -> Due:
    """When a dated task is due: the last day of what its date or its heading says."""
    phrase = entry.phrase or (entry.line.span.words if entry.line.span else None)
    latest = _latest(when)
    rule = {Precision.WEEK: "WEEK", Precision.MONTH: "PART-OF-MONTH" if when.part else "MONTH"}.get(
        when.precision, "DATE"
    )
    if when.rule in {"QUARTER", "TERTIAL", "HALF", "TERM"}:
        rule = when.rule
    certainty = (
        Certainty.EXACT
        if rule == "DATE"
        else Certainty.INTERPRETED
        if rule in {"PART-OF-MONTH", "TERM"}
        else Certainty.WINDOW
    )
    return Due(latest, (latest,) if latest else (), phrase, rule, certainty if latest else Certainty.NONE)


def _latest(when: When) -> date | None:
    if when.last and when.precision is Precision.MONTH and when.part and when.first:
        return {"early": when.first.replace(day=10), "mid": when.first.replace(day=15)}.get(
            when.part.value, when.last
        )
    return when.last
