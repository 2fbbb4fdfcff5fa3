"""Columns whose headings say nothing that is known are told by what their cells hold: bodies, days, weeks."""

from __future__ import annotations

import pytest

from adapters.documents.read import read_document
from mappings.reading.read import read
from tests.mappings.reading.test_year_tables import told

BODIES = [
    ("sv.csv", "Möten 2028 Tallåsens energi;;;\nInstans;Datum;Tid;Bygd\nStyrelsen;2028-02-08;09.00;Näset\nValberedningen;2028-03-14;13.00;Ekeby\nStyrelsen;2028-05-16;;Näset\n", ["2028-02-08 Styrelsen 09.00", "2028-03-14 Valberedningen 13.00", "2028-05-16 Styrelsen"]),
    ("da.csv", "Møder 2027 Havbris havn;;;\nForum;By;Dato;Kl.\nBestyrelsen;Havbris;9. februar;19\nBrugerrådet;Sandby;6. april;17\nBestyrelsen;Havbris;14. september;19\n", ["02-09 Bestyrelsen 19.00", "04-06 Brugerrådet 17.00", "09-14 Bestyrelsen 19.00"]),
    ("nb.csv", "Møter 2027 Lia kraftlag;;;\nDato;Fjord;Organ;Saker\n9.2.;Lia;Styret;Regnskap\n6.4.;Dal;Valgkomiteen;Kandidater\n14.9.;Lia;Styret;Budsjett\n", ["02-09 Styret", "04-06 Valgkomiteen", "09-14 Styret"]),
    ("en.csv", "Calendar 2027 Weir Trust,,,\nGroup,Date,Town,Business\nTrustees,9 February 2027,Weir,Accounts\nFinance committee,6 April 2027,Holm,Budget\nTrustees,14 September 2027,Weir,Plans\n", ["02-09 Trustees", "04-06 Finance committee", "09-14 Trustees"]),
]  # fmt: skip

DETAILS = [
    ("nb.md", "# Årshjul 2027 for Lia båtlag\n\n| Måned | Dette skjer | Utdypning |\n|---|---|---|\n| Februar | Styremøte | 9/2 kl. 19 i naustet |\n| Mars | Årsmøte | Tirsdag 16/3 kl. 18, naustet |\n| | Konstituerende styremøte | Rett etter årsmøtet |\n| Mai | Sjøsetting | Uke 19 |\n", ["02-09 Styremøte 19.00", "03-16 Konstituerende styremøte", "03-16 Årsmøte 18.00", "05-10/05-16 Sjøsetting"]),
    ("sv.md", "# Årshjul 2027 för Tallåsens byalag\n\n| Månad | Vad händer? | Mer om det |\n|---|---|---|\n| Februari | Styrelsemöte | 9/2 kl. 19 i logen |\n| Mars | Årsmöte | Tisdag den 16/3, kl. 18 |\n| Oktober | Höstfest | Väntar på datum |\n", ["02-09 Styrelsemöte 19.00", "03-16 Årsmöte 18.00", "10 Höstfest ?"]),
    ("en.md", "# The year 2027 at Weir Rowing Club\n\n| Month | What goes on | Particulars |\n|---|---|---|\n| February | Committee meeting | 9 February, 7pm, boathouse |\n| March | AGM | Tuesday 16 March at 6pm |\n| May | Regatta | Saturday 8 May, bring a flask |\n", ["02-09 Committee meeting 19.00", "03-16 AGM 18.00", "05-08 Regatta"]),
]  # fmt: skip

WEEKS = [
    ("nn.md", "# Møteplan 2027 Lia kommune\n\n| | Formannskapet | Eldrerådet |\n|---|---|---|\n| Veke 6 | tys. 9.2. | |\n| Veke 14 | tor. 8.4. kl. 9.00 | on. 7.4.* |\n| Veke 37 | | tys. 14.9. |\n", ["02-09 Formannskapet", "04-07 Eldrerådet", "04-08 Formannskapet 09.00", "09-14 Eldrerådet"]),
    ("da.md", "# Mødeplan 2027 Havbris sogn\n\n| Uge | Menighedsrådet | Kirkegårdsudvalget |\n|---|---|---|\n| 6 | ti. 9/2 | |\n| 14 | | to. 8/4 |\n| 37 | ti. 14/9 kl. 17 | to. 16/9 |\n", ["02-09 Menighedsrådet", "04-08 Kirkegårdsudvalget", "09-14 Menighedsrådet 17.00", "09-16 Kirkegårdsudvalget"]),
    ("sv.csv", "Möten 2027 Vikens kommun;;\nVecka;Kulturnämnden;Tekniska nämnden\nv. 6;9.2;\nv. 14;;8.4\nv. 37;14.9 kl. 17;\n", ["02-09 Kulturnämnden", "04-08 Tekniska nämnden", "09-14 Kulturnämnden 17.00"]),
    ("en.csv", "Meetings 2027 Weir College,,\n,Senate,Estates committee\nWeek 6,Tue 9 Feb,\nWeek 14,,Thu 8 Apr\nWeek 37,Tue 14 Sept,\n", ["02-09 Senate", "04-08 Estates committee", "09-14 Senate"]),
]  # fmt: skip

BESIDE = [
    ("en.md", "# St Anne's Weir\n## Dates, 2027\n\n| | |\n|---|---|\n| Lent lunches | Fridays 5 March, 12 March and 19 March, 12.30pm, hall. Cooks: see the list |\n| Garden day | Saturday 8 May, 9am till noon. Bring gloves |\n| Gift day | sometime in July |\n| Harvest supper | Saturday 25 September, 7pm, tickets from Hilary |\n", ["03-05 Lent lunches 12.30", "03-12 Lent lunches 12.30", "03-19 Lent lunches 12.30", "05-08 Garden day 09.00", "07 Gift day", "09-25 Harvest supper 19.00"]),
    ("nb.md", "# Lia vel\n## Datoer 2027\n\n| | |\n|---|---|\n| Dugnad | Lørdag 8. mai kl. 10 på tunet, ta med hansker og rive |\n| Sommerfest | Fredag 18. juni kl. 18 ved brygga, alle tar med mat |\n| Lysfest | Onsdag 1. desember kl. 17, barna synger på trappa |\n", ["05-08 Dugnad 10.00", "06-18 Sommerfest 18.00", "12-01 Lysfest 17.00"]),
    ("sv.csv", "Lördag den 8 maj kl. 10 vid logen, ta med egen kratta;Städdag\nFredag den 18 juni kl. 18 på ängen, alla tar med mat;Sommarfest\nOnsdag den 1 december kl. 17, barnen sjunger vid granen;Ljusfest\nTorsdag den 9 december 2027 kl. 19 i logen, fika efteråt;Styrelsemöte\n", ["05-08 Städdag 10.00", "06-18 Sommarfest 18.00", "12-01 Ljusfest 17.00", "12-09 Styrelsemöte 19.00"]),
]  # fmt: skip

CASES = BESIDE + BODIES + DETAILS + WEEKS


@pytest.mark.parametrize(
    ("name", "text", "expected"), CASES, ids=[f"{n}-{one[0]}" for n, one in enumerate(CASES)]
)
def test_a_column_that_no_word_names_is_told_by_its_cells(name: str, text: str, expected: list[str]) -> None:
    found = read(read_document(text.encode(), name))
    doubtful = [f"{one.title} ?" for one in found.meetings_and_events if one.tentative]
    assert told(found) == [one.removesuffix(" ?") for one in expected]
    assert doubtful == [one.split(" ", 1)[1] for one in expected if one.endswith("?")]


FIELDS = [
    ("da", "# Handleplan 2027\n\n| Indsats | Begrundelse | Aktivitet | Tovholder | Tidsplan |\n|---|---|---|---|---|\n| Havnen | Den er slidt | Broen males | Ida Krogh | inden 1. juni |\n| | | Bænke sættes op | Preben | 1. halvår |\n| Huset | Det er koldt | Vinduer tætnes | formanden | inden 1. november |\n", ["Havnen: Broen males", "Havnen: Bænke sættes op", "Huset: Vinduer tætnes"]),
    ("sv", "# Verksamhetsplan 2027\n\n| Insats | Varför | Åtgärd | Ansvarig | När |\n|---|---|---|---|---|\n| Hamnen | Den är sliten | Måla bryggan | Ida Berg | senast 1 juni |\n| Hamnen | Den är sliten | Bygga bänkar | Karin | våren |\n| Huset | Det är kallt | Täta fönster | ordföranden | senast 1 november |\n", ["Hamnen: Måla bryggan", "Hamnen: Bygga bänkar", "Huset: Täta fönster"]),
    ("nb", "# Handlingsplan 2027\n\n| Tiltak | Bakgrunn | Aktivitet | Ansvarlig | Frist |\n|---|---|---|---|---|\n| Havna | Den er slitt | Male brygga | Ida Berg | 1. juni |\n| Huset | Det er kaldt | Tette vinduer | lederen | 1. november |\n| Stien | Den er gjengrodd | Rydde kratt | Kari | 1. mai |\n", ["Havna: Male brygga", "Huset: Tette vinduer", "Stien: Rydde kratt"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "expected"), FIELDS, ids=[one[0] for one in FIELDS])
def test_a_field_of_work_before_its_reason_is_an_area(code: str, text: str, expected: list[str]) -> None:
    found = read(read_document(text.encode(), f"{code}.md"))
    assert [f"{one.area}: {one.text}" for one in found.actions] == expected
