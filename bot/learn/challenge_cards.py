"""What people read of an open challenge: the exercise, what their answer covers, and one good answer."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from bot.actions import ShowChallenge, ShowModelAnswer, WriteAnswer
from bot.ask.wording import beginning, fitting, named, names, prose, said, sentence, source, worded
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


def challenge_buttons(roadmap: Roadmap) -> tuple[Button, ...]:
    """Lead to the roadmap's open challenges, from wherever people look for something to do."""
    return tuple(
        Button(said(roadmap, "challenge", title=one.title), ShowChallenge(one.id)) for one in roadmap.challenges
    )


def list_card(roadmap: Roadmap, buttons: tuple[Button, ...], *, answered: bool = False) -> Card:
    """Offer several challenges, or say that there is none."""
    if not buttons:
        return Card(worded(roadmap, "no-challenge"), private=True)
    title = worded(roadmap, "challenge-which" if answered else "open-challenges")
    return Card(title, (_private(roadmap),), buttons, private=True)


def exercise_card(roadmap: Roadmap, challenge: Challenge) -> Card:
    """Show what is to be done."""
    blocks = (Paragraph(prose(roadmap, challenge.stem)), _private(roadmap))
    buttons = (
        Button(said(roadmap, "write-answer"), WriteAnswer(challenge.id)),
        Button(said(roadmap, "show-good-answer"), ShowModelAnswer(challenge.id)),
    )
    return Card((Strong(challenge.title),), blocks, buttons, private=True)


def ask_answer(roadmap: Roadmap) -> Card:
    """Say how an answer is given where there is no form for it."""
    how = worded(roadmap, "how-to-answer", command=(Code("/challenge …"),))
    return Card(how, (_private(roadmap),), private=True)


def _private(roadmap: Roadmap) -> Fine:
    return Fine(worded(roadmap, "challenge-private"))


def model_card(roadmap: Roadmap, challenge: Challenge) -> Card:
    """Show the model answer, and that it is one among others."""
    steps = tuple(_about(roadmap, step.bring, prose(roadmap, step.why)) for step in challenge.steps)
    blocks = (
        Fine(worded(roadmap, "challenge-derived")),
        Steps(said(roadmap, "in-this-order"), steps),
        source(roadmap, [challenge.source]),
    )
    buttons = (
        Button(said(roadmap, "write-answer"), WriteAnswer(challenge.id)),
        Button(said(roadmap, "the-challenge"), ShowChallenge(challenge.id)),
    )
    return Card(worded(roadmap, "good-answer"), blocks, buttons, private=True)


def review_card(roadmap: Roadmap, challenge: Challenge, review: Review) -> Card:
    """Say what an answer covers, what it lacks, and what comes too early in it."""
    again = Button(said(roadmap, "try-again"), WriteAnswer(challenge.id))
    if isinstance(review, Unread):
        return Card(plain(review.reason), buttons=(again,), private=True)
    good = Button(said(roadmap, "good-answer"), ShowModelAnswer(challenge.id))
    leads = [Button(pattern.name, ShowPattern(pattern.slug)) for pattern in _leads(roadmap, review)[:LED_TO]]
    whole = not review.missing and not review.early
    title = worded(roadmap, "covers-all" if whole else "held-against")

    def variant(
        reasons: int, *, titled: bool = False, early: bool = False
    ) -> tuple[Text, Sequence[Block], Sequence[Block]]:
        lacks = (*_lacks(roadmap, review, reasons, titled=titled), *_too_early(roadmap, review, why=early))
        found = (*_found(roadmap, review), *lacks, *_left_out(roadmap, review))
        next_thing = Field(said(roadmap, "next-thing"), _next(roadmap, review))
        return title, [*found, next_thing, Fine(worded(roadmap, "challenge-reading"))], _besides(roadmap, review)

    lacking = len(review.missing)
    # Why something is missing matters most to whoever lacks much: titles go first, and then reasons from the end.
    fuller = (partial(variant, lacking, titled=True, early=True), partial(variant, lacking, early=True))
    shorter = (partial(variant, reasons) for reasons in range(lacking, -1, -1))
    card = fitting(*fuller, *shorter, buttons=(again, good, *leads), after=2)
    return Card(card.title, card.blocks, card.buttons, private=True)


def _found(roadmap: Roadmap, review: Reviewed) -> Iterator[Block]:
    if not review.recognised:
        yield Paragraph(worded(roadmap, "nothing-recognised"))
        return
    yield Field(
        said(roadmap, "recognised"),
        joined([(Plain("✓ "), *_recognised(roadmap, one)) for one in review.recognised], ", "),
    )


def _recognised(roadmap: Roadmap, one: Recognised) -> Text:
    """Name what was recognised; quote what a person called or described otherwise."""
    entry = one.entry
    if isinstance(entry, Term) and not entry.named:
        entry = roadmap.pattern(entry.hosts[0])
    elif one.named:
        return named(entry)
    quoted = one.said if len(one.said) <= QUOTED else f"{one.said[:QUOTED].rsplit(' ', 1)[0]} …"
    return worded(roadmap, "recognised-as", name=named(entry), words=quoted)


def _lacks(roadmap: Roadmap, review: Reviewed, reasons: int, *, titled: bool) -> Iterator[Block]:
    """Say what is missing, of the first so many why, and of the others only what they are."""
    explained, others = review.missing[:reasons], review.missing[reasons:]
    if explained:
        lines = tuple(_missing(roadmap, one, titled=titled) for one in explained)
        yield Steps(said(roadmap, "missing"), lines)
    if others:
        named_only = joined([names(one.entries, said(roadmap, "or")) for one in others], ", ")
        yield Field(said(roadmap, "missing-too" if explained else "missing"), named_only)


def _missing(roadmap: Roadmap, one: Missing, *, titled: bool) -> Text:
    by = names(one.entries, said(roadmap, "or"))
    reason = sentence(prose(roadmap, one.aim.missing))
    if titled:
        return worded(roadmap, "missing-aim-because", aim=one.aim.title, names=by, reason=reason)
    return worded(roadmap, "missing-because", names=by, reason=reason)


def _too_early(roadmap: Roadmap, review: Reviewed, *, why: bool) -> Iterator[Block]:
    if not review.early:
        return
    told = review.ordered or all(one.lacking for one in review.early)
    label = said(roadmap, "too-early" if told else "too-early-as-said")
    yield Steps(label, tuple(_early(roadmap, one, why=why) for one in review.early))


def _early(roadmap: Roadmap, one: Early, *, why: bool) -> Text:
    pair = {"pattern": named(roadmap.pattern(one.need.pattern)), "other": named(roadmap.pattern(one.need.needs))}
    reason = prose(roadmap, one.need.reason) if why else plain(one.need.role)
    return worded(roadmap, "without-that" if one.lacking else "before-that", reason=reason, **pair)


def _left_out(roadmap: Roadmap, review: Reviewed) -> list[Block]:
    """Say what it does without: whoever writes that wants to see that it was read."""
    return [Field(said(roadmap, "left-out-as-said"), names(review.left_out))] if review.left_out else []


def _besides(roadmap: Roadmap, review: Reviewed) -> list[Block]:
    """Give what may go where the card grows too long."""
    return [Field(said(roadmap, "not-needed-here"), names(review.spare))] if review.spare else []


def _next(roadmap: Roadmap, review: Reviewed) -> Text:
    """Say what to do next: one thing."""
    if not review.recognised:
        return worded(roadmap, "next-look")
    later = next((one.need for one in review.early if not one.lacking), None)
    if later is not None:
        first, second = roadmap.pattern(later.needs), roadmap.pattern(later.pattern)
        return worded(roadmap, "next-put", first=named(first), second=named(second))
    for entry in _lacking(roadmap, review):
        return worded(roadmap, "next-bring", name=named(entry))
    if not review.ordered:
        return worded(roadmap, "next-order")
    return worded(roadmap, "next-compare")


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
