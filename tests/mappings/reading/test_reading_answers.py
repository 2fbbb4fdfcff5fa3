"""An answer goes where its question's passage stands, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from config.language import language
from mappings.blocks import Place
from mappings.question_sentences import sentence
from mappings.reading.model import (
    Action,
    Comparator,
    Gathering,
    GatheringKind,
    Head,
    Precision,
    Question,
    QuestionKind,
    Reading,
    Source,
    Status,
    Target,
)
from mappings.reading_answers import answered, choices_of, with_answers, with_status_asked
from tests.mappings.reading.notation import reading


def at(passage: str) -> Source:
    return Source(Place(line=1), passage)


MEETING, OTHER = (
    Gathering(
        title, GatheringKind.MEETING, at(f"{title}, torsdag 10 november"), Precision.DAY, date(2027, 11, 10)
    )
    for title in ("Höstmöte", "Vårmöte")
)
TASK = Action("Vi tackar dem som slutar.", at("Vi tackar dem som slutar."))
TARGET = Target("öka med 10 %", 10, "medlemmar", Comparator.INCREASE_PERCENT, at("öka med 10 %"))
READING = Reading(
    Head(language="sv"),
    meetings_and_events=(MEETING, OTHER),
    actions=(TASK, replace(TASK, source=at("Styrelsen tackar."), responsible=("Styrelsen",))),
    targets=(TARGET,),
)


def asked(kind: QuestionKind, source: Source, answer: str) -> Reading:
    question = Question(kind, "about", (source,))
    return answered(replace(READING, questions=(question,)), question, answer)


def test_a_day_goes_to_the_meeting_that_was_asked_about() -> None:
    reading = asked(QuestionKind.WEEKDAY, MEETING.source, "2027-11-11")
    assert [one.date for one in reading.meetings_and_events] == [date(2027, 11, 11), date(2027, 11, 10)]


def test_a_month_that_gets_its_day_is_a_day() -> None:
    coarse = replace(MEETING, date=None, month="2027-11", precision=Precision.MONTH, tentative=True)
    question = Question(QuestionKind.TENTATIVE, "Höstmöte", (MEETING.source,))
    reading = answered(
        replace(READING, meetings_and_events=(coarse,), questions=(question,)), question, "2027-11-12"
    )
    (one,) = reading.meetings_and_events
    assert (one.date, one.month, one.precision, one.tentative) == (
        date(2027, 11, 12),
        None,
        Precision.DAY,
        False,
    )


def test_we_get_a_name() -> None:
    reading = asked(QuestionKind.WE, TASK.source, "Festkommittén")
    assert [one.responsible for one in reading.actions] == [("Festkommittén",), ("Styrelsen",)]


def test_who_we_are_is_chosen_among_those_who_are_named() -> None:
    assert choices_of(Question(QuestionKind.WE, "vi", (TASK.source,)), READING) == ("Styrelsen",)


def test_what_was_answered_once_is_answered_when_the_document_is_read_again() -> None:
    question = Question(QuestionKind.WE, "Vi", (TASK.source,))
    words = language("sv")
    before = replace(READING, questions=(question,))
    given = {sentence(question, words): "Festkommittén"}
    assert with_answers(before, given, words) == answered(before, question, "Festkommittén")
    assert with_answers(before, {}, words) == before


def test_a_change_gets_its_baseline() -> None:
    (target,) = asked(QuestionKind.BASELINE, TARGET.source, "1 250,5").targets
    assert target.baseline == 1250.5


def test_a_plan_gets_its_status() -> None:
    assert "adopted" in choices_of(Question(QuestionKind.STATUS, "planen", ()), READING)
    assert asked(QuestionKind.STATUS, TASK.source, "adopted").head.status is Status.ADOPTED


def test_whether_a_plan_is_adopted_is_asked_once_and_only_where_it_is_not_said() -> None:
    asking = with_status_asked(READING)
    assert [one.kind for one in asking.questions] == [QuestionKind.STATUS]
    assert with_status_asked(asking) == asking
    said = replace(READING, head=replace(READING.head, status=Status.DRAFT))
    assert with_status_asked(said) == said


def test_every_answer_is_kept_beside_its_question() -> None:
    for kind in QuestionKind:
        (question,) = asked(kind, TASK.source, "så här").questions
        assert question.values["answer"] == "så här"


def test_an_answer_that_is_no_day_moves_nothing() -> None:
    reading = asked(QuestionKind.WEEKDAY, MEETING.source, "nästa torsdag")
    assert reading.meetings_and_events == READING.meetings_and_events


def test_a_weekday_that_does_not_fit_offers_the_date_and_the_day_of_the_week() -> None:
    for text, code in (
        ("# Årsplan 2027\n## Kalender\n- torsdag 10 november: Höstmöte", "sv"),
        ("# Annual plan 2027\n## Diary\n- Thursday 10 November: Autumn meeting", "en"),
    ):
        found = reading(text, code)
        question = next(one for one in found.questions if one.kind is QuestionKind.WEEKDAY)
        assert choices_of(question, found) == ("2027-11-10", "2027-11-11")


def test_a_date_that_breaks_its_series_offers_itself_and_the_day_of_the_pattern() -> None:
    days = "Styremøter: 12. januar, 9. februar, 9. mars, 13. april, 12. mai"
    found = reading(f"# Årsplan 2027\n## Møter\n{days}", "nb")
    question = next(one for one in found.questions if one.kind is QuestionKind.SERIES_BREAK)
    assert choices_of(question, found) == ("2027-05-12", "2027-05-11")
    moved = answered(found, question, "2027-05-11")
    assert [one.date for one in moved.meetings_and_events][-2:] == [date(2027, 4, 13), date(2027, 5, 11)]
    assert answered(found, question, "2027-05-12").meetings_and_events == found.meetings_and_events


def test_what_is_due_before_something_is_due_the_day_before_its_answered_day() -> None:
    for text, due in (
        ("- Kassereren køber saltet inden den første frost.", date(2027, 10, 31)),
        ("- Kassereren bestiller teltet to uger før høstgildet.", date(2027, 10, 18)),
    ):
        found = reading(f"# Handlingsplan 2027\n## Huset\n{text}", "da")
        question = next(one for one in found.questions if one.kind is QuestionKind.ANCHOR_MISSING)
        assert answered(found, question, "2027-11-01").actions[0].due.latest == due


def test_of_a_part_that_was_promised_it_is_offered_that_nothing_is_missing() -> None:
    text = "# Plan 2027\n## Contents\n- Members\n- The sheds\n- Money\n## Members\nWe are ninety.\n## The shedds\nThey leak."
    found = reading(text, "en")
    question = next(one for one in found.questions if one.kind is QuestionKind.PROMISED_MISSING)
    assert [one.about for one in found.questions if one.kind is QuestionKind.PROMISED_MISSING] == ["Money"]
    assert choices_of(question, found) == ("nothing-missing",)
