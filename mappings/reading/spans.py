"""The time that a whole text names: a month, months, a quarter, a tertial, a half-year, a term, a season. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from config import patterns
from config.language import Language
from config.recurrence import month_end
from mappings.reading.days import Frame, resolve, times
from mappings.reading.lines import Span
from mappings.reading.model import Precision
from mappings.reading.tongue import is_of


def span_of(text: str, words: Language, frame: Frame) -> Span | None:
    """The time that the whole text names; None when it says something else too."""
    bare = text
    for word in words.calendar["months_of"]:
        bare = patterns.sub(rf"(?<=\w)\s+{re.escape(word)}$", "", bare, flags=re.IGNORECASE)
    found = times(bare, words, frame)
    if len(found) == 1 and found[0].first and found[0].last and found[0].precision is Precision.MONTH:
        left = (bare[: found[0].begin] + bare[found[0].end :]).strip(" .,:/–-")
        short = re.sub(r"\(.*?\)", "", left).strip()
        if (
            not short
            or short.casefold() in {*words.within, *words.calendar["months_of"]}
            or _whole_season(short, words)
        ):
            rule = "PART-OF-MONTH" if found[0].part else "MONTH"
            return Span(text, found[0].first, found[0].last, rule)
        return None
    if (month := _short_month(bare, words)) and (first := resolve(month, 1, None, frame, whole=True)):
        return Span(text, first, month_end(first), "MONTH")
    return quarter(bare, words, frame) or term(bare, words, frame)


def _whole_season(text: str, words: Language) -> bool:
    """As in "/ hele skoleåret", "/ heile arbeidsåret" after a month."""
    years = (*words.calendar["school_year"], *words.seasons["year"])
    return is_of(text, years) and len(text.split()) <= 3


def _short_month(text: str, words: Language) -> int | None:
    plain = text.casefold().strip(" .")
    shorts = [name.casefold() for name in words.months_short]
    return shorts.index(plain) + 1 if plain in shorts else None


def quarter(text: str, words: Language, frame: Frame) -> Span | None:
    """First quarter, Q2, 2. halvår."""
    match = re.fullmatch(
        r"(?:(?P<nth>[\w:]+)\.?\s+(?P<kind>[^\W\d]+)|[QK](?P<q>[1-4])|(?P<kind2>[^\W\d]+)\s+(?P<n>\d))(?:\s+(?P<year>\d{4}))?",
        text,
        re.IGNORECASE,
    )
    if not match or frame.start is None:
        return None
    nth = (match["q"] or match["n"] or match["nth"] or "").casefold()
    number = int(nth) if nth.isdigit() else words.ordinals.get(nth)
    kind = (match["kind"] or match["kind2"] or words.periods["quarter"][0]).casefold()
    length = next(
        (
            months
            for name, months in (("quarter", 3), ("tertial", 4), ("half", 6))
            if kind in words.periods[name]
        ),
        None,
    )
    if number is None or length is None or not 1 <= number <= 12 // length:
        return None
    year = int(match["year"]) if match["year"] else frame.year or frame.start.year
    first = date(year, (number - 1) * length + 1, 1)
    if not match["year"] and not frame.year and frame.start.month > 1 and first < frame.start.replace(day=1):
        first = first.replace(year=year + 1)
    last_month = first.month + length - 1
    rule = {3: "QUARTER", 4: "TERTIAL", 6: "HALF"}[length]
    return Span(text, first, month_end(first.replace(month=last_month)), rule)


def term(text: str, words: Language, frame: Frame) -> Span | None:
    """HÖSTTERMINEN, VÅRTERMINEN 2027, våren."""
    match = re.fullmatch(r"(.+?)(?:,?\s+(\d{4}))?", text)
    if not match or frame.start is None:
        return None
    plain = match[1].casefold().strip()
    year = int(match[2]) if match[2] else frame.year
    joints = "|".join(map(re.escape, (*words.conjunctions, "&")))
    known = [_months_of_season(part, words) for part in re.split(rf"\s+(?:{joints})\s+|\s*[/–-]\s*", plain)]
    months = [season for season in known if season]
    if len(months) < len(known) or months != sorted(months):
        return None
    first = resolve(months[0][0], 1, year, replace(frame, start=frame.start.replace(day=1)), whole=True)
    if first is None:
        return None
    return Span(text, first, month_end(first.replace(month=max(end for _, end in months))), "TERM")


def _months_of_season(plain: str, words: Language) -> tuple[int, int] | None:
    """The first and the last month of a term or of the summer; None for another word."""
    if plain in words.calendar["seasons"]:
        return 6, 8
    if plain in words.calendar["terms_autumn"]:
        return 8, 12
    return (1, 6) if plain in words.calendar["terms_spring"] else None
