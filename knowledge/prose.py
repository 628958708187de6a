"""Prose: text of the roadmap in which other entries are named by reference, never by their spelling."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

_REFERENCE = re.compile(r"\{([^{}]*)\}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Reference:
    """A pattern, term or group named in prose; it shows that entry's display name."""

    slug: str


Prose: TypeAlias = tuple[str | Reference, ...]


def parse(text: str) -> Prose:
    """Split `"{saga} needs it"` into its references and the plain text between them.

    Raises ValueError where braces do not hold a slug.
    """
    parts: list[str | Reference] = []
    for position, piece in enumerate(_REFERENCE.split(" ".join(text.split()))):
        if position % 2:
            if not _SLUG.match(piece):
                raise ValueError(f'"{{{piece}}}" names no entry. Write a slug in the braces, or no braces')
            parts.append(Reference(piece))
        elif "{" in piece or "}" in piece:
            raise ValueError("a brace stands alone. Write references as {slug}")
        elif piece:
            parts.append(piece)
    return tuple(parts)


def references(prose: Prose) -> Iterator[str]:
    """Give the slugs that `prose` names, in reading order."""
    return (part.slug for part in prose if isinstance(part, Reference))


def render(prose: Prose, name_of: Callable[[str], str]) -> str:
    """Write `prose` as plain text, each reference as its entry's name."""
    return "".join(part if isinstance(part, str) else name_of(part.slug) for part in prose)
