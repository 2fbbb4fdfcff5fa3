"""The commands, run as everywhere else: in a folder with a small plan."""

from __future__ import annotations

from tests.sync.conftest import folder, hjul

__all__ = ["folder", "hjul"]
