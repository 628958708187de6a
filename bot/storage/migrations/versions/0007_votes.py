"""Votes on each answer of a message, where one overwrote the other."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

KEY: Final = ["guild_id", "message_id", "user_id", "kind", "slug"]


def upgrade() -> None:
    """Let what an answer is about belong to the key; what was kept stays."""
    if op.get_bind().dialect.name == "sqlite":
        _rebuild()
    else:
        op.drop_constraint("vote_pkey", "vote", type_="primary")
        op.create_primary_key("vote_pkey", "vote", KEY)


def _rebuild() -> None:
    """Make the table anew, and fill it from the old one: SQLite changes no key."""
    op.create_table(
        "new_vote",
        sa.Column("guild_id", sa.INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("message_id", sa.INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("user_id", sa.INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("slug", sa.Text, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("helpful", sa.INTEGER, nullable=False),
        sa.Column("reason", sa.Text, nullable=True),
        sa.Column("voted_at", sa.INTEGER, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    columns = "guild_id, message_id, user_id, kind, slug, helpful, reason, voted_at"
    op.execute(f"INSERT INTO new_vote ({columns}) SELECT {columns} FROM vote")  # noqa: S608 - names that we gave
    op.drop_table("vote")
    op.rename_table("new_vote", "vote")
    op.create_index("vote_of_person", "vote", ["user_id", "guild_id"])
