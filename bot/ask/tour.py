"""Cards that show the way around: the whole roadmap at a glance."""

from bot.ask.wording import named, names
from bot.cards import Block, Button, Card, Field, Fine, Paragraph, Plain, ShowGroup, Strong, plain
from knowledge.model import Roadmap


def roadmap_card(roadmap: Roadmap) -> Card:
    """Show every group with its patterns, in reading order."""
    blocks: list[Block] = [Paragraph(plain(roadmap.identity.tagline))]
    blocks += [Field(f"{group.number}. {group.name}", names(roadmap.members(group), " → ")) for group in roadmap.groups]
    if roadmap.needs:
        pairs = [
            (*named(roadmap.pattern(need.pattern)), Plain(" needs "), *named(roadmap.pattern(need.needs)))
            for need in roadmap.needs
        ]
        said = tuple(span for place, pair in enumerate(pairs) for span in ((Plain("; "), *pair) if place else pair))
        blocks.append(Field("Across the order", said))
    blocks.append(Fine(plain(roadmap.identity.credit)))
    buttons = tuple(Button(f"{group.number}. {group.name}", ShowGroup(group.slug)) for group in roadmap.groups[:5])
    return Card((Strong(roadmap.identity.title),), tuple(blocks), buttons)
