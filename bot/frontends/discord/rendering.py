"""Cards as Discord's components (version 2), and what is read back from a message of ours."""

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal
from weakref import ref

import discord

from bot.actions import Answer, Try
from bot.cards import (
    Action,
    Block,
    Button,
    Card,
    Code,
    Entry,
    Field,
    Fine,
    Moment,
    Options,
    Paragraph,
    Person,
    Picture,
    Place,
    Points,
    Quote,
    Role,
    Span,
    Steps,
    Strong,
    Text,
    letter,
    plain,
)
from bot.frontends.discord import layouts
from bot.frontends.discord.components import action_of, button_for, custom_id
from bot.frontends.discord.layouts import Component, Layout
from bot.learn.map import Image

QUOTE_ID = 700
"""The component id of the quoted question in the first card; the next cards count on from it."""
BUTTONS_IN_ROW = 5
LABEL_LIMIT = 80
ESCAPED = 2_000
"""Texts that are remembered without their markup: the roadmap's own come again and again."""
BUTTONS = 1_000
"""Buttons that are remembered as they were written: an answer has many, and most of them go with its pattern."""
TEXT_LIMIT = 4000
"""Characters of text that a message may hold in all."""
HEADING_LIMIT = 72
"""Characters up to which a title stands out as a heading; a longer one is a sentence, which would shout on a phone."""
_MOMENTS: dict[str, Literal["R", "t", "f"]] = {"distance": "R", "time": "t", "full": "f"}
_WRITTEN: dict[int, tuple[ref[Block], str]] = {}
"""Blocks as they were written, by their identities, for as long as their cards live."""
_MARKUP = re.compile(r"[\\*_~`|<>\[\]]|^[^\S\n]*(?:[#+-]|[0-9]+\.)", re.MULTILINE)
"""What Discord would read as more than a sign: the last one of each match."""
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")


def view_of(cards: Sequence[Card], more: str = "") -> Layout:
    """Make the message that shows `cards`, each in a frame of its own; as many as fit, and where there are more, `more`."""
    view = _view(cards)
    kept = len(cards) - 1
    while kept and view.content_length() > TEXT_LIMIT:
        last = cards[kept - 1]
        view = _view([*cards[: kept - 1], replace(last, blocks=(*last.blocks, Fine(plain(more))))])
        kept -= 1
    return view


def _view(cards: Sequence[Card]) -> Layout:
    return Layout([_frame(card, number) for number, card in enumerate(cards)])


def line_of(card: Card, number: int = 0) -> Layout:
    """Make a message of one short line, with the card's buttons below it."""
    quotes = (layouts.text(_block(block), QUOTE_ID + number) for block in card.blocks if isinstance(block, Quote))
    return Layout([layouts.text(_text(card.title)), *quotes, *_rows(card, number)])


def files_of(cards: Sequence[Card]) -> list[discord.File]:
    """Give the attachments of cards, which go with their message."""
    handed = [(file.name, file.content) for card in cards for file in card.files]
    images = [block.image for card in cards for block in card.blocks if isinstance(block, Picture) and block.image]
    # Two cards may show the same picture: it is sent once.
    shown = {image.name: image.png for image in images}
    return [discord.File(io.BytesIO(content), name) for name, content in (*handed, *shown.items())]


@lru_cache(ESCAPED)
def escape(text: str) -> str:
    """Take every meaning that Discord's markup gives to `text` away."""
    return _MARKUP.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text)


def quoted_question(message: discord.Message, custom_id: str) -> str:
    """Give the question quoted in the card to which a button of `message` belongs; empty where there is none."""
    framed = any(isinstance(part, discord.Container) for part in message.components)
    for part in message.components:
        inside = list(_within(part))
        if not framed or any(getattr(item, "custom_id", None) == custom_id for item in inside):
            for item in inside:
                if isinstance(item, discord.TextDisplay) and item.id is not None and 0 <= item.id - QUOTE_ID < 10:  # noqa: PLR2004
                    return _ESCAPED.sub(r"\1", item.content.removeprefix("> "))
    return ""


def actions_in(message: discord.Message) -> Iterator[Action]:
    """Give what the buttons of a message do."""
    for part in message.components:
        for item in _within(part):
            action = action_of(getattr(item, "custom_id", None) or "")
            if action is not None:
                yield action


def _within(part: discord.Component) -> Iterator[discord.Component]:
    yield part
    for child in getattr(part, "children", ()):
        yield from _within(child)


def _frame(card: Card, number: int) -> Component:
    parts: list[Component] = []
    title = _text(card.title)
    whole = len(title) > HEADING_LIMIT
    paragraphs: list[str] = [title if whole else f"### {title}"]
    told: Block | None = None

    def flush() -> None:
        if paragraphs:
            parts.append(layouts.text("\n".join(paragraphs)))
            paragraphs.clear()

    if whole:
        flush()
    for block in _with_captions(card.blocks):
        if isinstance(block, (Quote, Options, Picture)):
            flush()
            parts += _apart(block, number)
            continue
        if isinstance(block, (Field, Steps, Paragraph)) and told is not None and _labelled(block) != _labelled(told):
            # A gap between what is told and the labelled lines: on a phone they would run together.
            flush()
        paragraphs.append(_block(block))
        told = block
    flush()
    parts += (layouts.file(file.name) for file in card.files)
    parts += _rows(card, number)
    return layouts.frame(parts)


def _with_captions(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if not isinstance(block, Picture):
            yield block
            continue
        if block.image:
            yield block
        yield from _with_captions(block.caption)


def _apart(block: Quote | Options | Picture, number: int) -> list[Component]:
    """Write what stands by itself, with a gap around it."""
    match block:
        case Quote():
            return [layouts.text(_write(block), QUOTE_ID + number)]
        case Options():
            # Where they are explained, with a gap between them too: they are what one looks for.
            return list(map(layouts.text, _options(block)))
        case Picture(image=Image(name=name, alt=alt)):
            return [layouts.picture(name, alt)]
        case _:
            return []


def _labelled(block: Block) -> bool:
    return isinstance(block, (Field, Steps))


def _rows(card: Card, number: int) -> Iterator[Component]:
    # Discord refuses two components with one id: of two buttons that do the same, the first is enough.
    unique: dict[str, Component] = {}
    for button in card.buttons:
        identifier, written = _button(button, number)
        unique.setdefault(identifier, written)
    rows = [list(unique.values())]
    if len(unique) > BUTTONS_IN_ROW:
        # Where all do not fit into one row, what answers a question stands apart from the rest.
        lettered = {_button(one, number)[0] for one in card.buttons if isinstance(one.action, (Answer, Try))}
        rows = [[unique[one] for one in unique if (one in lettered) == first] for first in (True, False)]
    for buttons in rows:
        for start in range(0, len(buttons), BUTTONS_IN_ROW):
            yield layouts.row(buttons[start : start + BUTTONS_IN_ROW])


@lru_cache(BUTTONS)
def _button(button: Button, number: int) -> tuple[str, Component]:
    """Write a button, which is not to be changed any more; give its id too."""
    identifier = custom_id(button.action, number)
    return identifier, button_for(button.action, identifier, button.label[:LABEL_LIMIT])


def _block(block: Block) -> str:
    if not isinstance(block, (Paragraph, Field, Steps, Points, Fine)):
        return _write(block)
    # A pattern's card has the same ones each time: as such each is found faster than by what it says.
    place = id(block)
    known = _WRITTEN.get(place)
    if known is not None and known[0]() is block:
        return known[1]
    written = _write(block)
    _WRITTEN[place] = (ref(block, lambda _: _WRITTEN.pop(place, None)), written)
    return written


def _write(block: Block) -> str:
    match block:
        case Paragraph(text=text):
            return _text(text)
        case Field(label=label, text=text):
            # The label is bold already; bold names beside it would drown it.
            return f"**{escape(label)}:** {''.join(_span(span, strong=False) for span in text)}"
        case Steps(label=label, items=items):
            numbered = (f"{place}. {_text(item)}" for place, item in enumerate(items, start=1))
            return "\n".join((f"**{escape(label)}:**", *numbered))
        case Points(items=items):
            return "\n".join(f"- {_text(item)}" for item in items)
        case Options():
            return "\n".join(_options(block))
        case Quote(text=quoted):
            return f"> {escape(quoted)}"
        case Fine(text=text):
            return f"-# {_text(text)}"
        case Picture(caption=caption):
            return "\n".join(map(_block, caption))


def _options(block: Options) -> list[str]:
    lettered = [f"**{letter(place)}.** {_text(item)}" for place, item in enumerate(block.items)]
    if not block.notes:
        return ["\n".join(lettered)]
    return [f"{option}\n{_text(note)}" for option, note in zip(lettered, block.notes, strict=True)]


def _text(text: Text) -> str:
    return "".join(map(_span, text))


def _span(span: Span, *, strong: bool = True) -> str:
    match span:
        case Person(name=text):
            name = _isolated(escape(text))
            return f"**{name}**" if strong else name
        case Strong(text=text) | Entry(name=text) if not strong:
            return escape(text)
        case Strong(text=text) | Entry(name=text):
            return f"**{escape(text)}**"
        case Code(text=text):
            return f"`{text.replace('`', 'ˋ')}`"
        case Moment(at=at, style=style):
            return discord.utils.format_dt(at, _MOMENTS[style])
        case Role(role_id=role_id):
            return f"<@&{role_id}>"
        case Place(channel_id=channel_id):
            return f"<#{channel_id}>"
        case _:
            return escape(span.text)


def _isolated(name: str) -> str:
    """Keep a name that is written from right to left from turning the line around: the numbers after it stay there."""
    turned = any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in name)
    return f"\u2068{name}\u2069" if turned else name
