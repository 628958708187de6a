"""Zone data: how old it is, and whether it knows the zones that are in use."""

import zoneinfo
from collections.abc import Collection, Iterator
from datetime import datetime
from importlib.metadata import version as version_of
from typing import Final

from bot.doctor.findings import Finding, fault, ok, warning

SUBJECT = "zone data"
OLD: Final = 2
"""Years after which it is told to be old: several countries change their clocks' rules in that time."""


def examine(used: Collection[str], now: datetime) -> Iterator[Finding]:
    """Look at the zone data that comes with us, which is what the bot uses."""
    zoneinfo.reset_tzpath(to=())
    version = version_of("tzdata")
    unknown = sorted(name for name in used if not _is_known(name))
    yield from (
        fault(SUBJECT, f'Version {version} does not know "{name}", which is in use.', "Upgrade the package tzdata.")
        for name in unknown
    )
    if now.year - int(version.split(".")[0]) >= OLD:
        said = f"Version {version} is old: clock changes that were decided since are not in it."
        yield warning(SUBJECT, said, "Upgrade the package tzdata.")
    elif not unknown:
        known = f"; it knows all {len(used)} zones that are in use" if len(used) > 1 else ""
        yield ok(SUBJECT, f"Version {version}{known}.")


def _is_known(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
