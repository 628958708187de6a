"""Who does something: known to every front end, checked by none but the service that is asked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a guild, as the front end vouches for them at this moment."""

    guild_id: int
    user_id: int
    name: str
    admin: bool = False
