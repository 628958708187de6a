"""A message as plain data: what is said, not how a front end shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from bot.actions import QuizAction
from bot.learn.map import Image, Map
from bot.teach.actions import GrowAction


@dataclass(frozen=True, slots=True)
class Plain:
    """Text from anywhere; a front end escapes it."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Text that stands out."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Text to type, such as a command."""

    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A pattern of the roadmap by its name; whoever reads it has met the pattern."""

    slug: str
    name: str

    @property
    def text(self) -> str:
        """Give what is read."""
        return self.name


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, shown in the reader's own time where the front end can: how far off, its time of day, or all."""

    at: datetime
    style: Literal["distance", "time", "full"] = "distance"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by name; nobody is pinged."""

    user_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role that is called: the only thing that ever pings, and only in a round that is being posted."""

    role_id: int

    @property
    def text(self) -> str:
        """Give what is read where there are no roles: nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel."""

    channel_id: int

    @property
    def text(self) -> str:
        """Give what is read where channels have no names."""
        return "this chat"


Span: TypeAlias = Plain | Strong | Code | Entry | Moment | Person | Role | Place
Text: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Paragraph:
    """A line of text."""

    text: Text


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Field:
    """A labelled line: "Read first: …"."""

    label: str
    text: Text


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Steps:
    """Numbered lines under a label."""

    label: str
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Points:
    """Lines without an order."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a question; each has its letter, A for the first. Notes, where there are any, stand below each."""

    items: tuple[Text, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """The question that a card answers, in the asker's words."""

    text: str


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Fine:
    """Small print: where it is said, how sure it is."""

    text: Text


@dataclass(frozen=True, slots=True)
class Picture:
    """A map of the roadmap: drawn with its caption below it where there are pictures, elsewhere written out instead.

    Without an image it is not drawn yet, or could not be; then the caption says what it can.
    """

    map: Map
    caption: tuple["Block", ...] = ()
    image: Image | None = None


Block: TypeAlias = Paragraph | Field | Steps | Points | Options | Quote | Fine | Picture


@dataclass(frozen=True, slots=True)
class Choose:
    """Answer the quoted question with this subject after all."""

    slug: str


@dataclass(frozen=True, slots=True)
class ShowPattern:
    """Show a pattern."""

    slug: str


@dataclass(frozen=True, slots=True)
class ShowPrerequisites:
    """Show what a pattern builds on."""

    slug: str


@dataclass(frozen=True, slots=True)
class ShowNext:
    """Show what is read after a pattern."""

    slug: str


@dataclass(frozen=True, slots=True)
class ShowPitfalls:
    """Show what goes wrong with a pattern."""

    slug: str


@dataclass(frozen=True, slots=True)
class ShowGroup:
    """Show a group."""

    slug: str


@dataclass(frozen=True, slots=True)
class Compare:
    """Set two patterns side by side."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class ShowPath:
    """Show the way to a pattern, by needs only or in the full reading order."""

    slug: str
    full: bool = False


@dataclass(frozen=True, slots=True)
class Explain:
    """Say why the quoted question got this subject as its answer."""

    slug: str


RoadmapAction: TypeAlias = (
    Choose | ShowPattern | ShowPrerequisites | ShowNext | ShowPitfalls | ShowGroup | Compare | ShowPath | Explain
)
Action: TypeAlias = RoadmapAction | QuizAction | GrowAction


@dataclass(frozen=True, slots=True)
class Button:
    """An action and the words on it."""

    label: str
    action: Action


@dataclass(frozen=True, slots=True)
class File:
    """Something to keep, under a name that says what it is."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Card:
    """One message. `private` says that only the asker should see it, where the front end can."""

    title: Text
    blocks: tuple[Block, ...] = ()
    buttons: tuple[Button, ...] = ()
    private: bool = False
    files: tuple[File, ...] = ()
    beside: bool = False
    """Whether what it was asked for on must stay in sight: it is said beside that, and never takes its place."""


def plain(text: str) -> Text:
    """Make a text of one plain span."""
    return (Plain(text),)


def spans(card: Card) -> Iterator[Span]:
    """Give every span of a card in reading order."""
    yield from card.title
    yield from _spans(card.blocks)


def _spans(blocks: Sequence[Block]) -> Iterator[Span]:
    for block in blocks:
        match block:
            case Paragraph(text=text) | Field(text=text) | Fine(text=text):
                yield from text
            case Steps(items=items) | Points(items=items):
                for item in items:
                    yield from item
            case Options(items=items, notes=notes):
                for item in (*items, *notes):
                    yield from item
            case Quote(text=quoted):
                yield Plain(quoted)
            case Picture(caption=caption):
                yield from _spans(caption)


def letter(place: int) -> str:
    """Name an option by its place, counted from 0."""
    return chr(ord("A") + place)


def joined(texts: Sequence[Text], between: str) -> Text:
    """Join texts with something plain between them."""
    result: list[Span] = []
    for place, text in enumerate(texts):
        if place:
            result.append(Plain(between))
        result.extend(text)
    return tuple(result)
