"""Texts of a language as spans: names, moments and the like in their slots."""

from bot.cards import Plain, Span, Text
from knowledge.texts import Texts


def filled(say: Texts, name: str, /, **values: Text | str) -> Text:
    """Give a text by its name, with spans in its slots."""
    spans: list[Span] = []
    for part in say.parts(name, **values):
        if isinstance(part, str):
            spans += [Plain(part)] if part else []
        else:
            spans += part
    return tuple(spans)
