"""A program that is one version further than the databases it meets."""

import shutil
from pathlib import Path

import pytest

from bot.storage import migrating

STEP = '''"""Colours, for those who want them."""

import sqlalchemy as sa
from alembic import op

revision = "{new}"
down_revision = "{old}"


def upgrade() -> None:
    op.add_column("member", sa.Column("colour", sa.Text, nullable=True))
'''
KNOWS_IT = ("bot.storage.migrating", "bot.commands.migrate", "bot.commands.restore", "bot.doctor.database")


def bring_next_version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make this program need a version more, which adds member.colour; give its name."""
    old, new = migrating.HEAD, f"{int(migrating.HEAD) + 1:04}"
    scripts = folder / "migrations"
    shutil.copytree(migrating.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / f"{new}_colours.py").write_text(STEP.format(old=old, new=new))
    monkeypatch.setattr(migrating, "SCRIPTS", scripts)
    for module in KNOWS_IT:
        monkeypatch.setattr(f"{module}.HEAD", new)
    return new
