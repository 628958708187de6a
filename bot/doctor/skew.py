"""Skew: by how much our clock differs from Discord's, as far as the dates of its answers tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.clock import AGREEING
from bot.doctor.findings import Finding, ok, unreachable, warning

SUBJECT = "clock"
NOTABLE: Final = timedelta(seconds=1)
_SECOND: Final = timedelta(seconds=1)
"""Dates of answers are cut off to whole seconds."""
_MEND: Final = "Have the machine's clock set by NTP, for example with: timedatectl set-ntp true"


@dataclass(frozen=True, slots=True)
class Sighting:
    """An answer: when it was asked for and when it came by our clock, and which date it bears."""

    asked: datetime
    came: datetime
    date: datetime


@dataclass(frozen=True, slots=True)
class Skew:
    """Our clock is ahead of the other by as much as this, at least and at most; behind where it is negative."""

    least: timedelta
    most: timedelta

    @property
    def sure(self) -> timedelta:
        """How far the clocks are apart for certain, without a sign."""
        return max(self.least, -self.most, timedelta())


def skew_of(sightings: Sequence[Sighting]) -> Skew | None:
    """Narrow the skew down by all answers, each made between the question and its coming; None where they disagree."""
    least = max(seen.asked - seen.date - _SECOND for seen in sightings)
    most = min(seen.came - seen.date for seen in sightings)
    if least <= most:
        return Skew(least, most)
    # Discord's own machines may differ by a little; more means that our clock was set meanwhile.
    return Skew(most, least) if least - most < NOTABLE else None


def examine(sightings: Sequence[Sighting]) -> Finding:
    """Say whether the clocks agree; where they do not, the bot itself goes by Discord's."""
    if not sightings:
        return unreachable(SUBJECT, "Discord gave no date to compare it with.", "Run me again once Discord answers.")
    skew = skew_of(sightings)
    if skew is None:
        return warning(SUBJECT, "It was set while I compared it with Discord's.", "Run me again.")
    sure = skew.sure.total_seconds()
    where = "ahead of" if skew.least > timedelta() else "behind"
    said = f"It is at least {sure:.1f} s {where} Discord's"
    if skew.sure > AGREEING:
        goes = "Quizzes on Discord go by Discord's time; the log, backups and the terminal go by this clock."
        return warning(SUBJECT, f"{said}. {goes}", _MEND)
    if skew.sure >= NOTABLE:
        return warning(SUBJECT, f"{said}: quizzes open and close at the wrong time by as much.", _MEND)
    within = max(abs(skew.least), abs(skew.most)).total_seconds()
    return ok(SUBJECT, f"It agrees with Discord's within {within:.1f} s.")
