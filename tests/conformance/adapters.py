"""Every adapter that keeps the contract. One line each."""

from tests.conformance.bench import Opening
from tests.conformance.caldav_bench import CalDAVBench
from tests.conformance.folder_bench import FolderBench
from tests.conformance.memory_bench import MemoryBench

ADAPTERS: dict[str, Opening] = {
    "memory": MemoryBench.full,
    "memory that can do little": MemoryBench.plain,
    "folder": FolderBench,
    "CalDAV on Radicale": CalDAVBench.on("radicale"),
    "CalDAV on Xandikos": CalDAVBench.on("xandikos", server="xandikos"),
    "CalDAV on Cyrus": CalDAVBench.on("cyrus"),
    "CalDAV in one collection": CalDAVBench.on("radicale", together=True),
}
