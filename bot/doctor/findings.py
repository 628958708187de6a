"""Findings: what was looked at, whether it is well, and what to do where it is not."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How well something is."""

    OK = "ok"
    WARNING = "warning"
    """It works, and will not for long, or not for everything."""
    FAULT = "fault"
    """It does not work."""
    UNREACHABLE = "no answer"
    """It could not be looked at: what is outside of us does not answer. A fault, too, though perhaps not ours."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of a subject; `mend` says what to do."""

    level: Level
    subject: str
    said: str
    mend: str = ""

    def __str__(self) -> str:
        label = "fault" if self.level is Level.UNREACHABLE else self.level.value
        return f"{label:<8} {self.subject}: {' '.join(filter(None, (self.said, self.mend)))}"


def ok(subject: str, said: str) -> Finding:
    """Say that something is well."""
    return Finding(Level.OK, subject, said)


def warning(subject: str, said: str, mend: str) -> Finding:
    """Say what will not be well for long, or not in all cases."""
    return Finding(Level.WARNING, subject, said, mend)


def fault(subject: str, said: str, mend: str = "") -> Finding:
    """Say what is wrong."""
    return Finding(Level.FAULT, subject, said, mend)


def unreachable(subject: str, said: str, mend: str) -> Finding:
    """Say what does not answer."""
    return Finding(Level.UNREACHABLE, subject, said, mend)


def summary(found: Collection[Finding]) -> str:
    """Say how much was found."""
    levels = [finding.level for finding in found]
    warnings = levels.count(Level.WARNING)
    faults = levels.count(Level.FAULT) + levels.count(Level.UNREACHABLE)
    counted = [_counted(faults, "fault"), _counted(warnings, "warning")]
    return f"{' and '.join(filter(None, counted)).capitalize() or 'All is well'}."


def exit_code(found: Collection[Finding]) -> int:
    """Give 1 where anything of ours is wrong, 3 where only what is outside did not answer, else 0."""
    levels = {finding.level for finding in found}
    if Level.FAULT in levels:
        return 1
    return 3 if Level.UNREACHABLE in levels else 0


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""
