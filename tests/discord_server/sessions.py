"""Sessions: what a bot has been told, so that a dropped connection can be taken up where it ended."""

import time
from collections import deque
from collections.abc import Sequence
from enum import IntFlag
from typing import Protocol

from .records import Payload
from .snowflakes import shard_of

KEPT = 5_000
"""Events a session keeps for a RESUME; who missed more has to start anew."""


class Intent(IntFlag):
    NONE = 0
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
KNOWN_INTENTS = (1 << 26) - 1


class Line(Protocol):
    """Where frames go while somebody listens."""

    def put(self, frame: Payload) -> None: ...

    def cut(self) -> None: ...

    def freeze(self) -> None: ...


class Session:
    """One identified client: its shard, its intents and its numbered events."""

    def __init__(self, session_id: str, shard: tuple[int, int], intents: Intent) -> None:
        self.id = session_id
        self.shard = shard
        self.intents = intents
        self.sequence = 0
        self.line: Line | None = None
        self.lost_at: float | None = None
        self._kept: deque[Payload] = deque(maxlen=KEPT)

    @property
    def attached(self) -> bool:
        return self.line is not None

    def covers(self, guild_id: int | None) -> bool:
        """Whether events of a guild, or of no guild, go to this session's shard."""
        number, count = self.shard
        return number == (0 if guild_id is None else shard_of(guild_id, count))

    def wants(self, intent: Intent) -> bool:
        return intent in self.intents

    def tell(self, event: str, data: Payload) -> int:
        """Number an event, keep it, and send it if somebody listens."""
        self.sequence += 1
        frame = {"op": 0, "t": event, "s": self.sequence, "d": data}
        self._kept.append(frame)
        if self.line is not None:
            self.line.put(frame)
        return self.sequence

    def attach(self, line: Line) -> None:
        self.line, self.lost_at = line, None

    def detach(self, line: Line) -> None:
        """The line is gone; a newer one that has taken over stays."""
        if self.line is line:
            self.line, self.lost_at = None, time.monotonic()

    def missed(self, after: int) -> Sequence[Payload] | None:
        """The events since number `after`; None where they are kept no longer or never were."""
        if after > self.sequence:
            return None
        if self._kept and self._kept[0]["s"] > after + 1:
            return None
        return [frame for frame in self._kept if frame["s"] > after]
