"""Days under months, below labels and run together, and the months in which a rule counts, in each language."""

import pytest

from tests.mappings.reading.test_calendar import calendar_of, days

HEADS = {
    "sv": "# Östra byalaget\n\n## Verksamhetsplan 2027\n\n",
    "nb": "# Østre velforening\n\n## Årsplan 2027\n\n",
    "nn": "# Austre grendelag\n\n## Årsplan for 2027\n\n",
    "da": "# Foreningen Østergård\n\n## Årsplan 2027\n\n",
    "en": "# Eastern Rowing Club\n\n## Annual plan 2027\n\n",
}


@pytest.mark.parametrize(
    ("code", "rows", "expected"),
    [
        (
            "da",
            (
                "| Hvornår | Hvad |\n|---|---|\n| Januar | Nytårskur, lørdag 9. kl. 14 |\n| | Bestyrelsesmøde 20. |\n"
                "| Marts | Kursus 5.-7. |\n"
            ),
            ["2027-01-09 Nytårskur", "2027-01-20 Bestyrelsesmøde", "2027-03-05 Kursus"],
        ),
        (
            "sv",
            (
                "| När | Vad |\n|---|---|\n| Januari | Grötfest onsdag 6 |\n| Februari | Årsmöte den 14 kl. 18 |\n"
                "| April | Städhelg 17–18 |\n| Juli | Uppehåll för semester |\n"
            ),
            ["2027-01-06 Grötfest", "2027-02-14 Årsmöte", "2027-04-17 Städhelg"],
        ),
        (
            "en",
            (
                "| When | What |\n|---|---|\n| January | Winter supper, Saturday 9th, 7pm |\n| July | No activity |\n"
                "| August | Office closed |\n"
            ),
            ["2027-01-09 Winter supper"],
        ),
        (
            "nb",
            "| Tidspunkt | Aktivitet |\n|---|---|\n| Jan. | Styremøte 12. |\n| Juli | Kontoret er stengt |\n",
            ["2027-01-12 Styremøte"],
        ),
    ],
)
def test_a_day_beside_its_month_is_that_day_and_what_rests_is_nothing(
    code: str, rows: str, expected: list[str]
) -> None:
    assert [" ".join(one) for one in days(calendar_of(HEADS[code] + rows, "plan.md"))] == expected


@pytest.mark.parametrize(
    ("code", "label", "listed", "title"),
    [
        (
            "en",
            "Committee meetings, 7pm in the Common Room:",
            "13 January\n\n10 March\n\n",
            "Committee meetings",
        ),
        ("en", "Open days at 2pm:", "- 5 June\n- 7 August\n", "Open days"),
        (
            "sv",
            "Styrelsemöten, kl. 18 i klubbstugan:",
            "13 januari\n\n10 mars (bokslut)\n\n",
            "Styrelsemöten",
        ),
        ("nb", "Styremøter (kl. 19 på Skolen)", "13. januar\n\n10. mars\n\n12. mai\n\n", "Styremøter"),
        ("nn", "Dugnader:", "- 24. april\n- 2. oktober\n", "Dugnader"),
        (
            "da",
            "Bestyrelsesmøder – kl. 19 i klubhuset",
            "13. januar\n\n10. marts\n\n12. maj\n\n",
            "Bestyrelsesmøder",
        ),
    ],
)
def test_a_label_with_its_hour_names_the_days_below_it(
    code: str, label: str, listed: str, title: str
) -> None:
    text = f"{HEADS[code]}## {'Dates' if code == 'en' else 'Program'}\n\n{label}\n\n{listed}"
    assert {one for _, one in days(calendar_of(text, "plan.md"))} == {title}


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (
            "sv",
            "Januari. Styrelsemöte tisdag 12 kl. 18. Februari. Årsmöte onsdag 24. Mars: Vårmarknad lördag 20. April. Uppehåll.",
            ["2027-01-12 Styrelsemöte", "2027-02-24 Årsmöte", "2027-03-20 Vårmarknad"],
        ),
        (
            "en",
            "January. Committee Tuesday 12th at 7pm. February. AGM on Wednesday 24th. Supper on the 27th.",
            ["2027-01-12 Committee", "2027-02-24 AGM", "2027-02-27 Supper"],
        ),
        (
            "da",
            "Januar: Bestyrelsesmøde tirsdag den 12. kl. 19. Februar: Generalforsamling onsdag den 24.",
            ["2027-01-12 Bestyrelsesmøde", "2027-02-24 Generalforsamling"],
        ),
    ],
)
def test_months_in_one_paragraph_are_told_apart(code: str, text: str, expected: list[str]) -> None:
    found = days(calendar_of(f"{HEADS[code]}## Program\n\n{text}\n", "plan.md"))
    assert [" ".join(one) for one in found] == expected


@pytest.mark.parametrize(
    ("code", "text", "title", "rule"),
    [
        (
            "sv",
            "Träning hålls varje tisdag kl. 18 från maj till augusti.",
            "Träning",
            "WEEKLY;BYDAY=TU;BYMONTH=5,6,7,8",
        ),
        ("sv", "Stugan är öppen söndagar kl. 12, stängt i juli.", "Stugan är öppen", "WEEKLY;BYDAY=SU"),
        (
            "da",
            "Klubaften er hver torsdag kl. 19, november-februar.",
            "Klubaften",
            "WEEKLY;BYDAY=TH;BYMONTH=1,2,11,12",
        ),
        (
            "da",
            "Sejlads er onsdage kl. 18 fra 5. maj til 25. august.",
            "Sejlads",
            "WEEKLY;BYDAY=WE;UNTIL=20270825",
        ),
        (
            "nb",
            "Fra mai til juli er det trening hver onsdag kl. 18.",
            "trening",
            "WEEKLY;BYDAY=WE;BYMONTH=5,6,7",
        ),
        (
            "nn",
            "Det er dans kvar fredag kl. 20 til og med 28. mai.",
            "dans",
            "WEEKLY;BYDAY=FR;UNTIL=20270528",
        ),
        (
            "en",
            "Open house is on the first Saturday of the month from May to July.",
            "Open house",
            "MONTHLY;BYDAY=1SA;BYMONTH=5,6,7",
        ),
        ("sv", "Kören övar måndagar kl. 19 under terminen.", "Kören övar", "WEEKLY;BYDAY=MO"),
    ],
)
def test_a_rule_counts_in_the_months_that_its_sentence_says(
    code: str, text: str, title: str, rule: str
) -> None:
    found = calendar_of(f"{HEADS[code]}## Program\n\n{text}\n", "plan.md").recurring
    assert [(one.title, one.rule) for one in found] == [(title, f"FREQ={rule}")]


def test_a_rule_for_days_that_nobody_wrote_has_no_days() -> None:
    for text in (
        "Kören övar måndagar kl. 19 under terminen.",
        "Öppet hus är varje söndag kl. 12 under sommaren.",
    ):
        found = calendar_of(f"{HEADS['sv']}## Program\n\n{text}\n", "plan.md").recurring
        assert [one.occurrences for one in found] == [()]


def test_a_row_whose_day_is_a_rule_recurs_and_is_led_by_whom_it_names() -> None:
    rows = "| Hvornår | Hvad | Hvem |\n|---|---|---|\n| lørdag 9. januar | Nytårskur | Karen |\n"
    rows += "| hver torsdag i oktober kl. 18 | Fællesspisning | Køkkenholdet |\n"
    found = calendar_of(HEADS["da"] + rows, "plan.md")
    assert [(one.title, one.rule, one.responsible) for one in found.recurring] == [
        ("Fællesspisning", "FREQ=WEEKLY;BYDAY=TH;BYMONTH=10", ("Køkkenholdet",))
    ]
    assert days(found) == [("2027-01-09", "Nytårskur")]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (
            "da",
            "I januar holder vi nytårskur lørdag den 9. kl. 14. Februar byder på fastelavn søndag den 7. og rejsegilde torsdag den 25.",
            ["2027-01-09 nytårskur", "2027-02-07 fastelavn", "2027-02-25 rejsegilde"],
        ),
        (
            "da",
            "Derudover planlægger vi en udflugt til Ribe lørdag den 29. maj.",
            ["2027-05-29 udflugt til Ribe"],
        ),
        (
            "en",
            "Jan – Committee (12), Quiz night (22)\n\nFeb – Potato day (20)",
            ["2027-01-12 Committee", "2027-01-22 Quiz night", "2027-02-20 Potato day"],
        ),
        (
            "nn",
            "**Januar**: styremøte (tysdag 12.), nyttårskonsert (sundag 17. kl. 18)",
            ["2027-01-12 styremøte", "2027-01-17 nyttårskonsert"],
        ),
        ("en", "Open gardens – weekend of 19/20 June", ["2027-06-19 Open gardens"]),
        ("nb", "- Loppemarked: helgen 11.–12. september", ["2027-09-11 Loppemarked"]),
        (
            "sv",
            "### Januari\n\nTis 12 | Styrelsemöte | kl. 18\n\nLör 23 | Pubkväll | kl. 19",
            ["2027-01-12 Styrelsemöte", "2027-01-23 Pubkväll"],
        ),
        (
            "da",
            "Feb.: 9. bestyrelsesmøde · 28. fastelavn",
            ["2027-02-09 bestyrelsesmøde", "2027-02-28 fastelavn"],
        ),
    ],
)
def test_a_day_of_a_month_said_before_it_is_read(code: str, text: str, expected: list[str]) -> None:
    found = days(calendar_of(f"{HEADS[code]}## Program\n\n{text}\n", "plan.md"))
    assert [" ".join(one) for one in found] == expected


def test_lines_that_begin_with_a_weekday_are_no_wrapped_sentence() -> None:
    text = "Østre velforening\nÅrsplan 2027\n\nTerminliste\n\nmandag 11. jan: Styremøte om budsjettet og gjerdet\n"
    text += "onsdag 20. jan: Åpen kveld i grendehuset for alle\nlørdag 6. feb: Vinterleker\n"
    assert [day for day, _ in days(calendar_of(text, "plan.txt"))] == [
        "2027-01-11",
        "2027-01-20",
        "2027-02-06",
    ]


@pytest.mark.parametrize(
    ("code", "text", "who"),
    [
        (
            "nb",
            "- Vårdugnad: lørdag 24. april kl. 10. Oppmøte ved lekeplassen. Ansvarlig: Dugnadsgruppa.",
            "Dugnadsgruppa",
        ),
        ("sv", "- Vårstädning: lördag 24 april kl. 10. Samling vid grinden. Ansvarig: Ulla.", "Ulla"),
        ("da", "- Arbejdsdag: lørdag 24. april kl. 10. Mød op ved porten. Tovholder: Birthe.", "Birthe"),
    ],
)
def test_a_sentence_of_its_own_says_who_is_responsible(code: str, text: str, who: str) -> None:
    (one,) = calendar_of(f"{HEADS[code]}## Program\n\n{text}\n", "plan.md").gatherings
    assert one.responsible == (who,)


def test_what_somebody_does_in_the_sentence_after_makes_a_gathering_no_task() -> None:
    text = "Augusti. Kräftskiva lördag 28/8. Lyktorna i bystugan kontrolleras av Håkan.\n"
    assert days(calendar_of(f"{HEADS['sv']}## Program\n\n{text}", "plan.md")) == [
        ("2027-08-28", "Kräftskiva")
    ]


def test_a_remark_for_all_days_of_a_list_is_no_name() -> None:
    text = "**Committee:** 12 January, 9 March, 11 May (all Tuesdays, 7pm)\n"
    found = calendar_of(f"{HEADS['en']}## Dates\n\n{text}", "plan.md").gatherings
    assert [(f"{one.time:%H}", one.responsible) for one in found] == [("19", ())] * 3
