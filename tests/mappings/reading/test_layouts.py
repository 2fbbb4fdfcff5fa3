"""Every layout in which boards write their annual wheel gives its gatherings: each in several languages and with its damage."""

from __future__ import annotations

from datetime import time

import pytest

from mappings.reading.model import GatheringKind
from tests.mappings.reading.test_calendar import calendar_of, days

HEADS = {
    "sv": "Norra roddklubben\nÅrsplan 2027\nFöreningen är till för alla som inte kan låta bli att ro.\n\n",
    "nb": "Nordbygda turlag\nÅrsplan 2027\nLaget er til for alle som ikke vil sitte hjemme.\n\n",
    "nn": "Nordbygda songlag\nÅrsplan 2027\nLaget er til for alle som ikkje vil sitje heime.\n\n",
    "da": "Nordby sejlklub\nÅrsplan 2027\nKlubben er til for alle, der ikke kan lade være med at sejle.\n\n",
    "en": "Northern Rowing Club\nAnnual plan 2027\nThe club is for all those who cannot stay away from the water.\n\n",
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
    # 10. The month run into the first line, more of it below
    ("W10 en below", "# Diary\nJanuary – Tuesday 19th, talk: Old boats, 7.30 pm\nWednesday 27th, Committee\nMarch – Tuesday 16th, Annual General Meeting\nSaturday 20th to Sunday 21st, rowing weekend\nJuly/August – no meetings\nOctober – Friday 8th, supper\n", ["01-19 talk: Old boats", "01-27 Committee", "03-16 Annual General Meeting", "03-20 rowing weekend", "10-08 supper"]),
    ("W10 sv below", "# Kalender\n- Januari: styrelsemöte tisdag 12, kl. 18\n- onsdag 20, föredrag\n- Mars: söndag 14, årsmöte\n- lördag 20 till söndag 21, läger\n- Maj: fredag 7, vårfest\n", ["01-12 styrelsemöte", "01-20 föredrag", "03-14 årsmöte", "03-20 läger", "05-07 vårfest"]),
    ("W10 nb below", "# Terminliste\n- Januar – tirsdag 12., styremøte\n- onsdag 20., foredrag\n- Mars – søndag 14., årsmøte\n- April – lørdag 10., dugnad\n- søndag 25., vårkonsert\n", ["01-12 styremøte", "01-20 foredrag", "03-14 årsmøte", "04-10 dugnad", "04-25 vårkonsert"]),
    ("W10 da below", "# Kalender\nJanuar: 12. bestyrelsesmøde\n20. foredrag\nMarts: 14. generalforsamling\nApril: 10. arbejdsdag\n25. forårskoncert\n", ["01-12 bestyrelsesmøde", "01-20 foredrag", "03-14 generalforsamling", "04-10 arbejdsdag", "04-25 forårskoncert"]),
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
    # 4 and 22–24: see below for rules; who stands first, and numbered timelines
    ("W22 sv", "Mars: Ansvarig | Aktivitet\nKassör | Bokföringen stäms av\nStyrelsen | Årsmöte 18 mars kl 18\n", ["03-18 Årsmöte"]),
    ("W22 nb", "April: Ansvar | Oppgave\nLeder | Kaller inn til dugnad\nAlle | Dugnad 24. april\n", ["04-24 Dugnad"]),
    ("W24 nb", "1. Januar 2027 Skrivegruppe settes ned\n2. Mars – mai 2027 Intervjuer\n3. 4. juni 2027 Boklansering på brygga\n", ["06-04 Boklansering på brygga"]),
    ("W24 da", "1. Maj 2027 Manuskript afleveres\n2. Juni – september 2027 Trykning\n3. 2. oktober 2027 Fest for bogen\n", ["10-02 Fest for bogen"]),
    # Months shortened, days after them, and tabs that are gone
    ("W10 sv, shortened", "Sept: Medlemsmöte 15/9 kl 18.30. Städdag 26/9.\nOkt: Höstfest fredag 29/10\nNov. Julmarknad\n", ["09-15 Medlemsmöte", "09-26 Städdag", "10-29 Höstfest", "11 Julmarknad"]),
    ("W10 nb, the day after", "Jan. 14: Årsmøte\nJuni 10.-12.: Sommertur\nDes.: Julegrøt\n", ["01-14 Årsmøte", "06-10 Sommertur", "12 Julegrøt"]),
    ("W8 nb, no tabs", "September Styremøte 14.9. Leder\nOktober Høstdugnad uke 41 Alle\nJuni Sommeravslutning\n", ["06 Sommeravslutning", "09-14 Styremøte", "10-11 Høstdugnad"]),
    ("W1 nn, several days", "MAI\n3., 10. og 24. Skytekveldar\nJUNI\n5.-6. Fisketur\n12 Sommarfest\n", ["05-03 Skytekveldar", "05-10 Skytekveldar", "05-24 Skytekveldar", "06-05 Fisketur", "06-12 Sommarfest"]),
    ("W10 nb, days of the month", "Mar: 16. medlemsmøte, 18. kurs i førstehjelp\nApr: 20. medlemsmøte\nJul: ferie\n", ["03-16 medlemsmøte", "03-18 kurs i førstehjelp", "04-20 medlemsmøte"]),
    ("W1 da, two sentences", "Maj\nBanen åbner. Arbejdsdag 8. maj\n", ["05 Banen åbner", "05-08 Arbejdsdag"]),
    # Remarks, pauses and what is not yet known within a list of dates
    ("W3 nb, remarks", "Rådet har møter på tirsdager kl. 10 i kantina:\n19. januar\n16. februar – NB! kl. 12\n16. mars\nOktober: dato ikke fastsatt\n30. november\n", ["01-19 Rådet har møter", "02-16 Rådet har møter", "03-16 Rådet har møter", "10 Rådet har møter", "11-30 Rådet har møter"]),
    ("W2 en, a pause", "Thursday 14 January  7.30pm  Talk: Lighthouses\nApril - no meeting\nw/c 20 September  Archaeology week\nDecember date to be announced  Christmas lunch\n", ["01-14 Talk: Lighthouses", "09-20 Archaeology week", "12 Christmas lunch"]),
    ("W2 sv, moved", "18/9 Skördefest, flyttad till 25/9\n2/10 Höstmarknad\n9/10 Städdag – INSTÄLLD\n", ["09-25 Skördefest", "10-02 Höstmarknad"]),
    ("W2 da, a deadline beside it", "4. juni: Udflugt til Ribe, tilmelding senest 28. maj\n21. august: Havnefest\n", ["06-04 Udflugt til Ribe", "08-21 Havnefest"]),
    ("W2 nb, weekdays joined", "Lø-sø 20.-21.3 Kretsmesterskap\nfredag 4. til søndag 6. juni: Sommertur\n", ["03-20 Kretsmesterskap", "06-04 Sommertur"]),
    # Sentences
    ("W12 da, sentences", "Der er julefrokost for alle fredag den 26. november. I uge 7 holder vi vinterlejr for de store. Kurset afvikles den 28. august.\n", ["11-26 julefrokost for alle", "02-15 vinterlejr for de store", "08-28 Kurset"]),
    ("W12 en, will be held", "The AGM will be held on Saturday 20 March at 2pm. There will be a barbecue on 12 June.\n", ["03-20 The AGM", "06-12 barbecue"]),
    ("W12 sv, an invitation", "Vi bjuder in till medlemsmöten 27/4, 14/9 samt 9/11.\n", ["04-27 medlemsmöten", "09-14 medlemsmöten", "11-09 medlemsmöten"]),
    # Days with a name
    ("W14 sv, named days", "- Vårstädning 24 april\n- Valborgsbrasa\n- Höstfest 25 september\n- Luciatåg i bystugan\n- Julgröt 2:a advent\n", ["04-24 Vårstädning", "04-30 Valborgsbrasa", "09-25 Höstfest", "12-13 Luciatåg i bystugan", "12-05 Julgröt"]),
    ("W14 nn, named days", "- Jonsokfest 23. juni\n- Juletrefest tredje juledag\n- Haustdugnad 9. oktober\n", ["06-23 Jonsokfest", "10-09 Haustdugnad", "12-27 Juletrefest tredje juledag"]),
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
    ("W11 nb, several columns of days", "Måned;Arrangement;Møter;Frister\nJanuar;3. Nyttårskonsert;12. Styremøte;15. Rapport\nMars;14. Vårfest;9. Styremøte og 21. Årsmøte;\n", ["01-03 Nyttårskonsert", "01-12 Styremøte", "03-14 Vårfest", "03-09 Styremøte", "03-21 Årsmøte"]),
    ("W8 da, directly after", "Måned;Emne;Ansvarlig;Bemærkninger\nMarts;Generalforsamling 18. marts;Bestyrelse;\n;Konstituerende møde;;Umiddelbart efter\nJuni;Sankt Hans bål;Festudvalg;\n", ["03-18 Generalforsamling", "03-18 Konstituerende møde", "06-23 Sankt Hans bål"]),
    ("W20 sv, events within", "Månad;Styrelsemöte (kl. 19);Hela laget\nJanuari;12;20 Årsstämma\nFebruari;9;13–14 Hajk vid sjön\nMars;9;\n", ["01-12 Styrelsemöte", "01-20 Årsstämma", "02-09 Styrelsemöte", "02-13 Hajk vid sjön", "03-09 Styrelsemöte"]),
    ("W23 da, quarters in a column", "Kvartal;Programpunkt;Ansvarlig\nI;sø 17.1 kl. 14 Nytårskur;Værterne\nII;lø 24.4 Arbejdsdag;Alle\nIV;28.11 Julemarked;Udvalget\n", ["01-17 Nytårskur", "04-24 Arbejdsdag", "11-28 Julemarked"]),
    ("W11 da, tasks", "Opgave;Ansvarlig;Tidspunkt\nSkylle ledninger;Driftslederen;2. kvartal\nRense filter;Driftslederen;8. april\nGeneralforsamling;Bestyrelsen;18. marts\n", ["03-18 Generalforsamling"]),
]  # fmt: skip


def written(found: list[tuple[str, str]]) -> list[str]:
    return sorted(f"{day.removeprefix('2027-')} {title}" for day, title in found)


@pytest.mark.parametrize(("name", "text", "expected"), LAYOUTS, ids=[case[0] for case in LAYOUTS])
def test_a_layout_of_text_gives_its_gatherings(name: str, text: str, expected: list[str]) -> None:
    kind = "plan.md" if "# " in text else "plan.txt"
    head = HEADS[name.split()[1].strip(",")]
    if kind == "plan.md":
        head = "# {}\n\n## {}\n\n{}\n\n".format(*head.strip().split("\n"))
        text = text.replace("# ", "### ")
    assert written(days(calendar_of(head + text, kind))) == sorted(expected)


@pytest.mark.parametrize(("name", "text", "expected"), TABLES, ids=[case[0] for case in TABLES])
def test_a_layout_of_cells_gives_its_gatherings(name: str, text: str, expected: list[str]) -> None:
    title = HEADS[name.split()[1].strip(",")].strip().split("\n")[1]
    columns = text.split("\n", maxsplit=1)[0].count(";")
    assert written(days(calendar_of(f"{title}{';' * columns}\n{text}", "plan.csv"))) == sorted(expected)


RULES = [
    ("sv", "Månadsmöten hålls andra tisdagen kl. 13 varje månad förutom sommaren.\n", "Månadsmöten", "FREQ=MONTHLY;BYDAY=2TU"),
    ("nb", "Øvelse hver torsdag kl. 17.30 unntatt i skoleferier.\n", "Øvelse", "FREQ=WEEKLY;BYDAY=TH"),
    ("nn", "Styremøte fyrste måndag i månaden, unnateke juli.\n", "Styremøte", "FREQ=MONTHLY;BYDAY=1MO"),
    ("da", "Bestyrelsen holder møde den anden tirsdag i ulige måneder kl. 19.\n", "Bestyrelsen holder møde", "FREQ=YEARLY;BYMONTH=1,3,5,7,9,11;BYDAY=2TU"),
    ("en", "Committee meetings are bi-weekly on Thursdays, starting on 3 September.\n", "Committee meetings", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
    ("sv", "Museet är öppet söndagar kl. 12–16 under juni, juli och augusti.\n", "Museet är öppet", "FREQ=WEEKLY;BYDAY=SU;BYMONTH=6,7,8"),
    ("nb", "Museet er åpent hver søndag kl. 12–15 i juni, juli og august.\n", "Museet er åpent", "FREQ=WEEKLY;BYDAY=SU;BYMONTH=6,7,8"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "title", "rule"), RULES)
def test_a_rule_in_running_text_gives_what_recurs_and_no_gathering(
    language: str, text: str, title: str, rule: str
) -> None:
    found = calendar_of(HEADS[language] + text)
    assert [(one.title, one.rule) for one in found.recurring] == [(title, rule)]
    assert found.gatherings == ()


def test_what_follows_a_list_of_dates_counts_for_all_of_them() -> None:
    found = calendar_of(
        HEADS["da"] + "Møder: 26/8, 30/9 og 11/11, alle kl. 17-19 i Borgerhuset.\n"
    ).gatherings
    assert {(one.time, one.place) for one in found} == {(time(17), "Borgerhuset")}


def test_two_hours_of_a_day_are_two_gatherings() -> None:
    found = calendar_of(HEADS["sv"] + "12 december: Julkonsert kl 16 och 18\n").gatherings
    assert [one.time for one in found] == [time(16), time(18)]


def test_a_clock_without_its_point_and_one_in_halves_are_read() -> None:
    nn = calendar_of(HEADS["nn"] + "14/4 Styremøte kl 1900\n").gatherings
    en = calendar_of(HEADS["en"] + "4 July: Open day, 1–4pm\n").gatherings
    assert [(one.time, one.end_time) for one in (*nn, *en)] == [(time(19), None), (time(13), time(16))]


def test_a_document_without_a_label_for_its_list_keeps_who_arranges_beside_the_title() -> None:
    found = calendar_of(
        HEADS["sv"] + "- Vårfest 8 maj (ansvarig: festkommittén)\n- Städdag 9 maj\n"
    ).gatherings
    assert found[0].responsible == ("festkommittén",)


def test_a_footnote_below_a_matrix_is_no_entry() -> None:
    table = "Møteplan 2027;;\n;Styret;Utvalget\nJanuar;12;5\nFebruar;9;2*\nMars;9;\n* digitalt møte;;\n"
    found = calendar_of(table, "p.csv")
    assert len(found.gatherings) == 5
    assert found.tasks == ()


@pytest.mark.parametrize(
    ("language", "title", "kind"),
    [
        ("nb", "Barnekonvensjonens dag", GatheringKind.OBSERVANCE),
        ("sv", "Svenska dagen", GatheringKind.OBSERVANCE),
        ("sv", "Föreningens dag", GatheringKind.EVENT),
        ("nb", "Kvinnedagen, frokost på biblioteket", GatheringKind.EVENT),
        ("da", "Temamøde om affald", GatheringKind.EVENT),
        ("en", "Committee meeting", GatheringKind.MEETING),
    ],
)
def test_a_day_with_a_name_is_an_observance_and_what_is_done_on_it_an_event(
    language: str, title: str, kind: GatheringKind
) -> None:
    may = "May" if language == "en" else "maj" if language in {"sv", "da"} else "mai"
    found = calendar_of(f"{HEADS[language]}8. {may}: {title}\n").gatherings
    assert [one.kind for one in found] == [kind]


def test_what_a_body_does_by_a_week_is_no_gathering() -> None:
    found = calendar_of(
        HEADS["sv"] + "Trivselgruppen\n- ordnar gårdsfest v. 35\n- planterar om rabatterna i maj\n"
    )
    assert found.gatherings == ()
