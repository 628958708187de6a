"""Pacing: how many requests this Discord lets through, and what it says of that in headers and refusals."""

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .asked import Asked
from .records import Message
from .refusals import rate_limited, rounded_up, too_many_old_edits

if TYPE_CHECKING:
    from .terms import Terms

WITH_TOKEN_IN_PATH = ("/interactions/", "/webhooks/")
"""Routes that prove who they are by a token in their path: no Authorization, and no global limit."""

CREATE_MESSAGE = ("POST", "/channels/{channel_id}/messages")
HASH_OF_MESSAGES = "80c17d2f203122d936070c88c8d10f33"
HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a limit after a request."""

    limit: int
    remaining: int
    reset_after: float
    let_through: bool


class Window:
    """So many requests within so many seconds, counted from the first of them, as Discord counts."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit, self._seconds = limit, seconds
        self._taken, self._ends = 0, 0.0

    def take(self, now: float) -> Allowance:
        if now >= self._ends:
            self._taken, self._ends = 0, now + self._seconds
        let_through = self._taken < self._limit
        self._taken += let_through
        return Allowance(self._limit, self._limit - self._taken, self._ends - now, let_through)


class Pacing:
    def __init__(self, terms: "Terms") -> None:
        limits = terms.rate_limits
        self._global = Window(limits.per_second, 1.0) if limits else None
        self._messages: defaultdict[int, Window] | None = None
        if limits:
            self._messages = defaultdict(lambda: Window(limits.messages, limits.messages_within))
        self._old_edits: defaultdict[int, Window] = defaultdict(lambda: Window(terms.old_edits, terms.old_edits_within))

    def admit(self, asked: Asked) -> Mapping[str, str]:
        """Let a request through, or refuse it with 429; gives the headers that tell what is left."""
        if self._global is not None and not asked.route.startswith(WITH_TOKEN_IN_PATH):
            left = self._global.take(time.monotonic())
            if not left.let_through:
                raise rate_limited(left.reset_after, "global", {"X-RateLimit-Global": "true"})
        if self._messages is None or (asked.method, asked.route) != CREATE_MESSAGE:
            return {}
        left = self._messages[asked.id("channel_id")].take(time.monotonic())
        if not left.let_through:
            raise rate_limited(left.reset_after, "user", headers(left))
        return headers(left)

    def admit_edit(self, message: Message, now: float) -> None:
        """Refuse an edit of a message that is an hour old when its channel has seen too many of them."""
        if now - message.sent_at.timestamp() <= HOUR:
            return
        left = self._old_edits[message.channel_id].take(time.monotonic())
        if not left.let_through:
            raise too_many_old_edits(left.reset_after)


def headers(left: Allowance) -> Mapping[str, str]:
    return {
        "X-RateLimit-Limit": str(left.limit),
        "X-RateLimit-Remaining": str(left.remaining),
        "X-RateLimit-Reset": f"{time.time() + left.reset_after:.3f}",
        "X-RateLimit-Reset-After": f"{rounded_up(left.reset_after):.3f}",
        "X-RateLimit-Bucket": HASH_OF_MESSAGES,
    }
