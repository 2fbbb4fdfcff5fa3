"""Every adapter that keeps the contract. One line each."""

from tests.conformance.bench import Opening
from tests.conformance.folder_bench import FolderBench
from tests.conformance.memory_bench import MemoryBench

ADAPTERS: dict[str, Opening] = {
    "memory": MemoryBench.full,
    "memory that can do little": MemoryBench.plain,
    "folder": FolderBench,
}
