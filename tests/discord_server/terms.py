"""Terms: what this Discord insists on. Tests tighten or loosen them; the defaults are Discord's."""

from dataclasses import dataclass

from .sessions import Intent


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
    privileged_intents: Intent = Intent.NONE
    """What is switched on in the developer portal."""
    shards: int = 1
    """What `GET /gateway/bot` recommends."""
    attachment_size: int = 10 * 1024 * 1024
