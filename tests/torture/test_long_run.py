"""A few syncs in one process; ``make longrun SYNCS=1000`` is for many."""

from __future__ import annotations

import sys

import pytest

from tests.torture.longrun import long_run

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def test_syncs_in_one_process_leave_no_memory_no_file_handle_and_no_thread_behind() -> None:
    found = long_run(25, 1)
    assert found.end.handles == found.warm.handles
    assert found.end.threads == found.warm.threads
    assert found.per_sync < 4_000
