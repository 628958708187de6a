"""How derived questions are put: sentences from the roadmap's labels and lines, and the words that tell."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias
from zlib import crc32

from knowledge import languages
from knowledge.model import Roadmap
from knowledge.text import tokens

Telling: TypeAlias = Callable[[str], frozenset[str]]

_STOP = re.compile(r"(?<!\b\w)\. ")
"""A full stop within a text, but none behind a lone letter."""
ENDS = (".", "!", "?", "…", ".”", "!”", "?”")


def telling_in(roadmap: Roadmap) -> Telling:
    """Give what finds the stems of the words that carry a text's meaning, in the roadmap's language."""
    small, stem = languages.vocabulary(roadmap).small, languages.stem_of(roadmap)
    return lambda text: frozenset(stem(word) for word in tokens(text) if word not in small and len(word) > 1)


def sentence(text: str) -> str:
    """Begin a text with a capital letter and end it with a full stop."""
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}" if text.endswith(ENDS) else f"{text[:1].upper()}{text[1:]}."


def lowered(text: str) -> str:
    """Put a text into the middle of a sentence; abbreviations and names of several capitals keep them."""
    first = text.split(" ", 1)[0]
    plain = first[1:].islower() or first in ("A", "I")
    return f"{text[:1].lower()}{text[1:]}" if plain and first != "I" else text


def bare(text: str) -> str:
    """Drop the full stop at the end."""
    return text.strip().removesuffix(".")


def first_sentence(text: str) -> str:
    """Give what stands before the first full stop; that of an abbreviation ("e.g. in a test", "z. B. Dateien") is none."""
    ends = (stop.start() for stop in _STOP.finditer(text) if not text[stop.end() :][:1].islower())
    return f"{text[: next(ends, len(text))].removesuffix('.')}."


def series(names: Sequence[str], last: str) -> str:
    """Write names as a series, with `last` before the last of them."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}{last}{names[-1]}"


def turn(seed: str, ways: Sequence[str]) -> str:
    """Choose one of several ways to put it: always the same for one question."""
    return ways[crc32(seed.encode()) % len(ways)]


def shuffled(values: Iterable[str], seed: str) -> list[str]:
    """Order slugs by chance; a slug that is added moves no other."""
    return sorted(values, key=lambda value: crc32(f"{seed}/{value}".encode()))
