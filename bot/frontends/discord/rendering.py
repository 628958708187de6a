"""Cards as Discord's components (version 2), and what is read back from a message of ours."""

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

import discord
from discord import ui

from bot.cards import (
    Action,
    Block,
    Card,
    Code,
    Entry,
    Field,
    Fine,
    Moment,
    Options,
    Paragraph,
    Person,
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
from bot.frontends.discord.components import action_of, button_for, custom_id

QUOTE_ID = 700
"""The component id of the quoted question in the first card; the next cards count on from it."""
BUTTONS_IN_ROW = 5
LABEL_LIMIT = 80
TEXT_LIMIT = 4000
"""Characters of text that a message may hold in all."""
HEADING_LIMIT = 72
"""Characters up to which a title stands out as a heading; a longer one is a sentence, which would shout on a phone."""
_LEFT_OUT = Fine(plain("There is more than one message can hold. Ask for one thing at a time."))
_MOMENTS: dict[str, Literal["R", "t", "f"]] = {"distance": "R", "time": "t", "full": "f"}
_MARKUP = re.compile(r"[\\*_~`|<>\[\]]|^[^\S\n]*(?:[#+-]|[0-9]+\.)", re.MULTILINE)
"""What Discord would read as more than a sign: the last one of each match."""
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")


def view_of(cards: Sequence[Card]) -> ui.LayoutView:
    """Make the message that shows `cards`, each in a frame of its own; as many as fit, and that there are more."""
    view = _view(cards)
    kept = len(cards) - 1
    while kept and view.content_length() > TEXT_LIMIT:
        last = cards[kept - 1]
        view = _view([*cards[: kept - 1], replace(last, blocks=(*last.blocks, _LEFT_OUT))])
        kept -= 1
    return view


def _view(cards: Sequence[Card]) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    for number, card in enumerate(cards):
        view.add_item(_frame(card, number))
    # Its buttons tell all by their ids: discord.py need not keep the view, nor a timer for it.
    view.stop()
    return view


def line_of(card: Card, number: int = 0) -> ui.LayoutView:
    """Make a message of one short line, with the card's buttons below it."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(_text(card.title)))
    for block in card.blocks:
        if isinstance(block, Quote):
            view.add_item(ui.TextDisplay(_block(block), id=QUOTE_ID + number))
    for row in _rows(card, number):
        view.add_item(row)
    view.stop()
    return view


def files_of(cards: Sequence[Card]) -> list[discord.File]:
    """Give the attachments of cards, which go with their message."""
    return [discord.File(io.BytesIO(file.content), file.name) for card in cards for file in card.files]


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


def _frame(card: Card, number: int) -> ui.Container[ui.LayoutView]:
    frame: ui.Container[ui.LayoutView] = ui.Container()
    title = _text(card.title)
    whole = len(title) > HEADING_LIMIT
    paragraphs: list[str] = [title if whole else f"### {title}"]
    told: Block | None = None

    def flush() -> None:
        if paragraphs:
            frame.add_item(ui.TextDisplay("\n".join(paragraphs)))
            paragraphs.clear()

    if whole:
        flush()
    for block in card.blocks:
        if isinstance(block, Quote):
            flush()
            frame.add_item(ui.TextDisplay(_block(block), id=QUOTE_ID + number))
            continue
        if isinstance(block, Options):
            # With a gap around them, and where they are explained between them: they are what one looks for.
            flush()
            for option in _options(block):
                frame.add_item(ui.TextDisplay(option))
            continue
        if isinstance(block, (Field, Steps, Paragraph)) and told is not None and _labelled(block) != _labelled(told):
            # A gap between what is told and the labelled lines: on a phone they would run together.
            flush()
        paragraphs.append(_block(block))
        told = block
    flush()
    for file in card.files:
        frame.add_item(ui.File(f"attachment://{file.name}"))
    for row in _rows(card, number):
        frame.add_item(row)
    return frame


def _labelled(block: Block) -> bool:
    return isinstance(block, (Field, Steps))


def _rows(card: Card, number: int) -> Iterator[ui.ActionRow[ui.LayoutView]]:
    # Discord refuses two components with one id: of two buttons that do the same, the first is enough.
    buttons = list({custom_id(button.action, number): button for button in reversed(card.buttons)}.values())[::-1]
    for start in range(0, len(buttons), BUTTONS_IN_ROW):
        row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
        for button in buttons[start : start + BUTTONS_IN_ROW]:
            row.add_item(button_for(button.action, number, button.label[:LABEL_LIMIT]))
        yield row


def _block(block: Block) -> str:
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
