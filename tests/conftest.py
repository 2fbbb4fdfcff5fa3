"""What holds for every test."""

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def google_is_used_as_described() -> Iterator[None]:
    """A test in which the local Google server was asked for what Google does not describe has failed."""
    yield
    module = sys.modules.get("tests.servers.google.server")
    misuses = [misuse for server in (module.SERVERS if module else ()) for misuse in server.misuses]
    for server in module.SERVERS if module else ():
        server.misuses.clear()
    assert misuses == []


@pytest.fixture(autouse=True)
def todoist_is_used_as_documented() -> Iterator[None]:
    """A test in which the local Todoist was asked for what Todoist has no word for has failed."""
    yield
    module = sys.modules.get("tests.servers.todoist.server")
    assert [one for server in (module.RUNNING if module else ()) for one in server.misuses()] == []
