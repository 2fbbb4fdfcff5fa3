"""The adapter contract: what every ecosystem must do, and nothing of how.

An adapter does all the I/O to one ecosystem and decides nothing. It never touches an object that hjul did not make.
Third parties register a factory in the entry-point group ``hjul.adapters``.

The contract in words:

* ``read`` returns everything of ours that changed since ``since`` (or everything, when ``complete``). An object of ours
  that cannot be understood is a ``Flaw``, never an absence. If the service as a whole cannot be read, it raises;
  an error is never an empty answer.
* ``apply`` begins operations in order, the first when its outcome is asked for, and yields exactly one outcome for each,
  in that order. One that ``runs_ahead`` has several under way, but never two of one item. One failing
  operation never stops the others. A ``Create`` whose object is already there by key is not repeated: it fails with
  ``Stale``, and the next read finds it. ``Update`` and ``Delete`` fail with ``Stale`` when the object changed since
  it was read. An update leaves everything that hjul does not own as it was.
* Where it keeps images, the outcome of an ``Update`` that wrote, and of a ``Delete``, has the whole object as it stood
  before; a ``Create`` with such an image makes the object again with all that people and other programs had in it.
* ``mails`` says how many people the service would write to because of an effect: none, unless the plan asks for it. An
  effect writes to nobody else. What needs to be read for it, the last ``read`` has.
* ``as_stored`` says how an item would come back after a write, so that there are no perpetual differences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from mappings.items import Found, Item, Key, Progress, Responsible, Stamp


class ServiceError(Exception):
    """Something went wrong in a service. Its class says what to do next; its text is safe to print."""


class Transient(ServiceError):
    """Try again later; the effect may or may not have happened. ``retry_after`` is in seconds."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Stale(ServiceError):
    """The object changed since it was read: read again and decide again."""


class Terminal(ServiceError):
    """This cannot work as it is: stop with this item (in an outcome) or with this service (when raised)."""


class NotAllowed(ServiceError):
    """A person must sign in again or grant a right."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a service can do. Tests ask for the ability, never for the service."""

    events: bool = True
    tasks: bool = True
    incremental: bool = True  # read() can return less than everything
    keeps_notes: bool = True
    keeps_completion_time: bool = True
    keeps_states: bool = True  # people can say of a task that it is started or cancelled, not only done
    keeps_stamp: bool = True  # objects carry what we last wrote
    keeps_burials: bool = True  # the place itself remembers what was made there, and so what people deleted
    keeps_images: bool = True  # an object that is changed or deleted can be kept whole, and made again
    invites: bool = False  # people can be invited to an event, and written to
    runs_ahead: bool = False  # apply() may have begun the next few effects when it gives the outcome of one


@dataclass(frozen=True, slots=True)
class Since:
    """Where the last reading ended: the adapter's own cursor, and the etag of every object of ours known then."""

    cursor: str | None = None
    etags: Mapping[str, str] = field(default_factory=dict)  # ref -> etag


@dataclass(frozen=True, slots=True)
class Flaw:
    """An object that could not be understood. ``key`` is known when the ref is one that hjul itself would give."""

    ref: str
    why: str
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that people did to an object, that the vocabulary has no field for, and that the board should know.

    ``code`` is that of the finding which tells it, ``text`` what it says there. It is told for as long as it is so.
    """

    key: Key
    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Touch:
    """When something of an item was changed, and by whom, where the place itself says so of this very change.

    ``ref`` is that of an object found, or gone. ``what`` is a field of its item, or ``notes``, or
    how an observation calls it: ``started``, ``percent``, ``reopened``, ``deleted``.
    ``at`` is aware, UTC; ``by`` is a name.
    """

    ref: str
    what: str
    at: datetime | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. With ``complete``, what is not in ``found``, ``unchanged`` or ``flaws`` is not there."""

    found: tuple[Found, ...]
    unchanged: frozenset[str] = frozenset()  # refs whose etag is as in ``Since``
    gone: frozenset[str] = frozenset()  # refs known to be deleted
    flaws: tuple[Flaw, ...] = ()
    remarks: tuple[Remark, ...] = ()
    touches: tuple[Touch, ...] = ()
    buried: frozenset[Key] = frozenset()  # made or buried here by hjul, not taken away by it, and not there
    cursor: str | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Create:
    """Make a new object. The place remembers that hjul made it, where it can remember anything.

    ``image`` is an earlier object of this item's, as an outcome gave it: what people had added comes back from it, and
    the rest is as ``item`` and ``progress`` say. One that means nothing here is passed over. ``notes`` are people's own,
    for where there is no image.
    """

    item: Item
    progress: Progress | None = None
    stamp: Stamp | None = None  # what the plan wanted; as ``item`` when None
    image: str | None = None
    notes: str = ""

    @property
    def key(self) -> Key:
        return self.item.key


@dataclass(frozen=True, slots=True)
class Update:
    """Write the owned fields of ``item`` (and ``progress``, if given) into the object; leave all else as it is.

    ``stamp`` is what the plan wanted: it differs from ``item`` where a person's own date is kept.
    """

    item: Item
    ref: str
    etag: str | None
    progress: Progress | None = None
    stamp: Stamp | None = None

    @property
    def key(self) -> Key:
        return self.item.key


@dataclass(frozen=True, slots=True)
class Delete:
    """Take our own object away, because the plan no longer has it."""

    key: Key
    ref: str
    etag: str | None


@dataclass(frozen=True, slots=True)
class Bury:
    """Leave a mark beside the objects that a person deleted this item, so that a lost ledger does not bring it back.

    Nothing to do where the place remembers by itself that hjul made it.
    """

    key: Key


Effect = Create | Update | Delete | Bury


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one effect went. On success of a write, ``ref`` and ``etag`` are the object's new ones.

    ``image`` is the whole object as it stood before, in the service's own form, where something stood there.
    """

    effect: Effect
    ref: str | None = None
    etag: str | None = None
    error: ServiceError | None = None
    image: str | None = None


class Adapter(Protocol):
    """One service, or one place in it. Methods raise only ``ServiceError``."""

    @property
    def name(self) -> str:
        """The target's name in hjul.toml: stable, printable, without secrets."""

    @property
    def capabilities(self) -> Capabilities: ...

    def read(self, since: Since) -> Reading: ...

    def apply(self, effects: Iterable[Effect]) -> Iterator[Outcome]: ...

    def as_stored(self, item: Item) -> Item: ...

    def mails(self, effect: Effect) -> int: ...


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at in a place. ``code`` names its sentence under ``words.doctor`` in the language files.

    ``about`` fills the sentence; what the service itself said stands there as ``said``. No secret is ever in it. With
    ``warning`` it works, but somebody should know.
    """

    code: str
    ok: bool
    about: Mapping[str, str] = field(default_factory=dict)
    warning: bool = False


@runtime_checkable
class Examined(Protocol):
    """An adapter that can say whether its place can be used. Optional."""

    def examine(self, *, write: bool = False) -> Iterator[Check]:
        """One thing after the other; changes nothing unless ``write``, and then takes away what it wrote."""


@runtime_checkable
class Foresees(Protocol):
    """An adapter that knows beforehand what its place will not take. Optional."""

    def foresee(self, effects: Sequence[Effect]) -> tuple[str, ...]:
        """What of these the place has no room for or does not allow, one sentence each, by what was read last; asks nothing.

        What does not fit is not begun: ``apply`` refuses all of it, and does the rest.
        """


@runtime_checkable
class GivesTasks(Protocol):
    """An adapter whose place has people of its own, to whom tasks are given. Optional."""

    def strangers(self, items: Iterable[Item]) -> tuple[Responsible, ...]:
        """Those responsible for these whom the place does not know, each once, by what was read last; asks nothing.

        Nobody where the place is nobody else's, or where it is not to give tasks to anybody.
        """
