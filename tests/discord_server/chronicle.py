"""Chronicle: what was ever written, changed, taken back and answered, for tests that check a quiz from outside.

The world holds what there is now; here stands what there was, deleted messages and refused answers included.
"""

from collections import defaultdict
from dataclasses import dataclass

from .interactions import Callback
from .records import Message
from .refusals import Refusal
from .snowflakes import Clock


@dataclass(frozen=True, slots=True)
class Edit:
    """A version of a message that took the place of an older one."""

    at: float
    message: Message


@dataclass(frozen=True, slots=True)
class Deletion:
    at: float
    message: Message
    """As it read at last."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One attempt of a bot to answer an interaction first: a callback, taken or refused."""

    at: float
    interaction_id: int
    callback: Callback | None
    """None where the callback was none that Discord knows."""
    message: Message | None
    """What it wrote or changed; None where it only acknowledged, or was refused."""
    refusal: Refusal | None

    @property
    def taken(self) -> bool:
        return self.refusal is None

    @property
    def text(self) -> str:
        return self.message.text if self.message else ""

    @property
    def private(self) -> bool:
        """Whether only the person who acted can read it."""
        return self.message is not None and self.message.private


class Chronicle:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._created: dict[int, list[Message]] = defaultdict(list)
        self._deletions: dict[int, list[Deletion]] = defaultdict(list)
        self._edits: dict[int, list[Edit]] = defaultdict(list)
        self._answers: dict[int, list[Answer]] = defaultdict(list)

    def created(self, message: Message) -> None:
        self._created[message.channel_id].append(message)

    def edited(self, message: Message) -> None:
        self._edits[message.id].append(Edit(self._clock(), message))

    def deleted(self, message: Message) -> None:
        self._deletions[message.channel_id].append(Deletion(self._clock(), message))

    def answered(
        self, interaction_id: int, callback: object, message: Message | None = None, refusal: Refusal | None = None
    ) -> None:
        kind = Callback(callback) if isinstance(callback, int) and callback in list(Callback) else None
        self._answers[interaction_id].append(Answer(self._clock(), interaction_id, kind, message, refusal))

    def created_in(self, channel_id: int) -> list[Message]:
        return list(self._created.get(channel_id, ()))

    def deletions_in(self, channel_id: int) -> list[Deletion]:
        return list(self._deletions.get(channel_id, ()))

    def edits_of(self, message_id: int) -> list[Edit]:
        return list(self._edits.get(message_id, ()))

    def answers_to(self, interaction_id: int) -> list[Answer]:
        return list(self._answers.get(interaction_id, ()))
