"""By when a lead-in or a heading says that the list below it is to be done: "By Christmas:", "Frist 1. mars", "Under våren ska
styrelsen:". Pure. A line that tells of a decision of a day ("Årsmötet den 3 mars beslutade") sets none.
"""

from __future__ import annotations

import re

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.clauses import bare
from mappings.reading.dues import SEASONS
from mappings.reading.model import Due
from mappings.reading.when import Moment, Times


def is_time_alone(text: str, speakers: tuple[Language, ...], times: Times) -> bool:
    """Whether nothing but a last day or a part of the year stands here, and that something is to be done by then."""
    return _alone(bare(text), speakers[0], times.moments(bare(text), speakers))


def set_by(text: str, speakers: tuple[Language, ...], times: Times) -> Due:
    """What a lead-in says of when, where it is nothing else, or its time stands first or behind what shall be done."""
    plain = bare(text).rstrip(" :")
    moments = times.moments(plain, speakers)
    if not moments or not any(one.due.latest or one.due.rule == "REL" for one in moments):
        return Due()
    shall = patterns.search(
        rf"(?<!\w)(?:{any_of(work_words(speakers[0].code)['shall'])})(?!\w)", plain, re.IGNORECASE
    )
    led = shall is not None and (moments[0].start == 0 or moments[0].start >= shall.start())
    opened = patterns.match(
        rf"(?:{any_of(work_words(speakers[0].code)['to_be_done'])})(?!\w)", plain, re.IGNORECASE
    )
    led = led or opened is not None  # "Att göra efter säsongen, senast 30 september"
    return times.due(plain, speakers) if led or _alone(plain, speakers[0], moments) else Due()


def _alone(text: str, words: Language, moments: tuple[Moment, ...]) -> bool:
    """Whether a text is one phrase of time with at most "to be done" and a word for deadlines or measures beside it."""
    if len(moments) != 1:
        return False
    work, moment = work_words(words.code), moments[0]
    rest = f"{text[: moment.start]} {text[moment.end :]}"
    known = (*work["deadline"], *work["done"], *work["measures"], *work["to_be_done"])
    rest = patterns.sub(rf"(?<!\w)(?:{any_of(known)})(?!\w)", " ", rest, flags=re.IGNORECASE)
    return not rest.strip(" .:,;()–-")


def is_what_for(due: Due, text: str, words: Language) -> bool:
    """Whether a clause's season only says what it is for: "Treningstider til hausten meldast inn"."""
    purpose = any_of(work_words(words.code)["purpose"])
    said = re.escape(patterns.sub(rf"^(?:{purpose})\s+", "", due.phrase or "", flags=re.IGNORECASE))
    told = patterns.search(rf"(?<!\w)(?:{purpose})\s+{said}", text, re.IGNORECASE)
    return due.rule in SEASONS and told is not None
