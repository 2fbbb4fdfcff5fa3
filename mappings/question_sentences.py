"""The sentences in which a person is asked what a document leaves open. Pure; the words stand in the language files."""

from __future__ import annotations

from config.language import Language
from mappings.lines import plain_line
from mappings.reading.model import Question

LONGEST_ABOUT = 120


def sentence(question: Question, words: Language) -> str:
    """What is asked, in the plan's language: about the thing's own words, shortened where they are many."""
    about = plain_line(question.about, LONGEST_ABOUT) or "…"
    return words.word(f"question.{question.kind.value}", **{**question.values, "about": about})
