"""Interactions: what a person did and how far the bot has answered it. State and its clock only."""

import time
from dataclasses import dataclass, field
from enum import IntEnum
from secrets import token_urlsafe
from typing import Any

from .bell import Bell
from .records import Message, Payload
from .snowflakes import Snowflakes
from .terms import Terms


class Kind(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Callback(IntEnum):
    """How an interaction can be answered first."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    value: str | int | float


@dataclass(frozen=True, slots=True)
class Modal:
    """A form that the bot opened for a person."""

    interaction_id: int
    user_id: int
    channel_id: int
    message_id: int | None
    custom_id: str
    title: str
    components: tuple[Payload, ...]


@dataclass
class Interaction:
    """One act of one person. It changes while the bot answers; its bell is rung at every change."""

    id: int
    kind: Kind
    token: str
    born: float
    user_id: int
    channel_id: int
    guild_id: int | None
    data: Payload
    message: Message | None = None
    """The message whose component was used, as it was then."""
    answered_by: Callback | None = None
    answered_after: float | None = None
    original_id: int | None = None
    loading: bool = False
    message_ids: list[int] = field(default_factory=list)
    edits: list[Message] = field(default_factory=list)
    choices: tuple[Choice, ...] = ()
    modal: Modal | None = None
    refusals: list[Any] = field(default_factory=list)
    follow_ups: int = 0
    by_user_install: bool = False
    bell: Bell = field(default_factory=Bell)


class Interactions:
    def __init__(self, snowflakes: Snowflakes, terms: Terms) -> None:
        self._snowflakes = snowflakes
        self._terms = terms
        self._by_id: dict[int, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}

    def open(
        self,
        kind: Kind,
        *,
        user_id: int,
        channel_id: int,
        guild_id: int | None,
        data: Payload,
        message: Message | None = None,
        by_user_install: bool = False,
        at: float | None = None,
        bell: Bell | None = None,
    ) -> Interaction:
        """A new act; `at` is the moment that its id tells, now when not given. Many acts may share a bell."""
        interaction = Interaction(
            id=self._snowflakes.next(at),
            kind=kind,
            token=token_urlsafe(96),
            born=time.monotonic(),
            user_id=user_id,
            channel_id=channel_id,
            guild_id=guild_id,
            data=data,
            message=message,
            by_user_install=by_user_install,
            bell=bell or Bell(),
        )
        self._by_id[interaction.id] = interaction
        self._by_token[interaction.token] = interaction
        return interaction

    def find(self, interaction_id: int, token: str) -> Interaction | None:
        interaction = self._by_id.get(interaction_id)
        return interaction if interaction is not None and interaction.token == token else None

    def of_token(self, token: str) -> Interaction | None:
        return self._by_token.get(token)

    def forget(self, interaction: Interaction) -> None:
        """Drop an act that is over; nothing can be said to it any more."""
        self._by_id.pop(interaction.id, None)
        self._by_token.pop(interaction.token, None)

    def is_late(self, interaction: Interaction) -> bool:
        """Whether the time for a first answer is over."""
        return self._age(interaction) > self._terms.answer_within

    def is_stale(self, interaction: Interaction) -> bool:
        """Whether the token has run out."""
        return self._age(interaction) > self._terms.token_life

    def _age(self, interaction: Interaction) -> float:
        return time.monotonic() - interaction.born
