"""What the board accepts as carried out, by the words of minutes: "Styrelsen godkänner § 4". Pure; guesses at nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from config.dates import speakers_of
from config.language import Language
from config.plan import Activity, Decision, Plan
from mappings.minutes import Acceptance, Line, Occasion
from mappings.minutes_words import EARLY, NUMBER, Unnamed, either, folded, forms
from mappings.wording import plain

Place = tuple[str | int, ...]


def entries(plan: Plan) -> list[tuple[Place, Activity | Decision]]:
    """All that can be accepted, with where it stands in the plan."""
    found: list[tuple[Place, Activity | Decision]] = [
        (("decisions", number), decision) for number, decision in enumerate(plan.decisions)
    ]
    found += [
        (("areas", a, "activities", n), activity)
        for a, area in enumerate(plan.areas)
        for n, activity in enumerate(area.activities)
    ]
    return found


def confidential_word(speakers: Sequence[Language]) -> re.Pattern[str]:
    """The word for confidential in brackets, as the report writes it behind a title."""
    secret = {"confidential", *(words.word("report.confidential") for words in speakers)}
    return re.compile(rf"\s*[(\[](?:{'|'.join(re.escape(word) for word in secret)})[)\]]", re.IGNORECASE)


class Accepting:
    """Notes what is accepted, sentence by sentence. ``there`` was accepted before."""

    def __init__(self, plan: Plan, occasion: Occasion, reported: frozenset[str]) -> None:
        self.plan, self.occasion, self.reported = plan, occasion, reported
        self.accepted: dict[str, Acceptance] = {}
        self.there: list[Line] = []
        speakers = speakers_of(plan)
        self.accepts = set(forms(speakers, "accepts"))
        self.secret = confidential_word(speakers)
        self.as_done = re.compile(rf"(?<!\w)(?:{either(speakers, 'as_done')})(?!\w)\s*:?", re.IGNORECASE)
        joining = "|".join(re.escape(word) for words in speakers for word in (*words.conjunctions, "&"))
        self.numbers = re.compile(
            rf"§{{1,2}}\s*({NUMBER}(?:\s*(?:,|{joining})\s*§?\s*{NUMBER})*)", re.IGNORECASE
        )
        more = "|".join(
            re.escape(words.word("report.more")).replace(re.escape("{count}"), r"\d+") for words in speakers
        )
        self.more = re.compile(more, re.IGNORECASE)

    def take(self, line: Line, text: str) -> bool:
        """Whether the sentence accepts something as carried out; then it is noted."""
        words = text.split()
        at = next((n for n, word in enumerate(words[:EARLY]) if folded(word) in self.accepts), None)
        if at is None:
            return False
        # "Att köpa en dator godkändes som genomfört": what is accepted may stand before the word too.
        rest = " ".join(words[at + 1 :]) or " ".join(words[:at])
        formal = self.as_done.search(rest) is not None
        rest = self.secret.sub("", self.as_done.sub(" ", rest)).strip(" .:")
        if not rest and formal:
            rest = " ".join(words[:at])
        if self.numbers.search(rest) or self.numbers.search(" ".join(words[:at])):
            source = rest if self.numbers.search(rest) else " ".join(words[:at])
            for number in self._paragraphs(source):
                self._accept(line, self._by_paragraph(number, source))
            return True
        parts = [part.strip(" .\"'“”«»") for part in rest.split(";") if part.strip(" .")]
        found = [self._by_title(part) for part in parts]
        if not formal and not any(found):
            return False
        for part, place in zip(parts, found, strict=True):
            if place is None:
                raise self._unknown(part)
            self._accept(line, place)
        return True

    def _paragraphs(self, text: str) -> list[str]:
        without = re.sub(r"\d{4}-\d{2}-\d{2}", " ", text)
        return [number for match in self.numbers.finditer(without) for number in re.findall(NUMBER, match[1])]

    def _by_paragraph(self, number: str, text: str) -> tuple[Place, Activity | Decision]:
        """The decision of this paragraph: of the meeting whose day is said, else the one that waits to be accepted."""
        day = re.search(r"\d{4}-\d{2}-\d{2}", text)
        of_it = [
            (place, one)
            for place, one in entries(self.plan)
            if isinstance(one, Decision) and one.paragraph == number and not one.cancelled
        ]
        if day:
            of_it = [pair for pair in of_it if day[0] in (pair[1].meeting or "")]
        now = {self.occasion.named}
        waiting = [pair for pair in of_it if pair[1].accepted is None and pair[1].meeting not in now]
        done = [pair for pair in waiting if pair[1].id in self.reported]
        for group in (done, waiting, of_it):
            if len(group) == 1:
                return group[0]
            if group:
                which = ", ".join(f"{one.id} ({one.meeting})" for _, one in group[:6])
                raise Unnamed(
                    f"§ {number} may be any of {which}; write the day of its meeting behind it, or its id"
                )
        raise Unnamed(f"the plan has no decision of § {number}; write its id or its title")

    def _by_title(self, text: str) -> tuple[Place, Activity | Decision] | None:
        wanted = folded(text)
        start = wanted.removesuffix("…") if wanted.endswith("…") else None
        found = [
            (place, one)
            for place, one in entries(self.plan)
            for title in (folded(plain(title_of(one))),)
            if wanted in (title, folded(one.id)) or (start and title.startswith(start))
        ]
        if len(found) > 1:
            which = ", ".join(one.id for _, one in found[:6])
            raise Unnamed(f"{text[:80]!r} may be any of {which}; write its id")
        return found[0] if found else None

    def _unknown(self, text: str) -> Unnamed:
        if self.more.fullmatch(text):
            return Unnamed(f"{text!r} names nothing; write the title of each")
        titles = {folded(title_of(one)): one for _, one in entries(self.plan)}
        close = difflib.get_close_matches(folded(text)[:200], list(titles), n=1, cutoff=0.5)
        hint = f"did you mean {title_of(titles[close[0]])!r}?" if close else "write its id or its title"
        return Unnamed(f"the plan has no activity or decision called {text[:80]!r}; {hint}")

    def _accept(self, line: Line, found: tuple[Place, Activity | Decision]) -> None:
        place, one = found
        if one.cancelled:
            raise Unnamed(f"{title_of(one)[:80]!r} is cancelled in the plan, and cannot be accepted as done")
        if one.accepted is not None:
            self.there.append(Line(line.number, title_of(one)))
            return
        reported = one.id in self.reported
        self.accepted[one.id] = Acceptance(line.number, one.id, title_of(one), place, reported)


def title_of(one: Activity | Decision) -> str:
    """What a board knows it by."""
    return one.text if isinstance(one, Decision) else one.title
