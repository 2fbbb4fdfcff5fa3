"""How wide a line of text becomes at most, whatever common sans-serif it is shown in. Pure.

The widths are those of DejaVu Sans, the widest of the fonts that a reader is likely to have; what has room in it has room
in Arial, Helvetica, Segoe UI, Roboto and the narrow sans that comes with hjul.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

_LETTERS: Mapping[int, str] = {
    28: "'ijlìíîïĩīĭįıĵĺļł",
    30: "IJÌÍÎÏĨĪĬĮİĴ",
    32: " \u00a0,.·",
    36: "/:;\\|¦ŀfſ-",
    41: "()[]tţťŧ!¡²³¹rŕŗřľ",
    50: '"ªº*_`§¨¯°´¸–',
    54: "szśŝşšźżž?¿…",
    58: "cçćĉċčLĺĻĽĿŁFkķĸ",
    62: "vxyýÿPÞTYao«»ÝàáâãäåðòóôõöøāăąōŏőŢŤŦŶŸeèéêëēĕėęě",
    64: "ESbdghnpquÈÉÊËßñùúûüþďđĒĔĖĘĚĝğġģĥħńņňŋŚŜŞŠũūŭůűų$0123456789{}¢£¤¥µ¶",
    70: "KĶAVÀÁÂÃÄÅĀĂĄBRXZŔŖŘŹŻŽCÇĆĈĊČ",
    75: "UÙÚÛÜŨŪŬŮŰŲHNÑĤŃŅŇŊ",
    79: "DGÐĎĐĜĞĠĢ&OQÒÓÔÕÖØŌŎŐ",
    84: "wŵ#+<=>^~¬±×÷",
    92: "MĦ",
    99: "m%¼½¾ÆæWŴ",
}
_WIDTHS = {letter: width / 100 for width, letters in _LETTERS.items() for letter in letters}
UNKNOWN, PICTURE = 1.0, 1.4
BOLD = 1.2
ELLIPSIS = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """At most how wide the line becomes, in the unit of ``size``."""
    total = sum(_WIDTHS.get(letter) or _foreign(letter) for letter in text)
    return total * size * (BOLD if bold else 1)


def _foreign(letter: str) -> float:
    """A letter of another script; pictures are wider."""
    wide = unicodedata.east_asian_width(letter) in {"W", "F"} or unicodedata.category(letter) == "So"
    return PICTURE if wide else UNKNOWN


def fitting(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """As much of the text as has room, with … where something was left out; nothing where not even that has room."""
    if width(text, size, bold=bold) <= room:
        return text
    left = room - width(ELLIPSIS, size, bold=bold)
    if left < 0:
        return ""
    kept = 0
    for letter in text:
        left -= width(letter, size, bold=bold)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS
