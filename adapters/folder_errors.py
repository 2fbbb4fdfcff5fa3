"""What the folder adapter says when the disk refuses: one sentence with what, where, and what to do. Decides nothing."""

from __future__ import annotations

import errno
from pathlib import Path

from adapters.base import Terminal
from config.whole_file import is_temporary

_REMEDIES = {
    errno.ENOSPC: "the disk is full; make room on it and sync again",
    errno.EDQUOT: "your share of the disk is used up; make room and sync again",
    errno.EROFS: "the disk can only be read; choose another folder in hjul.toml, or have it made writable",
    errno.EACCES: "you may not write there; give yourself write permission to the folder and sync again",
    errno.EPERM: "you may not write there; give yourself write permission to the folder and sync again",
    errno.ENOTDIR: "something that is no folder stands in its way; move that, or choose another folder in hjul.toml",
    errno.EEXIST: "something that is no folder stands in its way; move that, or choose another folder in hjul.toml",
    errno.ENAMETOOLONG: "its name is too long; choose a shorter one in hjul.toml",
}


def cannot_write(folder: Path, error: OSError) -> Terminal:
    """For an outcome: the other effects are still tried."""
    where = Path(error.filename or folder)
    if is_temporary(where.name):
        where = where.parent
    return Terminal(f"{where} was not written: {_REMEDIES.get(error.errno or 0, _plain(error))}.")


def cannot_read(path: Path, error: OSError | UnicodeDecodeError) -> Terminal:
    """For a reading: what cannot be read is never taken for empty."""
    return Terminal(f"{path} cannot be read ({_plain(error)}); see to that and run again.")


def _plain(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else "it is not UTF-8 text"
