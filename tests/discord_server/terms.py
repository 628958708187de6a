"""Terms: what this Discord insists on. Tests tighten or loosen them; the defaults are Discord's."""

from dataclasses import dataclass

from .sessions import Intent


@dataclass(frozen=True, slots=True)
class RateLimits:
    """Discord names no numbers but the first; the others are what bots have seen."""

    per_second: int = 50
    """Requests of the bot, all routes together, those of interactions apart."""
    messages: int = 5
    """New messages in a channel, within `messages_within` seconds."""
    messages_within: float = 5.0


@dataclass(frozen=True, slots=True)
class IdentifyPace:
    """How fast sessions may begin: one in each bucket, `shard_id % max_concurrency`, within so many seconds."""

    max_concurrency: int = 1
    within: float = 5.0


@dataclass(frozen=True, slots=True)
class Terms:
    token: str = "MTA.loopback.discord"  # noqa: S105 - opens nothing but this server
    bot_name: str = "Roadmap Bot"
    answer_within: float = 3.0
    """Seconds in which an interaction wants its first answer."""
    token_life: float = 15 * 60.0
    """Seconds in which an interaction's token works."""
    nonce_window: float = 180.0
    """Seconds in which a nonce brings back the message that it made. Discord says "the past few minutes"."""
    heartbeat_interval: float = 41.25
    resume_within: float = 120.0
    """Seconds in which a lost session may be resumed."""
    sends_per_minute: int = 120
    """Frames a connection may send in a minute."""
    identify_pace: IdentifyPace | None = None
    """None lets every session begin at once."""
    privileged_intents: Intent = Intent.NONE
    """What is switched on in the developer portal."""
    shards: int = 1
    """What `GET /gateway/bot` recommends."""
    attachment_size: int = 10 * 1024 * 1024
    rate_limits: RateLimits | None = None
    """None lets everything through, so that a test waits for nothing but what it is about."""
    old_edits: int = 3
    """Edits of messages older than an hour, for each channel within `old_edits_within` seconds."""
    old_edits_within: float = 20.0
