"""However a sentence tells when meetings are, and however a document heads itself: days, names and the period are found."""

from __future__ import annotations

import pytest

from tests.mappings.reading.notation import reading

HEADS = {
    "sv": "# Norra roddklubben\n\n# Årsplan 2027\n\n",
    "nb": "# Nordbygda turlag\n\n# Årsplan 2027\n\n",
    "nn": "# Nordbygda songlag\n\n# Årsplan 2027\n\n",
    "da": "# Nordby sejlklub\n\n# Årsplan 2027\n\n",
    "en": "# Northern Rowing Club\n\n# Annual plan 2027\n\n",
}
SEVERAL = [
    ("sv", "Styrelsen har tre möten, den 13 mars, 19 maj och 4 juni.", "Styrelsen"),
    ("sv", "Under året hålls tre styrelsemöten: 13 mars, 19 maj och 4 juni.", "styrelsemöten"),
    ("sv", "Därefter träffas styrelsen 13 mars, 19 maj och 4 juni.", "styrelsen"),
    ("nb", "Styret har tre ordinære møter i 2027: 13. mars, 19. mai og 4. juni.", "ordinære møter"),
    ("nb", "Styremøter blir det 1) 13. mars, 2) 19. mai og 3) 4. juni.", "Styremøter"),
    ("sv", "Styrelsen har tre möten: a) 13 mars, b) 19 maj och c) 4 juni.", "Styrelsen"),
    ("nb", "Følgende styremøter er planlagt: 13. mars; 19. mai; 4. juni.", "styremøter"),
    ("nn", "I løpet av året blir det halde tre styremøte: 13. mars, 19. mai og 4. juni.", "styremøte"),
    ("nn", "Styremøta er planlagde til:\n\n- 13. mars\n- 19. mai\n- 4. juni", "Styremøta"),
    ("da", "Bestyrelsen planlægger tre møder, 13. marts, 19. maj og 4. juni.", "Bestyrelsen"),
    ("da", "Bestyrelsen\n\n- 13. marts\n- 19. maj\n- 4. juni", "Bestyrelsen"),
    ("en", "The board has three meetings a year: 13 March, 19 May and 4 June.", "board"),
    ("en", "Committee meetings will be held on:\n\n13 March · 19 May · 4 June", "Committee meetings"),
    ("sv", "Styrelsen möts:\n\n- 13 mars\n- 19 maj\n- 4 juni", "Styrelsen möts"),
]
"""The 13th of March, the 19th of May and the 4th of June."""
ONE = [
    ("sv", "Vi ses på vårfesten den 13 mars!", "vårfesten"),
    ("sv", "Boka in den 13 mars för vårfesten!", "vårfesten"),
    ("nb", "Alle er velkomne til loppemarkedet 13. mars.", "loppemarkedet"),
    ("nn", "Årsmøtet er planlagt til 13. mars.", "Årsmøtet"),
    ("da", "Sæt kryds ved den 13. marts til forårsfesten!", "forårsfesten"),
    ("en", "See you at the spring party on 13 March!", "spring party"),
]
TITLED = [
    ("da", "# Skytteforeningen af 1921\n\n# Program 2027", "Skytteforeningen af 1921", "Program 2027"),
    (
        "en",
        "Ashby Rifle Club, Programme for 2027",
        "Ashby Rifle Club",
        "Ashby Rifle Club, Programme for 2027",
    ),
    ("sv", "# Mötestider\n\n## 2027\n\nÅsunda byalag", "Åsunda byalag", "Mötestider"),
    (
        "nb",
        "# Aktiviteter 2027 – Sameiet Ekeberg 4",
        "Sameiet Ekeberg 4",
        "Aktiviteter 2027 – Sameiet Ekeberg 4",
    ),
]


@pytest.mark.parametrize(("code", "text", "title"), SEVERAL)
def test_each_day_of_what_a_body_has_several_of_is_read(code: str, text: str, title: str) -> None:
    held = reading(HEADS[code] + text, code).meetings_and_events
    assert [(one.title, str(one.date)) for one in held] == [
        (title, day) for day in ("2027-03-13", "2027-05-19", "2027-06-04")
    ]


@pytest.mark.parametrize(("code", "text", "title"), ONE)
def test_what_the_reader_is_asked_to_is_held_on_its_day(code: str, text: str, title: str) -> None:
    held = reading(HEADS[code] + text, code).meetings_and_events
    assert [(one.title, str(one.date)) for one in held] == [(title, "2027-03-13")]


@pytest.mark.parametrize(("code", "text", "name", "title"), TITLED)
def test_a_head_gives_its_name_its_title_and_its_year(code: str, text: str, name: str, title: str) -> None:
    entry = "3 March: Quiz" if code == "en" else "3.3.: Quiz"
    head = reading(f"{text}\n\n- {entry}", code).head
    assert (head.organisation, head.title) == (name, title)
    assert head.period is not None
    assert str(head.period.start) == "2027-01-01"


def test_the_months_or_the_half_of_a_title_are_the_period() -> None:
    ends = [
        ("sv", "# Vårprogram 2027 (januari–maj)\n\nByalaget Tall", "2027-05-31"),
        ("nb", "# Møteplan 1. halvår 2027\n\nTall velforening", "2027-06-30"),
    ]
    for code, text, end in ends:
        period = reading(text, code).head.period
        assert period is not None
        assert str(period.end) == end


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "sv",
            "Styrelsen har tre möten: 13 mars, 19 maj och 4 juni. Mötena börjar kl. 18 och slutar senast kl. 20.",
        ),
        (
            "da",
            "Bestyrelsen har tre møder: 13. marts, 19. maj og 4. juni. De begynder kl. 17 og slutter senest kl. 20.",
        ),
        (
            "en",
            "The board has three meetings: 13 March, 19 May and 4 June. They start at 6pm and take two hours.",
        ),
    ],
)
def test_a_sentence_that_lists_the_days_is_neither_work_nor_goal(code: str, text: str) -> None:
    found = reading(HEADS[code] + text, code)
    assert len(found.meetings_and_events) == 3
    assert (found.actions, found.targets) == ((), ())


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "- 13 mars: bingo\n- vecka 27–31: sommarpaus\n- 4 september: fest"),
        ("nb", "- 13. mars: bingo\n- uke 27–31: sommerpause\n- 4. september: fest"),
        ("en", "- 13 March: quiz\n- 24–30 May: half term\n- 4 September: party"),
    ],
)
def test_a_rest_is_no_gathering(code: str, text: str) -> None:
    assert len(reading(HEADS[code] + text, code).meetings_and_events) == 2
