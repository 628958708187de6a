"""When what all processes together may do only so often may be done again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import sqlite

revision = "0004"
down_revision = "0003"

INTEGER = sa.BigInteger().with_variant(sqlite.INTEGER(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "turn",
        sa.Column("subject", sa.Text(), primary_key=True, autoincrement=False, nullable=False),
        sa.Column("free_at", INTEGER, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
