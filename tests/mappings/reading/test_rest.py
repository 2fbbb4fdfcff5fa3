"""What stands beside the work: groups, standing items, money, risks, plans above, parts that are missing, and rules for plans."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("language", "text", "group"),
    [
        ("nb", "Saken ligger hos snøutvalget i laget, som ledes av Bo Vik.", ("snøutvalget", "Bo Vik", ())),
        ("nb", "Vi har et utvalg for lek og moro, der Eva Moe er leder.", ("utvalg for lek og moro", "Eva Moe", ())),
        ("nn", "Huskomiteen har fem medlemer, og Eli Vik er leiar.", ("Huskomiteen", "Eli Vik", ())),
        ("da", "Der nedsættes en arbejdsgruppe om lys. Tovholder er Ib Krog.", ("arbejdsgruppe om lys", "Ib Krog", ())),
        ("da", "Madudvalget (tovholder: Ida Sand) laver suppe.", ("Madudvalget", "Ida Sand", ())),
        ("sv", "Bryggruppen (Ada Ek, Bo Ek och Cia Ek) målar.", ("Bryggruppen", None, ("Ada Ek", "Bo Ek", "Cia Ek"))),
        ("en", "A working party on boats is set up. Ann convenes it.", ("A working party on boats", "Ann", ())),
    ],
)  # fmt: skip
def test_groups_are_named_in_many_ways(
    language: str, text: str, group: tuple[str, str | None, tuple[str, ...]]
) -> None:
    found = plan(language, text).working_groups
    assert [(one.name, one.convenor, one.members) for one in found] == [group]


def test_a_group_without_a_convenor_is_asked_about() -> None:
    found = plan("nn", "Turgruppa har ikkje fått leiar enno.")
    assert [one.name for one in found.working_groups] == ["Turgruppa"]
    assert [one.kind for one in found.questions] == [QuestionKind.UNNAMED_BODY]


def test_a_member_in_a_sentence_makes_no_group() -> None:
    assert plan("sv", "Festgruppen ringer alla medlemmar inom två veckor.").working_groups == ()


def test_what_belongs_together_in_a_list_is_one_standing_item() -> None:
    found = plan("nb", "Styret har disse faste sakene på hvert møte: penger, is og snø, og nytt fra naboen.")
    assert [one.item for one in found.standing_agenda_items] == ["penger", "is og snø", "nytt fra naboen"]


def test_a_section_of_standing_items_is_their_list_and_no_area() -> None:
    found = plan("da", "## Faste punkter på møderne\n- Økonomi\n- Nyt fra havnen")
    assert [(one.item, one.meeting) for one in found.standing_agenda_items] == [
        ("Økonomi", "møderne"),
        ("Nyt fra havnen", "møderne"),
    ]
    assert (found.areas, found.actions) == ((), ())


def test_what_is_always_on_the_agenda_is_a_standing_item() -> None:
    found = plan("en", "These are on the agenda of every meeting: money, boats and the weather.")
    assert [one.item for one in found.standing_agenda_items] == ["money", "boats", "the weather"]


@pytest.mark.parametrize(
    ("language", "text", "lines"),
    [
        ("nb", "Budsjettet viser inntekter på 90 000 kroner og utgifter på 80 000 kroner.",
         [("inntekter", 90000), ("utgifter", 80000)]),
        ("nb", "Budsjettet er på 2 millioner kroner. Av dette kommer 1,5 millioner fra staten.",
         [("Budsjettet", 2000000), ("staten", 1500000)]),
        ("da", "Budgettet er på 9.000 kr., og 2.500 kr. er øremærket loppemarkedet.",
         [("Budgettet", 9000), ("loppemarkedet", 2500)]),
        ("sv", "Lokalens budget är 1,2 miljoner kronor.", [("Lokalens budget", 1200000)]),
        ("en", "The county gives us 4,000 kroner a year.", [("county", 4000)]),
        ("en", "Paint: £650", [("Paint", 650)]),
        ("nb", "Utgiftene skal ned med 4 000 kroner.", []),
    ],
)  # fmt: skip
def test_what_a_sum_is_for_is_said_by_its_clause(
    language: str, text: str, lines: list[tuple[str, float]]
) -> None:
    assert [(one.title, one.amount) for one in plan(language, text).budget] == lines


@pytest.mark.parametrize(
    ("language", "text", "risks"),
    [
        ("da", "Der er to risici. Den ene er, at taget falder. Den anden er, at ingen kommer.",
         ["taget falder", "ingen kommer"]),
        ("nb", "Hvis isen ikke legger seg, mister vi hele sesongen.", ["isen ikke legger seg"]),
        ("en", "The greatest risk is a flood like that of 2009.", ["a flood like that of 2009"]),
    ],
)  # fmt: skip
def test_risks_are_counted_up_or_stand_in_a_condition(language: str, text: str, risks: list[str]) -> None:
    assert [one.title for one in plan(language, text).risks] == risks


@pytest.mark.parametrize(
    ("language", "text", "parents"),
    [
        ("nn", "Planen byggjer på landslaget sin Strategi 2026–2030.", [("Strategi 2026–2030", "landslaget")]),
        ("sv", "Planen bygger på förbundets vision Havet åt alla 2030.", [("Havet åt alla 2030", "förbundet")]),
        ("en", "The plan follows the County’s Strategy 2024–2030, Light for All, and the Lake programme.",
         [("Strategy 2024–2030, Light for All", "the County"), ("the Lake programme", None)]),
        ("sv", "Sjöstrategin 2022–2033 och länets åtgärdsprogram är utgångspunkterna.",
         [("Sjöstrategin 2022–2033", None), ("länets åtgärdsprogram", "länet")]),
        ("nb", "Kommunen har det med i økonomiplanen 2027–2030.", [("økonomiplanen 2027–2030", None)]),
        ("sv", "Styrelsen följer upp planen i maj.", []),
        ("sv", "Alla ledare följer klubbens plan mot mobbning.", []),
    ],
)  # fmt: skip
def test_plans_above_are_named_in_many_ways(
    language: str, text: str, parents: list[tuple[str, str | None]]
) -> None:
    found = plan(language, text).parent_plans
    assert [one.title for one in found] == [title for title, _ in parents]


def test_an_annex_is_not_the_chapter_of_its_number() -> None:
    found = plan("da", "Bilag 1 viser et kort.\n## 1. Havnen\nKajen males.")
    assert QuestionKind.PROMISED_MISSING in {one.kind for one in found.questions}


def test_a_list_of_a_documents_own_parts_is_its_contents() -> None:
    parts = "\n".join(f"## {name}\nVi har det bra." for name in ("Båtar och bryggor", "Fester", "Pengar"))
    found = plan("sv", f"## Så är planen ordnad\n- Båtar och bryggor\n- Fester\n- Pengar\n{parts}")
    assert found.actions == ()


def test_a_list_of_what_a_plan_must_hold_makes_rules_of_a_document_without_a_year() -> None:
    text = "# Arbetsplaner\nNämnden tar årligen beslut om sin arbetsplan i maj.\nEn arbetsplan ska innehålla:\n- Mål\n- Risker"
    found = reading(text, "sv")
    assert found.head.kind_of_document is DocumentKind.RULES
    assert [one.text for one in found.required_parts] == ["Mål", "Risker"]
    assert [(one.body, one.month) for one in found.decision_points] == [("Nämnden", 5)]
    dated = reading(text.replace("Arbetsplaner", "Arbetsplan 2027"), "sv")
    assert dated.head.kind_of_document is DocumentKind.PLAN


def test_what_no_rule_reads_is_told_and_what_is_known_to_say_nothing_is_not() -> None:
    found = plan(
        "nb", "## Hytta\nSopekost, to bøtter, litt maling.\nStyret maler hytta.\nIngen møter i juli."
    )
    assert [one.source.passage for one in found.unread] == ["Sopekost, to bøtter, litt maling."]


def test_a_condition_after_which_something_is_lost_is_a_risk_with_and_without_if() -> None:
    for text, code, title in (
        ("Stiger hyran en gång till, kan klubben inte behålla lokalen.", "sv", "Stiger hyran en gång till"),
        ("4.2 Dersom ferja vert innstilt, står øya utan buss.", "nn", "ferja vert innstilt"),
        (
            "Holder kommunen op med at give tilskud, må badet lukke.",
            "da",
            "Holder kommunen op med at give tilskud",
        ),
        ("If the roof gives way, the fair cannot be held.", "en", "the roof gives way"),
    ):
        assert [one.title for one in reading(f"# Plan 2027\n## Huset\n{text}", code).risks] == [title]
    dinner = reading("# Plan 2027\n## Huset\nFinns det plats, bjuds grannarna på middag.", "sv")
    assert dinner.risks == ()


def test_each_of_two_sums_in_a_sentence_has_its_own_name() -> None:
    for text, code, lines in (
        ("£1,400 is reserved for the boats and £300 for paint.", "en", [("the boats", 1400), ("paint", 300)]),
        (
            "Av kassan avsätts 9 000 kronor till bodarna och 4 000 kronor till färg.",
            "sv",
            [("bodarna", 9000), ("färg", 4000)],
        ),
        (
            "Til nye garn settes det av 70 000 kroner i 2027, og til maling 12 000 kroner.",
            "nb",
            [("nye garn", 70000), ("maling", 12000)],
        ),
        ("Der hensættes 8.000 kr. til en ny jolle.", "da", [("en ny jolle", 8000)]),
    ):
        found = reading(f"# Plan 2027\n## Pengar\n{text}", code).budget
        assert [(one.title, one.amount) for one in found] == lines


def test_a_task_in_a_table_has_the_sum_of_its_row() -> None:
    rows = "| Indsats | Ansvarlig | Frist | Budget |\n| Bommen males | Formanden | 1. maj | 2.500 kr. |\n| Hækken klippes | Kassereren | 1. juni | |"
    found = reading(f"# Handlingsplan 2027\n## Pladsen\n{rows}", "da")
    assert len(found.actions) == 2
    assert [(one.title, one.amount) for one in found.budget] == [("Bommen males", 2500)]


def test_among_rules_of_conduct_only_what_asks_something_of_somebody_is_a_norm() -> None:
    for head, text, code, norms in (
        ("Husregler", "Ta vare på kjelen. Huset er fra 1920. Det forventes at alle hjelper til.", "nb", 2),
        ("Ordningsregler", "Vi städar efter oss. Ledarrollen innebär mycket tid. Alla tar hänsyn.", "sv", 2),
        ("Ordensregler", "Hunde føres i snor. Gården er åben om søndagen. Ryd op efter dig.", "da", 2),
        (
            "House rules",
            "Members leave the oven clean. The hall seats eighty. Nobody smokes indoors.",
            "en",
            2,
        ),
    ):
        found = reading(f"# Plan 2027\n## {head}\n{text}", code)
        assert len(found.rules) == norms
        assert found.actions == ()


@pytest.mark.parametrize(
    ("language", "text", "titles"),
    [
        ("en", "The plan follows the Nordic Rowing Board's Strategy 2026–2029.", ["Strategy 2026–2029"]),
        ("nb", "Planen følger forbundets strategi «Ut i båt 2026–2030».", ["Ut i båt 2026–2030"]),
        ("da", "Planen udmønter forbundets strategi »Ud på vandet 2025-2029«.", ["Ud på vandet 2025-2029"]),
        ("sv", "Programmet bygger på klubbens egen Sjösäkerhetsplan.", ["Sjösäkerhetsplan"]),
    ],
)
def test_a_plan_above_is_named_without_whose_it_is(language: str, text: str, titles: list[str]) -> None:
    assert [one.title for one in plan(language, text).parent_plans] == titles


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        ("da", "Budget til bådbroen: 22.000 kr.", "bådbroen"),
        ("nb", "Budsjett for brygga: 30 000 kr.", "brygga"),
        ("en", "The budget for oars is NOK 40,000.", "oars"),
        ("sv", "För bryggan har avsatts 85 000 kronor.", "bryggan"),
        ("nb", "Budsjettet for 2027 er på 90 000 kroner.", "Budsjettet for 2027"),
    ],
)
def test_a_budget_is_named_by_what_it_is_for(language: str, text: str, title: str) -> None:
    assert [one.title for one in plan(language, text).budget] == [title]


def test_a_convenor_opens_the_sentence_and_first_names_stand_in_a_bracket() -> None:
    found = plan("sv", "Sammankallande i brygggruppen är Ada Lund; övriga är Bo Vik och Eva Moe.")
    assert [(one.name, one.convenor) for one in found.working_groups] == [("brygggruppen", "Ada Lund")]
    found = plan("nn", "Bryggekomiteen (Ada, Eva Karin og Bo) skipar til dugnad i mai.")
    assert [one.members for one in found.working_groups] == [("Ada", "Eva Karin", "Bo")]


def test_a_group_is_named_in_a_heading_and_a_role_is_none() -> None:
    found = plan("da", "## Broudvalget (Ada Krag og Bo Juul)\n- Broen lægges ud i april.")
    assert [(one.name, one.members) for one in found.working_groups] == [
        ("Broudvalget", ("Ada Krag", "Bo Juul"))
    ]
    assert plan("sv", "Alla nya erbjuds en mentor (Ada Ask och Bo Holm).").working_groups == ()


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        ("en", "Risk: the pier is not insured.", "the pier is not insured"),
        ("da", "Risiko: Huslejen stiger.", "Huslejen stiger"),
    ],
)
def test_a_label_names_a_risk(language: str, text: str, title: str) -> None:
    assert [one.title for one in plan(language, text).risks] == [title]


def test_sentences_below_the_table_of_a_sheet_are_text_and_stand_outside_its_time() -> None:
    found = reading(
        "# Høst\n| Årsplan 2027 | | |\n| Måned | Styret | Oppgaver |\n| September | 10. | Søke om penger |\n"
        "| Oktober | 15. | Rydde naustet |\n| Økonomi | | |\n| Til brygga er det satt av 9 000 kroner. | | |\n"
        "| Ingen skal padle alene. | | |",
        "nb",
    )
    assert [(one.title, one.amount) for one in found.budget] == [("brygga", 9000)]
    assert [one.text for one in found.rules] == ["Ingen skal padle alene."]
    assert all("padle" not in one.text for one in found.actions)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Startavgiften är 140 kronor för barn under 12 år."),
        ("nb", "Medlemsavgiften er 400 kroner for barn under 12 år."),
        ("en", "The entry fee is £12 for children under 12."),
    ],
)
def test_a_fee_in_a_list_is_no_work(language: str, text: str) -> None:
    assert plan(language, f"- {text}").actions == ()


@pytest.mark.parametrize(
    ("code", "text", "title", "amount"),
    [
        ("da", "Formanden søger 15.000 kr. i egnens kulturfond senest 1. maj.", "egnens kulturfond", 15000),
        ("da", "Banegruppen ansøger Grønfonden om 30.000 kr. inden den 1. juni.", "Grønfonden", 30000),
        (
            "en",
            "The Warden will apply to the District for £900 towards a new stile by 1 May.",
            "a new stile",
            900,
        ),
        ("nb", "Sekretæren søker banken om 12 000 kroner til notestativ innen 1. mars.", "notestativ", 12000),
        ("nn", "Leiaren søkjer fylket om 9 000 kroner til leikestativ før påske.", "leikestativ", 9000),
        ("sv", "Kassören söker ett bidrag på 7 000 kronor av länet senast 31 mars.", "bidrag", 7000),
        (
            "sv",
            "Kassören söker 8 000 kronor hos fonden för nya mattor senast den 1 mars.",
            "nya mattor",
            8000,
        ),
        (
            "nn",
            "Nye benker blir kjøpte inn i mai, og 6 000 kroner er sette av til dette.",
            "Nye benker",
            6000,
        ),
        ("sv", "Nya tält köps in i april, 4 000 kr är avsatt.", "Nya tält", 4000),
        ("sv", "Till en ny brygga är 5 000 kronor reserverade.", "en ny brygga", 5000),
        ("nb", "Festen koster anslagsvis 9 000 kroner.", "Festen", 9000),
    ],
)
def test_money_that_is_asked_for_or_set_aside_is_a_budget_line(
    code: str, text: str, title: str, amount: float
) -> None:
    plan = reading(f"# Plan 2027\n## Kassa\n{text}", code)
    assert [(line.title, line.amount) for line in plan.budget] == [(title, amount)]
    assert plan.targets == ()


@pytest.mark.parametrize(
    ("code", "text", "title"),
    [
        (
            "da",
            "Planen følger landsmødets beslutning »Vand til alle« og viser, hvad vi gør.",
            "Vand til alle",
        ),
        ("sv", "Planen bygger på förbundets strategi ”Ut på isen 2026–2029”.", "Ut på isen 2026–2029"),
        ("en", "This plan follows the Federation's strategy “Open Water”.", "Open Water"),
        ("nb", "Planen bygger på Padleforbundets program 2026–2029.", "Padleforbundets program 2026–2029"),
    ],
)
def test_a_plan_above_is_called_by_its_quoted_name_or_with_its_owner(
    code: str, text: str, title: str
) -> None:
    assert [one.title for one in plan(code, text).parent_plans] == [title]
