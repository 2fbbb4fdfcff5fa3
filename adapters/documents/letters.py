"""Letters as a person sees them: composed accents, no ligatures, no invisible characters, bullets where symbol fonts were.

Mends only what programs did to the text on its way; spelling and wording are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from config.language import language, languages

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u061c\u200e\u200f" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BREAKS = "\u2028\u2029\x0b\x85"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SYMBOLS = {
    0xF02D: "-", 0xF06F: "□", 0xF071: "□", 0xF0A8: "□", 0xF0FC: "✓", 0xF0FE: "☒", 0xF0FB: "☒", 0xF052: "☑",
    0xF0E0: "→", 0xF0D8: "➢", 0xF0A7: "▪", 0xF06E: "■", 0xF075: "◆", 0xF076: "❖",
}  # fmt: skip
"""What Wingdings and Symbol have there (Microsoft's tables of both); the rest of their range is bullets of some kind."""
_TABLE: dict[int, str | None] = {
    **{ord(one): None for one in _INVISIBLE},
    **{ord(one): " " for one in _SPACES},
    **{ord(one): "\n" for one in _BREAKS},
    **{ord(one): letters for one, letters in _LIGATURES.items()},
    **dict.fromkeys([*range(9), 0x0C, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)]),
    **dict.fromkeys(range(0xF020, 0xF100), "•"),
    **_SYMBOLS,
    0x2010: "-",
    0x2011: "-",
}
_LOOSE = re.compile(r"[¨˚´](?=[AOUEaoue])|(?<=[AOUEaoue])[¨˚´]")
_AFTER = re.compile(r"([AOUEaoue])([¨˚´])(?![AOUEaoue])")
_BEFORE = re.compile(r"([¨˚´])([AOUEaoue])")
_COMBINING = {"¨": "\u0308", "˚": "\u030a", "´": "\u0301"}


def mend(text: str) -> str:
    """The text with its letters whole. Tabs and line breaks stay."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    if _LOOSE.search(text):
        text = _AFTER.sub(lambda m: m[1] + _COMBINING[m[2]], text)
        text = _BEFORE.sub(lambda m: m[2] + _COMBINING[m[1]], text)
    return unicodedata.normalize("NFC", text)


_SPLIT = re.compile(r"[^\W\d_]-$")


def joined(first: str, then: str) -> str:
    """Two lines of one paragraph as one: a word that was split is whole again, "skol- och" stays."""
    if not _SPLIT.search(first) or not then[:1].islower():
        return f"{first} {then}" if first and then else first + then
    if re.split(r"\W", then, maxsplit=1)[0] in _conjunctions():
        return f"{first} {then}"
    return first[:-1] + then


@cache
def _conjunctions() -> frozenset[str]:
    return frozenset(word for code in languages() for word in language(code).conjunctions)
