"""How an outcome came about: the card for those who doubt it, whatever was asked."""

from bot.ask.why import engine_field, why_card
from bot.ask.wording import named, said, worded
from bot.cards import Block, Card, Field, Paragraph, Text, joined, plain
from knowledge.answers import Passage, Remedy
from knowledge.guide import Guide
from knowledge.kinds import QuestionKind
from knowledge.model import Roadmap, title_of
from knowledge.names import Mention
from knowledge.outcomes import Answered, NotKnown, Outcome, Suggested

_TOLD = frozenset(
    {
        QuestionKind.LOOKUP,
        QuestionKind.PREREQUISITES,
        QuestionKind.NEEDED_BY,
        QuestionKind.NEXT,
        QuestionKind.PREVIOUS,
        QuestionKind.SUPPORTS,
        QuestionKind.GROUP,
        QuestionKind.COMPARE,
        QuestionKind.PATH,
        QuestionKind.PITFALL,
    }
)
"""Kinds of question of which there is something to say."""


def reason_card(guide: Guide, outcome: Outcome) -> Card:
    """Say how `outcome` was found."""
    title = worded(guide.roadmap, "why-this")
    match outcome:
        case Answered(question=question, answer=Remedy(pattern=pattern)):
            return _matched(guide, question, pattern.slug)
        case Answered(question=question, answer=Passage(subject=subject)):
            return _matched(guide, question, subject.slug)
        case Answered():
            return _named(guide, outcome)
        case Suggested(question=question, candidates=candidates, confidence=confidence):
            unsure = said(guide.roadmap, "suggestion-chance", chance=f"{confidence:.0%}")
            return _matched(guide, question, candidates[0].slug, unsure)
        case NotKnown(reason=reason) if reason:
            return Card(title, (Paragraph(plain(reason)),), private=True)
        case NotKnown(question=question, confidence=confidence):
            best = title_of(guide.subject(guide.why(question).candidates[0].label))
            guess = Paragraph(worded(guide.roadmap, "guess-chance", name=best, chance=f"{confidence:.0%}"))
            return Card(title, (guess, engine_field(guide)), private=True)


def _matched(guide: Guide, question: str, slug: str, more: str = "") -> Card:
    card = why_card(guide, guide.why(question, slug), slug)
    return Card(card.title, (Paragraph(plain(more)), *card.blocks), private=True) if more else card


def _named(guide: Guide, outcome: Answered) -> Card:
    roadmap, kind = guide.roadmap, outcome.answer.kind
    reading = guide.read(outcome.question)
    blocks: list[Block] = []
    if reading.mentions:
        names = [_mention(roadmap, mention, reading.words) for mention in reading.mentions]
        blocks.append(Field(said(roadmap, "names-in-question"), joined(names, ", ")))
    if kind in _TOLD:
        blocks.append(Field(said(roadmap, "wants"), worded(roadmap, f"wants-{kind.value.replace('_', '-')}")))
    blocks.append(Field(said(roadmap, "sure"), plain(f"{outcome.confidence:.0%}")))
    return Card(worded(roadmap, "why-this"), tuple(blocks), private=True)


def _mention(roadmap: Roadmap, mention: Mention, words: tuple[str, ...]) -> Text:
    if mention.exact:
        return named(mention.entry)
    taken = " ".join(words[mention.start : mention.end])
    return worded(roadmap, "taken-from", name=named(mention.entry), words=taken)
