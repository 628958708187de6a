"""What people remember, their practice, and what they have read."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import sqlite

revision = "0003"
down_revision = "0002"

INTEGER = sa.BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
REAL: sa.types.TypeEngine[float] = sa.Double().with_variant(sqlite.REAL(), "sqlite")
WITHOUT_ROWID = {"sqlite_strict": True, "sqlite_with_rowid": False}


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "memory",
        sa.Column("user_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("question_id", sa.Text, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("stability", REAL, nullable=False),
        sa.Column("difficulty", REAL, nullable=False),
        sa.Column("due_at", INTEGER, nullable=False),
        sa.Column("reviewed_at", INTEGER, nullable=False),
        sa.Column("correct", INTEGER, nullable=False),
        sa.Column("reviews", INTEGER, nullable=False),
        **WITHOUT_ROWID,
    )
    op.create_table(
        "sitting",
        sa.Column("user_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("number", INTEGER, nullable=False),
        sa.Column("topics", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("difficulty", INTEGER, nullable=True),
        sa.Column("questions", sa.Text, nullable=False),
        sa.Column("place", INTEGER, nullable=False, server_default=sa.text("0")),
        sa.Column("chosen", INTEGER, nullable=False, server_default=sa.text("0")),
        sa.Column("answered", INTEGER, nullable=False, server_default=sa.text("0")),
        sa.Column("correct", INTEGER, nullable=False, server_default=sa.text("0")),
        sa.Column("started_at", INTEGER, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "reading",
        sa.Column("user_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("pattern", sa.Text, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("read_at", INTEGER, nullable=False),
        **WITHOUT_ROWID,
    )
