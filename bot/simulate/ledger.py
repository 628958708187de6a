"""The ledger: what happened, as it could be seen from outside. It never looks at the bot's tables."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.quiz.round import Key
from bot.simulate.calendar import Plan, Slot
from bot.simulate.moments import Moment
from bot.simulate.place import Place
from bot.simulate.presses import Presses

ENOUGH: Final = timedelta(minutes=2)
"""Who runs for so long, and can reach the place, must have posted what is due."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another."""

    first: datetime
    last: datetime

    def within(self, other: "Span") -> "Span | None":
        """Give what two spans have in common, if anything."""
        both = Span(max(self.first, other.first), min(self.last, other.last))
        return both if both.first < both.last else None

    @property
    def length(self) -> timedelta:
        """Give how long it lasts."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Crash:
    """A process died: when, in which moment, for how long it was away, and whether no other ran."""

    at: datetime
    moment: Moment
    away: timedelta
    alone: bool


@dataclass
class Ledger:
    """What was seen while one part was played."""

    place: Place
    presses: Presses = field(default_factory=Presses)
    crashes: list[Crash] = field(default_factory=list)
    outages: list[Span] = field(default_factory=list)
    notes: list[tuple[datetime, str]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    lost_presses: int = 0
    resumed: dict[int, list[datetime]] = field(default_factory=dict)
    stopped_at: datetime | None = None
    _runs: list[Span] = field(default_factory=list)
    _running_since: datetime | None = None

    def note(self, at: datetime, text: str) -> None:
        """Keep a line for whoever reads how it went."""
        self.notes.append((at, text))

    def runs(self, at: datetime, *, any_process: bool) -> None:
        """Note whether a process of the bot is running from now on."""
        if any_process and self._running_since is None:
            self._running_since = at
        if not any_process and self._running_since is not None:
            self._runs.append(Span(self._running_since, at))
            self._running_since = None

    def resume(self, plan: Plan, at: datetime) -> None:
        """Note that an admin let a schedule run again."""
        self.resumed.setdefault(plan.channel_id, []).append(at)

    def wanted(self, slot: Slot) -> bool:
        """Tell whether a slot has to have its round: not after the end, nor while a refused round pauses its schedule."""
        if self.stopped_at is not None and slot.due > self.stopped_at:
            return False
        resumed = self.resumed.get(slot.plan.channel_id, [])
        return all(
            channel_id != slot.plan.channel_id or slot.due <= due or any(due < back < slot.due for back in resumed)
            for key, (due, channel_id) in self.place.refused.items()
            if not self.answered(key)
        )

    def answered(self, key: Key) -> bool:
        """Tell whether anybody is sure to have an answer in a round."""
        return any(0 not in self.presses.choices(key, user) for user in self.presses.people(key))

    def ran(self, slot: Slot) -> list[Span]:
        """Give the times in which a process ran while a slot's round could be posted."""
        window = Span(slot.due, slot.due + slot.plan.window)
        return [both for run in self._runs if (both := run.within(window))]

    def chances(self, slot: Slot) -> list[Span]:
        """Give those of them in which the place could be reached, too."""
        up = self.ran(slot)
        for outage in self.outages:
            up = [part for one in up for part in _without(one, outage)]
        return up


def _without(one: Span, cut: Span) -> list[Span]:
    parts = (Span(one.first, min(one.last, cut.first)), Span(max(one.first, cut.last), one.last))
    return [part for part in parts if part.first < part.last]
