"""The tally of what people asked of the process, how it went and how long it took; of whom it was, nothing is kept."""

import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import aiohttp
import discord

from bot.actions import Answer
from bot.cards import Action
from bot.clock import Monotonic

BOUNDS: Final = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
"""Seconds; Discord waits three of them."""
_OUTCOME: Final = "outcome"


class Kind(StrEnum):
    """What somebody did."""

    COMMAND = "command"
    MENU = "menu"
    AUTOCOMPLETE = "autocomplete"
    ANSWER = "answer"
    BUTTON = "button"
    FORM = "form"
    MESSAGE = "message"


class Outcome(StrEnum):
    """How it went."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """They were told that they can't do that."""
    FAILED = "failed"
    """Something broke on our side; they were told so, with a reference."""
    UNREACHED = "unreached"
    """They got no answer: it was too late for one, or it did not get through."""
    ELSEWHERE = "elsewhere"
    """Another process answers it."""


class Times:
    """How long something took, each time: how many of them within which bound, and all in all."""

    def __init__(self) -> None:
        self.within = [0] * (len(BOUNDS) + 1)
        self.total = 0.0

    def add(self, seconds: float) -> None:
        """Note one more."""
        self.within[bisect_left(BOUNDS, seconds)] += 1
        self.total += seconds


class Tally:
    """Counts since the start of the process."""

    def __init__(self, now: Monotonic = time.monotonic) -> None:
        """Take what durations are measured with."""
        self.outcomes: Counter[tuple[Kind, Outcome]] = Counter()
        self.times: defaultdict[Kind, Times] = defaultdict(Times)
        self.statuses: Counter[int] = Counter()
        """What requests to Discord were answered with; 0 stands for nothing at all."""
        self._now = now

    def timed(self, interaction: discord.Interaction[Any], kind: Kind) -> "Timed":
        """Count an interaction that the block deals with to its end."""
        return Timed(self, interaction, kind, self._now)

    def add(self, kind: Kind, outcome: Outcome, seconds: float) -> None:
        """Count one."""
        self.outcomes[kind, outcome] += 1
        self.times[kind].add(seconds)

    def heard(self, answer: aiohttp.ClientResponse | None) -> None:
        """Count an answer to a request, those too to what discord.py repeats by itself."""
        self.statuses[0 if answer is None else answer.status] += 1


class Timed:
    """A block that deals with an interaction to its end, and is counted with how long it took."""

    __slots__ = ("_began", "_interaction", "_kind", "_now", "_tally")

    def __init__(self, tally: Tally, interaction: discord.Interaction[Any], kind: Kind, now: Monotonic) -> None:
        self._tally, self._interaction, self._kind, self._now = tally, interaction, kind, now
        self._began = 0.0

    def __enter__(self) -> None:
        self._began = self._now()

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if failed is not None:
            note(self._interaction, Outcome.FAILED)
        self._tally.add(self._kind, _outcome(self._interaction, self._kind), self._now() - self._began)


def kind_of(interaction: discord.Interaction[Any], action: Action | None = None) -> Kind:
    """Say what kind of interaction it is; `action` is what its button says."""
    match interaction.type:
        case discord.InteractionType.component:
            return Kind.ANSWER if isinstance(action, Answer) else Kind.BUTTON
        case discord.InteractionType.modal_submit:
            return Kind.FORM
        case discord.InteractionType.autocomplete:
            return Kind.AUTOCOMPLETE
        case _:
            data: Mapping[str, Any] = interaction.data or {}
            return Kind.COMMAND if data.get("type", 1) == 1 else Kind.MENU


def note(interaction: discord.Interaction[Any], outcome: Outcome) -> None:
    """Note how it went with an interaction; what goes without saying is that it was answered."""
    interaction.extras[_OUTCOME] = outcome


def _outcome(interaction: discord.Interaction[Any], kind: Kind) -> Outcome:
    noted: Outcome | None = interaction.extras.get(_OUTCOME)
    if noted is not None:
        return noted
    if interaction.response.is_done():
        return Outcome.ANSWERED
    # Who types gets no suggestions, where those fail; what else was left unanswered, another process has answered.
    return Outcome.FAILED if kind is Kind.AUTOCOMPLETE else Outcome.ELSEWHERE
