"""The tables: one set for SQLite and PostgreSQL.

Whatever belongs to a guild has `guild_id` first in its key, so that a distributed engine can place rows by it.
"""

from typing import Any

from sqlalchemy import Column, Index

from bot.storage import growth as _growth  # noqa: F401 - its tables belong to the set
from bot.storage.columns import Flag, Ids, Instant, Integer, LocalDate, Real, Span, Words, Written
from bot.storage.making import column as _column
from bot.storage.making import key as _key
from bot.storage.making import metadata as metadata  # noqa: PLC0414 - whoever wants all tables takes them from here
from bot.storage.making import table as _table


def _terms() -> tuple[Column[Any], ...]:
    """Say what is asked, where, for how long, and who is called: a schedule's terms, and each round's own copy."""
    return (
        _column("channel_id", Integer),
        _column("topics", Words, "''"),
        Column("difficulty", Integer),
        _column("open_for", Span),
        _column("catch_up", Span),
        Column("ping_role", Integer),
        _column("thread", Flag, "0"),
    )


guild = _table(
    "guild",
    _key("guild_id"),
    _column("zone", Written, "'UTC'"),
    Column("channel_id", Integer),
    _column("open_for", Span, str(8 * 3_600_000)),
    _column("catch_up", Span, str(2 * 3_600_000)),
    _column("speed_points", Flag, "0"),
    _column("hidden_board", Flag, "0"),
    Column("retention_days", Integer),
    _column("season", Integer, "0"),
    _column("next_round", Integer, "1"),
    _column("next_schedule", Integer, "1"),
    _column("next_audit", Integer, "1"),
    Column("removed_at", Instant),
    _column("unanswered", Flag, "0"),
    _column("taught", Integer, "0"),
    Column("teacher_role", Integer),
    _column("ask_channels", Ids, "''"),
    _column("next_taught", Integer, "1"),
    _column("next_unanswered", Integer, "1"),
)
"""A guild's settings, its counters, and when it took the bot out. `season` is 0 while none runs; `taught` grows with each
change of what the guild has taught, `unanswered` says whether it wants to see what got no answer."""

season = _table(
    "season",
    _key("guild_id"),
    _key("number"),
    _column("name", Written),
    _column("started_at", Instant),
    Column("ended_at", Instant),
)

schedule = _table(
    "schedule",
    _key("guild_id"),
    _key("number"),
    _column("wall_time", Written),
    _column("days", Integer),
    _column("zone", Written),
    *_terms(),
    _column("created_by", Integer),
    Column("paused", Written),
    Column("removed_at", Instant),
)
"""When and where a guild wants quizzes. `days` is a bit for each weekday, Monday the lowest."""

blackout = _table(
    "blackout",
    _key("guild_id"),
    _key("schedule"),
    _key("first_date", LocalDate),
    _column("last_date", LocalDate),
    rows=False,
)
"""Dates without a quiz, for one schedule or (schedule 0) for all of a guild's."""

round = _table(  # noqa: A001 - the word for it everywhere; nobody rounds numbers in SQL here
    "round",
    _key("guild_id"),
    _key("number"),
    Column("schedule", Integer),
    Column("local_date", LocalDate),
    Column("asked_by", Integer),
    *_terms(),
    _column("state", Written),
    _column("due_at", Instant),
    Column("opened_at", Instant),
    Column("closes_at", Instant),
    Column("closed_at", Instant),
    Column("shown_at", Instant),
    Column("question_id", Written),
    Column("group_slug", Written),
    Column("question", Written),
    Column("options", Integer),
    Column("solution", Integer),
    Column("message_id", Integer),
    Column("told_answers", Integer),
    Column("tally", Written),
    Column("periods", Words),
    Column("speed_points", Flag),
    Column("forgotten_at", Instant),
    Column("reason", Written),
    Column("owner", Written),
    Column("lease_until", Instant),
    Column("first_try", Instant),
    _column("tries", Integer, "0"),
)
"""One question for a channel. `asked_by` is who wants it by hand, until that is done; `question` is what is asked, as it was posted; `shown_at` tells that its channel
has seen its end; `solution` has a bit for each right option; `periods` are the boards on which it counts, and
`speed_points` whether it paid for being fast: both as they were when it closed; `forgotten_at` tells that its answers
were kept long enough. The last four are the claim on it."""

Index("round_of_schedule", round.c.guild_id, round.c.schedule, round.c.local_date, unique=True)
# On PostgreSQL these are partial too, as the migrations make them; to say so here would load its dialect at each start.
Index("round_due", round.c.due_at, sqlite_where=round.c.state == "planned")
Index("round_ending", round.c.closes_at, sqlite_where=round.c.state == "open")
_UNSHOWN = round.c.shown_at.is_(None) & round.c.state.in_(("closed", "void"))
Index("round_counted", round.c.guild_id, round.c.state, round.c.periods)
Index("round_unshown", round.c.closed_at, sqlite_where=_UNSHOWN)

answer = _table(
    "answer",
    _key("guild_id"),
    _key("round"),
    _key("user_id"),
    _column("choice", Integer),
    _column("interaction_id", Integer),
    _column("name", Written),
    Column("correct", Flag),
    Column("points", Integer),
    rows=False,
)
"""A person's choice in a round: a bit for each option, the first the lowest. The interaction's id
tells when it was made; `correct` and `points` come at the close."""

Index("answer_of_person", answer.c.user_id, answer.c.guild_id, answer.c.round)

member = _table(
    "member",
    _key("guild_id"),
    _key("user_id"),
    _column("name", Written),
    _column("hidden", Flag, "0"),
    rows=False,
)
"""A person in a guild: the name they had at their last answer, and whether boards leave it out."""

Index("member_of_person", member.c.user_id, member.c.guild_id)

score = _table(
    "score",
    _key("guild_id"),
    _key("period", Written),
    _key("user_id"),
    _column("points", Integer),
    _column("answered", Integer),
    _column("correct", Integer),
    _column("hidden", Flag, "0"),
    rows=False,
)
"""A person's sums for a week, a month, a season or all time. `hidden` is the member's, so that a page is read off."""

Index("score_order", score.c.guild_id, score.c.period, score.c.hidden, score.c.points.desc(), score.c.user_id)
Index("score_of_person", score.c.user_id, score.c.guild_id, score.c.period)

rung = _table(
    "rung",
    _key("guild_id"),
    _key("period", Written),
    _key("points"),
    _column("people", Integer),
    _column("hidden", Integer),
    rows=False,
)
"""How many people have so many points in a period, and how many of them are hidden: ranks are counted here, for
there are far fewer sums than people."""

streak = _table(
    "streak",
    _key("guild_id"),
    _key("schedule"),
    _key("user_id"),
    _column("current", Integer),
    _column("best", Integer),
    _column("freezes", Integer),
    _column("answered", Integer),
    Column("base", Written),
    rows=False,
)
"""A person's streak on a schedule. `base` is what it was after the last round whose answers are forgotten."""

Index("streak_of_person", streak.c.user_id, streak.c.guild_id, streak.c.schedule)

report = _table(
    "report",
    _key("guild_id"),
    _key("question_id", Written),
    _key("user_id"),
    _column("reason", Written),
    _column("reported_at", Instant),
    Column("settled_at", Instant),
    rows=False,
)
"""What a person says is wrong with a question."""

withdrawal = _table(
    "withdrawal",
    _key("guild_id"),
    _key("question_id", Written),
    _column("reason", Written),
    _column("withdrawn_by", Integer),
    _column("withdrawn_at", Instant),
    rows=False,
)
"""A question that a guild's admins have voided."""

audit = _table(
    "audit",
    _key("guild_id"),
    _key("number"),
    _column("at", Instant),
    _column("user_id", Integer),
    _column("act", Written),
    _column("details", Written),
    rows=False,
)
"""What admins did that changed scores or questions."""

notice = _table(
    "notice",
    _key("guild_id"),
    _key("subject", Written),
    _column("text", Written),
    _column("user_id", Integer),
    _column("raised_at", Instant),
    Column("told_at", Instant),
)
"""Something that admins are told once; a subject that is settled is deleted, and may be raised anew."""

seen = _table("seen", _key("interaction_id"), _column("seen_at", Instant), rows=False)
"""Interactions that a process has taken on, where several get them all."""

allowance = _table("allowance", _key("user_id"), _column("full_at", Instant), rows=False)
"""When a person may ask for as much as anybody again, where several processes count together; gone soon after."""

memory = _table(
    "memory",
    _key("user_id"),
    _key("question_id", Written),
    _column("stability", Real),
    _column("difficulty", Real),
    _column("due_at", Instant),
    _column("reviewed_at", Instant),
    _column("correct", Flag),
    _column("reviews", Integer),
    rows=False,
)
"""What a person remembers of a question, wherever they answered it: what one knows belongs to no guild. `correct` is how
the last answer was. A question that the roadmap does not have is left alone: it may come back."""

sitting = _table(
    "sitting",
    _key("user_id"),
    _column("number", Integer),
    _column("topics", Words, "''"),
    Column("difficulty", Integer),
    _column("questions", Words),
    _column("place", Integer, "0"),
    _column("seen", Integer, "0"),
    _column("chosen", Integer, "0"),
    _column("answered", Integer, "0"),
    _column("correct", Integer, "0"),
    _column("started_at", Instant),
)
"""A person's practice, the last they began. `questions` is what it asks and `place` where it stands, past the last when
it is over; `seen` is the place of what was shown last, and `chosen` has a bit for each option that is picked where several are right."""

reading = _table("reading", _key("user_id"), _key("pattern", Written), _column("read_at", Instant), rows=False)
"""The patterns that a person has marked as read, by their slugs."""

turn = _table("turn", _key("subject", Written), _column("free_at", Instant), rows=False)
"""When something may be done again that all processes together may do only so often: to begin a session at Discord."""
