"""``hjul import --review``: the document's questions in the terminal, one key each, and the answers put into the reading."""

from __future__ import annotations

import typer

from config.language import Language
from mappings.lines import plain_line
from mappings.question_sentences import sentence
from mappings.reading.model import Question, QuestionKind, Reading
from mappings.reading_answers import NOTHING_MISSING, answered, choices_of
from sync.cli.terminal import complain, harmless

LATER, STOP, OTHER = "s", "q", "0"
MOST_CHOICES = 9


def review_questions(reading: Reading, words: Language) -> Reading:
    """The reading with what a person answered; what they leave stands as a question."""
    asked, settled = [one for one in reading.questions if "answer" not in one.values], 0
    total = len(asked)
    for number, question in enumerate(asked, 1):
        head = words.word("import.asked", number=number, total=total, question=sentence(question, words))
        _show(head)
        for source in question.sources:
            _show(f"   {words.word('import.passage', passage=plain_line(source.passage, 300))}")
        choices = choices_of(question, reading)[:MOST_CHOICES]
        for n, choice in enumerate(choices, 1):
            _show(f"   {n}: {_said(choice, question, words)}")
        key = _key(words, len(choices))
        if key == STOP:
            break
        if key == LATER:
            continue
        answer = _chosen(choices[int(key) - 1], question, words) if key != OTHER else _typed(words)
        if answer:
            reading = answered(reading, question, answer)
            settled += 1
    _show(words.word("import.reviewed", settled=settled, total=total))
    return reading


def _said(choice: str, question: Question, words: Language) -> str:
    """A choice as the board says it: a status is a word of the plan's file, and that nothing is missing a sentence."""
    if question.kind is QuestionKind.STATUS:
        return words.word(f"plan_status.{choice}")
    return words.word(f"choice.{choice}") if choice == NOTHING_MISSING else choice


def _chosen(choice: str, question: Question, words: Language) -> str:
    """What is kept as the answer: a status as the plan's file has it, all else as it was shown."""
    return choice if question.kind is QuestionKind.STATUS else _said(choice, question, words)


def _show(text: str) -> None:
    typer.echo(harmless(text), err=True)


def _key(words: Language, choices: int) -> str:
    """One key: a choice, 0 for an answer of one's own, s for later, q to stop."""
    keys = f"1–{choices}, " if choices > 1 else "1, " if choices else ""
    _show(f"   {words.word('import.answers', keys=keys)}")
    allowed = {LATER, STOP, OTHER, *(str(n) for n in range(1, choices + 1))}
    while True:
        pressed = str(typer.getchar())
        if pressed in {"\x03", "\x04"}:
            raise KeyboardInterrupt
        if (key := pressed.casefold()) in allowed:
            return key


def _typed(words: Language) -> str:
    answer = str(typer.prompt(words.word("import.type"), default="", show_default=False, err=True))
    if len(answer) > 500:
        complain("an answer has at most 500 letters")
        return ""
    return plain_line(answer)
