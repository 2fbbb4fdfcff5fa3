"""What time it is: the real time, or noon of the day that a command is replayed as of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Clock:
    """``replayed`` is the day given by --today or HJUL_TODAY, None for the real time."""

    zone: ZoneInfo
    replayed: date | None = None

    def now(self) -> datetime:
        """Now, aware, in UTC, to the second."""
        if self.replayed is not None:
            return datetime.combine(self.replayed, time(12), self.zone).astimezone(UTC)
        return datetime.now(UTC).replace(microsecond=0)

    def today(self) -> date:
        """The day in the plan's time zone."""
        return self.now().astimezone(self.zone).date()
