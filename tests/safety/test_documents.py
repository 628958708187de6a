"""The documents on privacy and security say what is: each table is told of, and each line of the threats has its tests."""

import re
from pathlib import Path

from bot.floods.limits import Limits
from bot.storage.tables import metadata

ROOT = Path(__file__).parent.parent.parent
PRIVACY = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
THREATS = re.search(r"## Threats\n(.*?)\n## ", SECURITY, re.DOTALL)


def test_every_table_is_told_of() -> None:
    told = set(re.findall(r"`([a-z]+)`", "".join(line for line in PRIVACY.splitlines(True) if line.startswith("|"))))
    assert told == {table.name for table in metadata.sorted_tables}


def test_each_threat_has_tests_that_are_there() -> None:
    assert THREATS is not None
    lines = [line for line in THREATS[1].splitlines() if line.startswith("|")][2:]
    assert len(lines) > 15
    for line in lines:
        *_, tests, _ = line.split("|")
        named = re.findall(r"`(tests/[a-z_/]+\.py)(?:::(\w+))?`", tests)
        assert named, line
        for file, name in named:
            assert re.search(rf"def {name or 'test_'}", (ROOT / file).read_text(encoding="utf-8")), (file, name)


def test_the_limits_that_are_told_are_those_that_hold() -> None:
    for name in Limits.__slots__:
        limit = getattr(Limits(), name)
        assert f"| `{name}` | {limit.burst:,}, and {limit.per_second:g} a second |" in SECURITY
