"""What people read of an open challenge: the exercise, what their answer covers, and one good answer."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from bot.actions import ShowChallenge, ShowModelAnswer, WriteAnswer
from bot.ask.wording import beginning, fitting, named, names, prose, sentence, source
from bot.cards import (
    Block,
    Button,
    Card,
    Code,
    Field,
    Fine,
    Paragraph,
    Plain,
    ShowPattern,
    Steps,
    Strong,
    Text,
    joined,
    plain,
)
from knowledge import graph
from knowledge.exercise import Early, Missing, Recognised, Review, Reviewed, Unread
from knowledge.model import Pattern, Roadmap, Term
from knowledge.questions import Challenge

QUOTED: Final = 40
"""Characters of a description that are quoted."""
LED_TO: Final = 3
"""Patterns that a review leads to."""
ABOUT: Final = "Only you see this. It is not scored, and nothing you write is kept."
DERIVED: Final = "Derived from the roadmap: one good answer, not the only one."
READ: Final = "Not scored, not kept. I read names and plain words, and may miss what you put otherwise."


def challenge_buttons(roadmap: Roadmap) -> tuple[Button, ...]:
    """Lead to the roadmap's open challenges, from wherever people look for something to do."""
    return tuple(Button(f"Challenge: {one.title}", ShowChallenge(one.id)) for one in roadmap.challenges)


def list_card(buttons: tuple[Button, ...]) -> Card:
    """Offer several challenges, or say that there is none."""
    if not buttons:
        return Card(plain("This roadmap has no open challenge. /practice asks you questions about it."), private=True)
    return Card(plain("Open challenges"), (Fine(plain(ABOUT)),), buttons, private=True)


def exercise_card(roadmap: Roadmap, challenge: Challenge) -> Card:
    """Show what is to be done."""
    blocks = (Paragraph(prose(roadmap, challenge.stem)), Fine(plain(ABOUT)))
    buttons = (
        Button("Write an answer", WriteAnswer(challenge.id)),
        Button("Show one good answer", ShowModelAnswer(challenge.id)),
    )
    return Card((Strong(challenge.title),), blocks, buttons, private=True)


def ask_answer() -> Card:
    """Say how an answer is given where there is no form for it."""
    how = (Plain("Say what you bring in, in which order, and why: write "), Code("/challenge …"), Plain("."))
    return Card(how, (Fine(plain(ABOUT)),), private=True)


def model_card(roadmap: Roadmap, challenge: Challenge) -> Card:
    """Show the model answer, and that it is one among others."""
    steps = tuple(_about(roadmap, step.bring, prose(roadmap, step.why)) for step in challenge.steps)
    blocks = (Fine(plain(DERIVED)), Steps("In this order", steps), source([challenge.source]))
    buttons = (
        Button("Write an answer", WriteAnswer(challenge.id)),
        Button("The challenge", ShowChallenge(challenge.id)),
    )
    return Card(plain("One good answer"), blocks, buttons, private=True)


def review_card(roadmap: Roadmap, challenge: Challenge, review: Review) -> Card:
    """Say what an answer covers, what it lacks, and what comes too early in it."""
    again = Button("Try again", WriteAnswer(challenge.id))
    if isinstance(review, Unread):
        return Card(plain(review.reason), buttons=(again,), private=True)
    good = Button("One good answer", ShowModelAnswer(challenge.id))
    leads = [Button(pattern.name, ShowPattern(pattern.slug)) for pattern in _leads(roadmap, review)[:LED_TO]]
    whole = not review.missing and not review.early
    title = plain("Your answer covers all that is asked for" if whole else "Your answer, held against the roadmap")

    def variant(
        reasons: int, *, titled: bool = False, early: bool = False
    ) -> tuple[Text, Sequence[Block], Sequence[Block]]:
        lacks = (*_lacks(roadmap, review, reasons, titled=titled), *_too_early(roadmap, review, why=early))
        found = (*_found(roadmap, review), *lacks, *_left_out(review))
        return title, [*found, Field("Next", _next(roadmap, review)), Fine(plain(READ))], _besides(review)

    lacking = len(review.missing)
    # Why something is missing matters most to whoever lacks much: titles go first, and then reasons from the end.
    fuller = (partial(variant, lacking, titled=True, early=True), partial(variant, lacking, early=True))
    shorter = (partial(variant, reasons) for reasons in range(lacking, -1, -1))
    card = fitting(*fuller, *shorter, buttons=(again, good, *leads), after=2)
    return Card(card.title, card.blocks, card.buttons, private=True)


def _found(roadmap: Roadmap, review: Reviewed) -> Iterator[Block]:
    if not review.recognised:
        words = roadmap.identity.words
        yield Paragraph(plain(f"I recognise no {words.entry} of the roadmap in it."))
        return
    yield Field("Recognised", joined([(Plain("✓ "), *_recognised(roadmap, one)) for one in review.recognised], ", "))


def _recognised(roadmap: Roadmap, one: Recognised) -> Text:
    """Name what was recognised; quote what a person called or described otherwise."""
    entry = one.entry
    if isinstance(entry, Term) and not entry.named:
        entry = roadmap.pattern(entry.hosts[0])
    elif one.named:
        return named(entry)
    said = one.said if len(one.said) <= QUOTED else f"{one.said[:QUOTED].rsplit(' ', 1)[0]} …"
    return (*named(entry), Plain(f" (“{said}”)"))


def _lacks(roadmap: Roadmap, review: Reviewed, reasons: int, *, titled: bool) -> Iterator[Block]:
    """Say what is missing, of the first so many why, and of the others only what they are."""
    explained, others = review.missing[:reasons], review.missing[reasons:]
    if explained:
        yield Steps("Missing", tuple(_missing(roadmap, one, titled=titled) for one in explained))
    if others:
        named_only = joined([names(one.entries, " or ") for one in others], ", ")
        yield Field("Missing, too" if explained else "Missing", named_only)


def _missing(roadmap: Roadmap, one: Missing, *, titled: bool) -> Text:
    aim = (Plain(f"{one.aim.title}: "),) if titled else ()
    return (*aim, *names(one.entries, " or "), Plain(". "), *sentence(prose(roadmap, one.aim.missing)))


def _too_early(roadmap: Roadmap, review: Reviewed, *, why: bool) -> Iterator[Block]:
    if not review.early:
        return
    label = (
        "Too early" if review.ordered or all(one.lacking for one in review.early) else "Too early, as you mention them"
    )
    yield Steps(label, tuple(_early(roadmap, one, why=why) for one in review.early))


def _early(roadmap: Roadmap, one: Early, *, why: bool) -> Text:
    pair = (roadmap.pattern(one.need.pattern), roadmap.pattern(one.need.needs))
    both = names(pair, " without " if one.lacking else " before ")
    return (*both, Plain(": "), *(prose(roadmap, one.need.reason) if why else plain(one.need.role)))


def _left_out(review: Reviewed) -> list[Block]:
    """Say what it does without: whoever writes that wants to see that it was read."""
    return [Field("Left out, as you say", names(review.left_out))] if review.left_out else []


def _besides(review: Reviewed) -> list[Block]:
    """Give what may go where the card grows too long."""
    return [Field("Not needed for this", names(review.spare))] if review.spare else []


def _next(roadmap: Roadmap, review: Reviewed) -> Text:
    """Say what to do next: one thing."""
    if not review.recognised:
        return plain("look at one good answer, or ask me about a problem in the situation.")
    later = next((one.need for one in review.early if not one.lacking), None)
    if later is not None:
        first, second = roadmap.pattern(later.needs), roadmap.pattern(later.pattern)
        return (Plain("put "), *named(first), Plain(" before "), *named(second), Plain("."))
    for entry in _lacking(roadmap, review):
        return (Plain("bring in "), *named(entry), Plain(", and say where among your steps."))
    if not review.ordered:
        return plain("say in which order you do it, and why.")
    return plain("compare it with one good answer, and say why each step stands where it does.")


def _lacking(roadmap: Roadmap, review: Reviewed) -> list[Pattern | Term]:
    """Give what the answer lacks, each after what it needs."""
    lacking = [one.entries[0] for one in review.missing]
    lacking += [roadmap.pattern(one.need.needs) for one in review.early if one.lacking]
    order = [pattern.slug for pattern in graph.in_learning_order(roadmap, map(_post, lacking))]
    return sorted(lacking, key=lambda entry: order.index(_post(entry)))


def _leads(roadmap: Roadmap, review: Reviewed) -> list[Pattern]:
    """Give the patterns worth a look: first what comes too late, then what is lacking, each after what it needs."""
    late = graph.in_learning_order(roadmap, (one.need.needs for one in review.early if not one.lacking))
    lacking = graph.in_learning_order(roadmap, map(_post, _lacking(roadmap, review)))
    return list(dict.fromkeys((*late, *lacking)))


def _post(entry: Pattern | Term) -> str:
    """Give the slug of the pattern that teaches an entry."""
    return entry.hosts[0] if isinstance(entry, Term) else entry.slug


def _about(roadmap: Roadmap, slug: str, said: Text) -> Text:
    entry = roadmap.entries[slug]
    assert isinstance(entry, Pattern | Term)  # noqa: S101 - the roadmap was checked when it was loaded
    return beginning(entry, said)
