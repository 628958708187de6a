"""What a start has to tell while nothing else can be shown: what it waits for, and what it goes on without."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Learning:
    """The roadmap is learned: once, and again when it changes."""

    with_sentence_model: bool


@dataclass(frozen=True, slots=True)
class Fetching:
    """A sentence model's weights are fetched: once."""

    title: str
    megabytes: int


@dataclass(frozen=True, slots=True)
class Without:
    """A sentence model was to be used and is not to be had."""

    reason: str
    """What is wrong, where, and what to do."""


Announcement: TypeAlias = Learning | Fetching | Without


def said(announcement: Announcement) -> str:
    """Put it into a sentence or two."""
    match announcement:
        case Learning(with_sentence_model=False):
            return "Reading the roadmap for the first time. This takes some seconds, once …"
        case Learning():
            return "Reading the roadmap for the first time. With a sentence model this takes up to a minute, once …"
        case Fetching(title=title, megabytes=megabytes):
            return f"Fetching the sentence model {title}, {megabytes} MB, once …"
        case Without(reason=reason):
            return f"{reason} Until then I answer by words alone."
