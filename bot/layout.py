"""A card as lines of styled pieces: what a terminal shows, and the measure of a card's length."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeAlias

from bot.cards import (
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
    Picture,
    Points,
    Quote,
    Span,
    Steps,
    Strong,
    Text,
    letter,
)
from bot.learn.map_words import map_blocks


class Style(StrEnum):
    """How a piece of a line looks where looks exist."""

    NORMAL = "normal"
    TITLE = "title"
    STRONG = "strong"
    CODE = "code"
    LABEL = "label"
    FINE = "fine"


Piece: TypeAlias = tuple[Style, str]
Line: TypeAlias = tuple[Piece, ...]


def lines(card: Card) -> Iterator[Line]:
    """Give the lines of a card; the question it quotes is left out, for its asker has just typed it."""
    yield tuple((Style.TITLE, text_of(span)) for span in card.title)
    for block in card.blocks:
        yield from _block(block)


def written(card: Card) -> str:
    """Write a card as plain text, one line for each of its lines."""
    return "\n".join("".join(text for _, text in line) for line in lines(card))


def text_of(span: Span) -> str:
    """Give the plain text of a span."""
    match span:
        case Moment(at=at, style=style):
            return f"{at:%H:%M %Z}" if style == "time" else f"{at:%Y-%m-%d %H:%M %Z}"
        case Person(name=name):
            return name
        case _:
            return span.text


def _block(block: Block) -> Iterator[Line]:
    match block:
        case Paragraph(text=text):
            yield _pieces(text)
        case Field(label=label, text=text):
            yield ((Style.LABEL, f"{label}: "), *_pieces(text))
        case Steps(label=label, items=items):
            yield ((Style.LABEL, f"{label}:"),)
            for number, item in enumerate(items, start=1):
                yield ((Style.NORMAL, f"  {number}. "), *_pieces(item))
        case Points(items=items):
            for item in items:
                yield ((Style.NORMAL, "  • "), *_pieces(item))
        case Options(items=items, notes=notes):
            for place, item in enumerate(items):
                yield ((Style.STRONG, f"  {letter(place)}. "), *_pieces(item))
                if notes:
                    yield ((Style.NORMAL, "     "), *_pieces(notes[place]))
        case Fine(text=text):
            yield tuple((Style.FINE, text_of(span)) for span in text)
        case Picture(map=drawn):
            for written_out in map_blocks(drawn):
                yield from _block(written_out)
        case Quote():
            return


def _pieces(text: Text) -> Line:
    return tuple((_style(span), text_of(span)) for span in text)


def _style(span: Span) -> Style:
    match span:
        case Strong() | Entry() | Person():
            return Style.STRONG
        case Code():
            return Style.CODE
        case _:
            return Style.NORMAL
