"""How answers are put: prose and names as spans, and cards that fit a phone screen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.cards import (
    Block,
    Button,
    Card,
    Entry,
    Field,
    Fine,
    Paragraph,
    Plain,
    Points,
    Steps,
    Strong,
    Text,
    joined,
)
from bot.filling import filled
from bot.layout import written
from knowledge.languages import texts
from knowledge.model import Group, Pattern, Roadmap, Term
from knowledge.prose import Prose

MORE = 3
LONGEST = 900
"""Characters an answer may have: it fits a phone screen, and more is one button away."""


def said(roadmap: Roadmap, name: str, /, **values: object) -> str:
    """Give a text by its name, with values in its slots."""
    return texts(roadmap)(name, **values)


def extent(roadmap: Roadmap) -> Mapping[str, str]:
    """Give how much there is of a roadmap, for the texts that say so."""
    say = texts(roadmap)
    return {"count": say.number(len(roadmap.patterns)), "groups": say.count("groups", len(roadmap.groups))}


def worded(roadmap: Roadmap, name: str, /, **values: Text | str) -> Text:
    """Give a text by its name as spans, with names of entries and the like in its slots."""
    return filled(texts(roadmap), name, **values)


def engine_name(roadmap: Roadmap, sentence_model: str | None) -> str:
    """Say what finds the subject of a question."""
    if sentence_model:
        return said(roadmap, "words-and-sentences", name=sentence_model)
    return said(roadmap, "words-alone")


def named(entry: Pattern | Term | Group) -> Text:
    """Name an entry."""
    return (Entry(entry.slug, entry.name),) if isinstance(entry, Pattern) else (Strong(entry.name),)


def names(entries: Sequence[Pattern | Term | Group], between: str = ", ") -> Text:
    """Name several entries."""
    return joined([named(entry) for entry in entries], between)


def some_names(roadmap: Roadmap, entries: Sequence[Pattern | Term | Group], most: int, between: str = ", ") -> Text:
    """Name so many entries at most, and say how many more there are."""
    if len(entries) <= most:
        return names(entries, between)
    return (*names(entries[:most], between), Plain(between), *worded(roadmap, "more", count=f"{len(entries) - most}"))


def prose(roadmap: Roadmap, words: Prose) -> Text:
    """Put prose into spans: each reference becomes a name."""
    spans: list[Plain | Strong | Entry] = []
    for part in words:
        if isinstance(part, str):
            spans.append(Plain(part))
        else:
            spans.extend(named(roadmap.entries[part.slug]))  # type: ignore[arg-type]
    return tuple(spans)


def about(roadmap: Roadmap, entry: Pattern | Term | Group, words: Prose) -> Text:
    """Name an entry and say something about it; prose that begins with its name does so by itself."""
    return beginning(entry, prose(roadmap, words))


def beginning(entry: Pattern | Term | Group, said: Text) -> Text:
    """Begin what is said with an entry's name, unless it does so by itself."""
    begins = bool(said) and isinstance(said[0], Entry) and said[0].slug == entry.slug
    return said if begins else (*named(entry), Plain(" – "), *said)


def sentence(text: Text) -> Text:
    """Start a text with a capital letter and end it with a full stop."""
    if not text:
        return text
    first, last = text[0], text[-1]
    if isinstance(first, Plain) and first.text:
        text = (Plain(first.text[0].upper() + first.text[1:]), *text[1:])
        last = text[-1]
    closed = isinstance(last, Plain) and last.text.rstrip().endswith((".", "!", "?"))
    return text if closed else (*text, Plain("."))


def place(roadmap: Roadmap, pattern: Pattern) -> str:
    """Say where a pattern stands."""
    group = roadmap.group_of(pattern)
    return said(
        roadmap,
        "place",
        group=group.number,
        name=group.name,
        number=pattern.number,
        total=len(roadmap.patterns),
        complexity=said(roadmap, f"complexity-{pattern.complexity}"),
    )


def source(roadmap: Roadmap, sources: Sequence[str], most: int = 3) -> Fine:
    """Say where the roadmap says so."""
    unique = list(dict.fromkeys(sources))
    return Fine(worded(roadmap, "source", sources=" · ".join(unique[:most])))


def fitting(
    *variants: Callable[[], tuple[Text, Sequence[Block], Sequence[Block]]],
    buttons: Sequence[Button] = (),
    after: int = 1,
    longest: int = LONGEST,
) -> Card:
    """Make the first variant that fits; of the last, leave out what can be spared, from its end.

    A variant is a title, blocks that must stay, and blocks that may go; the latter stand before the last `after` blocks
    that must stay. What somebody asked for in full may be longer than what is read in passing.
    """
    card = Card(())
    for variant in variants:
        title, kept, spare = variant()
        card = _card(title, kept, spare, buttons, after)
        if len(written(card)) <= longest:
            return card
    while spare:
        spare = spare[:-1]
        card = _card(title, kept, spare, buttons, after)
        if len(written(card)) <= longest:
            break
    return shortened(card, longest)


def shortened(card: Card, longest: int = LONGEST) -> Card:
    """Cut the longest block, and again, until a card fits: the last resort, for roadmaps with many or long names."""
    while len(written(card)) > longest:
        sizes = [len(written(Card((), (block,)))) for block in card.blocks]
        place = sizes.index(max(sizes))
        cut = _cut(card.blocks[place])
        if cut == card.blocks[place]:
            break
        card = replace(card, blocks=(*card.blocks[:place], cut, *card.blocks[place + 1 :]))
    return card


def _cut(block: Block) -> Block:
    match block:
        case Steps(items=items) | Points(items=items) if len(items) > 1:
            return replace(block, items=items[:-1])
        case Paragraph(text=text) | Field(text=text) | Fine(text=text) if len(text) > MORE:
            return replace(block, text=(*text[: -len(text) // 4 - 1], Plain(" …")))
        case _:
            return block


def _card(title: Text, kept: Sequence[Block], spare: Sequence[Block], buttons: Sequence[Button], after: int) -> Card:
    return Card(title, (*kept[:-after], *spare, *kept[-after:]), tuple(buttons))
