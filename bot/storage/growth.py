"""The tables of what the bot learns from its guilds."""

from sqlalchemy import Column, Index

from bot.storage.columns import Flag, Instant, Integer, Words, Written
from bot.storage.making import column, key, table

taught = table(
    "taught",
    key("guild_id"),
    key("number"),
    column("question", Written),
    column("form", Written),
    Column("slug", Written),
    Column("text", Written),
    column("taught_by", Integer),
    column("taught_at", Instant),
    Column("confirmed_at", Instant),
    Column("removed_at", Instant),
)
"""A question that a guild has taught, as it was typed and in its normal form, with the slug of its answer or a text of
the guild's own. It answers once it is confirmed, until it is removed."""

unanswered = table(
    "unanswered",
    key("guild_id"),
    key("number"),
    column("question", Written),
    column("form", Written),
    column("why", Written),
    Column("user_id", Integer),
    column("asked_at", Instant),
)
"""A question that got no answer, or none that helped, where the guild wants to see them. Who asked is forgotten first."""

Index("unanswered_of_person", unanswered.c.user_id, unanswered.c.guild_id)
Index("unanswered_old", unanswered.c.asked_at)

vote = table(
    "vote",
    key("guild_id"),
    key("message_id"),
    key("user_id"),
    key("kind", Written),
    key("slug", Written),
    column("helpful", Flag),
    Column("reason", Written),
    column("voted_at", Instant),
    rows=False,
)
"""Whether an answer helped a person: its kind, and the pattern that it is about, if any. A message may hold several."""

Index("vote_of_person", vote.c.user_id, vote.c.guild_id)

subject = table(
    "subject",
    key("channel_id"),
    key("user_id"),
    column("kind", Written),
    column("slugs", Words),
    column("told_at", Instant),
    rows=False,
)
"""What a person was answered about in a channel, for some minutes; in a thread it is everybody's (`user_id` 0)."""
