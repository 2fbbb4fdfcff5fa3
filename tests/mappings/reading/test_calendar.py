"""Every layout of an annual wheel gives its gatherings, in each language; what does not fit becomes a question."""

from datetime import date, time

import pytest

from adapters.documents.read import read_document
from mappings.reading.calendar import read_calendar
from mappings.reading.head import read_head
from mappings.reading.lines import lines_of
from mappings.reading.model import GatheringKind, PartOfMonth, Precision, QuestionKind
from mappings.reading.placing import Calendar
from mappings.reading.surroundings import surround
from tests.mappings.reading.notation import reading


def calendar_of(text: str, name: str = "plan.txt") -> Calendar:
    document = read_document(text.encode(), name)
    lines = lines_of(document)
    head = read_head(document, lines)
    return read_calendar(surround(lines, head), head)


def days(calendar: Calendar) -> list[tuple[str, str]]:
    return [(str(one.date or one.month), one.title) for one in calendar.gatherings]


SV = "Östra byalaget\nVerksamhetsplan 2027\n\n"
NB = "Østre velforening\nÅrsplan 2027\n\n"
DA = "Foreningen Østergård\nÅrsplan 2027\n\n"
EN = "Eastern Rowing Club\nAnnual plan 2027\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SV + "Mars\n• Årsmöte 14/3\n• Vårfest\n", [("2027-03-14", "Årsmöte"), ("2027-03", "Vårfest")]),
        (
            NB + "15. mai: Dugnad\n16.august   -  Kurs 1\n",
            [("2027-05-15", "Dugnad"), ("2027-08-16", "Kurs 1")],
        ),
        (SV + "Onsdag 8 september kl 14-16\nBingo\n", [("2027-09-08", "Bingo")]),
        (SV + "Fixardagar 25-26 september\n", [("2027-09-25", "Fixardagar")]),
        (SV + "TREDJE HELGEN I MAJ\nVårens arbetsdag\n", [("2027-05-15", "Vårens arbetsdag")]),
        (DA + "Sidste søndag i april: Arbejdsdag\n", [("2027-04-25", "Arbejdsdag")]),
        (DA + "1. søndag i advent: Juletræet tændes kl. 16\n", [("2027-11-28", "Juletræet tændes")]),
        (NB + "16. og 23. mars: Stand\n", [("2027-03-16", "Stand"), ("2027-03-23", "Stand")]),
        (EN + "w/c 5 July 2027 – Summer camp\n", [("2027-07-05", "Summer camp")]),
        (EN + "July 3 - 4: Regatta\n", [("2027-07-03", "Regatta")]),
        (
            SV + "Sammanträden: 11/1, 8/2, 8/3.\n",
            [(f"2027-{d}", "Sammanträden") for d in ("01-11", "02-08", "03-08")],
        ),
        (NB + "Møte 1 – Mars\n• Budsjett\n", [("2027-03", "Møte 1")]),
        (NB + "Høstseminar\nHoldes i uke 40 på Nes.\n", [("2027-10-04", "Høstseminar")]),
    ],
)
def test_a_layout_gives_its_gatherings(text: str, expected: list[tuple[str, str]]) -> None:
    assert days(calendar_of(text)) == expected


def test_a_list_under_a_heading_takes_its_title_and_its_clock() -> None:
    found = calendar_of(
        "# Byalaget\n## Årsplan 2027\n### Styrelsemöten (kl 18.30)\n\n14 januari\n\n11 mars (budget)\n",
        "p.md",
    )
    assert days(found) == [("2027-01-14", "Styrelsemöten"), ("2027-03-11", "Styrelsemöten")]
    assert {one.time for one in found.gatherings} == {time(18, 30)}


def test_a_clock_given_once_counts_for_the_whole_series_unless_a_date_has_its_own() -> None:
    found = calendar_of(
        NB + "Styremøtene holdes kl. 18 på skolen.\n12. januar – Styremøte\n9. februar – Styremøte kl. 17\n"
    )
    assert [one.time for one in found.gatherings] == [time(18), time(17)]


def test_a_month_row_with_many_days_gives_one_gathering_for_each() -> None:
    found = calendar_of(
        "Årsplan 2027;\nMåned;Aktivitet\nMars;04. – Gruppemøte 07. – Dugnad Tur til Nes\nApril;1. – Kurs\n",
        "p.csv",
    )
    assert days(found)[:2] == [("2027-03-04", "Gruppemøte"), ("2027-03-07", "Dugnad")]


def test_a_matrix_names_the_body_over_the_column() -> None:
    found = calendar_of("Møteplan 2027;;\n;Styret;Utvalget\nJanuar;12;5\nFebruar;9;2*\nMars;9;\n", "p.csv")
    assert ("2027-02-02", "Utvalget") in days(found)
    assert len(found.gatherings) == 5
    assert {one.kind for one in found.gatherings} == {GatheringKind.MEETING}


def test_columns_read_one_after_the_other_are_put_together_again() -> None:
    found = calendar_of(
        NB + "Dato\n14. januar\n11. februar\nAktivitet\nStyremøte\nKafé\nAnsvarlig\nLeder\nKari\n"
    )
    assert [(one.date, one.title, one.responsible) for one in found.gatherings] == [
        (date(2027, 1, 14), "Styremøte", ("Leder",)),
        (date(2027, 2, 11), "Kafé", ("Kari",)),
    ]


def test_a_month_and_its_days_on_one_line_are_the_row_that_they_were() -> None:
    text = "Januar 12. – Styremøte 23. – Fugletur\nFebruar 9. – Styremøte\nMars 4. – Stand\n"
    expected = [("01-12", "Styremøte"), ("01-23", "Fugletur"), ("02-09", "Styremøte"), ("03-04", "Stand")]
    assert days(calendar_of(NB + text)) == [(f"2027-{day}", title) for day, title in expected]


def test_a_number_before_an_entry_of_a_month_is_its_day() -> None:
    found = calendar_of("# Klubben\n## Årsplan 2027\n### Januar\n12. Bestyrelsesmøde\n23. Fest\n", "p.md")
    assert days(found) == [("2027-01-12", "Bestyrelsesmøde"), ("2027-01-23", "Fest")]


def test_points_below_a_meeting_are_its_agenda() -> None:
    found = calendar_of(
        "# Laget\n## Årshjul 2027\n### Mai\n- Styremøte 12. mai\n  - Budsjett\n  - Valg\n", "p.md"
    )
    assert found.gatherings[0].agenda == ("Budsjett", "Valg")


def test_a_pause_and_a_cancelled_day_are_nothing() -> None:
    found = calendar_of(SV + "Juli\n• Sommaruppehåll\n21 juni: Seglarskola – INSTÄLLD\n")
    assert found.gatherings == ()


def test_a_deadline_among_the_dates_is_a_task_with_its_day() -> None:
    found = calendar_of(SV + "Mars\n• Årsmöte 14/3\n• Motioner (senast 1 mars)\n")
    assert [(task.text, task.due.latest) for task in found.tasks] == [("Motioner", date(2027, 3, 1))]


def test_a_week_is_monday_to_sunday_and_a_part_of_a_month_stays_a_month() -> None:
    week, part = calendar_of(SV + "v 12 – Brandrond\nSlutet av november: Julpyssel\n").gatherings
    assert (week.date, week.end_date, week.week) == (date(2027, 3, 22), date(2027, 3, 28), "2027-W12")
    assert (part.precision, part.part_of_month) == (Precision.MONTH, PartOfMonth.LATE)


def test_a_school_year_gives_spring_the_year_after() -> None:
    found = calendar_of(
        "Foreldreutvalget\nÅrshjul for skoleåret 2026/2027\n\nAugust\n• Møte 25. august\nJanuar\n• Møte 20. januar\n"
    )
    assert [one.date for one in found.gatherings] == [date(2026, 8, 25), date(2027, 1, 20)]


def test_a_weekday_that_does_not_fit_is_asked_and_the_date_stands() -> None:
    found = calendar_of(SV + "Torsdag 10 november – Höstmöte\n")
    assert found.gatherings[0].date == date(2027, 11, 10)
    assert [question.kind for question in found.questions] == [QuestionKind.WEEKDAY]


def test_a_placeholder_is_tentative_and_asked() -> None:
    found = calendar_of(NB + "XX mai: Tur til Nes\n")
    assert found.gatherings[0].tentative
    assert [question.kind for question in found.questions] == [QuestionKind.TENTATIVE]


def test_a_series_that_leaves_its_weekday_is_asked_once() -> None:
    text = "".join(
        f"{day}: Bestyrelsesmøde\n" for day in ("5. januar", "2. februar", "2. marts", "6. april", "5. maj")
    )
    found = calendar_of(DA + text)
    assert [question.kind for question in found.questions] == [QuestionKind.SERIES_BREAK]


def test_a_rule_is_kept_in_its_own_words() -> None:
    rule = calendar_of(SV + "Styrelsen möts första torsdagen i varje månad kl. 19, utom i juli.\n").recurring[
        0
    ]
    assert (rule.rule, rule.exceptions, rule.time) == ("FREQ=MONTHLY;BYDAY=1TH", ("utom i juli",), time(19))
    assert len(rule.occurrences) == 11


def test_an_obligation_in_a_sentence_is_no_gathering() -> None:
    assert calendar_of(SV + "Styrelsen ska lämna bokslutet senast den 15 mars.\n").gatherings == ()


def test_a_date_that_does_not_exist_is_asked() -> None:
    found = calendar_of(SV + "30 februari: Vårfest\n")
    assert found.gatherings == ()
    assert [question.kind for question in found.questions] == [QuestionKind.IMPOSSIBLE_DATE]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Kiosken drives hver søndag i juli av foreldrene."),
        ("sv", "Bastun eldas varje torsdag av bastuvärdarna."),
        ("da", "Bådene vaskes af kajakudvalget hver uge."),
    ],
)
def test_what_somebody_is_named_for_again_and_again_is_work_and_no_gathering(
    language: str, text: str
) -> None:
    found = reading(f"# Plan 2027\n## Anlegg\n{text}", language)
    assert found.recurring == ()
    assert [one.text for one in found.actions] == [text]


def test_sentences_after_a_calendar_are_not_its_entries() -> None:
    text = "Lista laves af sekretæren senest den 20. juni. Nøgler lånes ikke ud. Koden skiftes hvert halvår af formanden."
    found = reading(f"# Årsplan 2027\n## Kalender\n3. maj: Møde\n## Hverdag\n{text}", "da")
    assert len({one.text for one in found.actions}) == len(found.actions)


@pytest.mark.parametrize(
    ("text", "days_and_titles"),
    [
        (
            DA + "Udvalgsmøder (kl. 17 i Huset): 12. januar · 9. marts · 11. maj\n",
            [(f"2027-{d}", "Udvalgsmøder") for d in ("01-12", "03-09", "05-11")],
        ),
        (
            EN + "Crew meetings, 6 pm at the boathouse: 12 January | 9 March | 11 May\n",
            [(f"2027-{d}", "Crew meetings") for d in ("01-12", "03-09", "05-11")],
        ),
        (
            SV + "Arbetsmöten: 12/1 - 9/3 - 11/5\n",
            [(f"2027-{d}", "Arbetsmöten") for d in ("01-12", "03-09", "05-11")],
        ),
        (NB + "Tur 12. juni; leir 9.–11. juli\n", [("2027-06-12", "Tur"), ("2027-07-09", "leir")]),
        (
            SV + "Vinter: Årsmöte 20 februari kl. 14. Skidtävling 6 mars.\n",
            [("2027-02-20", "Årsmöte"), ("2027-03-06", "Skidtävling")],
        ),
    ],
)
def test_days_beside_each_other_are_each_a_gathering(
    text: str, days_and_titles: list[tuple[str, str]]
) -> None:
    assert days(calendar_of(text)) == days_and_titles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "# Verksamhetsplan 2027\n## Valberedningens möten\nVi träffas kl. 18 på biblioteket:\n- 12 januari\n- 9 mars\n",
            "Valberedningens möten",
        ),
        (
            "# Annual plan 2027\n## Trustee meetings\nWe meet at 7pm in the library on 18 January and 15 March.\n",
            "Trustee meetings",
        ),
    ],
)
def test_we_meet_is_named_by_the_heading_above(text: str, title: str) -> None:
    assert {one.title for one in calendar_of(text, "plan.md").gatherings} == {title}


@pytest.mark.parametrize(
    ("start", "columns", "months", "tasks"),
    [
        (
            NB + "# Møter i rådet",
            "Frist for saker | Utsendelse | Møtedato",
            (". januar", ". februar", ". mars"),
            ["Frist for saker", "Utsendelse"],
        ),
        (
            EN + "# Committee meetings",
            "Papers due | Papers circulated | Meeting",
            (" January", " February", " March"),
            ["Papers due", "Papers circulated"],
        ),
        (
            SV + "# Nämndens sammanträden",
            "Sista dag för ärenden | Kallelse | Sammanträde",
            (" januari", " februari", " mars"),
            ["Sista dag för ärenden", "Kallelse"],
        ),
    ],
)
def test_what_is_due_before_a_meeting_is_no_meeting(
    start: str, columns: str, months: tuple[str, ...], tasks: list[str]
) -> None:
    rows = [f"5{month} | 12{month} | 19{month}" for month in months]
    table = "\n".join(f"| {row} |" for row in (columns, "--- | --- | ---", *rows))
    found = calendar_of(f"{start}\n\n{table}\n", "plan.md")
    meeting = start.rsplit("# ", 1)[1]
    assert days(found) == [(f"2027-{d}", meeting) for d in ("01-19", "02-19", "03-19")]
    assert [task.text for task in found.tasks] == tasks * 3


def test_a_clock_counts_for_its_own_series_alone() -> None:
    found = calendar_of(
        SV + "Styrelsemöten börjar kl. 18, filmkvällar kl. 19.\n\nStyrelsemöte 12 januari\nFilmkväll 9 mars\n"
    )
    assert [one.time for one in found.gatherings] == [time(18), time(19)]


@pytest.mark.parametrize("text", ["Annual plan", "Season plan"])
def test_a_season_of_one_year_is_told_by_its_weekdays(text: str) -> None:
    found = calendar_of(f"Hill Bowls Club\n{text} 2027\n\nOpening match: Saturday 24 April\n")
    assert days(found) == [("2027-04-24", "Opening match")]
