"""Who does something: known to every front end, checked by none but the service that is asked."""

import unicodedata
from dataclasses import dataclass
from typing import Final

NOWHERE: Final = 0
"""Stands for the guild where there is none, as in direct messages."""
NAME_SHOWN: Final = 32
"""Characters of a name that are kept and shown: as many as Discord allows."""
NOBODY: Final = "Somebody"
MARKS: Final = 3
"""Marks that may stand on one letter: some languages need two, and more would climb over the lines above."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a guild, as the front end vouches for them at this moment."""

    guild_id: int
    user_id: int
    name: str
    admin: bool = False
    roles: frozenset[int] = frozenset()


def readable(name: str) -> str:
    """Make a name fit for a line among others: short, and without what is not seen or turns the line around."""
    kept: list[str] = []
    marks = 0
    for character in " ".join(unicodedata.normalize("NFC", name).split()):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if category[0] != "C" and marks <= MARKS and not _is_blank(character):
            kept.append(character)
    shown = " ".join("".join(kept).split())
    return (shown if len(shown) <= NAME_SHOWN else f"{shown[: NAME_SHOWN - 1].rstrip()}…") or NOBODY


def _is_blank(character: str) -> bool:
    # Letters by their category, and yet nothing is seen of them: people use them for names that look empty.
    return character in "\u115f\u1160\u3164\uffa0\u2800"
