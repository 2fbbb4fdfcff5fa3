"""Files that other programs read and write at the same time: read with a fingerprint, written whole or not at all.

Never leaves a half-written file or a stray one behind, and never writes over a file that changed since it was read.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from config.whole_file import SUFFIX, TEMPORARY

_SECOND = 1_000_000_000
# A file changed within its file system's tick of a reading may change again and look the same; FAT's is the longest.
_TICK = 2 * _SECOND
# Our own files are dated before any later change can be, in any file system's ticks.
_BACK = 4 * _SECOND
_NO_HARD_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
# No link is followed, and nothing that is no file (a pipe, say) is waited for.
_PLAINLY = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)


MOST_BYTES = 4 * 1024 * 1024
_PIECE = 1024 * 1024
_OVERLAP = 64


class TooLarge(OSError):
    """The file is larger than any item: a picture may be in it, or a whole calendar."""

    def __init__(self, path: Path, status: os.stat_result) -> None:
        megabytes = f"{status.st_size / 1_000_000:.0f} MB"
        said = f"it is {megabytes}, and hjul reads items of at most {MOST_BYTES // 1_000_000} MB"
        super().__init__(errno.EFBIG, said, str(path))
        self.fingerprint = fingerprint(status)


class Changed(Exception):
    """The file is not the one that was read."""


def fingerprint(status: os.stat_result) -> str:
    """What changes whenever the file does, as far as can be seen without reading it."""
    return f"{status.st_mtime_ns}-{status.st_size}-{status.st_ino}"


def read(path: Path) -> tuple[bytes, str]:
    """The content and its etag: the fingerprint, with a digest added when the fingerprint is too fresh to be trusted.

    Such an etag is never equal to a later fingerprint, so the file is read once more (as git does with what it calls
    racily clean). Raises OSError; FileNotFoundError when it is not a plain file (any more), and TooLarge.
    """
    with _opened(path) as file:
        status = os.fstat(file.fileno())
        if status.st_size > MOST_BYTES:
            raise TooLarge(path, status)
        data = file.read(MOST_BYTES)
    mark = fingerprint(status)
    if status.st_mtime_ns > time.time_ns() - _TICK:
        mark = f"{mark}~{_digest(data)}"
    return data, mark


def pieces(path: Path) -> Iterator[bytes]:
    """The content of a file of any size in pieces that overlap, so that no short word falls between two. Raises OSError."""
    with _opened(path) as file:
        last = b""
        while piece := file.read(_PIECE):
            yield last + piece
            last = piece[-_OVERLAP:]


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        descriptor = os.open(path, _PLAINLY)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise FileNotFoundError(errno.ENOENT, "a link", str(path)) from error
        raise
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileNotFoundError(errno.ENOENT, "not a plain file", str(path))
        yield file


def is_same(etag: str, data: bytes, now: str) -> bool:
    """Whether content that was just read (with the etag ``now``) is what ``etag`` was given for."""
    mark, _, digest = etag.partition("~")
    return mark == now.partition("~")[0] and digest in {"", _digest(data)}


def create(path: Path, data: bytes) -> str:
    """Write a new file, and return its etag. FileExistsError when anything is there by that name."""
    temporary, mark = _written(path.parent, data, 0o600)
    try:
        try:
            os.link(temporary, path)
        except OSError as error:
            if error.errno not in _NO_HARD_LINKS:
                raise
            _reserve(path)
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _settle(path.parent)
    return mark


def replace(path: Path, data: bytes, etag: str) -> str:
    """Write the file anew if it still has this etag, and return the new one. Changed when it has not."""
    mode = stat.S_IMODE(path.lstat().st_mode)
    temporary, mark = _written(path.parent, data, mode)
    try:
        _refuse_changed(path, etag)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _settle(path.parent)
    return mark


def append(path: Path, data: bytes) -> None:
    """Add whole lines to a file that is nobody's but ours. A line that a crash left unended is ended first."""
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            data = b"\n" + data
        os.write(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if not size:
        _settle(path.parent)


def remove(path: Path, etag: str) -> None:
    """Remove the file if it still has this etag. Changed when it has not."""
    _refuse_changed(path, etag)
    path.unlink()
    _settle(path.parent)


def _refuse_changed(path: Path, etag: str) -> None:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or fingerprint(status) != etag.partition("~")[0]:
        raise Changed(str(path))


def _written(folder: Path, data: bytes, mode: int) -> tuple[Path, str]:
    """A whole file on the disk under a name that no program looks at, and the etag it will keep."""
    descriptor, name = tempfile.mkstemp(SUFFIX, TEMPORARY, folder)
    with contextlib.ExitStack() as unless_well:
        unless_well.callback(Path(name).unlink)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if mode != 0o600:
                os.fchmod(descriptor, mode)
            now = os.fstat(descriptor).st_mtime_ns  # the file system's own clock
            os.utime(descriptor, ns=(now, now - _BACK))
            os.fsync(descriptor)
            etag = fingerprint(os.fstat(descriptor))
        unless_well.pop_all()
    return Path(name), etag


def _reserve(path: Path) -> None:
    """Take the name, where there are no hard links; a reader may see an empty file for a moment."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _settle(folder: Path) -> None:
    """Make the change of names survive a power cut: a lost name would look like something a person deleted."""
    with contextlib.suppress(OSError):  # some file systems cannot
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
