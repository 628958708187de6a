"""The card that says how an answer was found."""

from bot.ask.wording import engine_name, named
from bot.cards import Block, Card, Field, Plain, Text, plain
from knowledge.guide import Guide
from knowledge.matcher import Candidate
from knowledge.model import Pattern, title_of
from knowledge.outcomes import Why

CLOSE = 0.3
"""A lead, on a scale from -1 to +1, that another wording might turn round."""


def why_card(guide: Guide, why: Why, slug: str) -> Card:
    """Show what decided: words, repaired spellings, the decision row and how like it is, the runner-up, the engine."""
    blocks: list[Block] = []
    matched = ", ".join(why.matched)
    blocks.append(Field("Words that decided", plain(matched or "no single word; it was the whole")))
    if why.repairs:
        repaired = ", ".join(f"{repair.meant} (you wrote {repair.written})" for repair in why.repairs)
        blocks.append(Field("Read as", plain(repaired)))
    if why.row is None:
        blocks.append(Field("Decision table", plain("no row names this one first")))
    else:
        alike = f"wording {why.likeness:.0f} of 100 alike" if why.likeness is not None else ""
        blocks.append(Field("Decision table", plain(f'row {why.row.number}, "{why.row.situation}" ({alike})')))
    runner_up = next((candidate for candidate in why.candidates if candidate.label != slug), None)
    if runner_up is not None:
        blocks.append(Field("Runner-up", (*_name(guide, runner_up), Plain(f", {_behind(why, runner_up, slug)}"))))
    blocks.append(engine_field(guide))
    return Card(plain("Why this answer"), tuple(blocks), private=True)


def engine_field(guide: Guide) -> Field:
    """Say which engine answered."""
    return Field("Found by", plain(engine_name(guide.fit.sentence_model)))


def _name(guide: Guide, candidate: Candidate) -> Text:
    subject = guide.subject(candidate.label)
    return named(subject) if isinstance(subject, Pattern) else plain(f'"{title_of(subject)}"')


def _behind(why: Why, runner_up: Candidate, slug: str) -> str:
    first = next((candidate.score for candidate in why.candidates if candidate.label == slug), None)
    if first is None or first < runner_up.score:
        return "scored higher by the words alone"
    return "close behind" if first - runner_up.score < CLOSE else "clearly behind"
