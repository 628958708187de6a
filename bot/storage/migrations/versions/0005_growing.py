"""What guilds teach, what was not answered, what people think of answers, and what they speak of."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import sqlite

revision = "0005"
down_revision = "0004"

INTEGER = sa.BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
WITHOUT_ROWID = {"sqlite_strict": True, "sqlite_with_rowid": False}


def upgrade() -> None:
    """Make the tables, and the settings that go with them."""
    for name in ("unanswered", "taught"):
        op.add_column("guild", sa.Column(name, INTEGER, nullable=False, server_default=sa.text("0")))
    op.add_column("guild", sa.Column("teacher_role", INTEGER, nullable=True))
    op.add_column("guild", sa.Column("ask_channels", sa.Text, nullable=False, server_default=sa.text("''")))
    for name in ("next_taught", "next_unanswered"):
        op.add_column("guild", sa.Column(name, INTEGER, nullable=False, server_default=sa.text("1")))
    _taught()
    _unanswered()
    _vote()
    _subject()


def _taught() -> None:
    op.create_table(
        "taught",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("number", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("slug", sa.Text, nullable=True),
        sa.Column("text", sa.Text, nullable=True),
        sa.Column("taught_by", INTEGER, nullable=False),
        sa.Column("taught_at", INTEGER, nullable=False),
        sa.Column("confirmed_at", INTEGER, nullable=True),
        sa.Column("removed_at", INTEGER, nullable=True),
        sqlite_strict=True,
    )


def _unanswered() -> None:
    op.create_table(
        "unanswered",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("number", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("user_id", INTEGER, nullable=True),
        sa.Column("asked_at", INTEGER, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("unanswered_of_person", "unanswered", ["user_id", "guild_id"])
    op.create_index("unanswered_old", "unanswered", ["asked_at"])


def _vote() -> None:
    op.create_table(
        "vote",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("message_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("user_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("helpful", INTEGER, nullable=False),
        sa.Column("reason", sa.Text, nullable=True),
        sa.Column("voted_at", INTEGER, nullable=False),
        **WITHOUT_ROWID,
    )
    op.create_index("vote_of_person", "vote", ["user_id", "guild_id"])


def _subject() -> None:
    op.create_table(
        "subject",
        sa.Column("channel_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("user_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("slugs", sa.Text, nullable=False),
        sa.Column("told_at", INTEGER, nullable=False),
        **WITHOUT_ROWID,
    )
