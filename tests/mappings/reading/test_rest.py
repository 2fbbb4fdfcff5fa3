"""What stands beside the work: groups, standing items, money, risks, plans above, parts that are missing, and rules for plans."""

from __future__ import annotations

from mappings.reading.model import DocumentKind, QuestionKind
from tests.mappings.reading.notation import reading
from tests.mappings.reading.test_work import plan


def test_a_group_is_known_with_its_convenor_and_members() -> None:
    found = plan("nb", "Husgruppa ledes av Ada Lund. Medlemmer er Bo Vik og Eva Moe.")
    assert [(one.name, one.convenor) for one in found.working_groups] == [("Husgruppa", "Ada Lund")]
    assert found.actions == ()


def test_standing_items_are_one_each_with_their_meeting() -> None:
    found = plan("sv", "Stående punkter på varje styrelsemöte: ekonomi, huset och nycklarna.")
    assert [(one.item, one.meeting) for one in found.standing_agenda_items] == [
        ("ekonomi", "styrelsemöte"),
        ("huset", "styrelsemöte"),
        ("nycklarna", "styrelsemöte"),
    ]


def test_money_that_is_set_aside_is_a_budget_line_and_a_fee_is_none() -> None:
    found = plan("sv", "Till målning avsätts 60 000 kronor. Medlemsavgiften är 300 kronor.")
    assert [(one.amount, one.currency) for one in found.budget] == [(60000, "SEK")]
    assert found.actions == ()


def test_a_risk_in_prose_is_a_risk_and_no_task() -> None:
    found = plan("sv", "Den största risken är att taket måste läggas om.")
    assert [one.title for one in found.risks] == ["taket måste läggas om"]
    assert found.actions == ()


def test_a_table_of_risks_gives_the_risks_and_their_measures() -> None:
    rows = "| Risk | S | K | Åtgärd | Ansvarig |\n| Läckage | 3 | 4 | Besiktiga taket senast v. 18 | Vaktmästaren |"
    found = plan("sv", rows)
    assert [(one.title, one.probability, one.consequence) for one in found.risks] == [("Läckage", 3, 4)]
    assert [(one.text, one.responsible) for one in found.actions] == [
        ("Besiktiga taket senast v. 18", ("Vaktmästaren",))
    ]


def test_a_budget_table_gives_a_line_for_every_sum() -> None:
    rows = "| Post | Inntekt | Utgift |\n| Leie | 330 000 | |\n| Strøm | | 85 000 |"
    found = plan("nb", rows)
    assert [(one.title, one.amount) for one in found.budget] == [("Leie", 330000), ("Strøm", 85000)]
    assert found.actions == ()


def test_a_plan_that_this_one_builds_on_is_named() -> None:
    found = plan("nb", "Planen bygger på Strategi 2025–2029.")
    assert [one.title for one in found.parent_plans] == ["Strategi 2025–2029"]


def test_an_annex_that_is_not_there_is_asked_about() -> None:
    found = plan("nb", "Vedlegg 3 viser hvem som har nøkkel.")
    assert [one.kind for one in found.questions] == [QuestionKind.PROMISED_MISSING]


def test_an_annex_that_is_there_is_not() -> None:
    found = plan("nb", "Vedlegg 3 viser hvem som har nøkkel.\n## Vedlegg 3\nKari har nøkkel.")
    assert QuestionKind.PROMISED_MISSING not in {one.kind for one in found.questions}


def test_rules_for_plans_give_a_checklist_and_yearly_decisions_and_no_task() -> None:
    found = reading(
        "# Riktlinjer för årsplaner\n"
        "Klubbstyrelsen fastställer årsplanen i november varje år.\n"
        "En årsplan ska innehålla:\n- Mål\n- Budget i sammandrag\n"
        "Planen bör rymmas på fyra sidor.",
        "sv",
    )
    assert found.head.kind_of_document is DocumentKind.RULES
    assert [one.text for one in found.required_parts] == ["Mål", "Budget i sammandrag"]
    assert [(one.body, one.month) for one in found.decision_points] == [("Klubbstyrelsen", 11)]
    assert (found.actions, found.targets) == ((), ())
