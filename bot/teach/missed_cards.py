"""What those read who mend what is missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.ask.wording import said
from bot.cards import (
    Block,
    Button,
    Card,
    Code,
    Fine,
    Moment,
    Paragraph,
    Plain,
    Points,
    Quote,
    Steps,
    Strong,
    Text,
    plain,
)
from bot.people import NOWHERE, Member
from bot.teach.actions import Dismiss, GiveReason, ListTaught, ListUnanswered, Rate, ShowVotes, Teach
from bot.teach.cards import of, short, told
from bot.teach.misses import Miss, Misses, Why
from bot.teach.votes import Tally
from knowledge.answers import Answer, Passage
from knowledge.model import Roadmap
from knowledge.texts import Texts

NOTHING: Final = "none"
"""Stands for what an answer is about where that is no one thing."""
MOST_TALLIES: Final = 12
_WHY: Final = {Why.NONE: "no answer", Why.SUGGESTIONS: "suggestions", Why.UNHELPFUL: "not helpful"}


@dataclass(frozen=True, slots=True)
class Place:
    """Which page of how many, and how many things there are on all."""

    total: int
    page: int
    pages: int


def rating(answer: Answer, *, helpful: bool) -> Rate:
    """Say whether an answer helped, as a button does."""
    about = (
        answer.subject.slug if isinstance(answer, Passage) else next(iter((*answer.patterns, *answer.groups)), NOTHING)
    )
    # Custom ids know no underscore.
    return Rate(answer.kind.value.replace("_", "-"), about, helpful=helpful)


def rate_buttons(roadmap: Roadmap, answer: Answer) -> tuple[Button, Button]:
    """Ask whether an answer helped."""
    yes, no = said(roadmap, "helpful"), said(roadmap, "not-helpful")
    return Button(yes, rating(answer, helpful=True)), Button(no, rating(answer, helpful=False))


def unanswered_card(shown: Sequence[Misses], place: Place, counted: Sequence[Tally], *, taught: int, on: bool) -> Card:
    """List questions without an answer, and lead to all else that may be mended."""
    blocks: list[Block] = []
    if shown:
        blocks.append(Steps("Asked most often first", tuple(map(_line, shown))))
    else:
        said = "Nothing is waiting: all that was asked got an answer." if on else "None are kept."
        blocks.append(Paragraph(plain(said)))
    if not on:
        blocks.append(Fine((Plain("Turn the list on with "), Code("/settings set unanswered:True"), Plain("."))))
    good, bad = sum(one.helpful for one in counted), sum(one.unhelpful for one in counted)
    blocks.append(Fine(plain(f"Answers: {good} helpful, {bad} not · taught here: {taught}")))
    buttons = [Button(f"Teach {number}", Teach(group.newest.number)) for number, group in enumerate(shown, start=1)]
    buttons += [
        Button(f"Dismiss {number}", Dismiss(group.newest.number)) for number, group in enumerate(shown, start=1)
    ]
    buttons += [Button("Previous", ListUnanswered(place.page - 1))] if place.page > 1 else []
    buttons += [Button("Next", ListUnanswered(place.page + 1))] if place.page < place.pages else []
    buttons += [Button("What is taught", ListTaught(1)), Button("What helped", ShowVotes())]
    title = plain(f"Unanswered questions: {place.total}{of(place.page, place.pages)}")
    return Card(title, tuple(blocks), tuple(buttons), private=True)


def dismissed_card(dismissed: Miss, count: int) -> Card:
    """Say what is off the list."""
    more = "It is off the list." if count == 1 else f"It is off the list, with {count - 1} like it."
    buttons = (Button("Back to the list", ListUnanswered(1)),)
    return Card(plain("Dismissed"), (Quote(dismissed.question), Fine(plain(more))), buttons, private=True)


def readers(say: Texts, member: Member) -> str:
    """Say who reads the reasons that a person gives."""
    return say("operator-reads" if member.guild_id == NOWHERE else "carers-read")


def thanks_card(say: Texts, why: GiveReason, read_by: str, *, helpful: bool) -> Card:
    """Thank for a vote; `read_by` says who reads a reason, which the button `why` asks for."""
    if helpful:
        return Card(plain(say("thanks")), (Fine(plain(say("change-mind"))),), private=True)
    asked = Button(say("say-why"), why)
    return Card(plain(say("thanks-unhelpful", readers=read_by)), buttons=(asked,), private=True)


def ask_why() -> Card:
    """Say how to give a reason where there is no form for it."""
    return Card((Plain("Write "), Code("/unhelpful what was missing"), Plain(".")), private=True)


def votes_card(roadmap: Roadmap, counted: Sequence[Tally], reasons: Sequence[tuple[str, str]]) -> Card:
    """Show what helped and what did not, by what it was about and by the kind of question."""
    if not counted:
        return told("Nobody has said yet whether an answer helped.")
    kinds: Counter[str] = Counter()
    votes: Counter[str] = Counter()
    for one in counted:
        kinds[one.kind] += one.helpful
        votes[one.kind] += one.helpful + one.unhelpful
    by_kind = ", ".join(f"{kind.replace('_', ' ')} {kinds[kind]} of {count}" for kind, count in votes.most_common())
    blocks: list[Block] = [
        Points(tuple(_counted(roadmap, one) for one in counted[:MOST_TALLIES])),
        Fine(plain(f"Helpful by kind of question: {by_kind}.")),
    ]
    if reasons:
        said = tuple((Plain(f"{_name(roadmap, slug)}: “{short(reason, 150)}”"),) for slug, reason in reasons)
        blocks.append(Steps("What people wrote last", said))
    return Card(plain("What helped, the least helpful first"), tuple(blocks), private=True)


def _counted(roadmap: Roadmap, one: Tally) -> Text:
    said = f" ({one.kind.replace('_', ' ')}): {one.helpful} helpful, {one.unhelpful} not"
    return (Strong(_name(roadmap, one.slug)), Plain(said))


def _name(roadmap: Roadmap, slug: str) -> str:
    entry = roadmap.entries.get(slug)
    return entry.name if entry else slug


def _line(group: Misses) -> Text:
    count = len(group.all)
    times = "once" if count == 1 else f"{count} times"
    why = ", ".join(_WHY[one] for one in Why if any(miss.why is one for miss in group.all))
    newest = group.newest
    return (Plain(f"“{short(newest.question)}” – "), Strong(times), Plain(f", {why}, last "), Moment(newest.asked_at))
