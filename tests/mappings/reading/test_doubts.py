"""What a person must settle that only shows when all of a document has been read."""

from __future__ import annotations

import pytest

from mappings.reading.model import QuestionKind, Reading
from tests.mappings.reading.notation import reading
from tests.mappings.reading.test_work import plan


def asked(found: Reading, kind: QuestionKind) -> list[str]:
    return [one.about for one in found.questions if one.kind is kind]


def test_a_day_under_another_month_is_a_contradiction() -> None:
    found = reading("# Årshjul 2027\n## Desember\n- Verkstad 30. november\n- Julebord 10. desember", "nb")
    assert asked(found, QuestionKind.CONTRADICTION) == ["Verkstad"]


def test_a_rise_and_a_level_that_do_not_fit_today_are_a_contradiction() -> None:
    text = "# Plan 2027\n## Medlemmar\nVi är {} medlemmar.\n- Att klubben växer till minst 110 medlemmar och ökar med 10 procent."
    assert asked(reading(text.format(70), "sv"), QuestionKind.CONTRADICTION) == ["medlemmar"]
    assert asked(reading(text.format(100), "sv"), QuestionKind.CONTRADICTION) == []


def test_a_task_that_is_left_to_nobody_is_asked_about() -> None:
    rows = (
        "| What | Who | When |\n| Paint the shed | N.N. | 3 May 2027 |\n| Mow the lawn | Ann | 4 May 2027 |"
    )
    assert asked(reading(f"# Work plan 2027\n{rows}", "en"), QuestionKind.UNNAMED_BODY) == ["N.N."]
    found = reading("# Plan 2027\n## Huset\nEin av leiarane tek imot nye folk.", "nn")
    assert asked(found, QuestionKind.UNNAMED_BODY) == ["Ein av leiarane"]


def test_short_lines_above_text_are_headings_where_a_document_has_none() -> None:
    long = "Kvar songar tek med seg ein ven på øving i januar, og styret skal måle huset."
    found = reading(
        f"Arbeidsplan for 2027, vedteken 9. desember 2026\nSonglaget\nSongarane\n{long}\nHuset\n{long}", "nn"
    )
    assert found.head.title == "Arbeidsplan for 2027"
    assert found.areas == ("Songarane", "Huset")


def test_what_an_action_waits_for_is_asked_where_nothing_says_when_it_is() -> None:
    for text, code, about in (
        ("- Skolevangen slås av dugnadsgruppa før beiteslipp.", "nb", "beiteslipp"),
        ("- Hamnkaptenen lägger ut bojarna så fort isen har lossnat.", "sv", "isen har lossnat"),
        ("- Kassaren sel korga før sauesankinga.", "nn", "sauesankinga"),
        ("- Bådlauget tjærer jollen, inden kulden kommer.", "da", "kulden kommer"),
        ("- The warden sweeps the flue before half-term.", "en", "half-term"),
    ):
        found = reading(f"# Plan 2027\n## Husa\n{text}", code)
        assert asked(found, QuestionKind.ANCHOR_MISSING) == [about]


def test_nothing_is_asked_of_haste_lengths_of_time_and_what_the_plan_lists() -> None:
    text = (
        "# Plan 2027\n## Huset\n- Styrelsen lagar taket så snart som möjligt.\n- Kassören svarar inom tre veckor.\n"
        "- Styrelsen bjuder in grannarna i god tid före basaren.\n## Kalender\n- 4 december: Julbasar"
    )
    assert asked(reading(text, "sv"), QuestionKind.ANCHOR_MISSING) == []


@pytest.mark.parametrize(
    ("code", "text", "about"),
    [
        ("sv", "Styrelsen köper ett nytt tält när bidraget har kommit.", "bidraget"),
        ("da", "Nye borde indkøbes af kassereren, når kommunen har svaret.", "kommunen"),
        ("nb", "Kassereren bestiller drakter når støtten er på plass.", "støtten"),
        ("en", "The Warden repaints the hut when the new brushes arrive.", "the new brushes"),
    ],
)
def test_what_must_come_first_and_has_no_day_is_asked_about(code: str, text: str, about: str) -> None:
    found = plan(code, text)
    assert [(one.kind, one.about) for one in found.questions] == [(QuestionKind.ANCHOR_MISSING, about)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "# Årsplan 2027\n## Kalender\n- 12.5 Vårfest (dag bestäms senare)\n- 14.6 Sommarfest"),
        ("nb", "# Årsplan 2027\n## Kalender\n- 12.5 Vårfest (datoen er ikke endelig)\n- 14.6 Sommerfest"),
        ("nn", "# Årsplan 2027\n## Kalender\n- 12.5 Vårfest (datoen blir avtalt seinare)\n- 14.6 Sommarfest"),
        ("da", "# Årsplan 2027\n## Kalender\n- 12.5 Forårsfest (måske en uge senere)\n- 14.6 Sommerfest"),
        ("en", "# Annual plan 2027\n## Calendar\n- 12 May Spring party (date not yet fixed)\n- 14 June Fair"),
    ],
)
def test_a_day_that_is_said_not_to_be_settled_is_asked_about(code: str, text: str) -> None:
    found = reading(text, code)
    assert [one.tentative for one in found.meetings_and_events] == [True, False]
    assert [one.kind for one in found.questions] == [QuestionKind.TENTATIVE]
