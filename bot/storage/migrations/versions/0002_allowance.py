"""What people may still ask for, where several processes count together."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import sqlite

revision = "0002"
down_revision = "0001"

INTEGER = sa.BigInteger().with_variant(sqlite.INTEGER(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "allowance",
        sa.Column("user_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("full_at", INTEGER, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
