"""Deciding progress: it is people's. What they reported is observed; the board's own marks go out once. Pure."""

from __future__ import annotations

from mappings.history import Seen
from mappings.items import Event, Found, Key, Progress, State, Wanted
from sync.agreed import Agreed
from sync.decision import Finding, Work
from sync.fields import CANCELLED


def board_word(
    work: Work, known: Agreed, found: Found, wanted: Wanted | None, *, adopted: bool = False
) -> Progress | None:
    """Observes what people reported. The board's own word to write there now, or None."""
    if isinstance(found.item, Event):
        return None
    now, last = found.progress, known.found.progress if known.found else Progress()
    asked = asked_of(work, wanted)
    if now != last and not (adopted and asked is not None and _is_ours(now, asked)):
        _observe_progress(work, found.key, last, now)
    if wanted is None:
        return None
    if asked is None:
        return _without_word(work, known, found, wanted)
    done_stays_done = asked is wanted.progress and now.state is State.DONE
    if asked == known.pushed or _says(now, asked) or done_stays_done or _later(now, last, asked):
        return None
    return asked


def _without_word(work: Work, known: Agreed, found: Found, wanted: Wanted) -> Progress | None:
    """Nobody on the board said anything: a cancelling is taken back only when it was the plan's, or when asked to."""
    if found.progress.state is not State.CANCELLED:
        return None
    by_the_plan = known.pushed is not None and known.pushed.state is State.CANCELLED
    if by_the_plan or found.key in work.given.restore:
        return Progress()
    work.findings.append(Finding("cancelled", found.key, wanted.item.title, field=CANCELLED))
    return None


def _later(now: Progress, last: Progress, asked: Progress) -> bool:
    """Whether a person has said something after the board did."""
    return now != last and now.at is not None and asked.at is not None and now.at > asked.at


def asked_of(work: Work, wanted: Wanted | None) -> Progress | None:
    """What the board itself says of this task: its mark, else what the plan says."""
    if wanted is None:
        return None
    return work.given.marks.get(wanted.item.key) or wanted.progress


def _is_ours(now: Progress, asked: Progress) -> bool:
    """Whether nothing stands there but the board's own word."""
    return now.state is asked.state and now.at in (None, asked.at) and now.percent in (None, asked.percent)


def _says(now: Progress, asked: Progress) -> bool:
    """Whether it stands there already. Of the same word under another name the name is written anew: somebody is forgotten."""
    if now.by is not None and now.by != asked.by and now.at is not None and now.at == asked.at:
        return False
    return now.state is asked.state and (asked.percent is None or now.percent == asked.percent)


def push_reason(work: Work, wanted: Wanted, push: Progress) -> str:
    """The code of the sentence that says why progress is written."""
    if wanted.item.key in work.given.restore:
        return "restored"
    if wanted.item.key in work.given.marks:
        return "marked"
    return "cancelled_in_plan" if push.state is State.CANCELLED else "uncancelled_in_plan"


def _observe_progress(work: Work, key: Key, last: Progress, now: Progress) -> None:
    kinds = {
        State.DONE: Seen.DONE,
        State.CANCELLED: Seen.CANCELLED,
        State.STARTED: Seen.STARTED,
        State.OPEN: Seen.REOPENED,
    }
    if now.state is not last.state:
        kind = (
            Seen.UNCANCELLED
            if last.state is State.CANCELLED and now.state is State.OPEN
            else kinds[now.state]
        )
        work.saw(key, kind, {"percent": now.percent} if now.percent is not None else {}, now.at, now.by)
    elif now.state is State.DONE and now.at is not None and now.at != last.at:
        work.saw(key, Seen.DONE, {"percent": now.percent}, now.at, now.by)
    elif now.percent != last.percent:
        work.saw(key, Seen.PERCENT, {"percent": now.percent}, now.at, now.by)
