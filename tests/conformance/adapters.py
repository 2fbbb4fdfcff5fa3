"""Every adapter that keeps the contract. A line here joins it to this suite and, where it says how often, to tests/boundaries."""

from dataclasses import dataclass

from tests.conformance.bench import Opening
from tests.conformance.caldav_bench import CalDAVBench
from tests.conformance.folder_bench import FolderBench
from tests.conformance.google_bench import GoogleBench, live
from tests.conformance.google_tasks_bench import GoogleTasksBench, live_tasks
from tests.conformance.memory_bench import MemoryBench
from tests.conformance.todoist_bench import TodoistBench, rehearsed
from tests.conformance.todoist_bench import live as live_todoist


@dataclass(frozen=True, slots=True)
class Joined:
    """``open`` makes an empty place each time; what is needed only once, such as a server, it starts when first called.

    In an ordinary test run, a sweep of ``tests/boundaries`` breaks each of ``every`` so many calls, from a random one on,
    and one at the least; 1 is all of them. None where an ability is lacking that the sweep asks for.
    """

    open: Opening
    every: int | None = None


ADAPTERS: dict[str, Joined] = {
    "memory": Joined(MemoryBench.full, every=1),
    "memory that can do little": Joined(MemoryBench.plain),
    "memory of events alone": Joined(MemoryBench.events),
    "memory of tasks alone": Joined(MemoryBench.tasks, every=30),
    "folder": Joined(FolderBench, every=30),
    "CalDAV on Radicale": Joined(CalDAVBench.on("radicale"), every=300),
    "CalDAV on Xandikos": Joined(CalDAVBench.on("xandikos", server="xandikos")),
    "CalDAV on Cyrus": Joined(CalDAVBench.on("cyrus"), every=300),
    "CalDAV in one collection": Joined(CalDAVBench.on("radicale", together=True)),
    "Todoist": Joined(TodoistBench.local, every=40),
    "Todoist as on a real account": Joined(rehearsed),
    "Google Calendar": Joined(GoogleBench.local, every=60),
    "Google Tasks": Joined(GoogleTasksBench.local, every=120),
    **{name: Joined(opening) for name, opening in (live() | live_tasks() | live_todoist()).items()},
}
