"""Files written whole or not at all, and what a write leaves behind that is killed on its way.

Knows nothing of what is in a file, and removes none but hjul's own unfinished ones.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

TEMPORARY = ".hjul-"
SUFFIX = ".tmp"
_ABANDONED = 3_600_000_000_000  # nanoseconds: whoever began it an hour ago is not writing any more


@contextmanager
def whole_file(path: Path, mode: int = 0o600) -> Iterator[BinaryIO]:
    """A file to write in that takes the place of ``path`` when the block ends, and of nothing when it fails. OSError."""
    sweep(path.parent)
    descriptor, name = tempfile.mkstemp(SUFFIX, TEMPORARY, path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(descriptor)
        temporary.chmod(mode)
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink()


def sweep(folder: Path) -> None:
    """Remove what a write of ours left behind that was killed more than an hour ago."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if is_temporary(entry.name) and _age(entry) > _ABANDONED:
                Path(entry.path).unlink()


def is_temporary(name: str) -> bool:
    """Whether a file of this name is one of ours that is not whole yet."""
    return name.startswith(TEMPORARY) and name.endswith(SUFFIX)


def _age(entry: os.DirEntry[str]) -> int:
    return time.time_ns() - entry.stat(follow_symlinks=False).st_mtime_ns
