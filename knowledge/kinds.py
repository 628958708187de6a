"""The kinds of question, and how a question sounds once its names are covered."""

from collections.abc import Sequence
from enum import StrEnum

from knowledge.names import Mention

MASKS = ("zzpattern", "zzgroup")
"""Words that stand for any pattern or term, and for any group; no text holds them."""

EDGES = ("zzbegin", "zzend")
"""Words that stand for the beginning and the end: what a name stands next to tells who needs whom."""


class QuestionKind(StrEnum):
    """What a question wants to know."""

    PROBLEM = "problem"
    LOOKUP = "lookup"
    PREREQUISITES = "prerequisites"
    NEEDED_BY = "needed_by"
    NEXT = "next"
    PREVIOUS = "previous"
    SUPPORTS = "supports"
    GROUP = "group"
    COMPARE = "compare"
    PATH = "path"
    PITFALL = "pitfall"
    ABOUT = "about"
    NONE = "none"


def mask(words: Sequence[str], mentions: Sequence[Mention], *, weak: bool = False) -> tuple[str, ...]:
    """Cover the names in `words`, so that all patterns are asked about alike; lone everyday words only if `weak`."""
    masked: list[str] = []
    place = 0
    for mention in mentions:
        if mention.weak and not weak:
            continue
        masked.extend(words[place : mention.start])
        masked.append(MASKS[mention.sort == "group"])
        place = mention.end
    return (EDGES[0], *masked, *words[place:], EDGES[1])
