"""What a channel was answered a moment ago, so that the same question gets a link and not a second card."""

from collections import OrderedDict
from collections.abc import Callable
from typing import TypeAlias

from knowledge.text import tokens

KEPT = 60.0
"""Seconds for which an answer is remembered."""
_MOST = 10_000
_Key: TypeAlias = tuple[int, str, int]


class RecentAnswers:
    """The last answers, by channel, question, and the version of what the guild teaches: a later one answers anew."""

    def __init__(self, now: Callable[[], float], *, kept: float = KEPT) -> None:
        """Take a clock that gives seconds and never runs back, and for how many of them an answer is remembered."""
        self._now = now
        self._kept = kept
        self._answers: OrderedDict[_Key, tuple[float, str]] = OrderedDict()

    def find(self, channel: int, question: str, version: int = 0) -> str | None:
        """Give the link to the answer that `question` got in `channel`, where it is recent."""
        found = self._answers.get(_key(channel, question, version))
        return found[1] if found and self._now() - found[0] < self._kept else None

    def forget(self) -> None:
        """Forget everything, for the same question may have another answer now."""
        self._answers.clear()

    def remember(self, channel: int, question: str, link: str, version: int = 0) -> None:
        """Keep the link to an answer."""
        key = _key(channel, question, version)
        self._answers[key] = (self._now(), link)
        self._answers.move_to_end(key)
        while self._answers and (
            len(self._answers) > _MOST or self._now() - next(iter(self._answers.values()))[0] >= self._kept
        ):
            self._answers.popitem(last=False)


def _key(channel: int, question: str, version: int) -> _Key:
    # One text in the place of many words: there may be thousands of these.
    return channel, " ".join(tokens(question)), version
