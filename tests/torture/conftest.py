"""The commands as people run them, here too."""

from __future__ import annotations

from tests.sync.conftest import folder, hjul

__all__ = ["folder", "hjul"]
