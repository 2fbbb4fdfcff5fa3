"""Reading CalDAV collections: which objects are ours, which changed, which cannot be understood.

Asks for what changed since the last time (RFC 6578) where the server can tell, else compares etags. Never takes an error
for an empty collection, nor a collection that is gone for one whose objects were deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from adapters.base import NotAllowed, Reading, Since, Terminal, Transient
from adapters.caldav_http import Answer, Connection, Failed
from adapters.caldav_place import Place
from adapters.caldav_state import Body, CollectionState, Cursor, Roster
from adapters.caldav_xml import XML, Member, Members, etags, multiget, read_members, sync_collection
from adapters.objects import Pile
from mappings.items import Key

MOST_PAGES = 100
"""Of one answer that a server gives in parts (RFC 6578 §3.6)."""
AT_A_TIME = 5_000
"""Objects asked for by name in one request."""
_NOT_FOUND, _GONE, _FORBIDDEN = 404, 410, 403
_UNSAID = 0
"""Of an object that the server was asked for and says nothing of: not that it is gone (RFC 4791 §7.9 wants a 404)."""


class _TokenExpired(Exception):
    """The server no longer knows what changed since then: everything is read."""


class _NoSync(Exception):
    """The server cannot tell what changed: etags are compared."""


@dataclass
class _Heard:
    """What one collection told: its objects as they are now, or only those that changed."""

    state: CollectionState
    complete: bool  # what is not among the members is not there
    anew: bool  # nothing was known of it before
    members: dict[str, Member] = field(default_factory=dict)


class CalDAVReading:
    """One reading. ``bodies`` are our objects as they now are, as far as they were read, by their refs."""

    def __init__(
        self, connection: Connection, place: Place, since: Since, roster: Roster, *, knows_sync: bool = True
    ) -> None:
        self._connection = connection
        self._place = place
        self._since = since
        self._roster = roster
        self._knows_sync = knows_sync
        loaded = Cursor.loaded(since.cursor, place.plan_id, str(place.zone))
        self._cursor = loaded or Cursor()
        self._etags = since.etags if loaded is not None else {}
        self._pile = Pile(place, since.etags)
        self.renamed = self._pile.renamed
        self.bodies: dict[str, Body] = dict(self._cursor.bodies)

    def result(self) -> Reading:
        """Do the reading. ServiceError when a collection as a whole cannot be read."""
        pile = self._pile
        heard = {name: self._hear(name) for name in self._place.urls}
        for name, one in heard.items():
            self._sort(name, one)
        self._refuse_another_place(heard)
        pile.part_copies()
        there = pile.there  # made anew each time that it is asked for
        self.bodies = {ref: body for ref, body in self.bodies.items() if ref in there}
        buried = self._buried(heard)
        cursor = Cursor(
            {name: one.state for name, one in heard.items()},
            dict(pile.renamed),
            {ref: flaw.why for ref, flaw in pile.flaws.items()},
            buried,
            self.bodies,
            frozenset(ref for ref, found in pile.found.items() if found.etag is None),
        )
        return Reading(
            found=tuple(pile.found[ref] for ref in sorted(pile.found)),
            unchanged=frozenset(pile.unchanged),
            gone=frozenset(self._since.etags.keys() - there),
            flaws=tuple(pile.flaws[ref] for ref in sorted(pile.flaws)),
            buried=buried,
            cursor=cursor.dumped(self._place.plan_id, str(self._place.zone)),
        )

    # Asking

    def _hear(self, name: str) -> _Heard:
        state = self._cursor.collections.get(name)
        url = self._place.urls[name]
        token = state.token if state is not None and state.url == url else None
        compares = state is not None and state.url == url and state.by_etags
        if self._knows_sync and not compares:
            with suppress(_TokenExpired):
                if token is not None:
                    return self._changed(name, token)
            with suppress(_NoSync):
                return self._changed(name, None)
        return self._compared(name, state)

    def _changed(self, name: str, token: str | None) -> _Heard:
        """By sync-collection: what changed since the token, or everything without one."""
        url = self._place.urls[name]
        heard = _Heard(CollectionState(url), complete=token is None, anew=token is None)
        at = token
        for _ in range(MOST_PAGES):
            page = self._page(url, at, may_expire=token is not None)
            for member in page.members:
                heard.members[f"{name}/{member.name}"] = member
            if not page.truncated:
                heard.state = CollectionState(url, page.token)
                self._ask_again(name, heard)
                return self._with_data(heard)
            if page.token is None or page.token == at:
                break
            at = page.token
        raise Terminal(
            f"{self._connection.host} never came to an end of what changed in {url}; it was not read"
        )

    def _ask_again(self, name: str, heard: _Heard) -> None:
        """What could not be understood may be whole by now, and what has no etag may have changed: no token tells."""
        if not heard.complete:
            for ref in self._cursor.flaws.keys() | self._cursor.without_etag:
                if ref.startswith(f"{name}/"):
                    heard.members.setdefault(ref, Member(ref.partition("/")[2], 200, None, None))

    def _page(self, url: str, token: str | None, *, may_expire: bool) -> Members:
        try:
            answer = self._connection.request("REPORT", url, sync_collection(token), {**XML, "Depth": "0"})
        except Failed:
            if may_expire:  # some fail outright on a token that they no longer know
                raise _TokenExpired from None
            raise
        if not answer.violates("valid-sync-token"):
            self._refuse_gone(answer, url)
        members = read_members(answer.tree) if answer.ok else None
        if members is not None:
            return members
        if may_expire:
            raise _TokenExpired
        if answer.ok:
            raise self._not_understood(url)
        if answer.status == _FORBIDDEN and not answer.preconditions:
            raise self._not_allowed(url)
        raise _NoSync

    def _compared(self, name: str, state: CollectionState | None) -> _Heard:
        """By the etags of everything that is there."""
        url = self._place.urls[name]
        answer = self._connection.request("PROPFIND", url, etags(), {**XML, "Depth": "1"})
        self._refuse_gone(answer, url)
        listed = read_members(answer.tree) if answer.ok else None
        if listed is None:
            raise self._not_allowed(url) if answer.status == _FORBIDDEN else self._not_understood(url)
        foreign = dict(state.foreign) if state is not None and state.url == url else {}
        heard = _Heard(CollectionState(url), complete=True, anew=not foreign and not self._etags)
        for member in listed.members:
            heard.members[f"{name}/{member.name}"] = member
        kept = {
            ref: member.etag
            for ref, member in heard.members.items()
            if member.etag is not None and foreign.get(ref) == member.etag
        }
        heard = self._with_data(heard, passed_over=kept.keys())
        heard.state = CollectionState(url, None, kept, by_etags=True)
        return heard

    def _with_data(self, heard: _Heard, passed_over: Iterable[str] = ()) -> _Heard:
        """Fetch the objects that the answer only named."""
        pass_over = set(passed_over)
        bare = [
            ref
            for ref, member in heard.members.items()
            if member.status == 200
            and member.data is None
            and ref not in pass_over
            and not self._is_known(ref, member)
        ]
        for ref, member in fetched(self._connection, self._place, bare):
            heard.members[ref] = member
        return heard

    def _is_known(self, ref: str, member: Member) -> bool:
        """Whether it is ours, and as it was when hjul last read it."""
        return (
            member.etag is not None and self._etags.get(ref) == member.etag and ref not in self._cursor.flaws
        )

    # Telling apart

    def _sort(self, name: str, heard: _Heard) -> None:
        pile = self._pile
        if not heard.complete:
            self._keep_the_rest(name, heard)
        foreign = dict(heard.state.foreign)
        for ref, member in heard.members.items():
            if member.status in (_NOT_FOUND, _GONE) or ref in foreign:
                continue
            if member.data is not None and not self._is_known(ref, member):
                self._add(ref, member, member.data)
            elif self._is_known(ref, member):
                self._keep(ref)
                if member.data is not None and member.etag is not None:
                    self.bodies[ref] = (member.etag, member.data)
            elif ref in self._since.etags:
                pile.flaw(ref, f"is not shown by the server ({member.status or 'not a word of it'})")
        if heard.state.token is None:
            foreign |= {ref: etag for ref, etag in pile.foreign.items() if ref.startswith(f"{name}/")}
            heard.state = replace(heard.state, foreign=foreign)

    def _add(self, ref: str, member: Member, data: bytes) -> None:
        self._pile.add(ref, data, member.etag)
        self.bodies.pop(ref, None)
        if ref in self._pile.found and member.etag is not None:
            self.bodies[ref] = (member.etag, data)

    def _keep_the_rest(self, name: str, heard: _Heard) -> None:
        """What was not told of is as it was."""
        for ref in self._since.etags.keys() | self._cursor.flaws.keys():
            if ref.startswith(f"{name}/") and ref not in heard.members:
                self._keep(ref)

    def _keep(self, ref: str) -> None:
        why = self._cursor.flaws.get(ref)
        if why is not None:
            self._pile.flaw(ref, why.removeprefix(f"{self._place.shown(ref)} "))
            return
        self._pile.unchanged.add(ref)
        if ref in self._cursor.renamed:
            self._pile.renamed[ref] = self._cursor.renamed[ref]

    def _buried(self, heard: dict[str, _Heard]) -> frozenset[Key]:
        """From the roster, which is read anew when everything was, and when anything was deleted."""
        deleted = any(
            member.status in (_NOT_FOUND, _GONE) for one in heard.values() for member in one.members.values()
        )
        deleted = deleted or bool(self._etags.keys() - self._pile.there)
        anew = any(one.anew for one in heard.values()) or deleted
        roster = self._roster.read() if anew else self._cursor.buried
        return self._pile.buried(roster)

    # Refusing

    def _refuse_another_place(self, heard: dict[str, _Heard]) -> None:
        """A calendar at another address, with none of our objects in it, is not one whose objects were deleted."""
        for name, one in heard.items():
            before = self._cursor.collections.get(name)
            known = {ref for ref in self._since.etags if ref.startswith(f"{name}/")}
            if before is None or before.url == one.state.url or not known or known & self._pile.there:
                continue
            raise Terminal(
                f"hjul.toml now names {one.state.url}, and none of what hjul made in {before.url} is there; "
                "nothing was taken for deleted. Give the target another name to begin anew in this calendar, "
                "or put the old address back"
            )

    def _refuse_gone(self, answer: Answer, url: str) -> None:
        if answer.status in (_NOT_FOUND, _GONE):
            raise Terminal(
                f"the calendar {url} is not there (any longer); its items are not taken for deleted. "
                "See that it is there and shared with you, or change hjul.toml"
            )

    def _not_allowed(self, url: str) -> NotAllowed:
        return NotAllowed(
            f"{self._connection.host} does not let this user read {url}; have it shared with you"
        )

    def _not_understood(self, url: str) -> Terminal:
        return Terminal(
            f"{urlsplit(url).hostname} did not answer as a calendar server does at {url}; check the address in hjul.toml"
        )


def fetched(connection: Connection, place: Place, refs: list[str]) -> Iterator[tuple[str, Member]]:
    """These objects as they are now, without data where they are not given; one that is gone has the status 404."""
    for collection, url in place.urls.items():
        own = [ref for ref in refs if ref.startswith(f"{collection}/")]
        for start in range(0, len(own), AT_A_TIME):
            wanted = own[start : start + AT_A_TIME]
            body = multiget(place.href(ref) for ref in wanted)
            answer = connection.request("REPORT", url, body, XML)
            members = read_members(answer.tree) if answer.ok else None
            if members is None:
                raise Transient(
                    f"{connection.host} did not give the objects asked for ({answer.status}); try again later"
                )
            got = {f"{collection}/{member.name}": member for member in members.members}
            for ref in wanted:
                yield ref, got.get(ref) or Member(ref.partition("/")[2], _UNSAID, None, None)
