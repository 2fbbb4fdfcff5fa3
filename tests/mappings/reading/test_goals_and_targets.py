"""Goals and the numbers in them; and numbers that are no goals."""

from __future__ import annotations

from datetime import date

import pytest

from mappings.reading.model import Comparator, QuestionKind, Target
from tests.mappings.reading.notation import reading
from tests.mappings.reading.test_work import plan

LEAST, MOST, EXACT, CHANGE = (
    Comparator.AT_LEAST,
    Comparator.AT_MOST,
    Comparator.EXACT,
    Comparator.INCREASE_PERCENT,
)


def only(code: str, text: str) -> Target:
    targets = plan(code, text).targets
    assert len(targets) == 1, targets
    return targets[0]


@pytest.mark.parametrize(
    ("code", "text", "value", "comparator"),
    [
        ("sv", "Målet är att minst 80 barn ska delta.", 80, LEAST),
        ("nb", "Mål: 700 medlemmer innen utgangen av året", 700, LEAST),
        ("nn", "Mål: minst 2 500 følgjarar", 2500, LEAST),
        ("da", "Ventelisten må højst være 30 navne.", 30, MOST),
        ("en", "Goals\n- No more than 12 complaints", 12, MOST),
        ("sv", "Antalet besök ska öka med 15 procent.", 15, CHANGE),
        ("sv", "Elförbrukningen ska minska med 10 procent.", -10, CHANGE),
        ("sv", "Lånen per invånare ska öka till 6,5.", 6.5, LEAST),
        ("en", "Goals\n- Have at least 1,500 readers", 1500, LEAST),
    ],
)
def test_a_goal_with_a_number_is_a_target(code: str, text: str, value: float, comparator: Comparator) -> None:
    target = only(code, text)
    assert (target.value, target.comparator) == (value, comparator)


def test_from_and_to_give_the_baseline_and_the_level() -> None:
    target = only("nb", "Delmål: strømforbruket ned fra 96 000 til 80 000 kWh")
    assert (target.value, target.baseline, target.comparator) == (80000, 96000, MOST)


def test_percentage_points_are_a_change_and_no_per_cent() -> None:
    target = only("sv", "- att andelen ökar med 10 procentenheter")
    assert (target.value, target.delta, target.comparator) == (10, True, LEAST)


def test_a_change_in_per_cent_without_a_start_is_asked_about() -> None:
    found = plan("sv", "Elförbrukningen ska minska med 10 procent.")
    assert QuestionKind.BASELINE in {one.kind for one in found.questions}


def test_a_duty_that_counts_something_is_a_task_and_a_target() -> None:
    found = plan("sv", "Huskommittén ska arrangera fyra öppna hus under året.")
    assert (found.actions[0].also_target, found.actions[0].responsible) == (True, ("Huskommittén",))
    assert (found.targets[0].value, found.targets[0].due, found.targets[0].due_explicit) == (
        4,
        date(2027, 12, 31),
        True,
    )


def test_a_target_without_a_deadline_is_due_on_the_last_day_of_the_plan() -> None:
    target = only("nb", "Mål: 90 medlemmer")
    assert (target.due, target.due_explicit) == (date(2027, 12, 31), False)


def test_a_table_of_indicators_gives_targets_with_their_start_and_asks_for_what_is_not_wanted() -> None:
    rows = "| Indikator | Utfall | Mål |\n| Nöjda besökare (%) | 58 | Minst 65 |\n| Sagostunder | - | |"
    found = plan("sv", rows)
    assert [(one.value, one.baseline, one.unit) for one in found.targets] == [(65, 58, "%")]
    assert [one.text for one in found.indicators] == ["Sagostunder"]
    assert QuestionKind.INDICATOR_WITHOUT_TARGET in {one.kind for one in found.questions}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Förra året kom 640 personer."),
        ("sv", "Max 30 personer får övernatta."),
        ("sv", "Hyran är 500 kronor per dygn."),
        ("nb", "Styret svarer innen fem dager."),
        ("nb", "Gruppa er for barn på 6–9 år."),
        ("sv", "Styrelsen ska bjuda in åk 5 i maj."),
        ("da", "Formanden skriver fire gange om året."),
    ],
)
def test_results_capacity_prices_lead_times_ages_and_frequencies_are_no_targets(code: str, text: str) -> None:
    assert plan(code, text).targets == ()


def test_a_goal_in_a_list_of_measures_is_still_a_goal() -> None:
    found = plan("nb", "Tiltak:\n- Få minst 450 følgere\n- Skrive i avisa")
    assert [one.text for one in found.goals] == ["Få minst 450 følgere"]
    assert [one.text for one in found.actions] == ["Skrive i avisa"]


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("sv", "| Mått | Utfall 2026 | Mål 2027 | Mål 2028 |\n| Medlemmar | 80 | 90 | 100 |"),
        ("nb", "| Indikator | Status 2026 | Mål 2027 | Mål 2028 |\n| Medlemmer | 80 | 90 | 100 |"),
        ("da", "| Indikator | Status 2026 | Mål 2027 | Mål 2028 |\n| Medlemmer | 80 | 90 | 100 |"),
        ("en", "| Indicator | 2026 | Target 2027 | Target 2028 |\n| Members | 80 | 90 | 100 |"),
    ],
)
def test_a_table_with_a_column_for_each_year_wants_a_value_by_each(code: str, rows: str) -> None:
    found = reading(f"# Plan 2027-2028\n{rows}", code).targets
    assert [(one.value, one.due and one.due.isoformat()) for one in found] == [
        (90, "2027-12-31"),
        (100, "2028-12-31"),
    ]


def test_columns_of_years_alone_give_a_value_for_each_year_of_the_plan_and_how_it_was_before() -> None:
    for text, code in (
        (
            "# Strategi 2027–2028\n## Tal\n| Indikator | 2026 | 2027 | 2028 |\n| Ruoere | 40 | 50 | 60 |\n| Ture | 12 | | |",
            "da",
        ),
        (
            "# Strategy 2027–2028\n## Figures\n| Indicator | 2026 | 2027 | 2028 |\n| Rowers | 40 | 50 | 60 |\n| Trips | 12 | | |",
            "en",
        ),
    ):
        found = reading(text, code)
        assert [(one.value, one.baseline) for one in found.targets] == [(50, 40), (60, 40)]
        assert [one.due and one.due.year for one in found.targets] == [2027, 2028]
        assert [one.text for one in found.indicators] in (["Ture"], ["Trips"])


@pytest.mark.parametrize(
    ("code", "text", "value", "comparator"),
    [
        ("da", "Antallet må ikke falde til under 300.", 300, LEAST),
        ("sv", "Antalet får inte sjunka under 300.", 300, LEAST),
        ("nn", "Talet på brukarar må ikkje gå under 120.", 120, LEAST),
        ("en", "The number of helpers must not fall below 25.", 25, LEAST),
        ("nb", "Ingen skal vente mer enn 20 dager på svar.", 20, MOST),
        ("sv", "Ingen ska behöva vänta mer än två veckor på svar.", 2, MOST),
        ("en", "No child should wait more than 14 days for a place.", 14, MOST),
        ("sv", "Högst två av årets prov ska underkännas.", 2, MOST),
    ],
)
def test_a_bound_that_is_not_to_be_passed_is_a_target(
    code: str, text: str, value: float, comparator: Comparator
) -> None:
    target = only(code, text)
    assert (target.value, target.comparator) == (value, comparator)


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("nb", "Basaren skal gi minst 25 000 kroner.", 25000),
        ("sv", "Julmarknaden ska ge ett överskott på 30 000 kronor.", 30000),
        ("da", "Festen skal indbringe 25.000 kr.", 25000),
        ("nn", "Lotteriet skal gje 15 000 kroner netto.", 15000),
        ("en", "The summer fair should raise at least £2,500.", 2500),
    ],
)
def test_money_that_shall_come_in_is_a_target_and_no_budget(code: str, text: str, value: float) -> None:
    found = plan(code, text)
    assert ([one.value for one in found.targets], found.budget) == ([value], ())


@pytest.mark.parametrize(
    ("code", "text", "value", "start"),
    [
        ("da", "Antallet af skader, som sidste år var 64, skal ned på højst 40.", 40, 64),
        ("sv", "Antalet besök, som i fjol var 340, ska öka till 400.", 400, 340),
        ("en", "Membership, which was 212 last year, is to reach 240.", 240, 212),
        ("nb", "Klubben har 540 medlemmer. Innen utgangen av året skal vi være 600.", 600, 540),
        ("nn", "Laget skal ha minst 40 køyrarar innan jul. No er det 29.", 40, 29),
        ("nb", "Målet er 45 mannskaper ved utgangen av året. Ved nyttår var det 38.", 45, 38),
        ("sv", "Klubben ska ha minst tolv lag senast den 31 januari. I dag är de tio.", 12, 10),
        ("en", "Last spring five juniors came, now there are eight. We want fifteen.", 15, 8),
    ],
)
def test_a_start_is_taken_from_beside_the_number(code: str, text: str, value: float, start: float) -> None:
    target = only(code, text)
    assert (target.value, target.baseline) == (value, start)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("da", "Kassereren sender regninger ud inden den 10."),
        ("da", "Udvalget besøger byens to skoler i uge 37."),
        ("sv", "- Besöka alla klasser i årskurs 7"),
        ("en", "The Board opens the shed from 11:00 on Saturday 16 October."),
        ("nn", "Medlemsavgifta er 400 kr."),
        ("sv", "Kassören söker ett bidrag på 4 000 euro av kommunen senast 31.3."),
    ],
)
def test_days_classes_clocks_and_sums_applied_for_are_no_targets(code: str, text: str) -> None:
    assert plan(code, text).targets == ()


def test_what_there_was_before_the_plan_is_a_finding() -> None:
    found = plan("nb", "Pr. 1.12.2026 har vi 412 abonnenter.")
    assert (len(found.findings), found.actions, found.targets) == (1, (), ())


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "NOK 40,000 has been set aside for the roof."),
        ("nb", "Til nytt tak settes det av 40 000 kroner."),
        ("sv", "Till nytt tak är 40 000 kronor avsatta."),
    ],
)
def test_money_that_is_set_aside_is_no_finding(code: str, text: str) -> None:
    assert plan(code, text).findings == ()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("da", "Den, der låner båden, gør den ren."),
        ("da", "Betaling sker til kassereren."),
        ("da", "Hver roer vasker sin egen båd."),
        ("da", "Nøgler lægges i skabet."),
        ("nb", "Medlem som flytter, melder fra til kassereren."),
        ("nb", "Ingen padler alene før 1. mai."),
        ("nb", "Det skal være gratis å låne ski."),
        ("nb", "Søppel bæres ut samme kveld."),
        ("nn", "Den som leiger salen, vaskar etter seg."),
        ("nn", "Kvar deltakar tek med eigen kopp."),
        ("sv", "Frivilliga som kör egen bil får ersättning."),
        ("sv", "Hundar hör inte hemma på stranden."),
        ("sv", "Nycklar lämnas i skåpet."),
        ("en", "Every skipper signs the log."),
        ("en", "Skippers sign the log after a trip."),
        ("en", "No one may light a fire."),
    ],
)
def test_what_holds_for_all_of_a_kind_is_a_norm(code: str, text: str) -> None:
    found = plan(code, text)
    assert [one.text for one in found.rules] == [text]
    assert (found.actions, found.goals, found.findings, found.meetings_and_events) == ((), (), (), ())


@pytest.mark.parametrize(
    ("code", "text", "kind"),
    [
        ("nb", "Ingen skal stå utenfor.", "goals"),
        ("en", "Nobody should feel alone.", "goals"),
        ("sv", "Den som är ny ska kunna vara med.", "goals"),
        ("sv", "Taket läcker över köket.", "findings"),
        ("nb", "Flere jenter spiller hos oss.", "findings"),
        ("da", "Medlemmer, der mangler, kontaktes af kassereren i maj.", "actions"),
        ("en", "Guests pay 50 kroner at the door.", ""),
        ("sv", "Den som hyr salen betalar 200 kronor.", ""),
        ("da", "Alle møder begynder kl. 20.", ""),
    ],
)
def test_what_only_looks_like_a_norm_is_none(code: str, text: str, kind: str) -> None:
    found = plan(code, text)
    assert not found.rules
    assert [name for name in ("actions", "goals", "findings") if getattr(found, name)] == [kind] * bool(kind)


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("da", "Inden efteråret er gået, skal vi være 30.", 30),
        ("nb", "Når sesongen er over, skal vi være 25 lag.", 25),
        ("nn", "Før hausten skal vi vera minst 18.", 18),
        ("sv", "I år skall vi komma upp i 20 turer.", 20),
        ("en", "They should be down to 12 by Christmas.", 12),
        ("en", "Three members should have a licence by the end of June.", 3),
    ],
)
def test_a_number_to_come_to_is_a_goal_whatever_opens_the_sentence(
    code: str, text: str, value: float
) -> None:
    found = plan(code, text)
    assert (len(found.goals), found.actions, found.findings) == (1, (), ())
    assert [one.value for one in found.targets] == [value]


@pytest.mark.parametrize(
    ("code", "text", "unit"),
    [
        ("nb", "Minst 20 kilometer sti skal være ryddet.", "kilometer sti"),
        ("sv", "- Minst fyra gratis provkvällar", "gratis provkvällar"),
        ("nn", "Laget skal ha 60 betalande medlemer.", "betalande medlemer"),
        ("da", "- Mindst to bænke op langs stien", "bænke"),
        ("sv", "Klubben ska ha minst fem utbildade domare.", "utbildade domare"),
        ("en", "- At least six clubs without young members", "clubs without young members"),
    ],
)
def test_a_unit_is_the_whole_noun_and_no_verb(code: str, text: str, unit: str) -> None:
    assert [one.unit for one in plan(code, text).targets] == [unit]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("da", "Programmet fortæller, hvad der skal ske i det kommende år."),
        ("nb", "Her er hva laget gjør gjennom året."),
        ("sv", "Det gångna året har varit händelserikt."),
        ("nn", "Venleg helsing Torbjørg"),
        ("nb", "Laget har holdt til på Moen siden 1964."),
    ],
)
def test_what_tells_of_the_plan_or_of_the_past_is_no_finding(code: str, text: str) -> None:
    found = plan(code, text)
    assert (found.findings, found.actions, found.goals, found.rules) == ((), (), (), ())


@pytest.mark.parametrize(
    ("code", "text", "start"),
    [
        ("sv", "Andelen röstande var 41 procent i fjol. Målet är 50 procent.", 41),
        ("nb", "Båten ble lånt ut 18 ganger i fjor. Målet er minst 25 utlån.", 18),
        ("da", "Salen blev lejet ud 30 gange sidste år. Målet er mindst 40 udlejninger.", 30),
    ],
)
def test_an_aim_starts_from_the_number_in_the_sentence_before_it(code: str, text: str, start: float) -> None:
    assert [one.baseline for one in plan(code, text).targets] == [start]


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("Dit vill vi", "Minst två nya lag för ungdomar", "Alla lag har en tränare"),
        ("Hva vi vil oppnå", "Minst to nye partier for ungdom", "Alle partier har en trener"),
        ("Det vil vi opnå", "Mindst to nye hold for voksne", "Alle hold har en instruktør"),
        ("What we want to achieve", "At least two new crews for adults", "Every crew has a cox"),
    ],
)
def test_a_list_below_what_is_wanted_holds_goals(heading: str, first: str, second: str) -> None:
    found = reading(f"# Plan 2027\n## {heading}\n- {first}\n- {second}")
    assert [goal.text for goal in found.goals] == [first, second]
    assert not found.actions
    assert [target.value for target in found.targets] == [2]


@pytest.mark.parametrize(
    ("code", "heading", "text"),
    [
        ("sv", "Vad vi vill uppnå", "Slungan hyrs ut för 100 kr per dygn."),
        ("nb", "Dit vil vi", "Salen leies ut for 500 kr per kveld."),
        ("da", "Det vil vi opnå", "Salen udlejes for 500 kr. pr. aften."),
        ("en", "What we want to achieve", "The hall is let for £20 an evening."),
    ],
)
def test_what_a_thing_costs_is_nothing_to_reach(code: str, heading: str, text: str) -> None:
    found = reading(f"# Plan 2027\n## {heading}\n{text}", code)
    assert [*found.goals, *found.targets, *found.actions, *found.findings] == []


@pytest.mark.parametrize(
    ("code", "line", "unit", "value", "start"),
    [
        ("sv", "Fler seglare: från 40 till 55 vid årets slut", "seglare", 55, 40),
        ("nb", "Padlere: 18 → 30", "Padlere", 30, 18),
        ("nn", "Opplærte leiarar: 8 -> 12 innan 1. juni", "Opplærte leiarar", 12, 8),
        ("da", "Aktive roere: 96 inden årets udgang", "Aktive roere", 96, None),
        ("en", "More rowers under 18: from 9 to 15", "rowers under 18", 15, 9),
    ],
)
def test_a_label_before_a_number_says_what_is_counted(
    code: str, line: str, unit: str, value: float, start: float | None
) -> None:
    heading = "Goals" if code == "en" else "Mål"
    found = only(code, f"{heading}\n- {line}")
    assert (found.text, found.unit, found.value, found.baseline) == (line, unit, value, start)


@pytest.mark.parametrize(
    ("code", "line", "value"),
    [
        ("sv", "10 % fler besök", 10),
        ("nb", "5 prosent færre klager", -5),
        ("nn", "20 % fleire utlån", 20),
        ("da", "15 procent mindre affald", -15),
        ("en", "10 per cent fewer complaints", -10),
    ],
)
def test_so_many_per_cent_more_or_fewer_is_a_change(code: str, line: str, value: float) -> None:
    found = only(code, f"{'Goals' if code == 'en' else 'Mål'}\n- {line}")
    assert (found.comparator, found.value) == (CHANGE, value)


@pytest.mark.parametrize(
    ("code", "first", "second"),
    [
        ("sv", "Antalet lån ska öka med 10 procent.", "Antalet besök ska öka med 10 procent."),
        ("da", "Mindst 60 procent af lejerne er tilfredse.", "Mindst 60 procent af eleverne er tilfredse."),
        (
            "en",
            "The number of loans shall rise by 5 per cent.",
            "The number of visits shall rise by 5 per cent.",
        ),
    ],
)
def test_the_same_share_of_two_things_is_two_targets(code: str, first: str, second: str) -> None:
    assert [one.text for one in plan(code, f"{first}\n{second}").targets] == [first, second]


@pytest.mark.parametrize(
    ("code", "head", "row"),
    [
        ("sv", "| Mål | Indikator |", "| Vi blir fler | Minst 40 cyklister före årets slut |"),
        ("nb", "| Mål | Indikator |", "| Vi blir flere | Minst 40 syklister innen 31. desember |"),
        ("en", "| Goal | Measure | Now | Target 2027 |", "| More cyclists | Cyclists | 25 | 40 |"),
        ("da", "| Mål | Måltal | Resultat 2026 | Mål 2027 |", "| Vi vokser | Cyklister | 25 | 40 |"),
    ],
)
def test_a_goal_beside_what_is_measured_is_a_goal_and_its_number_a_target(
    code: str, head: str, row: str
) -> None:
    found = reading(f"# Plan 2027\n{head}\n{row}\n{row.replace('40', '42').replace('25', '26')}", code)
    assert [goal.text for goal in found.goals] == [row.split(" | ", maxsplit=1)[0].strip("| ")]
    assert [one.value for one in found.targets] == [40, 42]
    assert all("yk" in one.unit or "yc" in one.unit for one in found.targets)
    assert {one.due for one in found.targets} == {date(2027, 12, 31)}
    assert not found.indicators


@pytest.mark.parametrize(
    ("code", "text", "bounds"),
    [
        ("sv", "Mål: mellan 800 och 1 000 besökare", (800, 1000)),
        ("nb", "Mål: utleid 60–70 helger", (60, 70)),
        ("nn", "Mål: mellom 45 og 55 prosent", (45, 55)),
        ("da", "Mål: 12-15 hold", (12, 15)),
        ("en", "Goals\n- Between 250 and 280 riders", (250, 280)),
    ],
)
def test_two_bounds_are_one_target(code: str, text: str, bounds: tuple[float, float]) -> None:
    target = only(code, text)
    assert (target.value, target.value_max) == bounds


@pytest.mark.parametrize(
    ("code", "text", "comparator"),
    [
        ("sv", "Mål: 12 klagomål eller färre", MOST),
        ("nb", "Mål: 38 grader eller derunder", MOST),
        ("nn", "Mål: 30 lag eller fleire", LEAST),
        ("da", "Mål: 20 procent eller mindre", MOST),
        ("en", "Goals\n- A maximum of two collisions", MOST),
    ],
)
def test_a_bound_is_said_before_or_behind_its_number(code: str, text: str, comparator: Comparator) -> None:
    assert only(code, text).comparator == comparator


@pytest.mark.parametrize(
    ("code", "text", "value", "baseline"),
    [
        ("sv", "Vi vill att minst 30 personer kommer; under 2026 kom i snitt 22.", 30, 22),
        ("en", "Water use should not exceed 900 cubic metres; in 2026 it was 1,140.", 900, 1140),
        ("nb", "Vi ønsker at 80 personer kommer; i 2026 var det 64.", 80, 64),
    ],
)
def test_what_a_past_year_had_is_where_a_number_starts(
    code: str, text: str, value: float, baseline: float
) -> None:
    target = only(code, text)
    assert (target.value, target.baseline) == (value, baseline)


@pytest.mark.parametrize(
    ("code", "text", "unit"),
    [
        ("sv", "Målet är 180 medlemmar, och minst 25 av dem ska vara under 50 år.", "medlemmar under 50 år"),
        ("nn", "Målet er 190 medlemer, og minst 25 av dei skal vere under 26 år.", "medlemer under 26 år"),
        ("da", "Målet er 90 spejdere, og mindst 25 af dem skal være under 12 år.", "spejdere under 12 år"),
    ],
)
def test_a_part_of_what_is_counted_counts_the_same(code: str, text: str, unit: str) -> None:
    assert [one.unit for one in plan(code, text).targets][-1] == unit
