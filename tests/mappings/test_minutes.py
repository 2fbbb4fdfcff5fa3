"""Minutes into decisions: what a secretary writes in five languages, whom and when it means, and what is never guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from config.dates import work_out
from config.plan import Plan
from mappings.minutes import Minutes, NewDecision, Occasion, lines_of_text
from mappings.minutes_to_decisions import minutes_to_decisions

MEETING = date(2026, 2, 10)
PLAN: dict[str, Any] = {
    "title": "Plan",
    "organisation": "Lunden",
    "language": "sv",
    "period": 2026,
    "people": {
        "karin": {"name": "Karin Ek", "role": "kassör"},
        "bo": {"name": "Bo Alm"},
        "maj": {"name": "Maj Lund"},
    },
    "bodies": {
        "board": {"name": "Styrelsen", "chair": "karin", "members": ["karin", "bo"], "accountable": True},
        "group": {"name": "Valberedningen", "convenor": "bo"},
    },
    "meetings": [
        {"id": "annual", "title": "Årsmöte", "date": "2026-11-20"},
        {
            "id": "meeting",
            "title": "Styrelsemöte",
            "body": "board",
            "dates": ["2026-01-13", "2026-02-10", "2026-03-10"],
        },
    ],
    "areas": [
        {
            "id": "area",
            "title": "Området",
            "activities": [
                {"id": "letter", "title": "Skriva brev", "responsible": "bo"},
                {"id": "wages", "title": "Se över lönen", "responsible": "bo", "confidential": True},
            ],
        }
    ],
    "decisions": [
        {
            "id": "flag",
            "meeting": "meeting 2026-01-13",
            "§": 4,
            "text": "Bo köper en flagga",
            "responsible": "bo",
        },
        {"id": "keys", "meeting": "meeting 2026-01-13", "§": 5, "text": "Byta lås", "responsible": "bo"},
    ],
}


def read(text: str, *, reported: tuple[str, ...] = (), **changes: Any) -> Minutes:
    plan = Plan.model_validate(PLAN | changes)
    dates = work_out(plan)
    assert dates.problems == []
    occasion = Occasion(
        "meeting", "meeting 2026-02-10", MEETING, "board", ("meeting 2026-03-10", date(2026, 3, 10))
    )
    return minutes_to_decisions(lines_of_text(text), plan, dates, occasion, frozenset(reported))


def one(text: str, **changes: Any) -> NewDecision:
    found = read(text, **changes)
    assert found.wrong == ()
    (new,) = found.new
    return new


def said(text: str, **changes: Any) -> tuple[str | None, str, tuple[str, ...], date | None]:
    new = one(text, **changes)
    return new.paragraph, new.text, new.responsible, new.last


FIRST_OF_MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("code", "text", "what"),
    [
        ("sv", "§ 4 Beslut: Karin köper ny dator senast 1 mars", "Karin köper ny dator"),
        ("nb", "Sak 4 Vedtak: Karin kjøper ny datamaskin innen 1. mars", "Karin kjøper ny datamaskin"),
        ("nn", "Sak 4 Vedtak: Karin kjøper ny datamaskin innan 1. mars", "Karin kjøper ny datamaskin"),
        (
            "da",
            "Punkt 4 Beslutning: Karin køber en ny computer senest 1. marts",
            "Karin køber en ny computer",
        ),
        ("en", "Item 4 Decision: Karin buys a new computer by 1 March", "Karin buys a new computer"),
        ("sv", "§ 4 Styrelsen beslutade att Karin köper ny dator senast den 1 mars.", "Karin köper ny dator"),
        ("nb", "§ 4 Styret vedtok at Karin kjøper datamaskin, frist: 1. mars", "Karin kjøper datamaskin"),
        ("nn", "§ 4 Styret vedtok at Karin kjøper datamaskin. Frist: 1. mars", "Karin kjøper datamaskin"),
        (
            "da",
            "§ 4 Bestyrelsen besluttede, at Karin køber en computer. Frist: 1. marts",
            "Karin køber en computer",
        ),
        ("en", "§ 4 The board decided that Karin buys a computer. Due: 1 March", "Karin buys a computer"),
        ("sv", "§ 4 Beslut: En dator köps in. Ansvarig: Karin. Klart: 1 mars", "En dator köps in"),
        ("nb", "§ 4 Vedtak: En datamaskin kjøpes. Ansvarlig: Karin. Frist: 1. mars", "En datamaskin kjøpes"),
        (
            "nn",
            "§ 4 Vedtak: Ei datamaskin blir kjøpt. Ansvarleg: Karin. Frist: 1. mars",
            "Ei datamaskin blir kjøpt",
        ),
        (
            "da",
            "§ 4 Beslutning: Der købes en computer. Ansvarlig: Karin. Frist: 1. marts",
            "Der købes en computer",
        ),
        (
            "en",
            "§ 4 Decision: A computer is bought. Responsible: Karin. Due: 1 March",
            "A computer is bought",
        ),
    ],
)
def test_a_decision_is_read_in_five_languages(code: str, text: str, what: str) -> None:
    assert said(text, language=code) == ("4", what, ("karin",), FIRST_OF_MARCH)


@pytest.mark.parametrize(
    "text",
    [
        "## § 4 Dator\n\n- **Beslut:** En dator köps in (Karin, 1 mars)",
        "§ 4 Dator\nBeslut: En dator köps in.\nAnsvarig: Karin Ek\nKlart: 2026-03-01",
        "| § 4 | Beslut: En dator köps in | Ansvarig: kassören | Klart: 1 mars |",
        "> § 4. BESLUT – En dator köps in.  Ansvarig: karin; klart senast: 1/3",
        "§4 Beslut:\nEn dator köps in\nsenast 1 mars.\nAnsvarig: Karin",
    ],
)
def test_it_is_forgiving_about_how_it_is_set_out(text: str) -> None:
    assert said(text) == ("4", "En dator köps in", ("karin",), FIRST_OF_MARCH)


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Karin och Bo städar", ("karin", "bo")),
        ("Kassören städar", ("karin",)),
        ("Valberedningen städar", ("group",)),
        ("Styrelsen ger Bo Alm i uppdrag att städa", ("bo",)),
        ("Det städas. Ansvariga: Karin Ek, Maj", ("karin", "maj")),
        ("Maj städar", ("maj",)),
    ],
)
def test_whoever_does_it_is_found(sentence: str, who: tuple[str, ...]) -> None:
    assert one(f"§ 1 Beslut: {sentence}").responsible == who


def test_whoever_is_charged_without_the_word_decision_is_found_too() -> None:
    assert one("§ 1 Styrelsen ger Bo Alm i uppdrag att städa senast 1 mars").responsible == ("bo",)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Bo utreder priset på lokaler före nästa möte", "Bo utreder priset på lokaler"),
        ("Bo skriver till kommunen senast vid nästa möte", "Bo skriver till kommunen"),
        ("Bo frågar alla i Lunden till nästa styrelsemöte", "Bo frågar alla i Lunden"),
    ],
)
def test_no_word_of_what_is_to_be_done_is_lost_before_the_next_meeting(text: str, what: str) -> None:
    found = one(f"§ 1 Beslut: {text}")
    assert (found.text, found.due is not None) == (what, True)


def test_a_day_without_a_year_is_the_first_one_after_the_meeting() -> None:
    assert one("§ 1 Beslut: Bo städar senast 1 februari").last == date(2027, 2, 1)


def test_words_that_hang_on_something_are_kept_and_others_become_a_day() -> None:
    assert one("§ 1 Beslut: Bo städar innan sommaren").due == "innan sommaren"
    assert one("§ 1 Beslut: Bo städar före årsmötet").last == date(2026, 11, 19)
    assert one("§ 1 Beslut: Bo städar till nästa möte").due == "meeting 2026-03-10"
    assert one("§ 1 Beslut: Bo städar före nästa styrelsemöte").last == date(2026, 3, 9)
    assert one("§ 1 Beslut: Bo städar snarast").due == "snarast"
    assert one("§ 1 Beslut: Bo städar i mars").due == date(2026, 3, 31)
    assert one("§ 1 Beslut: Bo städar till årsmötet, dock senast 1 mars").last == FIRST_OF_MARCH
    assert one("§ 1 Beslut: Bo skriver till kommunen").due is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("§ 1 Beslut: Karn köper mat", ("1:", "'Karn'", "did you mean Karin Ek?")),
        ("\n\n§ 1 Beslut: Mat köps. Ansvarig: Bosse Alm", ("3:", "'Bosse Alm'", "did you mean Bo Alm?")),
        ("§ 1 Beslut: Fredrik ska köpa mat", ("'Fredrik'", "Karin Ek, Bo Alm")),
        ("§ 1 Beslut: Mat köps senast 1 mars", ("nobody is named", "Ansvarig: …")),
        ("§ 1 Beslut: Bo köper mat. Klart: när vi hinner", ("'när vi hinner'", "2026-02-10")),
        ("§ 1 Styrelsen godkänner § 99", ("no decision of § 99",)),
        (
            "§ 1 Styrelsen godkänner som genomfört: Skriva bref",
            ("'Skriva bref'", "did you mean 'Skriva brev'?"),
        ),
        ("§ 1 Styrelsen godkänner som genomfört: Skriva brev; och 3 till", ("names nothing",)),
    ],
)
def test_what_the_plan_does_not_know_is_one_clear_sentence(text: str, words: tuple[str, ...]) -> None:
    (sentence,) = read(text).wrong
    for word in words:
        assert word in sentence


def test_a_first_name_that_two_have_is_asked_about() -> None:
    people = {
        "a": {"name": "Anna Ek"},
        "b": {"name": "Anna Alm"},
        "karin": {"name": "K"},
        "bo": {"name": "Bo"},
    }
    plan: dict[str, Any] = {"people": people, "areas": [], "decisions": []}
    (sentence,) = read("§ 1 Beslut: Anna städar", **plan).wrong
    assert "Anna Ek or Anna Alm" in sentence
    assert one("§ 1 Beslut: Anna Alm städar", **plan).responsible == ("b",)


def test_what_gives_nobody_anything_to_do_is_left_and_told() -> None:
    found = read(
        "§ 1 Mötet öppnas\n§ 2 Dagordningen godkändes.\n§ 3 Beslut: Budgeten fastställs.\nBo berättade om läget."
    )
    assert (found.new, found.accepted, found.wrong) == ((), (), ())
    assert [line.text for line in found.left] == ["Budgeten fastställs."]


def test_the_same_decision_is_not_read_twice() -> None:
    text = "§ 4 Beslut: Bo köper en flagga\n§ 4 Beslut: Bo köper en flagga"
    first = read(text)
    assert [new.id for new in first.new] == ["bo-köper-en-flagga"]
    decision = {
        "id": "bo-köper-en-flagga",
        "meeting": "meeting 2026-02-10",
        "§": 4,
        "text": "Bo köper en flagga",
        "responsible": "karin",
    }
    again = read(text, decisions=[*PLAN["decisions"], decision])
    assert (again.new, len(again.there)) == ((), 2)


def test_an_id_is_readable_and_nobody_elses() -> None:
    found = read(
        "§ 1 Beslut: Letter! Ansvarig: Bo\n§ 2 Beslut: ??? . Ansvarig: Bo\n§ 3 Beslut: " + "Bo gör " * 40
    )
    assert [new.id for new in found.new][:2] == ["letter-2", "plan"]
    assert all(len(new.id) <= 42 for new in found.new)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("sv", "Styrelsen godkänner som genomfört: Skriva brev; Byta lås."),
        ("nb", "Styret godkjenner som gjennomført: Skriva brev; Byta lås."),
        ("nn", "Styret godkjenner som gjennomført: Skriva brev; Byta lås."),
        ("da", "Bestyrelsen godkender som gennemført: Skriva brev; Byta lås."),
        ("en", "The board accepts as done: Skriva brev; Byta lås."),
    ],
)
def test_the_agendas_own_proposal_is_understood_when_it_is_decided(code: str, sentence: str) -> None:
    found = read(f"§ 2 {sentence}", language=code, reported=("letter",))
    assert [(each.id, each.reported) for each in found.accepted] == [("letter", True), ("keys", False)]


def test_a_paragraph_is_accepted_by_its_number_and_by_its_meetings_day() -> None:
    assert [each.id for each in read("§ 9 Styrelsen godkänner §§ 4 och 5").accepted] == ["flag", "keys"]
    more = [
        *PLAN["decisions"],
        {"id": "other", "meeting": "annual", "§": 4, "text": "Annat", "responsible": "bo"},
    ]
    (sentence,) = read("§ 9 Styrelsen godkänner § 4", decisions=more).wrong
    assert "flag (meeting 2026-01-13), other (annual)" in sentence
    assert [each.id for each in read("§ 9 Godkändes § 4 2026-01-13", decisions=more).accepted] == ["flag"]
    assert [each.id for each in read("§ 9 Godkänns § 4", decisions=more, reported=("other",)).accepted] == [
        "other"
    ]


def test_the_word_for_confidential_is_heeded_and_not_taken_for_a_title() -> None:
    assert one("§ 1 Beslut: Bo ser över lönen (konfidentiellt)").confidential
    assert one("§ 1 Beslut: Bo ser över lönen (konfidentiellt)").text == "Bo ser över lönen"
    found = read("§ 2 Styrelsen godkänner som genomfört: Se över lönen (konfidentiellt)")
    assert [each.id for each in found.accepted] == ["wages"]


@pytest.mark.parametrize(
    "text",
    [
        "§" * 20_000,
        "§ 1 Beslut: " + "Bo " * 20_000,
        "§ 1 Beslut: Bo " + "senast " * 5_000,
        "Ansvarig: " * 3_000,
        "\u202e\x00§ 1 Beslut: Bo köper\x07 mat\u2028- {a: b}",
        "§ 1 Beslut: Bo köper <script>alert(1)</script> =HYPERLINK(1) ${x} {{y}}",
        "(" * 5_000 + "§ 1 Beslut: Bo",
        "| " * 5_000,
    ],
)
def test_odd_text_is_read_in_a_moment_and_stays_text(text: str) -> None:
    for new in read(text).new:
        assert new.text.isprintable()
        assert "\u202e" not in new.text
