"""The documents on privacy and security say what is: each table is told of, and each line of the threats has its tests."""

import re
from pathlib import Path

from bot.storage.tables import metadata

ROOT = Path(__file__).parent.parent.parent
PRIVACY = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")


def test_every_table_is_told_of() -> None:
    told = set(re.findall(r"`([a-z]+)`", "".join(line for line in PRIVACY.splitlines(True) if line.startswith("|"))))
    assert told == {table.name for table in metadata.sorted_tables}
