"""Reading a Google calendar: which events are ours, which changed, which a person deleted, which cannot be understood.

Asks for what changed since the last time by Google's sync token, and for everything when that has expired. Never takes an
error, or an answer without an end, for an empty calendar. Sends nothing: it yields what to ask, and is given the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any
from zoneinfo import ZoneInfo

from adapters.base import Flaw, NotAllowed, Reading, ServiceError, Since, Terminal, Transient
from adapters.google_http import Answer, Ask
from adapters.google_state import Body, Cursor
from mappings.google_event import Entry, from_google, generation_of, is_deleted, is_missed, key_of
from mappings.items import Found, Key, Progress

MOST_PAGES = 400
"""Of one answer: a million events."""
_A_PAGE = 2_500


class _TokenExpired(Exception):
    """Google no longer knows what changed since then: everything is read."""


class GoogleReading:
    """One reading of ``calendar``. ``bodies`` are our events as they now are, by their refs.

    With ``whole`` everything is asked for, though it is known what changed.
    """

    def __init__(
        self,
        calendar: str,
        plan_id: str,
        zone: ZoneInfo,
        since: Since,
        refused: Callable[[Answer, str], ServiceError],
        *,
        whole: bool = False,
    ) -> None:
        self._refused = refused
        self._whole = whole
        self._calendar = calendar
        self._plan_id = plan_id
        self._zone = zone
        self._since = since
        loaded = Cursor.loaded(since.cursor, plan_id, str(zone))
        self._cursor = loaded or Cursor()
        self._is_same = loaded is not None and loaded.calendar == calendar
        self._etags = since.etags if self._is_same else {}
        self._found: dict[str, Found] = {}
        self._unchanged: set[str] = set()
        self._flaws: dict[str, Flaw] = {}
        self._buried = set(self._cursor.buried) if self._is_same else set()
        self._keys: dict[str, Key] = {}
        self.generations = dict(self._cursor.generations) if self._is_same else {}
        self.bodies: dict[str, Body] = {}

    @property
    def alive(self) -> frozenset[Key]:
        """Items that are there."""
        return frozenset(self._keys.values())

    @property
    def buried(self) -> frozenset[Key]:
        """Items whose remains are there."""
        return frozenset(self._buried) - self.alive

    def steps(self) -> Generator[Ask, Answer, Reading]:
        """The requests of the reading. ServiceError when the calendar as a whole cannot be read."""
        events, token, complete = yield from self._hear()
        if not complete:
            self._keep_the_rest(events)
        for ref, body in events.items():
            self._sort(ref, body)
        self._part_copies()
        there = self._found.keys() | self._unchanged | self._flaws.keys()
        self._refuse_another_place(there)
        cursor = Cursor(
            self._calendar,
            token,
            self._keys,
            {ref: flaw.why for ref, flaw in self._flaws.items()},
            self.buried,
            self.generations,
            self.bodies,
        )
        return Reading(
            found=tuple(self._found[ref] for ref in sorted(self._found)),
            unchanged=frozenset(self._unchanged),
            gone=frozenset(self._since.etags.keys() - there),
            flaws=tuple(self._flaws[ref] for ref in sorted(self._flaws)),
            buried=self.buried,
            cursor=cursor.dumped(self._plan_id, str(self._zone)),
        )

    # Asking

    def _hear(self) -> Generator[Ask, Answer, tuple[dict[str, Body], str, bool]]:
        """Events by their ids, where the next reading begins, and whether these are all there are."""
        token = self._cursor.token if self._is_same and not self._whole else None
        if token is not None:
            try:
                return *(yield from self._pages(token)), False
            except _TokenExpired:
                pass
        return *(yield from self._pages(None)), True

    def _pages(self, token: str | None) -> Generator[Ask, Answer, tuple[dict[str, Body], str]]:
        asked: dict[str, Any] = {"maxResults": _A_PAGE, "showDeleted": True, "singleEvents": False}
        if token is not None:
            asked["syncToken"] = token
        events: dict[str, Body] = {}
        for _ in range(MOST_PAGES):
            page = yield from self._page(asked, may_expire=token is not None)
            for body in _items(page):
                events[str(body["id"])] = body
            following, end = page.get("nextPageToken"), page.get("nextSyncToken")
            if not following:
                if not isinstance(end, str) or not end:
                    break
                return events, end
            if following == asked.get("pageToken"):
                break
            asked["pageToken"] = following
        raise _broken_off()

    def _page(self, asked: dict[str, Any], *, may_expire: bool) -> Generator[Ask, Answer, Body]:
        answer = yield Ask("list", body=dict(asked))
        if answer.ok:
            return answer.body
        if may_expire and answer.status in {400, 410}:
            raise _TokenExpired
        if "pageToken" in asked and answer.status in {400, 404, 410}:  # its first page was there just now
            raise _broken_off()
        raise self._unreadable(answer)

    def _unreadable(self, answer: Answer) -> ServiceError:
        if answer.missing:
            return Terminal(
                f"the calendar {self._calendar} is not there (any longer); its items are not taken for deleted. "
                "See that it is there and shared with you, or change hjul.toml"
            )
        if answer.status == 403 and not answer.busy and not answer.spent:
            return NotAllowed(
                f"Google does not let this account read {self._calendar}; have it shared with it"
            )
        return self._refused(answer, f"the reading of {self._calendar}")

    # Telling apart

    def _sort(self, ref: str, body: Body) -> None:
        key = key_of(body, plan_id=self._plan_id)
        if key is not None and (number := generation_of(body)):
            self.generations[key] = max(number, self.generations.get(key, 0))
        if is_deleted(body):
            self._bury(ref, body, key)
        elif key is None:
            if ref in self._since.etags or ref in self._cursor.keys:
                self._flaw(
                    ref,
                    "no longer says which item it is; delete it, and hjul drift restore makes another",
                    self._cursor.keys.get(ref),
                )
        else:
            self._add(ref, body, key)

    def _bury(self, ref: str, body: Body, key: Key | None) -> None:
        """Google need not tell more of a deleted event than its id; then what the ledger thinks is there was missed."""
        if key is None:
            key = self._cursor.keys.get(ref)
            missed = ref in self._since.etags
        else:
            missed = is_missed(body)
        if key is not None and missed:
            self._buried.add(key)
        elif key is not None:
            self._buried.discard(key)

    def _add(self, ref: str, body: Body, key: Key) -> None:
        try:
            entry = from_google(body, plan_id=self._plan_id, zone=self._zone)
        except ValueError as error:
            self._flaw(ref, f"cannot be understood: {error}", key)
            return
        if entry is None:
            return
        self._keys[ref] = key
        self.bodies[ref] = body
        etag = _etag(body)
        if etag is not None and self._etags.get(ref) == etag and ref not in self._cursor.flaws:
            self._unchanged.add(ref)
        else:
            self._found[ref] = _found(ref, entry, etag)

    def _flaw(self, ref: str, why: str, key: Key | None) -> None:
        self._flaws[ref] = Flaw(ref, f"event {ref} {why}", key)
        self._found.pop(ref, None)
        self._unchanged.discard(ref)
        self.bodies.pop(ref, None)
        if key is not None:
            self._keys[ref] = key

    def _keep_the_rest(self, events: dict[str, Body]) -> None:
        """What was not told of is as it was."""
        for ref in (self._since.etags.keys() | self._cursor.flaws.keys()) - events.keys():
            key = self._cursor.keys.get(ref)
            if ref in self._cursor.flaws:
                why = self._cursor.flaws[ref].removeprefix(f"event {ref} ")
                self._flaw(ref, why, key)
                continue
            self._unchanged.add(ref)
            if key is not None:
                self._keys[ref] = key
            if ref in self._cursor.bodies:
                self.bodies[ref] = self._cursor.bodies[ref]

    def _part_copies(self) -> None:
        """Of several events of one item, as a later id may leave behind, the latest counts."""
        refs: dict[Key, list[str]] = {}
        for ref, key in self._keys.items():
            if ref not in self._flaws:
                refs.setdefault(key, []).append(ref)
        for key, several in refs.items():
            several.sort(key=lambda ref: generation_of(self.bodies.get(ref, {})))
            for ref in several[:-1]:
                self._flaw(ref, f"is a copy of event {several[-1]}; only that one is followed", key)

    def _refuse_another_place(self, there: set[str]) -> None:
        """Another calendar with none of our events in it is not one whose events were deleted."""
        before = self._cursor.calendar
        if before and not self._is_same and self._since.etags and there.isdisjoint(self._since.etags):
            raise Terminal(
                f"hjul.toml now names {self._calendar}, and none of what hjul made in {before} is there; "
                "nothing was taken for deleted. Give the target another name to begin anew in this calendar, "
                "or put the old one back"
            )


def _broken_off() -> Transient:
    return Transient("Google did not tell of the calendar to its end; try again later")


def _items(page: Body) -> list[Body]:
    items = page.get("items", [])
    if not isinstance(items, list) or not all(isinstance(each, dict) and each.get("id") for each in items):
        raise Transient("Google gave an answer that cannot be understood; try again later")
    return items


def _etag(body: Body) -> str | None:
    etag = body.get("etag")
    return etag if isinstance(etag, str) and etag else None


def _found(ref: str, entry: Entry, etag: str | None) -> Found:
    return Found(entry.item, ref, etag, Progress(), entry.notes, entry.stamp)
