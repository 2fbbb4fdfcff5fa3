"""Every layout in which boards write their annual wheel gives its gatherings: each in several languages and with its damage."""

from __future__ import annotations

import pytest

from tests.mappings.reading.test_calendar import calendar_of, days

HEADS = {
    "sv": "Norra roddklubben\nÅrsplan 2027\n\n",
    "nb": "Nordbygda turlag\nÅrsplan 2027\n\n",
    "nn": "Nordbygda songlag\nÅrsplan 2027\n\n",
    "da": "Nordby sejlklub\nÅrsplan 2027\n\n",
    "en": "Northern Rowing Club\nAnnual plan 2027\n\n",
}

LAYOUTS: list[tuple[str, str, list[str]]] = [
    # 1. A month as heading, bullets below
    ("W1 sv", "April\n • Städdag 17/4\n • Vårfest\nMaj\n • Styrelsemöte 4 maj kl 19\n", ["04-17 Städdag", "04 Vårfest", "05-04 Styrelsemöte"]),
    ("W1 en", "# April\n- Spring fair\n- 20th: Committee meeting\n# May\n- Regatta 8–9 May\n", ["04 Spring fair", "04-20 Committee meeting", "05-08 Regatta"]),
    ("W1 da", "Marts:\n- Generalforsamling den 11.\n- Forårstur\nApril:\n- Bestyrelsesmøde tirsdag d. 6.\n", ["03-11 Generalforsamling", "03 Forårstur", "04-06 Bestyrelsesmøde"]),
    ("W1 nb glued bullets", "MAI\n•Dugnad 8.mai\n•Styremøte 12. mai\n", ["05-08 Dugnad", "05-12 Styremøte"]),
    # 2. Date and title on one line
    ("W2 nb", "12. mars - Medlemsmøte\n★ 5. juni: Sommerfest\n16.august   -  Kurs 2\n", ["03-12 Medlemsmøte", "06-05 Sommerfest", "08-16 Kurs 2"]),
    ("W2 sv", "– 30 jan. Årsmöte\n14/3 Loppis\nlördag 8 maj Vårstädning\n", ["01-30 Årsmöte", "03-14 Loppis", "05-08 Vårstädning"]),
    ("W2 da", "d. 8. marts: Generalforsamling\n3, maj Arbejdsdag\n28. - 30. maj – Lejrtur\n", ["03-08 Generalforsamling", "05-03 Arbejdsdag", "05-28 Lejrtur"]),
    ("W2 en", "Wednesday 3rd March – Committee meeting\nSEP 30: Quiz night\nJuly 15 Barbecue\n", ["03-03 Committee meeting", "09-30 Quiz night", "07-15 Barbecue"]),
    ("W2 nn", "Laurdag 8. mai: Dugnad\n4.og5. juni – Korhelg\n12.10 Styremøte\n", ["05-08 Dugnad", "06-04 Korhelg", "06-05 Korhelg", "10-12 Styremøte"]),
    # 3. Dates under a heading that names the meeting
    ("W3 sv", "# Styrelsemöten (kl 18.30)\n\n14 januari\n\n11 mars (budget)\n\n8 april, därefter middag\n", ["01-14 Styrelsemöten", "03-11 Styrelsemöten", "04-08 Styrelsemöten"]),
    ("W3 nb", "# Styremøter\n- 12.01\n- 09.02 (regnskap)\n- 09.03\n", ["01-12 Styremøter", "02-09 Styremøter", "03-09 Styremøter"]),
    ("W3 da", "Bestyrelsesmøder kl. 19\n\n7/1\n\n4/2\n\n4/3\n", ["01-07 Bestyrelsesmøder", "02-04 Bestyrelsesmøder", "03-04 Bestyrelsesmøder"]),
    ("W3 en", "# Committee meetings, 7pm\n\nMonday 11 January\n\nMonday 8 February\n", ["01-11 Committee meetings", "02-08 Committee meetings"]),
    # 5. Nested bullets below a meeting
    ("W5 nb", "# Mai\n- Styremøte 12. mai\n  - Planlegge sommerfest\n  - Budsjett\n- Dugnad\n", ["05-12 Styremøte", "05 Dugnad"]),
    ("W5 sv", "# September\n- Styrelsemöte 7 september\n  - Höstens program\n- Höstmarknad\n", ["09-07 Styrelsemöte", "09 Höstmarknad"]),
    # 6. Months joined
    ("W6 nb", "Mai/Juni\n• Sommeravslutning\nOktober – desember\n• Julebord\n", ["05 Sommeravslutning", "10 Julebord"]),
    ("W6 da", "Januar-februar\n• Nytårskur\nMarts / april\n• Generalforsamling\n", ["01 Nytårskur", "03 Generalforsamling"]),
    # 7. A date line, the title below it
    ("W7 sv", "Onsdag 8 september kl 14-16\nBingo. Fika.\nOnsdag 6 oktober kl 14-16\nModevisning\n", ["09-08 Bingo", "10-06 Modevisning"]),
    ("W7 en", "Saturday 5 June, 2pm\nSummer fete\nSaturday 4 September, 2pm\nHarvest show\n", ["06-05 Summer fete", "09-04 Harvest show"]),
    ("W7 nb", "Søndag 7. mars kl. 12\nSkidag for alle\nVi griller pølser.\nLørdag 8. mai\nDugnad\n", ["03-07 Skidag for alle", "05-08 Dugnad"]),
    # 8. A table of months that lost its cells
    ("W8 sv", "Månad\nAktivitet\nJanuari\nStyrelsemöte 12/1\nFebruari\nMars\nÅrsmöte\nVårfest\nJuli\nAug\nKräftskiva\n", ["01-12 Styrelsemöte", "03 Årsmöte", "03 Vårfest", "08 Kräftskiva"]),
    ("W8 nb", "Måned\nAktivitet\nMars\nÅrsmøte\nApril\nMai\nDugnad 8. mai\nLoppemarked\n", ["03 Årsmøte", "05-08 Dugnad", "05 Loppemarked"]),
    # 9. Terms and seasons as headings
    ("W9 sv", "HÖSTTERMINEN\nI mitten av oktober:\nHöstmarknad\nSlutet av november\nJulpyssel\n", ["10 Höstmarknad", "11 Julpyssel"]),
    ("W9 da", "# Forår\n\nMedio april: Forældremøde\n\nI starten af maj: Forårsfest\n\n# Efterår\n\nFest fredag den 1. oktober kl. 17\n", ["04 Forældremøde", "05 Forårsfest", "10-01 Fest"]),
    # 10. The month run into the line
    ("W10 sv", "Januari. Styrelsemöte.\nMars månad: Årsmöte\nApril - Vårfest\n", ["01 Styrelsemöte", "03 Årsmöte", "04 Vårfest"]),
    ("W10 da", "Marts måned:   Generalforsamling\nMaj måned:   Forårstur\nJuni: Sankt Hans-fest 23. juni\n", ["03 Generalforsamling", "05 Forårstur", "06-23 Sankt Hans-fest"]),
    ("W10 nb", "Januar: Styremøte\nMars: Årsmøte 12. mars\nAugust – Sommerleir\n", ["01 Styremøte", "03-12 Årsmøte", "08 Sommerleir"]),
    # 11. Several columns, one cell a line
    ("W11 da", "Dato\nHvem\nAktivitet\n11.01\nBestyrelsen\nBestyrelsesmøde\n08.02\nUdvalget\nFællesspisning\n", ["01-11 Bestyrelsesmøde", "02-08 Fællesspisning"]),
    ("W11 sv", "När\nVem\nVad\n12/1\nStyrelsen\nStyrelsemöte\n13/2\nFestkommittén\nVinterfest\n", ["01-12 Styrelsemöte", "02-13 Vinterfest"]),
    # 12. Dates in a sentence
    ("W12 sv", "Sammanträden: 9/2, 6/4 och 8/6, alla kl 18. Övriga datum: 8/5 städdag\n", ["02-09 Sammanträden", "04-06 Sammanträden", "06-08 Sammanträden", "05-08 städdag"]),
    ("W12 nb", "Styremøtene holdes 12. januar, 9. februar og 9. mars kl. 18.\n", ["01-12 Styremøtene", "02-09 Styremøtene", "03-09 Styremøtene"]),
    ("W12 en", "Committee meetings: 12 January, 9 February and 9 March, all at 7pm in the boathouse.\n", ["01-12 Committee meetings", "02-09 Committee meetings", "03-09 Committee meetings"]),
    # 13. Months lost
    ("W13 nb", "• Styremøte 12. januar kl 18\n• Årsmøte 16. mars\n• Ingen møter\n• Høstfest 25. september\n", ["01-12 Styremøte", "03-16 Årsmøte", "09-25 Høstfest"]),
    ("W13 da", "- Bestyrelsesmøde 12. januar\n- Ingen møder\n- Generalforsamling 16. marts kl. 19\n- Høstfest 25. september\n", ["01-12 Bestyrelsesmøde", "03-16 Generalforsamling", "09-25 Høstfest"]),
    # 14. The title before the date
    ("W14 sv", "Fixardagar 25-26 september\nKubbturnering, lördag 5 juni kl 13\nslutet september, Insamling\n", ["09-25 Fixardagar", "06-05 Kubbturnering", "09 Insamling"]),
    ("W14 en", "Spring ball, 24 April\nSummer camp 5–9 July\nHarvest supper (2 October)\n", ["04-24 Spring ball", "07-05 Summer camp", "10-02 Harvest supper"]),
    ("W14 nn", "Vårkonsert laurdag 24. april kl. 18\nSommartur, 12.–13. juni\n", ["04-24 Vårkonsert", "06-12 Sommartur"]),
    # 15. Columns read one after the other
    ("W15 nb", "Dato\nJANUAR 13\n27\nFEBRUAR 10\nAktivitet\nStyremøte\nKafé\nStyremøte\nAnsvarlig\nLeder\nKari\nLeder\n", ["01-13 Styremøte", "01-27 Kafé", "02-10 Styremøte"]),
    ("W15 sv", "Datum\n14 januari\n11 februari\nAktivitet\nStyrelsemöte\nSoppkväll\nAnsvarig\nOrdföranden\nEva\n", ["01-14 Styrelsemöte", "02-11 Soppkväll"]),
    # 16. The event as heading, its time in the text
    ("W16 nb", "# Høstseminar\n\nVanligvis i september. Organiseres av turkomiteen.\n\n# Juleverksted\n\nLørdag 27. november kl. 11–15. Alle kan komme.\n", ["09 Høstseminar", "11-27 Juleverksted"]),
    ("W16 da", "# Sommerlejr\n\nHoldes i uge 27 på Næsset. Tilmelding senest 1. maj.\n\n# Høstmarked\n\nNormalt i september.\n", ["07-05 Sommerlejr", "09 Høstmarked"]),
    ("W16 en", "# Harvest supper\n\nSaturday 2 October at 6pm in the hall. Bring a dish.\n\n# Plant sale\n\nUsually in May.\n", ["10-02 Harvest supper", "05 Plant sale"]),
    # 17. The nth weekday or weekend as label
    ("W17 sv", "TREDJE HELGEN I MAJ\nVårens arbetsdag\nFÖRSTA LÖRDAGEN I OKTOBER\nHöstens arbetsdag\n", ["05-15 Vårens arbetsdag", "10-02 Höstens arbetsdag"]),
    ("W17 da", "Sidste søndag i april: Arbejdsdag\n1. søndag i advent: Julehygge\n", ["04-25 Arbejdsdag", "11-28 Julehygge"]),
    ("W17 en", "First Saturday in May: Launch day\nThe last Sunday of September – Lift-out\n", ["05-01 Launch day", "09-26 Lift-out"]),
    # 18. Numbered meetings
    ("W18 nb", "Møte 1 – Mars (Årsmøte)\n• Valg\nMøte 2 – Mai\nOnsdag 12. mai kl 18.30 i klubbhuset\n• Sommerens program\n", ["03 Møte 1", "05-12 Møte 2"]),
    ("W18 sv", "Möte 1 – Februari\n• Bokslut\nMöte 2 – April (Årsmöte)\nTorsdag 15 april kl 18\n• Val\n", ["02 Möte 1", "04-15 Möte 2"]),
    # 19. Placeholders
    ("W19 sv", "XX mars – Medlemsmöte\n?? Oktober?? Höstfest\n4 maj Städdag\n", ["03 Medlemsmöte", "10 Höstfest", "05-04 Städdag"]),
    ("W19 en", "XX March: Quiz night\n8 May – Spring fair (tbc)\n", ["03 Quiz night", "05-08 Spring fair"]),
    # 23. Quarters
    ("W23 sv", "# Första kvartalet\n- Årsmöte\n# Andra kvartalet\n- Vårfest 8 maj\n", ["01 Årsmöte", "05-08 Vårfest"]),
    ("W23 nb", "# 2. kvartal\n- Dugnad\n# Q4\n- Julebord 4. desember\n", ["04 Dugnad", "12-04 Julebord"]),
    # 25. A month with several days
    ("W25 nb", "Mars 04. – Gruppemøte 07. – Dugnad Tur til Nes\nApril 1. – Kurs\nMai 9. - Styremøte\n", ["03-04 Gruppemøte", "03-07 Dugnad", "03 Tur til Nes", "04-01 Kurs", "05-09 Styremøte"]),
    ("W25 nn", "Januar 12. – Styremøte 23. – Fugletur\nFebruar 9. – Styremøte\nMars 4. – Årsmøte\n", ["01-12 Styremøte", "01-23 Fugletur", "02-09 Styremøte", "03-04 Årsmøte"]),
]  # fmt: skip

TABLES: list[tuple[str, str, list[str]]] = [
    ("W8 da", "Måned;Aktivitet\nJanuar;Bestyrelsesmøde 12. januar\nFebruar;\nMarts;Generalforsamling\n;Forårsfest\n", ["01-12 Bestyrelsesmøde", "03 Generalforsamling", "03 Forårsfest"]),
    ("W8 en, short months", "Month;Activity\nJan;Committee meeting 12 January\nFeb;\nMar;AGM\nSept;Regatta\n", ["01-12 Committee meeting", "03 AGM", "09 Regatta"]),
    ("W11 nb, a joint heading", "Måned;Aktivitet;Frist/dato;Ansvarlig\nJanuar;Styremøte;14.01. kl 18;Leder\nMai;Dugnad;uke 18 og 21;Alle\nAugust;Runde;siste uke;Vaktmester\n", ["01-14 Styremøte", "05-03 Dugnad", "05-24 Dugnad", "08 Runde"]),
    ("W11 sv, weekday and day apart", "Veckodag;Datum;Tid;Aktivitet;Ansvarig\nTorsdag;14/1;18.30;Styrelsemöte;Ordförande\nLördag;8/5;10;Städdag;Alla\n", ["01-14 Styrelsemöte", "05-08 Städdag"]),
    ("W11 da, weeks", "Uge;Hvad;Hvem\n5;Vinterfest;Festudvalget\n12-13;Lejr;Lederne\n40;Høstmarked;Alle\n", ["02-01 Vinterfest", "03-22 Lejr", "10-04 Høstmarked"]),
    ("W11 en", "When;What;Lead\n11 January;Committee meeting;Chair\n8 May;Open day;Ann\n", ["01-11 Committee meeting", "05-08 Open day"]),
    ("W11 nn, the month once", "Dato;Kva;Kven\nJanuar 13;Styremøte;Leiar\n27;Kafé;Kaia\nFebruar 10;Styremøte;Leiar\n", ["01-13 Styremøte", "01-27 Kafé", "02-10 Styremøte"]),
    ("W14 sv, the title first", "Styrelsemöte;14 januari;Ordföranden\nVårfest;8 maj;Festkommittén\nHöstmöte;12 oktober;Styrelsen\n", ["01-14 Styrelsemöte", "05-08 Vårfest", "10-12 Höstmöte"]),
    ("W20 sv", "Möten 2027;;\n;Styrelsen;Valberedningen\nJanuari;12;5\nFebruari2;9;2*\nMars;9 (kl. 16);\n", ["01-12 Styrelsen", "01-05 Valberedningen", "02-09 Styrelsen", "02-02 Valberedningen", "03-09 Styrelsen"]),
    ("W20 da", ";Bestyrelsen;Udvalget\nJanuar;12;\nFebruar;9;23\nMarts;9 og 30;\n", ["01-12 Bestyrelsen", "02-09 Bestyrelsen", "02-23 Udvalget", "03-09 Bestyrelsen", "03-30 Bestyrelsen"]),
    ("W21 da", ";Januar;Februar;Marts\nMøde;12. januar;9. februar;9. marts\nFest;;;20. marts\n", ["01-12 Møde", "02-09 Møde", "03-09 Møde", "03-20 Fest"]),
    ("W21 nb", ";Jan;Feb;Mars\nStyremøte;12.1;9.2;\nTur;;;Skitur 7. mars\n", ["01-12 Styremøte", "02-09 Styremøte", "03-07 Skitur"]),
]  # fmt: skip


def written(found: list[tuple[str, str]]) -> list[str]:
    return sorted(f"{day.removeprefix('2027-')} {title}" for day, title in found)


@pytest.mark.parametrize(("name", "text", "expected"), LAYOUTS, ids=[case[0] for case in LAYOUTS])
def test_a_layout_of_text_gives_its_gatherings(name: str, text: str, expected: list[str]) -> None:
    kind = "plan.md" if "# " in text else "plan.txt"
    head = HEADS[name.split()[1].strip(",")]
    if kind == "plan.md":
        head = "# {}\n\n## {}\n\n".format(*head.strip().split("\n"))
        text = text.replace("# ", "### ")
    assert written(days(calendar_of(head + text, kind))) == sorted(expected)


@pytest.mark.parametrize(("name", "text", "expected"), TABLES, ids=[case[0] for case in TABLES])
def test_a_layout_of_cells_gives_its_gatherings(name: str, text: str, expected: list[str]) -> None:
    title = HEADS[name.split()[1].strip(",")].strip().split("\n")[1]
    columns = text.split("\n", maxsplit=1)[0].count(";")
    assert written(days(calendar_of(f"{title}{';' * columns}\n{text}", "plan.csv"))) == sorted(expected)
