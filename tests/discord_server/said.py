"""Said: the messages of one channel, kept so that its newest ones are found without a look at all the others."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence

from .records import Message


class Said:
    def __init__(self) -> None:
        self._messages: dict[int, Message] = {}
        self._public: list[int] = []
        """Ids of what anyone may read, in order."""

    def put(self, message: Message) -> None:
        if message.id not in self._messages and not message.private:
            insort(self._public, message.id)
        self._messages[message.id] = message

    def remove(self, message_id: int) -> None:
        if self._messages.pop(message_id, None) is None:
            return
        at = bisect_left(self._public, message_id)
        if self._public[at : at + 1] == [message_id]:
            del self._public[at]

    def get(self, message_id: int) -> Message | None:
        return self._messages.get(message_id)

    def all(self) -> list[Message]:
        """Private ones included, oldest first."""
        # A copy made in one step: tests read from another thread than the server writes in.
        return sorted(list(self._messages.values()), key=lambda message: message.id)  # noqa: C414 - that step

    @property
    def newest_id(self) -> int | None:
        return self._public[-1] if self._public else None

    @property
    def public_count(self) -> int:
        return len(self._public)

    def page(self, *, before: int | None, after: int | None, around: int | None, limit: int) -> Sequence[Message]:
        """What anyone may read back, newest first, as Discord pages it."""
        ids = self._public
        if around is not None:
            middle = bisect_left(ids, around)
            begin = max(0, middle - limit // 2) if limit > 1 else middle
            return self._newest_first(begin, begin + limit)
        if after is not None:
            begin = bisect_right(ids, after)
            return self._newest_first(begin, begin + limit)
        end = len(ids) if before is None else bisect_left(ids, before)
        return self._newest_first(max(0, end - limit), end)

    def _newest_first(self, begin: int, end: int) -> Sequence[Message]:
        return [self._messages[message_id] for message_id in reversed(self._public[begin:end])]
