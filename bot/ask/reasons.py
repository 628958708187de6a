"""How an outcome came about: the card for those who doubt it, whatever was asked."""

from bot.ask.why import engine_field, why_card
from bot.ask.wording import named
from bot.cards import Block, Card, Field, Paragraph, Plain, Text, joined, plain
from knowledge.answers import Passage, Remedy
from knowledge.guide import Guide
from knowledge.kinds import QuestionKind
from knowledge.model import title_of
from knowledge.names import Mention
from knowledge.outcomes import Answered, NotKnown, Outcome, Suggested

_WANTS = {
    QuestionKind.LOOKUP: "what it is",
    QuestionKind.PREREQUISITES: "what comes before it",
    QuestionKind.NEEDED_BY: "what builds on it",
    QuestionKind.NEXT: "what comes after it",
    QuestionKind.PREVIOUS: "what stands before it",
    QuestionKind.SUPPORTS: "what goes with it",
    QuestionKind.GROUP: "which group it is about",
    QuestionKind.COMPARE: "how they differ",
    QuestionKind.PATH: "the way to it",
    QuestionKind.PITFALL: "what goes wrong with it",
}


def reason_card(guide: Guide, outcome: Outcome) -> Card:
    """Say how `outcome` was found."""
    match outcome:
        case Answered(question=question, answer=Remedy(pattern=pattern)):
            return _matched(guide, question, pattern.slug)
        case Answered(question=question, answer=Passage(subject=subject)):
            return _matched(guide, question, subject.slug)
        case Answered():
            return _named(guide, outcome)
        case Suggested(question=question, candidates=candidates, confidence=confidence):
            said = f"The first is right with a chance of {confidence:.0%}; that is too little for an answer."
            return _matched(guide, question, candidates[0].slug, said)
        case NotKnown(reason=reason) if reason:
            return Card(plain("Why this answer"), (Paragraph(plain(reason)),), private=True)
        case NotKnown(question=question, confidence=confidence):
            best = title_of(guide.subject(guide.why(question).candidates[0].label))
            said = f"would be right with a chance of {confidence:.0%}; that is too little to name it."
            guess = Paragraph(plain(f'The best guess, "{best}", {said}'))
            return Card(plain("Why this answer"), (guess, engine_field(guide)), private=True)


def _matched(guide: Guide, question: str, slug: str, said: str = "") -> Card:
    card = why_card(guide, guide.why(question, slug), slug)
    return Card(card.title, (Paragraph(plain(said)), *card.blocks), private=True) if said else card


def _named(guide: Guide, outcome: Answered) -> Card:
    reading = guide.read(outcome.question)
    blocks: list[Block] = []
    if reading.mentions:
        names = [_mention(mention, reading.words) for mention in reading.mentions]
        blocks.append(Field("Names in the question", joined(names, ", ")))
    if outcome.answer.kind in _WANTS:
        blocks.append(Field("It wants to know", plain(_WANTS[outcome.answer.kind])))
    blocks.append(Field("Sure", plain(f"{outcome.confidence:.0%}")))
    return Card(plain("Why this answer"), tuple(blocks), private=True)


def _mention(mention: Mention, words: tuple[str, ...]) -> Text:
    if mention.exact:
        return named(mention.entry)
    return (*named(mention.entry), Plain(f' (taken from "{" ".join(words[mention.start : mention.end])}")'))
