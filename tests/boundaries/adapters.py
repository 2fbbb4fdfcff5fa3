"""Every adapter that is swept. One line each: an empty place, in a folder of its own for what it needs on disk."""

from tests.conformance.bench import Opening
from tests.conformance.folder_bench import FolderBench
from tests.conformance.memory_bench import MemoryBench

ADAPTERS: dict[str, Opening] = {
    "memory": MemoryBench.full,
    "folder": FolderBench,
}
