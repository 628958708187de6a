"""Log: everything said between the bot and this Discord, in order, with its time."""

import json
import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, TypeVar

from .asked import Asked
from .bell import Bell
from .chronicle import Answer, Chronicle, Deletion, Edit
from .records import Channel, Message, Payload
from .snowflakes import Clock

MUTE = "DISCORD_OPENAPI names no file: bodies are not held against Discord's own description of its API."


@dataclass(frozen=True, slots=True)
class Requested:
    """A request of the bot and what it was answered."""

    at: float
    method: str
    path: str
    route: str
    body: Any
    files: tuple[str, ...]
    status: int
    raw: bytes

    @property
    def answer(self) -> Any:
        """What was answered, None where that has no body."""
        return json.loads(self.raw) if self.raw else None


@dataclass(frozen=True, slots=True)
class Sent:
    """An event that went to a session; `number` is its place in that session."""

    at: float
    session: str
    event: str
    number: int
    data: Payload


@dataclass(frozen=True, slots=True)
class Received:
    """A frame that came from a connection: heartbeat, identify, resume and the like."""

    at: float
    op: int
    data: Any


@dataclass(frozen=True, slots=True)
class Closed:
    """A connection's end. The code is the one that we saw or gave; None for a line that was cut."""

    at: float
    session: str | None
    code: int | None
    by_us: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that Discord's description of its API does not allow, or that is not built here."""

    at: float
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Note:
    at: float
    text: str


Entry: TypeAlias = Requested | Sent | Received | Closed | Fault | Note
E = TypeVar("E", bound=Entry)


class Act(Protocol):
    """What somebody did: an exchange, or a click of a storm."""

    @property
    def interaction_id(self) -> int: ...


IDENTIFY, RESUME, HEARTBEAT = 2, 6, 1


class Log:
    """Grows by one entry at a time; its bell is rung for each."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.bell = Bell()
        self.chronicle = Chronicle(clock)
        self.entries: list[Entry] = []
        self._filed: dict[type, list[Any]] = defaultdict(list)
        self._newest_filed: Entry | None = None
        self._filed_count = 0
        self._filing = threading.Lock()

    def requested(self, asked: Asked, status: int, raw: bytes) -> None:
        names = tuple(upload.filename for upload in asked.files.values())
        self._add(Requested(self._clock(), asked.method, asked.path, asked.route, asked.body, names, status, raw))

    def sent(self, session: str, event: str, number: int, data: Payload) -> None:
        self._add(Sent(self._clock(), session, event, number, data))

    def received(self, op: int, data: Any) -> None:
        self._add(Received(self._clock(), op, data))

    def closed(self, session: str | None, code: int | None, *, by_us: bool) -> None:
        self._add(Closed(self._clock(), session, code, by_us))

    def fault(self, where: str, what: str) -> None:
        self._add(Fault(self._clock(), where, what))

    def note(self, text: str) -> None:
        self._add(Note(self._clock(), text))

    def forget(self) -> None:
        """Drop all but what went wrong: whoever sends for minutes would fill the memory."""
        self.entries[:] = [entry for entry in self.entries if isinstance(entry, Fault)]
        self.chronicle = Chronicle(self._clock)

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.bell.ring()

    def _of(self, kind: type[E]) -> Sequence[E]:
        """The entries of one kind. They are filed when asked for: conditions that tests wait for ask often."""
        with self._filing:
            count, entries = self._filed_count, self.entries
            # Tests clear the list of entries to begin anew.
            if count > len(entries) or (count and entries[count - 1] is not self._newest_filed):
                self._filed.clear()
                count = 0
            for entry in entries[count:]:
                self._filed[type(entry)].append(entry)
                self._newest_filed = entry
                count += 1
            self._filed_count = count
            return list(self._filed[kind])

    @property
    def faults(self) -> list[Fault]:
        return list(self._of(Fault))

    @property
    def refusals(self) -> list[Requested]:
        """Requests that were answered with an error."""
        return [request for request in self._of(Requested) if request.status >= 400]

    def answered(self, status: int) -> list[Requested]:
        """Requests that were answered with that status: how often it was 429, for one."""
        return [request for request in self._of(Requested) if request.status == status]

    def requests(self, method: str | None = None, route: str | None = None) -> list[Requested]:
        """Requests in order; `route` is a template such as `/channels/{channel_id}/messages`."""
        return [
            request
            for request in self._of(Requested)
            if method in (None, request.method) and route in (None, request.route)
        ]

    @property
    def syncs(self) -> list[Requested]:
        """Overwrites of the command list, global or of a guild."""
        return [request for request in self.requests("PUT") if request.route.endswith("/commands")]

    @property
    def identifies(self) -> list[Received]:
        return [frame for frame in self._of(Received) if frame.op == IDENTIFY]

    @property
    def resumes(self) -> list[Received]:
        return [frame for frame in self._of(Received) if frame.op == RESUME]

    @property
    def closes(self) -> list[Closed]:
        return list(self._of(Closed))

    def events(self, name: str | None = None) -> list[Sent]:
        return [event for event in self._of(Sent) if name in (None, event.event)]

    # What a quiz left behind

    def created(self, channel: Channel) -> list[Message]:
        """Every message that was ever written there, as it first read; deleted and private ones too."""
        return self.chronicle.created_in(channel.id)

    def deletions(self, channel: Channel) -> list[Deletion]:
        return self.chronicle.deletions_in(channel.id)

    def edits(self, message: Message) -> list[Edit]:
        """Every later version of a message, with the time of its making."""
        return self.chronicle.edits_of(message.id)

    def answers_to(self, interaction: Act | int) -> list[Answer]:
        """Every callback that was tried, in order: taken by one, refused to the others."""
        return self.chronicle.answers_to(interaction if isinstance(interaction, int) else interaction.interaction_id)

    def text(self, last: int | None = None) -> str:
        """The end of the log as lines, for a person who reads why a test failed."""
        entries = self.entries if last is None else self.entries[-last:]
        return "\n".join(line(entry) for entry in entries)


def line(entry: Entry) -> str:
    match entry:
        case Requested(method=method, path=path, status=status, body=body, raw=raw):
            refused = f" -> {raw.decode()}" if status >= 400 else ""
            return f"{method} {path} {status} {_short(body)}{refused}"
        case Sent(event=event, number=number, session=session):
            return f"> {event} #{number} to {session}"
        case Received(op=op):
            return f"< op {op}"
        case Closed(code=code, by_us=by_us):
            return f"closed {code} by {'us' if by_us else 'the bot'}"
        case Fault(where=where, what=what):
            return f"FAULT {where}: {what}"
        case Note(text=text):
            return text


def _short(value: object, width: int = 160) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= width else text[: width - 1] + "…"
