"""Days as people write them: weekdays cut anywhere, weeks beside days, any sign between, several entries on one line."""

from __future__ import annotations

from datetime import date

import pytest

from config.language import language
from tests.mappings.reading.notation import reading

HEADS = {"sv": "Årsplan", "nb": "Årsplan", "nn": "Årsplan", "da": "Årsplan", "en": "Annual plan"}
POINTS = {"sv": "", "nb": ".", "nn": ".", "da": ".", "en": ""}
WEEKS = {"sv": "v.", "nb": "uke", "nn": "veke", "da": "uge", "en": "week"}
DAYS = (date(2027, 2, 10), date(2027, 3, 16), date(2027, 5, 8))
NAMES = ("Quizrunda", "Grillning", "Pysselstuga")
"""Names that no list knows."""

Span = tuple[date | None, date | None]


def _parts(code: str, day: date) -> dict[str, str]:
    """What a day is written with."""
    words = language(code)
    weekday, month = words.weekdays[day.weekday()], words.months[day.month - 1]
    return {
        "d": f"{day.day}{POINTS[code]}",
        "e": f"{day.day + 1}{POINTS[code]}",
        "n": str(day.day),
        "m": month,
        "k": str(day.month),
        "M": words.months_short[day.month - 1],
        "w": weekday,
        "a": weekday[:3],
        "b": weekday[:4],
        "s": (words.calendar["weekdays_short"])[day.weekday()],
        "x": words.weekdays[(day.weekday() + 1) % 7][:3],
        "u": f"{WEEKS[code]} {day.isocalendar().week}",
        "i": day.isoformat(),
        "and": words.conjunctions[0],
    }


ONE_DAY = [
    "{b} {d} {m}",
    "{b}. {d} {m}",
    "{a}.{d} {m}",
    "{a}, {d} {M}.",
    "{s} {d} {m}",
    "{s}. {d} {M}.",
    "{w} {i}",
    "{a} {i}",
    "{d} {m} ({a})",
    "{u}, {a} {d} {m}",
    "{u} ({a} {d} {m})",
    "{d} {m} '27",
    "{d} {m} -27",
    "{w} {u}",
]
TWO_DAYS = ["{a} {d}–{x} {e} {m}", "{a}. {d} – {x}. {e} {m}", "{d} {m} – {x} {e} {m}", "{a}-{x} {n}-{e} {m}"]
LISTED = ["{d} + {e} {m}", "{d}+{e} {m}", "{d} & {e} {m}", "{d} {and} {e} {m}"]


def _held(text: str, code: str) -> list[tuple[Span, str]]:
    found = reading(text, code).meetings_and_events
    return [((one.date, one.end_date if one.end_date != one.date else None), one.title) for one in found]


def _text(code: str, line: str, mark: str = "- ") -> str:
    lines = [mark + line.format(t=name, **_parts(code, day)) for day, name in zip(DAYS, NAMES, strict=True)]
    return f"# {HEADS[code]} 2027\n" + "\n".join(lines)


@pytest.mark.parametrize("code", HEADS)
@pytest.mark.parametrize("way", ONE_DAY)
@pytest.mark.parametrize("line", ["{way}: {{t}}", "{{t}} – {way}"])
def test_a_day_is_read_however_its_weekday_week_or_year_stands(code: str, way: str, line: str) -> None:
    wanted = [((day, None), name) for day, name in zip(DAYS, NAMES, strict=True)]
    assert _held(_text(code, line.format(way=way)), code) == wanted


@pytest.mark.parametrize("code", HEADS)
@pytest.mark.parametrize("way", TWO_DAYS)
def test_a_span_may_name_both_its_weekdays(code: str, way: str) -> None:
    wanted = [((day, day.replace(day=day.day + 1)), name) for day, name in zip(DAYS, NAMES, strict=True)]
    assert _held(_text(code, f"{way}: {{t}}"), code) == wanted


@pytest.mark.parametrize("code", HEADS)
@pytest.mark.parametrize("way", LISTED)
def test_days_are_joined_by_any_sign(code: str, way: str) -> None:
    wanted = [
        ((each, None), name)
        for day, name in zip(DAYS, NAMES, strict=True)
        for each in (day, day.replace(day=day.day + 1))
    ]
    assert _held(_text(code, f"{way}: {{t}}"), code) == wanted


@pytest.mark.parametrize("code", HEADS)
@pytest.mark.parametrize("sign", [" · ", " • ", " | ", "; ", " / ", ", ", " – "])
@pytest.mark.parametrize("entry", ["{a} {d} {m}: {t}", "{t} {d} {m}"])
def test_several_entries_stand_on_one_line_with_any_sign_between(code: str, sign: str, entry: str) -> None:
    said = [entry.format(t=name, **_parts(code, day)) for day, name in zip(DAYS, NAMES, strict=True)]
    wanted = [((day, None), name) for day, name in zip(DAYS, NAMES, strict=True)]
    assert _held(f"# {HEADS[code]} 2027\n{sign.join(said)}", code) == wanted


@pytest.mark.parametrize("sign", [" = ", " → ", " – ", ": "])
def test_any_sign_parts_a_day_from_its_name(sign: str) -> None:
    text = "# Årsplan 2027\n" + "\n".join(f"- {day.day}/{day.month}{sign}Grillning" for day in DAYS)
    assert [title for _, title in _held(text, "sv")] == ["Grillning"] * 3


def test_an_hour_in_brackets_may_stand_before_the_name() -> None:
    made = reading("# Årsplan 2027\n- 8 mars (kl. 19) Grillning\n- 9 april (kl 18.30): Quizrunda", "sv")
    assert [(one.title, str(one.time)) for one in made.meetings_and_events] == [
        ("Grillning", "19:00:00"),
        ("Quizrunda", "18:30:00"),
    ]


def test_words_before_a_day_make_it_tentative_and_say_nothing_of_the_plan() -> None:
    made = reading("# Årsplan 2027\n- 9. mars (foreløpig): Quiz\n- foreløpig 11. april: Grilling\n", "nb")
    assert [(one.date, one.tentative) for one in made.meetings_and_events] == [
        (date(2027, 3, 9), True),
        (date(2027, 4, 11), True),
    ]
    assert made.head.status is None
