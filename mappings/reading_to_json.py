"""A reading as plain data, as ``hjul import --format json`` prints it: days as 2027-03-31, times as 18:30, no key left out.

Pure. The keys are those of ``mappings/reading/model.py``; what is known of a deadline stands beside the action's text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from typing import Any

from config.language import Language
from mappings.blocks import Place
from mappings.question_sentences import sentence
from mappings.reading.model import (
    Action,
    Certainty,
    Due,
    Gathering,
    Head,
    Period,
    Question,
    Reading,
    Source,
    Target,
)

Data = dict[str, Any]


def reading_as_data(reading: Reading, words: Language) -> Data:
    """Everything that was read, in the document's order; the questions' sentences are in the words of ``words``."""
    lists = {one.name: getattr(reading, one.name) for one in fields(reading) if one.name != "head"}
    data = _head(reading.head)
    for name, items in lists.items():
        data[name] = [_item(one) for one in items]
    data["questions"] = [_question(one, words) for one in reading.questions]
    return data


def place_as_data(place: Place) -> Data:
    """What is known of a place: {"page": 2, "line": 14}."""
    named = {one.name: getattr(place, one.name) for one in fields(place)}
    return {name: value for name, value in named.items() if value is not None}


def year_of(period: Period | None) -> int | str | None:
    """2027, or "2027/2028" of a broken year."""
    if period is None:
        return None
    return int(period.label) if period.label.isdigit() else period.label


def _head(head: Head) -> Data:
    period = head.period
    return {
        "kind_of_document": head.kind_of_document.value,
        "language": head.language,
        "language_variant": head.language_variant,
        "organisation": head.organisation,
        "title": head.title,
        "year": year_of(period),
        "period": {"start": period.start.isoformat(), "end": period.end.isoformat()} if period else None,
        "status": _plain(head.status),
        "adopted": _plain(head.adopted),
        "revised": _plain(head.revised),
        "sources": {name: _source(source) for name, source in head.sources.items()},
    }


def _item(item: Any) -> Any:
    if isinstance(item, str):
        return item
    data = {one.name: _plain(getattr(item, one.name)) for one in fields(item) if one.name not in _OWN_WAY}
    match item:
        case Gathering():
            data["all_day"] = item.all_day
        case Action():
            data |= _due(item.due)
        case Target():
            data["due"] = _plain(item.due)
        case Question():
            return data
        case _:
            pass
    return data | {"source": _source(item.source)}


_OWN_WAY = frozenset({"source", "sources", "due"})


def _due(due: Due) -> Data:
    return {
        "due": _plain(due.latest),
        "due_all": [day.isoformat() for day in due.all],
        "due_phrase": due.phrase,
        "due_rule": due.rule,
        "certainty": due.certainty.value,
        "interpreted": due.certainty is Certainty.INTERPRETED,
        "start": _plain(due.start),
        "cadence": due.cadence,
        "anchor": due.anchor,
    }


def _question(question: Question, words: Language) -> Data:
    return {
        "kind": question.kind.value,
        "about": question.about,
        "question": sentence(question, words),
        "choices": list(question.choices),
        "source": [_source(one) for one in question.sources],
    }


def _source(source: Source) -> Data:
    return {**place_as_data(source.place), "passage": source.passage}


def _plain(value: Any) -> Any:  # one case per kind of value
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case float() if value.is_integer():
            return int(value)
        case str() | int() | float() | bool() | None:
            return value
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        case Iterable():
            return [_plain(one) for one in value]
        case _:
            raise TypeError(f"not a value of a reading: {value!r}")
