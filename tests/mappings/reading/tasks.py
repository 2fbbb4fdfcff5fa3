"""Lists of work as boards write them, made up: every form with every way to say by when, in every language. Reads nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to do, in three forms of its verb."""

    bare: str
    present: str
    passive: str


@dataclass(frozen=True, slots=True)
class Words:
    """What lists of work in one language are made of."""

    head: str
    works: tuple[Work, ...]
    doers: tuple[str, ...]
    dues: dict[str, tuple[str, date | None]]
    shall: str
    by: str
    responsible: str
    due: str
    columns: tuple[str, str, str]  # what, who, when


WORDS = {
    "sv": Words(
        "# Norra roddklubben\n\n# Verksamhetsplan 2027\n\n## Medlemmar\n\n### Åtgärder\n\n",
        (
            Work("köpa in nya flytvästar", "köper in nya flytvästar", "Nya flytvästar köps in"),
            Work("ta fram en ny folder", "tar fram en ny folder", "En ny folder tas fram"),
            Work("se över medlemsregistret", "ser över medlemsregistret", "Medlemsregistret ses över"),
            Work("måla bryggan", "målar bryggan", "Bryggan målas"),
            Work("söka bidrag från kommunen", "söker bidrag från kommunen", "Bidrag söks från kommunen"),
            Work("skicka ut kallelsen", "skickar ut kallelsen", "Kallelsen skickas ut"),
            Work("kontakta skolorna", "kontaktar skolorna", "Skolorna kontaktas"),
            Work(
                "göra hemsidan lättare att läsa",
                "gör hemsidan lättare att läsa",
                "Hemsidan görs lättare att läsa",
            ),
        ),
        (
            "Styrelsen",
            "Kassören",
            "Anna Ek",
            "Festkommittén",
            "Ungdomssektionen",
            "Ordföranden",
            "Maja",
            "Valberedningen",
            "Hamnkaptenen",
        ),
        {
            "none": ("", None),
            "date": ("senast den 15 april", date(2027, 4, 15)),
            "num": ("senast 15/4", date(2027, 4, 15)),
            "month": ("i april", date(2027, 4, 30)),
            "before": ("före den 1 maj", date(2027, 4, 30)),
            "end": ("före utgången av september", date(2027, 9, 30)),
            "week": ("vecka 20", date(2027, 5, 23)),
            "spring": ("under våren", date(2027, 5, 31)),
            "autumn": ("under hösten", date(2027, 11, 30)),
            "year": ("under året", date(2027, 12, 31)),
            "q": ("andra kvartalet", date(2027, 6, 30)),
            "presummer": ("före sommaren", date(2027, 6, 15)),
            "open": ("löpande", None),
            "to": ("till den 1 juni", date(2027, 6, 1)),
            "late": ("i slutet av oktober", date(2027, 10, 31)),
        },
        "ska",
        "av",
        "Ansvarig",
        "Klart",
        ("Vad", "Vem", "När"),
    ),
    "nb": Words(
        "# Nordbygda turlag\n\n# Arbeidsplan 2027\n\n## Medlemmer\n\n### Tiltak\n\n",
        (
            Work(
                "kjøpe inn nye redningsvester",
                "kjøper inn nye redningsvester",
                "Nye redningsvester kjøpes inn",
            ),
            Work("lage en ny brosjyre", "lager en ny brosjyre", "En ny brosjyre lages"),
            Work("gå gjennom medlemslisten", "går gjennom medlemslisten", "Medlemslisten gås gjennom"),
            Work("male brygga", "maler brygga", "Brygga males"),
            Work(
                "søke kommunen om tilskudd",
                "søker kommunen om tilskudd",
                "Det søkes om tilskudd fra kommunen",
            ),
            Work("sende ut innkallingen", "sender ut innkallingen", "Innkallingen sendes ut"),
            Work("ta kontakt med skolene", "tar kontakt med skolene", "Skolene kontaktes"),
            Work(
                "gjøre nettsiden lettere å lese",
                "gjør nettsiden lettere å lese",
                "Nettsiden gjøres lettere å lese",
            ),
        ),
        (
            "Styret",
            "Kassereren",
            "Anna Lie",
            "Festkomiteen",
            "Ungdomsgruppa",
            "Lederen",
            "Maja",
            "Valgkomiteen",
            "Havnesjefen",
        ),
        {
            "none": ("", None),
            "date": ("senest 15. april", date(2027, 4, 15)),
            "num": ("innen 15.4.", date(2027, 4, 15)),
            "month": ("i april", date(2027, 4, 30)),
            "before": ("før 1. mai", date(2027, 4, 30)),
            "end": ("innen utgangen av september", date(2027, 9, 30)),
            "week": ("i uke 20", date(2027, 5, 23)),
            "spring": ("i løpet av våren", date(2027, 5, 31)),
            "autumn": ("i løpet av høsten", date(2027, 11, 30)),
            "year": ("i løpet av året", date(2027, 12, 31)),
            "q": ("i andre kvartal", date(2027, 6, 30)),
            "presummer": ("før sommeren", date(2027, 6, 15)),
            "open": ("fortløpende", None),
            "to": ("til 1. juni", date(2027, 6, 1)),
            "late": ("i slutten av oktober", date(2027, 10, 31)),
        },
        "skal",
        "av",
        "Ansvarlig",
        "Frist",
        ("Hva", "Hvem", "Når"),
    ),
    "nn": Words(
        "# Nordbygda songlag\n\n# Arbeidsplan 2027\n\n## Medlemer\n\n### Tiltak\n\n",
        (
            Work(
                "kjøpe inn nye redningsvestar",
                "kjøper inn nye redningsvestar",
                "Nye redningsvestar blir kjøpte inn",
            ),
            Work("lage ein ny brosjyre", "lagar ein ny brosjyre", "Ein ny brosjyre blir laga"),
            Work("gå gjennom medlemslista", "går gjennom medlemslista", "Medlemslista blir gått gjennom"),
            Work("måle brygga", "målar brygga", "Brygga blir måla"),
            Work(
                "søkje kommunen om tilskot",
                "søkjer kommunen om tilskot",
                "Det blir søkt om tilskot frå kommunen",
            ),
            Work("sende ut innkallinga", "sender ut innkallinga", "Innkallinga blir sendt ut"),
            Work("ta kontakt med skulane", "tek kontakt med skulane", "Skulane blir kontakta"),
            Work(
                "gjere nettsida lettare å lese",
                "gjer nettsida lettare å lese",
                "Nettsida blir gjord lettare å lese",
            ),
        ),
        (
            "Styret",
            "Kasseraren",
            "Anna Lie",
            "Festnemnda",
            "Ungdomsgruppa",
            "Leiaren",
            "Maja",
            "Valnemnda",
            "Hamnesjefen",
        ),
        {
            "none": ("", None),
            "date": ("seinast 15. april", date(2027, 4, 15)),
            "num": ("innan 15.4.", date(2027, 4, 15)),
            "month": ("i april", date(2027, 4, 30)),
            "before": ("før 1. mai", date(2027, 4, 30)),
            "end": ("innan utgangen av september", date(2027, 9, 30)),
            "week": ("i veke 20", date(2027, 5, 23)),
            "spring": ("i løpet av våren", date(2027, 5, 31)),
            "autumn": ("i løpet av hausten", date(2027, 11, 30)),
            "year": ("i løpet av året", date(2027, 12, 31)),
            "q": ("i andre kvartal", date(2027, 6, 30)),
            "presummer": ("før sommaren", date(2027, 6, 15)),
            "open": ("fortløpande", None),
            "to": ("til 1. juni", date(2027, 6, 1)),
            "late": ("i slutten av oktober", date(2027, 10, 31)),
        },
        "skal",
        "av",
        "Ansvarleg",
        "Frist",
        ("Kva", "Kven", "Når"),
    ),
    "da": Words(
        "# Nordby sejlklub\n\n# Virksomhedsplan 2027\n\n## Medlemmer\n\n### Opgaver\n\n",
        (
            Work("købe nye redningsveste ind", "køber nye redningsveste ind", "Nye redningsveste købes ind"),
            Work("lave en ny folder", "laver en ny folder", "En ny folder laves"),
            Work("gennemgå medlemslisten", "gennemgår medlemslisten", "Medlemslisten gennemgås"),
            Work("male broen", "maler broen", "Broen males"),
            Work(
                "søge kommunen om tilskud", "søger kommunen om tilskud", "Der søges om tilskud fra kommunen"
            ),
            Work("sende indkaldelsen ud", "sender indkaldelsen ud", "Indkaldelsen sendes ud"),
            Work("kontakte skolerne", "kontakter skolerne", "Skolerne kontaktes"),
            Work(
                "gøre hjemmesiden lettere at læse",
                "gør hjemmesiden lettere at læse",
                "Hjemmesiden gøres lettere at læse",
            ),
        ),
        (
            "Bestyrelsen",
            "Kassereren",
            "Anna Lund",
            "Festudvalget",
            "Ungdomsudvalget",
            "Formanden",
            "Maja",
            "Valgudvalget",
            "Havnefogeden",
        ),
        {
            "none": ("", None),
            "date": ("senest den 15. april", date(2027, 4, 15)),
            "num": ("senest 15/4", date(2027, 4, 15)),
            "month": ("i april", date(2027, 4, 30)),
            "before": ("før den 1. maj", date(2027, 4, 30)),
            "end": ("inden udgangen af september", date(2027, 9, 30)),
            "week": ("i uge 20", date(2027, 5, 23)),
            "spring": ("i løbet af foråret", date(2027, 5, 31)),
            "autumn": ("i løbet af efteråret", date(2027, 11, 30)),
            "year": ("i løbet af året", date(2027, 12, 31)),
            "q": ("i 2. kvartal", date(2027, 6, 30)),
            "presummer": ("inden sommerferien", date(2027, 6, 15)),
            "open": ("løbende", None),
            "to": ("til den 1. juni", date(2027, 6, 1)),
            "late": ("i slutningen af oktober", date(2027, 10, 31)),
        },
        "skal",
        "af",
        "Ansvarlig",
        "Frist",
        ("Hvad", "Hvem", "Hvornår"),
    ),
    "en": Words(
        "# Northern Rowing Club\n\n# Annual plan 2027\n\n## Members\n\n### Actions\n\n",
        (
            Work("buy new life jackets", "buys new life jackets", "New life jackets are bought"),
            Work("print a new leaflet", "prints a new leaflet", "A new leaflet is printed"),
            Work(
                "review the list of members", "reviews the list of members", "The list of members is reviewed"
            ),
            Work("paint the jetty", "paints the jetty", "The jetty is painted"),
            Work(
                "apply to the council for a grant",
                "applies to the council for a grant",
                "A grant is applied for from the council",
            ),
            Work("send out the notice", "sends out the notice", "The notice is sent out"),
            Work("contact the schools", "contacts the schools", "The schools are contacted"),
            Work(
                "make the website easier to read",
                "makes the website easier to read",
                "The website is made easier to read",
            ),
        ),
        (
            "The board",
            "The treasurer",
            "Anna Lake",
            "The events team",
            "The youth section",
            "The chair",
            "Maja",
            "The nominations committee",
            "The harbour master",
        ),
        {
            "none": ("", None),
            "date": ("by 15 April", date(2027, 4, 15)),
            "num": ("no later than April 15", date(2027, 4, 15)),
            "month": ("in April", date(2027, 4, 30)),
            "before": ("before 1 May", date(2027, 4, 30)),
            "end": ("by the end of September", date(2027, 9, 30)),
            "week": ("in week 20", date(2027, 5, 23)),
            "spring": ("during the spring", date(2027, 5, 31)),
            "autumn": ("during the autumn", date(2027, 11, 30)),
            "year": ("during the year", date(2027, 12, 31)),
            "q": ("in the second quarter", date(2027, 6, 30)),
            "presummer": ("before the summer", date(2027, 6, 15)),
            "open": ("continuously", None),
            "to": ("by 1 June", date(2027, 6, 1)),
            "late": ("at the end of October", date(2027, 10, 31)),
        },
        "shall",
        "by",
        "Responsible",
        "Deadline",
        ("What", "Who", "When"),
    ),
}
DUES = tuple(WORDS["sv"].dues)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to do in one language, with who does it and by when."""

    words: Words
    work: Work
    who: str
    due: str

    @property
    def he(self) -> str:
        """Who, inside a sentence: a name keeps its capital."""
        return self.who if self.who.startswith(("Anna", "Maja")) else self.who[0].lower() + self.who[1:]

    @property
    def bare(self) -> str:
        return self.work.bare[0].upper() + self.work.bare[1:]

    @property
    def present_first(self) -> str:
        """With its verb before its subject, as after an opening day; English keeps its order."""
        verb, rest = self.work.present.split(" ", 1)
        return f"{self.he} {self.work.present}" if self.words.by == "by" else f"{verb} {self.he} {rest}"


def _spaced(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _opened(one: Said) -> str:
    said = _spaced(one.due, one.present_first) if one.due else _spaced(one.who, one.work.present)
    return f"{said[0].upper()}{said[1:]}."


NAMED: dict[str, Callable[[Said], str]] = {
    "X does it": lambda one: _spaced(one.who, one.work.present, one.due) + ".",
    "X shall do it": lambda one: _spaced(one.who, one.words.shall, one.work.bare, one.due) + ".",
    "it is done by X": lambda one: _spaced(one.work.passive, one.words.by, one.he, one.due) + ".",
    "in time X does it": _opened,
    "- X does it": lambda one: "- " + _spaced(one.who, one.work.present, one.due),
    "- do it (X)": lambda one: "- " + _spaced(one.bare, one.due, f"({one.he})"),
    "- do it (X, in time)": lambda one: (
        f"- {one.bare} ({', '.join(part for part in (one.he, one.due) if part)})"
    ),
    "- do it – X": lambda one: "- " + _spaced(one.bare, one.due, "–", one.he),
    "- do it. Responsible: X.": lambda one: (
        f"- {_spaced(one.bare, one.due)}. {one.words.responsible}: {one.he}."
    ),
    "- do it, responsible below": lambda one: (
        f"- {_spaced(one.bare, one.due)}\n  - {one.words.responsible}: {one.he}"
    ),
    "- X: do it": lambda one: f"- {one.who}: {_spaced(one.work.bare, one.due)}",
}
"""Forms that say who does it."""
UNNAMED: dict[str, Callable[[Said], str]] = {
    "it is done": lambda one: _spaced(one.work.passive, one.due) + ".",
    "- do it": lambda one: "- " + _spaced(one.bare, one.due),
    "1. do it": lambda one: "1. " + _spaced(one.bare, one.due),
}
TABLES = {
    "table what who when": "xwd",
    "table what when who": "xdw",
    "table when who what": "dwx",
    "table who what when": "wxd",
}
FORMS = (*NAMED, *UNNAMED, *TABLES)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be read."""

    text: str
    who: str
    due: date | None


def made(form: str, due: str, code: str, seed: int = 0) -> tuple[str, tuple[Task, ...]]:
    """A list of five in the notation of ``tests.mappings.reading.notation``, and what it says; the same for the same words."""
    drawn = random.Random(f"{form} {due} {code} {seed}")
    words = WORDS[code]
    phrase, day = words.dues[due]
    works, doers = drawn.sample(words.works, 5), drawn.sample(words.doers, 5)
    said = [Said(words, work, who, phrase) for work, who in zip(works, doers, strict=True)]
    if form in TABLES:
        return words.head + _table(TABLES[form], said), tuple(Task(one.bare, one.he, day) for one in said)
    lines = [(NAMED | UNNAMED)[form](one) for one in said]
    if form == "1. do it":
        lines = [line.replace("1.", f"{number}.", 1) for number, line in enumerate(lines, 1)]
    between = "\n" if lines[0].startswith("-") else "\n\n"
    tasks = [
        Task(_text(line, words.responsible), one.he if form in NAMED else "", day)
        for line, one in zip(lines, said, strict=True)
    ]
    return words.head + between.join(lines), tuple(tasks)


def _text(line: str, responsible: str) -> str:
    """The clause, without mark and labels."""
    first = line.split("\n", maxsplit=1)[0].removeprefix("- ").split(f". {responsible}")[0]
    mark, _, rest = first.partition(" ")
    if mark.rstrip(".").isdigit():
        return rest
    _, colon, clause = first.partition(": ")
    return clause if colon else first


def _table(order: str, said: list[Said]) -> str:
    what, who, when = said[0].words.columns
    rows = [{"x": what, "w": who, "d": when}]
    rows += [{"x": one.bare, "w": one.he, "d": one.due[:1].upper() + one.due[1:] or "–"} for one in said]
    return "\n".join(f"| {' | '.join(row[column] for column in order)} |" for row in rows)
