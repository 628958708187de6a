from datetime import UTC, datetime

from bot.doctor.findings import Level
from bot.doctor.zones import examine

NOW = datetime(2026, 11, 10, tzinfo=UTC)


def test_zones_that_are_in_use_are_known() -> None:
    (finding,) = examine({"Europe/Berlin", "UTC"}, NOW)
    assert finding.level is Level.OK
    assert "it knows all 2 zones that are in use" in finding.said


def test_a_zone_that_is_not_in_the_data_is_named() -> None:
    found = list(examine({"Europe/Berlin", "Mars/Olympus", "../etc/passwd"}, NOW))
    assert [one.level for one in found] == [Level.FAULT, Level.FAULT]
    assert '"Mars/Olympus", which is in use. Upgrade the package tzdata.' in str(found[1])


def test_data_of_years_ago_is_told_to_be_old() -> None:
    (finding,) = examine((), NOW.replace(year=NOW.year + 5))
    assert finding.level is Level.WARNING
