"""Every wording of a deadline that plans are known to use, in every language: the rule that reads it and the day it sets."""

from __future__ import annotations

from datetime import date

import pytest

from mappings.reading.model import Action
from tests.mappings.reading.notation import reading

HEADS = {
    "sv": "# Verksamhetsplan 2027\n## Byggnad och mark\n",
    "nb": "# Arbeidsplan 2027\n## Noe av bygningen og noe av hagen\n",
    "nn": "# Arbeidsplan 2027\n## Bygning og grunn hjå oss\n",
    "da": "# Handlingsplan 2027\n## Noget af bygningen og noget af haven\n",
    "en": "# Work plan 2027\n## Buildings and grounds\n",
}
DUTIES = {
    "sv": "Styrelsen ska måla porten {}.",
    "nb": "Styret skal male porten {}.",
    "nn": "Styret skal måle porten {}.",
    "da": "Bestyrelsen skal male porten {}.",
    "en": "The Board shall paint the gate {}.",
}
CALENDARS = {
    "sv": "\n## Kalender\n- 11 mars Årsmöte\n- 14 april Styrelsemöte\n- 22 maj Städdag\n- 17 november Styrelsemöte\n",
    "nb": "\n## Kalender\n- 11. mars Årsmøte\n- 14. april Styremøte\n- 22. mai Dugnad\n- 17. november Styremøte\n",
    "nn": "\n## Kalender\n- 11. mars Årsmøte\n- 14. april Styremøte\n- 22. mai Dugnad\n- 17. november Styremøte\n",
    "da": "\n## Kalender\n- 11. marts Generalforsamling\n- 14. april Bestyrelsesmøde\n- 22. maj Arbejdsdag\n- 17. november Bestyrelsesmøde\n",
    "en": "\n## Calendar\n- 11 March Annual meeting\n- 14 April Board meeting\n- 22 May Work day\n- 17 November Board meeting\n",
}

BY_THEMSELVES = [
    ("DATE", "2027-03-15", "sv", "senast den 15 mars"),
    ("DATE", "2027-03-15", "sv", "senast 15/3"),
    ("DATE", "2027-03-15", "sv", "(senast 15:e mars)"),
    ("DATE", "2027-10-01", "sv", "till den 1/10"),
    ("DATE", "2027-03-15", "sv", "före utgången av den 15 mars"),
    ("DATE", "2027-03-15", "sv", "senast måndagen den 15 mars"),
    ("DATE", "2027-03-15", "nb", "innen 15. mars"),
    ("DATE", "2027-03-15", "nb", "senest den 15. mars"),
    ("DATE", "2027-08-15", "nb", "siste frist 15. august"),
    ("DATE", "2027-03-15", "nb", "innen 15.3"),
    ("DATE", "2027-10-01", "nn", "innan 1. oktober"),
    ("DATE", "2027-10-01", "nn", "seinast 1. oktober"),
    ("DATE", "2027-03-15", "da", "inden den 15. marts"),
    ("DATE", "2027-03-15", "da", "senest d. 15. marts"),
    ("DATE", "2027-03-15", "da", "senest 15/3"),
    ("DATE", "2027-10-01", "en", "by October 1"),
    ("DATE", "2027-10-01", "en", "no later than 1 October"),
    ("DATE", "2027-10-01", "en", "by the 1st of October"),
    ("DATE", "2027-10-01", "en", "by 1st October 2027"),
    ("BEFORE-DATE", "2027-04-30", "sv", "före den 1 maj"),
    ("BEFORE-DATE", "2027-04-30", "sv", "innan 1 maj"),
    ("BEFORE-DATE", "2027-04-30", "nb", "før 1. mai"),
    ("BEFORE-DATE", "2027-04-30", "nn", "før 1. mai"),
    ("BEFORE-DATE", "2027-04-30", "da", "før den 1. maj"),
    ("BEFORE-DATE", "2027-04-30", "en", "before 1 May"),
    ("MONTH", "2027-03-31", "sv", "under mars"),
    ("MONTH", "2027-03-31", "sv", "under mars månad"),
    ("MONTH", "2027-03-31", "sv", "senast i mars"),
    ("MONTH", "2027-03-31", "sv", "före mars månads utgång"),
    ("MONTH", "2027-03-31", "sv", "före utgången av mars"),
    ("MONTH", "2027-04-30", "sv", "i mars/april"),
    ("MONTH", "2027-03-31", "nb", "i løpet av mars"),
    ("MONTH", "2027-03-31", "nb", "innen utgangen av mars"),
    ("MONTH", "2027-03-31", "nn", "innan utgangen av mars"),
    ("MONTH", "2027-03-31", "da", "i løbet af marts"),
    ("MONTH", "2027-03-31", "da", "inden udgangen af marts"),
    ("MONTH", "2027-03-31", "da", "i marts måned"),
    ("MONTH", "2027-03-31", "en", "during March"),
    ("MONTH", "2027-03-31", "en", "by the end of March"),
    ("PART-OF-MONTH", "2027-10-10", "sv", "i början av oktober"),
    ("PART-OF-MONTH", "2027-10-15", "sv", "i mitten av oktober"),
    ("PART-OF-MONTH", "2027-10-31", "sv", "i slutet av oktober"),
    ("PART-OF-MONTH", "2027-10-15", "sv", "medio oktober"),
    ("PART-OF-MONTH", "2027-10-10", "nb", "tidlig i oktober"),
    ("PART-OF-MONTH", "2027-10-10", "nb", "i begynnelsen av oktober"),
    ("PART-OF-MONTH", "2027-10-31", "nb", "sist i oktober"),
    ("PART-OF-MONTH", "2027-10-31", "nn", "i slutten av oktober"),
    ("PART-OF-MONTH", "2027-10-15", "nn", "midt i oktober"),
    ("PART-OF-MONTH", "2027-10-10", "da", "primo oktober"),
    ("PART-OF-MONTH", "2027-10-31", "da", "ultimo oktober"),
    ("PART-OF-MONTH", "2027-10-10", "en", "in early October"),
    ("PART-OF-MONTH", "2027-10-15", "en", "in mid-October"),
    ("PART-OF-MONTH", "2027-10-31", "en", "in late October"),
    ("WEEK", "2027-03-28", "sv", "v. 12"),
    ("WEEK", "2027-03-28", "sv", "senast vecka 12"),
    ("WEEK", "2027-03-28", "sv", "vecka 11-12"),
    ("WEEK", "2027-03-28", "nb", "i uke 12"),
    ("WEEK", "2027-03-28", "nb", "innen uke 12"),
    ("WEEK", "2027-03-28", "nn", "i veke 12"),
    ("WEEK", "2027-03-28", "da", "i uge 12"),
    ("WEEK", "2027-03-28", "da", "senest i uge 12"),
    ("WEEK", "2027-03-28", "en", "in week 12"),
    ("QUARTER", "2027-06-30", "sv", "under andra kvartalet"),
    ("QUARTER", "2027-06-30", "sv", "i Q2"),
    ("QUARTER", "2027-06-30", "sv", "kvartal 2"),
    ("QUARTER", "2027-12-31", "nb", "i siste kvartal"),
    ("QUARTER", "2027-09-30", "nb", "i løpet av 3. kvartal"),
    ("QUARTER", "2027-09-30", "nn", "i tredje kvartal"),
    ("QUARTER", "2027-06-30", "da", "i 2. kvartal"),
    ("QUARTER", "2027-06-30", "en", "in the second quarter"),
    ("TERTIAL", "2027-04-30", "sv", "tertial 1"),
    ("HALF", "2027-06-30", "sv", "under första halvåret"),
    ("HALF", "2027-12-31", "nb", "i 2. halvår"),
    ("HALF", "2027-06-30", "da", "i første halvår"),
    ("HALF", "2027-06-30", "en", "in the first half of the year"),
    ("SUMMER-BEFORE", "2027-06-15", "sv", "innan sommaren"),
    ("SUMMER-BEFORE", "2027-06-15", "sv", "före sommarlovet"),
    ("SUMMER-BEFORE", "2027-06-15", "nb", "før sommeren"),
    ("SUMMER-BEFORE", "2027-06-15", "nb", "før sommerferien"),
    ("SUMMER-BEFORE", "2027-06-15", "nn", "før sommaren"),
    ("SUMMER-BEFORE", "2027-06-15", "nn", "før sommarferien"),
    ("SUMMER-BEFORE", "2027-06-15", "da", "inden sommerferien"),
    ("SUMMER-BEFORE", "2027-06-15", "da", "før sommeren"),
    ("SUMMER-BEFORE", "2027-06-15", "en", "before the summer"),
    ("SUMMER-BEFORE", "2027-06-15", "en", "before the summer break"),
    ("SUMMER-DURING", "2027-08-31", "sv", "under sommaren"),
    ("SUMMER-DURING", "2027-08-31", "nb", "i løpet av sommeren"),
    ("SUMMER-DURING", "2027-08-31", "nb", "i sommerferien"),
    ("SUMMER-DURING", "2027-08-31", "nn", "i løpet av sommaren"),
    ("SUMMER-DURING", "2027-08-31", "nn", "i sommarferien"),
    ("SUMMER-DURING", "2027-08-31", "da", "i løbet af sommeren"),
    ("SUMMER-DURING", "2027-08-31", "da", "hen over sommeren"),
    ("SUMMER-DURING", "2027-08-31", "en", "over the summer"),
    ("SUMMER-DURING", "2027-08-31", "en", "in the course of the summer of 2027"),
    ("SPRING", "2027-05-31", "sv", "under våren"),
    ("SPRING", "2027-05-31", "sv", "våren 2027"),
    ("SPRING", "2027-05-31", "nb", "i løpet av våren"),
    ("SPRING", "2027-05-31", "nb", "på vårparten"),
    ("SPRING", "2027-05-31", "nn", "i løpet av våren"),
    ("SPRING", "2027-05-31", "da", "i foråret"),
    ("SPRING", "2027-05-31", "da", "i løbet af foråret 2027"),
    ("SPRING", "2027-05-31", "en", "in the spring"),
    ("SPRING", "2027-05-31", "en", "during spring"),
    ("AUTUMN", "2027-11-30", "sv", "under hösten"),
    ("AUTUMN", "2027-11-30", "nb", "i løpet av høsten"),
    ("AUTUMN", "2027-11-30", "nb", "på høsten"),
    ("AUTUMN", "2027-11-30", "nn", "i løpet av hausten"),
    ("AUTUMN", "2027-11-30", "da", "i løbet af efteråret"),
    ("AUTUMN", "2027-11-30", "da", "i efteråret"),
    ("AUTUMN", "2027-11-30", "en", "during the autumn"),
    ("AUTUMN", "2027-11-30", "en", "in autumn 2027"),
    ("WINTER", "2027-02-28", "sv", "under vintern"),
    ("WINTER", "2027-02-28", "nb", "i løpet av vinteren"),
    ("WINTER", "2027-02-28", "da", "i løbet af vinteren"),
    ("TERM", "2027-06-15", "sv", "under vårterminen"),
    ("TERM", "2027-12-20", "sv", "under höstterminen"),
    ("TERM", "2027-12-20", "nb", "i høstsemesteret"),
    ("TERM", "2027-12-20", "en", "in the autumn term"),
    ("YEAR", "2027-12-31", "sv", "under året"),
    ("YEAR", "2027-12-31", "sv", "under verksamhetsåret"),
    ("YEAR", "2027-12-31", "sv", "innan året är slut"),
    ("YEAR", "2027-12-31", "sv", "vid årets slut"),
    ("YEAR", "2027-12-31", "sv", "före årsskiftet"),
    ("YEAR", "2027-12-31", "sv", "under det kommande året"),
    ("YEAR", "2027-12-31", "sv", "under 2027"),
    ("YEAR", "2027-12-31", "nb", "i løpet av året"),
    ("YEAR", "2027-12-31", "nb", "innen utgangen av året"),
    ("YEAR", "2027-12-31", "nb", "i løpet av 2027"),
    ("YEAR", "2027-12-31", "nb", "i året som kommer"),
    ("YEAR", "2027-12-31", "nb", "før nyttår"),
    ("YEAR", "2027-12-31", "nb", "i løpet av perioden"),
    ("YEAR", "2027-12-31", "nb", "innen utgangen av 2027"),
    ("YEAR", "2027-12-31", "nn", "innan utgangen av året"),
    ("YEAR", "2027-12-31", "nn", "i løpet av arbeidsåret"),
    ("YEAR", "2027-12-31", "da", "inden udgangen af året"),
    ("YEAR", "2027-12-31", "da", "i løbet af 2027"),
    ("YEAR", "2027-12-31", "da", "i det kommende år"),
    ("YEAR", "2027-12-31", "en", "during the year"),
    ("YEAR", "2027-12-31", "en", "by year end"),
    ("YEAR", "2027-12-31", "en", "by end of year"),
    ("YEAR", "2027-12-31", "en", "by the end of 2027"),
    ("YEAR", "2027-12-31", "en", "in the coming year"),
    ("XMAS", "2027-12-20", "sv", "före jul"),
    ("XMAS", "2027-12-20", "nb", "innen jul"),
    ("XMAS", "2027-12-20", "nn", "før jul"),
    ("XMAS", "2027-12-20", "da", "inden jul"),
    ("XMAS", "2027-12-20", "en", "before Christmas"),
    ("EASTER", "2027-03-24", "sv", "före påsk"),
    ("EASTER", "2027-03-24", "nb", "før påske"),
    ("EASTER", "2027-03-24", "da", "inden påske"),
    ("EASTER", "2027-03-24", "en", "before Easter"),
    ("EASTER-DURING", "2027-03-29", "nb", "i påsken"),
    ("MIDSUMMER", "2027-06-24", "sv", "före midsommar"),
    ("MIDSUMMER", "2027-06-24", "sv", "till midsommar"),
    ("MIDSUMMER", "2027-06-22", "nb", "før sankthans"),
    ("MIDSUMMER", "2027-06-22", "nn", "innan jonsok"),
    ("MIDSUMMER", "2027-06-22", "da", "inden Sankt Hans"),
]


def only(code: str, phrase: str, after: str = "") -> Action:
    actions = reading(HEADS[code] + DUTIES[code].format(phrase) + after, code).actions
    assert len(actions) == 1, actions
    return actions[0]


@pytest.mark.parametrize(("rule", "due", "code", "phrase"), BY_THEMSELVES)
def test_a_deadline_in_words_sets_the_day_that_the_conventions_say(
    rule: str, due: str, code: str, phrase: str
) -> None:
    action = only(code, phrase)
    assert (action.due.rule, action.due.latest) == (rule, date.fromisoformat(due))
    assert action.due.phrase == phrase.strip("()")


BY_THE_CALENDAR = [
    ("AGM", "2027-03-11", "sv", "till årsmötet"),
    ("AGM", "2027-03-11", "sv", "inför nästa årsmöte"),
    ("AGM", "2027-03-11", "nb", "innen årsmøtet"),
    ("AGM", "2027-03-11", "nn", "til årsmøtet"),
    ("AGM", "2027-03-11", "da", "til generalforsamlingen"),
    ("AGM", "2027-03-11", "en", "by the annual meeting"),
    ("AGM", "2027-03-11", "en", "by the AGM"),
    ("BEFORE-EVENT", "2027-03-10", "sv", "före årsmötet"),
    ("BEFORE-EVENT", "2027-03-10", "sv", "innan årsmötet"),
    ("BEFORE-EVENT", "2027-03-10", "nb", "før årsmøtet"),
    ("BEFORE-EVENT", "2027-03-10", "da", "før generalforsamlingen"),
    ("BEFORE-EVENT", "2027-03-10", "en", "before the annual meeting"),
    ("BEFORE-EVENT", "2027-05-21", "sv", "före städdagen"),
    ("BEFORE-EVENT", "2027-05-21", "nb", "før dugnaden"),
    ("BEFORE-EVENT", "2027-05-21", "en", "before the work day"),
    ("EVENT-DATE", "2027-05-22", "sv", "till städdagen"),
    ("EVENT-DATE", "2027-05-22", "nb", "til dugnaden"),
    ("EVENT-DATE", "2027-05-22", "nn", "på dugnaden"),
    ("EVENT-DATE", "2027-05-22", "da", "til arbejdsdagen"),
    ("LISTED-MEETING", "2027-11-17", "sv", "på styrelsemötet i november"),
    ("LISTED-MEETING", "2027-11-17", "sv", "till mötet i november"),
    ("LISTED-MEETING", "2027-11-17", "sv", "senast på sammanträdet i november"),
    ("LISTED-MEETING", "2027-11-17", "nb", "til styremøtet i november"),
    ("LISTED-MEETING", "2027-11-17", "nb", "på møtet i november"),
    ("LISTED-MEETING", "2027-11-17", "nn", "på styremøtet i november"),
    ("LISTED-MEETING", "2027-11-17", "da", "på bestyrelsesmødet i november"),
    ("LISTED-MEETING", "2027-11-17", "da", "på mødet i november"),
    ("LISTED-MEETING", "2027-11-17", "en", "at the November board meeting"),
    ("LISTED-MEETING", "2027-11-17", "en", "by the board meeting in November"),
    ("BEFORE-EVENT", "2027-11-16", "en", "prior to the November board meeting"),
    ("REL", "2027-02-25", "sv", "senast 14 dagar före årsmötet"),
    ("REL", "2027-02-25", "sv", "minst två veckor före årsmötet"),
    ("REL", "2027-02-25", "sv", "senast två veckor innan årsmötet"),
    ("REL", "2027-02-25", "nb", "senest to uker før årsmøtet"),
    ("REL", "2027-02-25", "nb", "minst 14 dager før årsmøtet"),
    ("REL", "2027-02-25", "nn", "seinast to veker før årsmøtet"),
    ("REL", "2027-02-25", "da", "senest 14 dage før generalforsamlingen"),
    ("REL", "2027-02-11", "da", "en måned før generalforsamlingen"),
    ("REL", "2027-02-25", "en", "at least two weeks before the annual meeting"),
    ("REL", "2027-02-25", "en", "14 days prior to the annual meeting"),
    ("REL", "2027-04-08", "en", "28 days after the annual meeting"),
    ("REL", "2027-11-14", "sv", "senast två veckor före första advent"),
    ("REL", "2027-12-10", "nb", "senest tre uker før årsskiftet"),
    ("REL", "2027-04-08", "sv", "inom fyra veckor efter årsmötet"),
    ("REL", "2027-11-10", "sv", "senast en vecka före varje styrelsemöte"),
    ("REL", "2027-11-10", "nb", "senest en uke før hvert styremøte"),
    ("REL", "2027-11-10", "nn", "seinast ei veke før kvart styremøte"),
    ("REL", "2027-11-10", "da", "senest en uge før hvert bestyrelsesmøde"),
    ("REL", "2027-11-10", "en", "one week before each board meeting"),
]


@pytest.mark.parametrize(("rule", "due", "code", "phrase"), BY_THE_CALENDAR)
def test_a_deadline_that_hangs_on_a_gathering_takes_its_day_from_the_calendar(
    rule: str, due: str, code: str, phrase: str
) -> None:
    action = only(code, phrase, CALENDARS[code])
    assert (action.due.rule, action.due.latest) == (rule, date.fromisoformat(due))
    assert action.due.phrase == phrase


OPEN = [
    ("sv", "snarast"),
    ("sv", "genast"),
    ("sv", "löpande"),
    ("sv", "fortlöpande"),
    ("sv", "kontinuerligt"),
    ("sv", "vid behov"),
    ("sv", "i god tid"),
    ("sv", "inom två veckor"),
    ("sv", "månadsvis"),
    ("sv", "kvartalsvis"),
    ("sv", "en gång om året"),
    ("sv", "två gånger per termin"),
    ("nb", "snarest"),
    ("nb", "løpende"),
    ("nb", "fortløpende"),
    ("nb", "jevnlig"),
    ("nb", "ved behov"),
    ("nb", "så snart som mulig"),
    ("nb", "hvert kvartal"),
    ("nb", "hvert halvår"),
    ("nb", "før sesongstart"),
    ("nb", "to ganger i året"),
    ("nn", "snarast råd"),
    ("nn", "jamleg"),
    ("nn", "kvar månad"),
    ("nn", "før sesongstart"),
    ("da", "hurtigst muligt"),
    ("da", "løbende"),
    ("da", "snarest muligt"),
    ("da", "hvert halvår"),
    ("da", "en gang om måneden"),
    ("da", "om måneden"),
    ("da", "efter behov"),
    ("en", "ASAP"),
    ("en", "as soon as possible"),
    ("en", "when needed"),
    ("en", "twice a year"),
    ("en", "once a month"),
    ("en", "continuously"),
    ("en", "every month"),
    ("en", "four times a year"),
]


@pytest.mark.parametrize(("code", "phrase"), OPEN)
def test_words_that_nobody_can_be_held_to_set_no_day_and_are_kept(code: str, phrase: str) -> None:
    action = only(code, phrase)
    assert (action.due.rule, action.due.latest, action.due.phrase) == ("NONE", None, phrase)


STARTS = [
    ("sv", "från höstterminen"),
    ("sv", "efter sommaren"),
    ("sv", "från och med 1 mars"),
    ("sv", "efter årsmötet"),
    ("nb", "fra høsten"),
    ("nb", "etter sommerferien"),
    ("nn", "frå hausten"),
    ("nn", "etter sommarferien"),
    ("da", "fra efteråret"),
    ("da", "efter sommerferien"),
    ("en", "from the autumn"),
    ("en", "after the summer holidays"),
]


@pytest.mark.parametrize(("code", "phrase"), STARTS)
def test_words_that_say_when_it_begins_set_no_last_day(code: str, phrase: str) -> None:
    action = only(code, phrase)
    assert (action.due.rule, action.due.latest, action.due.phrase) == ("START", None, phrase)


@pytest.mark.parametrize(
    ("code", "text", "phrase", "days"),
    [
        ("sv", "senast den 31 mars och igen senast den 30 september", "", ["2027-03-31", "2027-09-30"]),
        ("nb", "innen 1. mars og innen 1. september", "", ["2027-03-01", "2027-09-01"]),
        ("nn", "i februar og i september", "", ["2027-02-28", "2027-09-30"]),
        ("da", "i marts, juni og september", "", ["2027-03-31", "2027-06-30", "2027-09-30"]),
        ("en", "before 15 January and again before 15 June", "", ["2027-01-14", "2027-06-14"]),
    ],
)
def test_several_deadlines_of_one_clause_are_kept_and_the_last_counts(
    code: str, text: str, phrase: str, days: list[str]
) -> None:
    due = only(code, text).due
    assert [day.isoformat() for day in due.all] == days
    assert (due.latest and due.latest.isoformat(), due.phrase) == (days[-1], phrase or text)


@pytest.mark.parametrize(
    ("code", "text", "due"),
    [
        ("sv", "Motioner till årsmötet ska vara styrelsen tillhanda senast den 15 januari.", "2027-01-15"),
        ("nb", "Saker til årsmøtet skal være styret i hende senest 15. januar.", "2027-01-15"),
        ("nn", "Saker til årsmøtet skal vere styret i hende seinast 15. januar.", "2027-01-15"),
        (
            "da",
            "Indkomne forslag til generalforsamlingen skal være formanden i hænde senest 15. januar.",
            "2027-01-15",
        ),
        ("en", "Motions for the annual meeting must reach the Secretary by 15 January.", "2027-01-15"),
    ],
)
def test_a_stated_day_counts_before_the_meeting_that_the_clause_is_about(
    code: str, text: str, due: str
) -> None:
    actions = reading(HEADS[code] + text + CALENDARS[code], code).actions
    assert [(one.due.rule, str(one.due.latest)) for one in actions] == [("DATE", due)]
