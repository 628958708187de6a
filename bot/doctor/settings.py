"""The settings, looked at even where some of them are wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.doctor.findings import Finding, fault, ok, warning
from bot.settings import Settings, SettingsError

SUBJECT = "settings"


@dataclass(frozen=True, slots=True)
class Known:
    """The settings that can be used, what was found, and the names of those that are wrong."""

    settings: Settings
    findings: tuple[Finding, ...]
    wrong: frozenset[str]

    def is_wrong(self, *beginnings: str) -> bool:
        """Say whether any setting is wrong whose name begins with one of these."""
        return any(name.startswith(beginnings) for name in self.wrong)


def examine(environ: Mapping[str, str]) -> Known:
    """Read the settings; one that is wrong counts as not set."""
    left = dict(environ)
    faults: list[str] = []
    while True:
        try:
            settings = Settings.from_env(left)
            break
        except SettingsError as error:
            faults += error.faults
            for told in error.faults:
                left.pop(told.partition(":")[0], None)
    found = [fault(SUBJECT, told) for told in faults] or [ok(SUBJECT, "All that are set can be used.")]
    if settings.shard_ids and settings.database_url.startswith("sqlite") and not faults:
        said = "SHARD_IDS gives this process a part of the shards, and DATABASE_URL is a SQLite file."
        found.append(warning(SUBJECT, said, "Name one PostgreSQL database for all processes."))
    return Known(settings, tuple(found), frozenset(told.partition(":")[0] for told in faults))
