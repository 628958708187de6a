"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import sqlite

revision = "0001"
down_revision = None

INTEGER = sa.BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
STRICT = {"sqlite_strict": True}
WITHOUT_ROWID = {"sqlite_strict": True, "sqlite_with_rowid": False}


def upgrade() -> None:
    """Make them."""
    _guild()
    _season()
    _schedule()
    _blackout()
    _round()
    _answer()
    _member()
    _score()
    _rung()
    _streak()
    _report()
    _withdrawal()
    _audit()
    _notice()
    _seen()


def _guild() -> None:
    op.create_table(
        "guild",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("zone", sa.Text, nullable=False, server_default=sa.text("'UTC'")),
        sa.Column("channel_id", INTEGER, nullable=True),
        sa.Column("open_for", INTEGER, nullable=False, server_default=sa.text("28800000")),
        sa.Column("catch_up", INTEGER, nullable=False, server_default=sa.text("7200000")),
        sa.Column("speed_points", INTEGER, nullable=False, server_default=sa.text("0")),
        sa.Column("hidden_board", INTEGER, nullable=False, server_default=sa.text("0")),
        sa.Column("retention_days", INTEGER, nullable=True),
        sa.Column("season", INTEGER, nullable=False, server_default=sa.text("0")),
        sa.Column("next_round", INTEGER, nullable=False, server_default=sa.text("1")),
        sa.Column("next_schedule", INTEGER, nullable=False, server_default=sa.text("1")),
        sa.Column("next_audit", INTEGER, nullable=False, server_default=sa.text("1")),
        sa.Column("removed_at", INTEGER, nullable=True),
        **STRICT,
    )


def _season() -> None:
    op.create_table(
        "season",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("number", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("started_at", INTEGER, nullable=False),
        sa.Column("ended_at", INTEGER, nullable=True),
        **STRICT,
    )


def _schedule() -> None:
    op.create_table(
        "schedule",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("number", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("wall_time", sa.Text, nullable=False),
        sa.Column("days", INTEGER, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("channel_id", INTEGER, nullable=False),
        sa.Column("topics", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("difficulty", INTEGER, nullable=True),
        sa.Column("open_for", INTEGER, nullable=False),
        sa.Column("catch_up", INTEGER, nullable=False),
        sa.Column("ping_role", INTEGER, nullable=True),
        sa.Column("thread", INTEGER, nullable=False, server_default=sa.text("0")),
        sa.Column("created_by", INTEGER, nullable=False),
        sa.Column("paused", sa.Text, nullable=True),
        sa.Column("removed_at", INTEGER, nullable=True),
        **STRICT,
    )


def _blackout() -> None:
    op.create_table(
        "blackout",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("schedule", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("first_date", sa.Text, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("last_date", sa.Text, nullable=False),
        **WITHOUT_ROWID,
    )


def _round() -> None:
    op.create_table(
        "round",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("number", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("schedule", INTEGER, nullable=True),
        sa.Column("local_date", sa.Text, nullable=True),
        sa.Column("asked_by", INTEGER, nullable=True),
        sa.Column("channel_id", INTEGER, nullable=False),
        sa.Column("topics", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("difficulty", INTEGER, nullable=True),
        sa.Column("open_for", INTEGER, nullable=False),
        sa.Column("catch_up", INTEGER, nullable=False),
        sa.Column("ping_role", INTEGER, nullable=True),
        sa.Column("thread", INTEGER, nullable=False, server_default=sa.text("0")),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("due_at", INTEGER, nullable=False),
        sa.Column("opened_at", INTEGER, nullable=True),
        sa.Column("closes_at", INTEGER, nullable=True),
        sa.Column("closed_at", INTEGER, nullable=True),
        sa.Column("shown_at", INTEGER, nullable=True),
        sa.Column("question_id", sa.Text, nullable=True),
        sa.Column("group_slug", sa.Text, nullable=True),
        sa.Column("question", sa.Text, nullable=True),
        sa.Column("options", INTEGER, nullable=True),
        sa.Column("solution", INTEGER, nullable=True),
        sa.Column("message_id", INTEGER, nullable=True),
        sa.Column("told_answers", INTEGER, nullable=True),
        sa.Column("tally", sa.Text, nullable=True),
        sa.Column("periods", sa.Text, nullable=True),
        sa.Column("speed_points", INTEGER, nullable=True),
        sa.Column("forgotten_at", INTEGER, nullable=True),
        sa.Column("reason", sa.Text, nullable=True),
        sa.Column("owner", sa.Text, nullable=True),
        sa.Column("lease_until", INTEGER, nullable=True),
        sa.Column("first_try", INTEGER, nullable=True),
        sa.Column("tries", INTEGER, nullable=False, server_default=sa.text("0")),
        **STRICT,
    )
    _round_indexes()


def _round_indexes() -> None:
    op.create_index("round_counted", "round", ["guild_id", "state", "periods"])
    op.create_index(
        "round_due",
        "round",
        ["due_at"],
        sqlite_where=sa.text("state = 'planned'"),
        postgresql_where=sa.text("state = 'planned'"),
    )
    op.create_index(
        "round_ending",
        "round",
        ["closes_at"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("round_of_schedule", "round", ["guild_id", "schedule", "local_date"], unique=True)
    op.create_index(
        "round_unshown",
        "round",
        ["closed_at"],
        sqlite_where=sa.text("shown_at IS NULL AND state IN ('closed', 'void')"),
        postgresql_where=sa.text("shown_at IS NULL AND state IN ('closed', 'void')"),
    )


def _answer() -> None:
    op.create_table(
        "answer",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("round", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("user_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("choice", INTEGER, nullable=False),
        sa.Column("interaction_id", INTEGER, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("correct", INTEGER, nullable=True),
        sa.Column("points", INTEGER, nullable=True),
        **WITHOUT_ROWID,
    )
    op.create_index("answer_of_person", "answer", ["user_id", "guild_id", "round"])


def _member() -> None:
    op.create_table(
        "member",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("user_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("hidden", INTEGER, nullable=False, server_default=sa.text("0")),
        **WITHOUT_ROWID,
    )
    op.create_index("member_of_person", "member", ["user_id", "guild_id"])


def _score() -> None:
    op.create_table(
        "score",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("period", sa.Text, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("user_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("points", INTEGER, nullable=False),
        sa.Column("answered", INTEGER, nullable=False),
        sa.Column("correct", INTEGER, nullable=False),
        sa.Column("hidden", INTEGER, nullable=False, server_default=sa.text("0")),
        **WITHOUT_ROWID,
    )
    op.create_index("score_order", "score", ["guild_id", "period", "hidden", sa.text("points DESC"), "user_id"])
    op.create_index("score_of_person", "score", ["user_id", "guild_id", "period"])


def _rung() -> None:
    op.create_table(
        "rung",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("period", sa.Text, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("points", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("people", INTEGER, nullable=False),
        sa.Column("hidden", INTEGER, nullable=False),
        **WITHOUT_ROWID,
    )


def _streak() -> None:
    op.create_table(
        "streak",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("schedule", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("user_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("current", INTEGER, nullable=False),
        sa.Column("best", INTEGER, nullable=False),
        sa.Column("freezes", INTEGER, nullable=False),
        sa.Column("answered", INTEGER, nullable=False),
        sa.Column("base", sa.Text, nullable=True),
        **WITHOUT_ROWID,
    )
    op.create_index("streak_of_person", "streak", ["user_id", "guild_id", "schedule"])


def _report() -> None:
    op.create_table(
        "report",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("question_id", sa.Text, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("user_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("reported_at", INTEGER, nullable=False),
        sa.Column("settled_at", INTEGER, nullable=True),
        **WITHOUT_ROWID,
    )


def _withdrawal() -> None:
    op.create_table(
        "withdrawal",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("question_id", sa.Text, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("withdrawn_by", INTEGER, nullable=False),
        sa.Column("withdrawn_at", INTEGER, nullable=False),
        **WITHOUT_ROWID,
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("number", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("at", INTEGER, nullable=False),
        sa.Column("user_id", INTEGER, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        **WITHOUT_ROWID,
    )


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("guild_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("subject", sa.Text, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("user_id", INTEGER, nullable=False),
        sa.Column("raised_at", INTEGER, nullable=False),
        sa.Column("told_at", INTEGER, nullable=True),
        **STRICT,
    )


def _seen() -> None:
    op.create_table(
        "seen",
        sa.Column("interaction_id", INTEGER, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("seen_at", INTEGER, nullable=False),
        **WITHOUT_ROWID,
    )
