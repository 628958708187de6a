"""What those read who mend what is missing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

from bot.ask.wording import said, worded
from bot.cards import Block, Button, Card, Code, Fine, Moment, Paragraph, Points, Quote, Steps, Strong, Text, plain
from bot.filling import filled
from bot.people import NOWHERE, Member
from bot.teach.actions import Dismiss, GiveReason, ListTaught, ListUnanswered, Rate, ShowVotes, Teach
from bot.teach.cards import kind_called, of, short, told
from bot.teach.misses import Miss, Misses, Why
from bot.teach.votes import Tally
from knowledge.answers import Answer, Passage
from knowledge.languages import texts
from knowledge.model import Roadmap
from knowledge.texts import Texts

NOTHING: Final = "none"
"""Stands for what an answer is about where that is no one thing."""
MOST_TALLIES: Final = 12
REASON: Final = 150
"""Characters that are shown of what somebody wrote."""
RATED: Final = 1_000
"""Answers whose buttons are remembered: they stand under each."""


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
    rate = rating(answer, helpful=True)
    return _rate_buttons(said(roadmap, "helpful"), said(roadmap, "not-helpful"), rate.kind, rate.slug)


@lru_cache(RATED)
def _rate_buttons(yes: str, no: str, kind: str, slug: str) -> tuple[Button, Button]:
    return Button(yes, Rate(kind, slug, helpful=True)), Button(no, Rate(kind, slug, helpful=False))


def unanswered_card(
    say: Texts, shown: Sequence[Misses], place: Place, counted: Sequence[Tally], *, taught: int, on: bool
) -> Card:
    """List questions without an answer, and lead to all else that may be mended."""
    blocks: list[Block] = []
    if shown:
        blocks.append(Steps(say("most-asked-first"), tuple(_line(say, group) for group in shown)))
    else:
        blocks.append(Paragraph(plain(say("nothing-waits" if on else "none-kept"))))
    if not on:
        blocks.append(Fine(filled(say, "turn-list-on", command=(Code("/settings set unanswered:True"),))))
    good, bad = sum(one.helpful for one in counted), sum(one.unhelpful for one in counted)
    counts = {"good": say.number(good), "bad": say.number(bad), "taught": say.number(taught)}
    blocks.append(Fine(plain(say("votes-and-taught", **counts))))
    title = f"{say('unanswered-title', count=say.number(place.total))}{of(say, place.page, place.pages)}"
    return Card(plain(title), tuple(blocks), _leads(say, shown, place), private=True)


def _leads(say: Texts, shown: Sequence[Misses], place: Place) -> tuple[Button, ...]:
    numbered = [(number, group.newest.number) for number, group in enumerate(shown, start=1)]
    buttons = [Button(say("teach-number", number=number), Teach(miss)) for number, miss in numbered]
    buttons += [Button(say("dismiss-number", number=number), Dismiss(miss)) for number, miss in numbered]
    buttons += [Button(say("page-previous"), ListUnanswered(place.page - 1))] if place.page > 1 else []
    buttons += [Button(say("page-next"), ListUnanswered(place.page + 1))] if place.page < place.pages else []
    return (*buttons, Button(say("what-is-taught"), ListTaught(1)), Button(say("what-helped"), ShowVotes()))


def dismissed_card(say: Texts, dismissed: Miss, count: int) -> Card:
    """Say what is off the list."""
    off = say("off-list") if count == 1 else say("off-list-alike", count=say.number(count - 1))
    buttons = (Button(say("back-to-list"), ListUnanswered(1)),)
    return Card(plain(say("dismissed")), (Quote(dismissed.question), Fine(plain(off))), buttons, private=True)


def readers(say: Texts, member: Member) -> str:
    """Say who reads the reasons that a person gives."""
    return say("operator-reads" if member.guild_id == NOWHERE else "carers-read")


def thanks_card(say: Texts, why: GiveReason, read_by: str, *, helpful: bool) -> Card:
    """Thank for a vote; `read_by` says who reads a reason, which the button `why` asks for."""
    if helpful:
        return Card(plain(say("thanks")), (Fine(plain(say("change-mind"))),), private=True)
    asked = Button(say("say-why"), why)
    return Card(plain(say("thanks-unhelpful", readers=read_by)), buttons=(asked,), private=True)


def ask_why(say: Texts) -> Card:
    """Say how to give a reason where there is no form for it."""
    return Card(filled(say, "write-it", usage=(Code(f"/unhelpful {say('unhelpful-so')}"),)), private=True)


def votes_card(
    roadmap: Roadmap, counted: Sequence[Tally], reasons: Sequence[tuple[str, str]], own: Mapping[str, str]
) -> Card:
    """Show what helped and what did not, by what it was about and by the kind of question.

    `own` gives the questions of the guild's own answers by their slugs.
    """
    say, called = texts(roadmap), partial(_called, roadmap, own)
    if not counted:
        return told(say("no-votes"))
    blocks: list[Block] = [
        Points(tuple(_counted(roadmap, one, called(one.slug)) for one in counted[:MOST_TALLIES])),
        Fine(plain(say("helpful-by-kind", kinds=_by_kind(say, counted)))),
    ]
    if reasons:
        wrote = tuple(
            worded(roadmap, "reason-line", name=called(slug), reason=short(reason, REASON)) for slug, reason in reasons
        )
        blocks.append(Steps(say("written-last"), wrote))
    return Card(plain(say("helped-least-first")), tuple(blocks), private=True)


def _by_kind(say: Texts, counted: Sequence[Tally]) -> str:
    kinds: Counter[str] = Counter()
    votes: Counter[str] = Counter()
    for one in counted:
        kinds[one.kind] += one.helpful
        votes[one.kind] += one.helpful + one.unhelpful
    return ", ".join(
        say("kind-votes", kind=kind_called(say, kind), good=say.number(kinds[kind]), count=say.number(count))
        for kind, count in votes.most_common()
    )


def _counted(roadmap: Roadmap, one: Tally, called: str) -> Text:
    say = texts(roadmap)
    counts = {"good": say.number(one.helpful), "bad": say.number(one.unhelpful)}
    name, kind = (Strong(called),), kind_called(say, one.kind)
    return worded(roadmap, "votes-line", name=name, kind=kind, **counts)


def _called(roadmap: Roadmap, own: Mapping[str, str], slug: str) -> str:
    """Call what an answer is about as people do; what the roadmap no longer has, by its slug."""
    if entry := roadmap.entries.get(slug):
        return entry.name
    if slug == NOTHING:
        return said(roadmap, "no-one-thing")
    topics = {topic.slug: topic.title for topic in roadmap.topics}
    modes = {mode.slug: mode.name for mode in roadmap.failure_modes}
    return short({**topics, **modes, **own}.get(slug, slug))


def _line(say: Texts, group: Misses) -> Text:
    newest, count = group.newest, len(group.all)
    times = say("once") if count == 1 else say("so-many-times", count=say.number(count))
    why = ", ".join(say(f"missed-{one}") for one in Why if any(miss.why is one for miss in group.all))
    told = {"question": short(newest.question), "why": why}
    return filled(say, "missed-line", times=(Strong(times),), moment=(Moment(newest.asked_at),), **told)
