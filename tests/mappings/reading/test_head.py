"""What a document says of itself is found in its first lines, in each language."""

from dataclasses import replace
from datetime import date

import pytest

from adapters.documents.read import read_document
from mappings.reading.head import read_head
from mappings.reading.lines import lines_of
from mappings.reading.model import DocumentKind, Head, Status
from mappings.reading.read import read
from tests.mappings.reading.notation import document, reading


def head_of(text: str) -> Head:
    document = read_document(text.encode(), "plan.txt")
    return read_head(document, lines_of(document))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Verksamhetsplan 2027\nStyrelsen ska kalla till årsmöte och inte glömma medlemmarna.\n", "sv"),
        (
            "Arbeidsplan 2027\nStyret skal ikke glemme medlemmene fra høsten, og hver leder er ansvarlig.\n",
            "nb",
        ),
        (
            "Arbeidsplan 2027\nStyret skal ikkje gløyme medlemene frå hausten, og kvar leiar er ansvarleg.\n",
            "nn",
        ),
        ("Arbejdsplan 2027\nBestyrelsen skal ikke glemme medlemmerne efter foråret.\n", "da"),
        ("Work plan 2027\nThe committee shall not forget the members.\n", "en"),
    ],
)
def test_the_language_is_heard(text: str, language: str) -> None:
    assert head_of(text).language == language


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Verksamhetsplan 2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("Handlingsplan 2026–2030", date(2026, 1, 1), date(2030, 12, 31)),
        ("Årshjul läsåret 2026/2027", date(2026, 8, 1), date(2027, 7, 31)),
        ("Årsplan hösten 2026 – våren 2027", date(2026, 8, 1), date(2027, 7, 31)),
        ("Verksamhetsplan 1 juli 2026 – 30 juni 2027", date(2026, 7, 1), date(2027, 6, 30)),
    ],
)
def test_the_period_follows_from_the_title(title: str, start: date, end: date) -> None:
    period = head_of(f"{title}\nÖstra byalaget\n\nStyrelsen ska möta alla.\n").period
    assert period is not None
    assert (period.start, period.end) == (start, end)


def test_of_several_decisions_the_last_adopts_and_a_revision_counts() -> None:
    head = head_of(
        "Verksamhetsplan 2027\nÖstra byalaget\nAntagen på årsmötet 13 mars 2027. Reviderad 3 juni 2027.\n"
    )
    assert (head.status, head.adopted, head.revised) == (Status.REVISED, date(2027, 3, 13), date(2027, 6, 3))


def test_a_proposal_is_a_draft() -> None:
    assert (
        head_of("Arbeidsplan 2027\nØstre lag\nForslag til årsmøtet 11. februar 2027\n").status is Status.DRAFT
    )


def test_the_organisation_stands_beside_the_title_or_in_it() -> None:
    assert head_of("Österby båtklubb\nVerksamhetsplan 2027\n").organisation == "Österby båtklubb"
    assert (
        head_of("Arbeidsplan for Vikdal mållag 2027\nLaget skal ikkje kvile.\n").organisation
        == "Vikdal mållag"
    )


def test_rules_for_plans_are_no_plan_and_have_no_period() -> None:
    head = head_of("Riktlinjer för verksamhetsplaner\nEn plan ska innehålla mål. Styrelsen beslutar 2027.\n")
    assert (head.kind_of_document, head.period) == (DocumentKind.RULES, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lunden Vel – årsplan 2027\nVedtatt 2. desember 2026\n\nStyret skal ikke glemme noen.\n", "Lunden Vel"),
        ("Spellaget Linnean: så gör vi 2027\n====\n\nPreliminär årsplan\n\nVi ska inte glömma det.\n", "Spellaget Linnean"),
        ("PLAN 2027 – PRO Lunden\nAntagen 2027-02-20\n\nStyrelsen ska bjuda in alla.\n", "PRO Lunden"),
        ("Aktivitetsplan 2027\nNorth Club (NC)\n\nStyret skal ikke glemme noen.\n", "North Club"),
        ("Förslag till\nArbetsplan 2027\nLundens byalag\n\nStyrelsen ska bjuda in alla.\n", "Lundens byalag"),
        ("Annual Plan of the Friends of Lund Park, April 2027\n\nThe committee shall meet.\n", "Friends of Lund Park"),
    ],
)  # fmt: skip
def test_whose_plan_it_is_stands_in_its_title_or_beside_it(text: str, name: str) -> None:
    assert head_of(text).organisation == name


def test_a_name_at_the_head_of_the_pages_says_whose_plan_it_is() -> None:
    document = read_document("Årshjul 2027\n\nJanuar\n - Møte og kaffe, ikke for alle\n".encode(), "plan.txt")
    printed = replace(document, margins=("FAU ved Lunden skole · side 1",))
    assert read_head(document, lines_of(document)).organisation is None
    assert read_head(printed, lines_of(printed)).organisation == "FAU ved Lunden skole"


def test_limits_and_a_draft_are_heard_in_sentences_of_one_line() -> None:
    head = head_of(
        "Arbeidsplan 2026/2027\nÅret går frå 1. september 2026 til 31. august 2027. Framlegg til årsmøtet.\n\n"
        "Styret skal ikkje gløyme nokon.\n"
    )
    assert head.period is not None
    assert (head.period.start, head.period.end) == (date(2026, 9, 1), date(2027, 8, 31))
    assert head.status is Status.DRAFT


def test_a_year_that_ends_on_a_day_began_the_day_after() -> None:
    period = head_of("Work plan for the year ending 31 March 2028\n\nThe committee shall meet.\n").period
    assert period is not None
    assert (period.start, period.end) == (date(2027, 4, 1), date(2028, 3, 31))


def test_a_letterhead_with_a_month_and_the_banner_of_a_page_say_whose_plan_it_is() -> None:
    found = reading(
        "# Bådelauget Strandskaden April 2027\n## Handlingsplan 2027\nVedtaget på generalforsamlingen", "da"
    )
    assert found.head.organisation == "Bådelauget Strandskaden"
    blocks = document("# Work plan 2027\nApproved on 3 March 2027.\n## Paths\n- Mend the gate in May.", "en")
    named = replace(blocks, margins=("Menu", "Otter Vale Heritage Society"))
    assert read(named).head.organisation == "Otter Vale Heritage Society"


def test_a_season_of_one_year_is_that_year_where_its_months_are() -> None:
    months = "## Kalender\nMarts: Rengøring\nMaj: Regatta\nOktober: Oprydning"
    found = reading(f"# Aktivitetsplan for sæsonen 2027\n{months}", "da")
    assert found.head.period
    assert found.head.period.start == date(2027, 1, 1)
    assert found.head.period.label == "2027"


def test_a_name_that_a_page_has_in_its_title_and_its_banner_says_whose_plan_it_is() -> None:
    blocks = document("# Work plan 2027\nApproved on 3 March 2027.\n## Paths\n- Mend the gate in May.", "en")
    named = replace(blocks, margins=("Home", "Otter Vale Green"), title="Work plan 2027 | Otter Vale Green")
    assert read(named).head.organisation == "Otter Vale Green"


def test_a_decision_ends_with_its_sentence() -> None:
    head = head_of(
        "Handlingsplan 2026/2027\nGodkendt på mødet den 19. august 2026. Året går fra 1. juli 2026 til 30. juni 2027.\n"
    )
    assert head.adopted == date(2026, 8, 19)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("# Årsplan 2027 for Bekken Båtklubb\nFramlegg frå styret", "nn", "Bekken Båtklubb"),
        ("# Work plan 2027/28 for Otter Vale Rowers\nApproved on 3 March 2027", "en", "Otter Vale Rowers"),
        ("| Årsplan for elevrådet 2026/2027 | |\n| Bekken skole – høsten 2026 | |", "nb", "Bekken skole"),
    ],
)
def test_a_year_or_a_season_beside_the_name_is_no_part_of_it(text: str, language: str, name: str) -> None:
    assert reading(text, language).head.organisation == name


def test_a_name_that_the_pages_have_too_ends_before_its_period_and_its_decision() -> None:
    for line in (
        "Lunden Kanotklubb, året 1 juli 2026–30 juni 2027",
        "Lunden Kanotklubb. Antagen 16 mars 2027.",
    ):
        blocks = replace(document(f"# Verksamhetsplan 2027\n{line}", "sv"), margins=("Lunden Kanotklubb",))
        assert read(blocks).head.organisation == "Lunden Kanotklubb"


def test_weekdays_say_which_year_a_season_is() -> None:
    lines = "# Season plan {}\n## Fixtures\nAGM: Thursday 25 February\nWork day: Saturday 24 April"
    period = reading(lines.format("2027"), "en").head.period
    assert period and period.start == date(2027, 1, 1)  # noqa: PT018
    period = reading(lines.format("2026"), "en").head.period
    assert period and period.start == date(2026, 8, 1)  # noqa: PT018


@pytest.mark.parametrize(
    ("code", "line", "name"),
    [
        ("nb", "Myrbyen Musikklag · sesongen går fra 1. august 2027 til 31. juli 2028", "Myrbyen Musikklag"),
        (
            "da",
            "Sangforeningen i Vangede · sæsonen 1. august 2027 – 31. juli 2028",
            "Sangforeningen i Vangede",
        ),
        ("nb", "Fagforeningen, linjelag for byggfag", "Fagforeningen"),
        (
            "sv",
            "Landsföreningen Framtid, avdelningen i Hovby",
            "Landsföreningen Framtid, avdelningen i Hovby",
        ),
    ],
)
def test_a_name_stands_without_what_its_line_says_beside_it(code: str, line: str, name: str) -> None:
    title = {"sv": "Verksamhetsplan 2027", "nb": "Årsplan 2027", "da": "Årsplan 2027"}[code]
    assert reading(f"# {title}\n{line}\n## Hus\n- Byta lås", code).head.organisation == name


@pytest.mark.parametrize(
    ("code", "line", "name"),
    [
        ("sv", "Verksamhetsplan 2027, Södra kanotklubben", "Södra kanotklubben"),
        ("nb", "Årsplan 2027/28, Lunden skolekorps", "Lunden skolekorps"),
        ("da", "Virksomhedsplan 2027–2029, Bredby Gymnastikforening", "Bredby Gymnastikforening"),
        ("en", "Annual plan 2027, Southern Canoe Club", "Southern Canoe Club"),
    ],
)
def test_a_name_stands_behind_the_years_of_the_title(code: str, line: str, name: str) -> None:
    assert reading(f"# {line}\n## 1\n- 3/5", code).head.organisation == name


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Verksamhetsplan 2027", "Årsmötet den 23 februari 2027 beslutade följande."),
        ("Årsplan 2027", "Årsmøtet 23. februar 2027 vedtok denne planen."),
        ("Årsplan 2027", "Generalforsamlingen den 23. februar 2027 godkendte planen."),
        ("Annual plan 2027", "The Annual General Meeting on 23 February 2027 adopted the following."),
    ],
)
def test_a_dated_meeting_that_decided_the_plan_adopts_it_and_is_no_item(title: str, sentence: str) -> None:
    found = reading(f"# {title}\n{sentence}\n## 1\n- 3/5")
    assert (found.head.status, found.head.adopted) == (Status.ADOPTED, date(2027, 2, 23))
    assert not found.actions
    assert date(2027, 2, 23) not in [one.date for one in found.meetings_and_events]


@pytest.mark.parametrize(
    ("first", "title", "proposed", "name"),
    [
        (
            "Handelsföreningen Lund ek. för.",
            "Verksamhetsplan 2027",
            "Styrelsens förslag till stämman",
            "Handelsföreningen Lund ek. för.",
        ),
        ("Vestre samvirkelag", "Årsplan 2027", "Styrets forslag til årsmøtet", "Vestre samvirkelag"),
        (
            "Vester Andel a.m.b.a.",
            "Årsplan 2027",
            "Bestyrelsens forslag til generalforsamlingen",
            "Vester Andel a.m.b.a.",
        ),
        (
            "Western Rowing Club",
            "Annual plan 2027",
            "The committee's proposal to the AGM",
            "Western Rowing Club",
        ),
    ],
)
def test_whose_proposal_it_is_names_no_organisation(first: str, title: str, proposed: str, name: str) -> None:
    assert reading(f"{first}\n# {title}\n{proposed}\n## 1\n- 3/5").head.organisation == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# Årsplan 2027\n\nVikens släktforskare. Planen antogs av årsmötet 2027-03-04.\n", "Vikens släktforskare"),
        ("# Plan 2027\n## Lia bygdelag, avdeling 7\n\nVedtatt 8. februar 2027\n", "Lia bygdelag, avdeling 7"),
        ("# Ungdomsafdelingens plan 2027\n\n**Havbris Boldklub** · 1. juli 2027\n", "Havbris Boldklub"),
        ("# ARBEIDSPROGRAM FOR LIA BONDELAG 2027\n# Landbruk\n\nStyret skal møte alle.\n# Vegar\n\nTekst.\n", "LIA BONDELAG"),
        ("# Handlingsplan for foreldrerådet i Lia barnehage 2027\n\n## Mat\n", "foreldrerådet i Lia barnehage"),
        ("# Plan 2027\n\nForeningen støtter barn som synger i Lia. Vi er alle glade.\n", None),
        ("# Dale Nursery: what happens when in 2027\n\n- Meeting, 3 February\n", "Dale Nursery"),
    ],
)  # fmt: skip
def test_whose_plan_it_is_stands_in_many_ways(text: str, name: str | None) -> None:
    found = read_document(text.encode(), "plan.md")
    assert read_head(found, lines_of(found)).organisation == name


def test_a_name_and_a_plan_on_one_line_are_two_things() -> None:
    head = head_of("Solbergs byalag     Halvårsprogram våren 2027\n\nMöte 3 mars\n")
    assert (head.organisation, head.title) == ("Solbergs byalag", "Halvårsprogram våren 2027")


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("Program 2027\nKlubben Viken\n\nVårtalkot hålls i maj.\n", "sv-FI"),
        ("Program 2027\nKlubben Viken\n\nMöte 26.1\n\nÅrsmöte 18.3\n\nFest 8.5\n", "sv-FI"),
        ("Program 2027\nKlubben Viken\n\n1.1 Styrelsen ska möta alla.\n\nMöte kl. 18.10 den 26/1\n", None),
    ],
)
def test_swedish_of_finland_is_known_by_its_dates_and_words(text: str, variant: str | None) -> None:
    assert head_of(text).language_variant == variant
