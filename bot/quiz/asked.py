"""A question as it was posted, and how it is kept: a later roadmap changes nothing about it."""

import json
import logging
from typing import Any

from knowledge.bank import Choice, Item, Origin

log = logging.getLogger(__name__)


def written(item: Item) -> str:
    """Write a question as JSON."""
    kept: dict[str, Any] = {name: getattr(item, name) for name in _PLAIN}
    kept["options"] = [[choice.text, choice.why, choice.right] for choice in item.options]
    return json.dumps(kept, ensure_ascii=False)


def read(text: str) -> Item:
    """Read a question back."""
    kept = json.loads(text)
    options = tuple(Choice(said, why, right=right) for said, why, right in kept.pop("options"))
    origin, patterns = Origin(kept.pop("origin")), tuple(kept.pop("patterns"))
    return Item(options=options, origin=origin, patterns=patterns, **kept)


def readable(text: str, guild_id: int, number: int) -> Item | None:
    """Read back what a round asked; None where its row is damaged, which must not hold up all that is read with it."""
    try:
        return read(text)
    except (ValueError, TypeError, KeyError):
        log.exception("the question of round %d of guild %d can't be read", number, guild_id)
        return None


_PLAIN = ("id", "stem", "patterns", "group", "difficulty", "kind", "recall", "origin", "source")
