"""The words by which it is seen who does what, what is a goal and what is neither. Only data files know a language.

They stand in each language's file under ``[reading.work]``, in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from config.language import languages, table


@dataclass(frozen=True)
class WorkWords:
    """One language's words. Lists by their name: ``self["shall"]``; tables: ``self.columns["task"]``."""

    lists: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, tuple[str, ...]]  # what a column is called: task, responsible, due …
    often: Mapping[str, tuple[str, ...]]  # daily, weekly … -> written forms
    open: Mapping[str, tuple[str, ...]]  # phrases, and openings of phrases, that set no day

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self.lists[name]

    @cached_property
    def body(self) -> re.Pattern[str]:
        """A whole word that names a body or a role: its end does, whatever ending it has: ungdomskommittén."""
        several = tuple(f"{stem[:-1]}na" for stem in self["bodies"] if stem.endswith("are"))  # ledarna
        stems = any_of((*self["bodies"], *several))
        return re.compile(
            rf"(?!.*(?:{any_of(self['not_bodies'])}))[\w’'-]*?(?:{stems})(?:{any_of(self['body_endings'])})?"
        )


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of these words, the longest first; letters only, nothing of them is a pattern itself."""
    return _any_of(tuple(words))


@cache
def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def work_words(code: str) -> WorkWords:
    """The words of the language with this code. KeyError when there is no such language."""
    data: Mapping[str, Any] = table(code)["reading"]["work"]
    return WorkWords(
        lists={name: tuple(words) for name, words in data.items() if not isinstance(words, dict)},
        columns={name: tuple(words) for name, words in data["columns"].items()},
        often={name: tuple(words) for name, words in data["often"].items()},
        open={name: tuple(words) for name, words in data["open"].items()},
    )


@cache
def first_names() -> frozenset[str]:
    """The common first names of all languages, in small letters: people keep theirs whatever a plan is written in."""
    return frozenset(name for code in languages() for name in work_words(code)["first_names"])
