"""Schedules as cards, and what admins are told about them; all of it in private."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.actions import RemoveSchedule
from bot.cards import (
    Block,
    Button,
    Card,
    Code,
    Field,
    Fine,
    Moment,
    Paragraph,
    Place,
    Plain,
    Points,
    Role,
    Strong,
    Text,
    joined,
    plain,
)
from bot.filling import filled
from bot.guilds.notices import Notice
from bot.quiz.dates import write_date, write_dates
from bot.quiz.days import WEEKDAYS, write_days
from bot.quiz.durations import write_duration
from bot.quiz.round import Key, Round, State
from bot.quiz.schedule import Schedule
from bot.quiz.schedules import ALL
from bot.quiz.timetable import Blackout, Slot
from bot.quiz.topics import names_of
from bot.quiz.wall_time import write_time
from knowledge.languages import texts
from knowledge.model import Roadmap
from knowledge.texts import Texts

FEW: Final = 8
"""Up to so many schedules the list tells of each all that is amiss; with more, that would not fit."""
SHORT: Final = 40
"""Characters of a reason that a long list shows."""
NOTICES_SHOWN: Final = 3
BLACKOUTS_SHOWN: Final = 20
BY_HAND: Final = "by hand."
"""Why a schedule is paused that an admin has paused: so it is kept, whatever language it is told in."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A schedule, the round that is ahead of it, and the last that it missed or could not post."""

    schedule: Schedule
    ahead: Round | None
    trouble: Round | None


def told(text: Text | str, *more: Block | str, buttons: tuple[Button, ...] = ()) -> Card:
    """Tell one thing in private; what more there is to say is small print where it is only a sentence."""
    blocks = tuple(Fine(plain(block)) if isinstance(block, str) else block for block in more)
    return Card(plain(text) if isinstance(text, str) else text, blocks, buttons, private=True)


def where_and_when(one: Schedule, say: Texts) -> Text:
    """Say in a few words where and when a schedule asks."""
    return (Place(one.terms.channel_id), Plain(f" {_when(one, say)}"))


def label_of(one: Schedule, channel: str, say: Texts) -> str:
    """Write a schedule as a choice: "2 · #quiz 09:30 Mon–Fri Europe/Berlin"."""
    label = f"{one.number} · {channel} {_when(one, say)}"
    return say("choice-paused", schedule=label) if one.paused else label


def _when(one: Schedule, say: Texts) -> str:
    timetable = one.timetable
    return f"{write_time(timetable.time)} {write_days(timetable.days, say)} {timetable.zone}"


def why_paused(reason: str, say: Texts) -> str:
    """Say why a schedule is paused; what an admin did is told in the language, the rest was when it happened."""
    return say("paused-by-hand") if reason == BY_HAND else reason


def resume(say: Texts) -> Fine:
    """Say what lets a paused schedule go on."""
    return Fine(filled(say, "resume-it", command=(Code("/schedule resume"),)))


def schedule_card(title: str, roadmap: Roadmap, one: Schedule, slots: Sequence[Slot], matching: int) -> Card:
    """Show a schedule and when it asks next."""
    say = texts(roadmap)
    line = (
        *where_and_when(one, say),
        *(span for part in _terms(roadmap, one, matching) for span in (Plain(" · "), *part)),
    )
    return told(title, Paragraph(line), *_coming(one, slots, say))


def first_example(say: Texts) -> str:
    """Write a command that adds a schedule as it stands, where a guild has said nothing of itself yet."""
    return f"/schedule add time:09:30 days:{write_days(WEEKDAYS, say)} zone:Europe/Berlin channel:#quiz"


def list_card(listed: Sequence[Listed], notices: Sequence[Notice], say: Texts) -> Card:
    """List a guild's schedules, and what its admins have to know."""
    if not listed:
        add = filled(say, "add-schedule", command=(Code("/schedule add"),))
        return told(say("no-schedule"), Paragraph(add), Paragraph((Code(first_example(say)),)))
    few = len(listed) <= FEW
    blocks: list[Block] = [Points(tuple(_entry(one, few, say) for one in listed))]
    # Why a schedule is paused stands in its own line already.
    others = [notice for notice in notices if not notice.subject.startswith("paused:")]
    if others:
        shown = others[: NOTICES_SHOWN if few else 1]
        more = len(others) - len(shown)
        blocks.append(Paragraph((Strong(say("to-know")),)))
        blocks.append(Points(tuple(plain(notice.text) for notice in shown)))
        blocks += [Fine(plain(say("more-to-know", count=more)))] if more else []
    return told(say("schedules"), *blocks)


def details_card(roadmap: Roadmap, one: Listed, slots: Sequence[Slot], matching: int, known: Sequence[Text]) -> Card:
    """Show all about one schedule; `known` is what else is to be said of it."""
    say = texts(roadmap)
    card = schedule_card(say("schedule-number", number=one.schedule.number), roadmap, one.schedule, slots, matching)
    blocks = list(card.blocks)
    if one.trouble is not None:
        why = f": {one.trouble.reason}" if one.trouble.reason else "."
        blocks.append(Field(say("last-trouble"), plain(f"{_trouble(one.trouble, say)}{why}")))
    # Each a line of its own: as points they would seem to go on with the list of what comes next.
    blocks += [Paragraph(text) for text in known]
    return told(card.title, *blocks)


def removing_card(one: Schedule, say: Texts) -> Card:
    """Ask whether a schedule shall really go."""
    sure = Button(say("remove-schedule", number=one.number), RemoveSchedule(one.number))
    title = filled(say, "really-remove", number=f"{one.number}", schedule=where_and_when(one, say))
    return told(title, Paragraph(plain(say("removing-keeps"))), buttons=(sure,))


def still_coming(under_way: Key | None, say: Texts) -> Sequence[str]:
    """Say that a quiz comes all the same; nothing where none is under way."""
    return () if under_way is None else (say("still-coming", number=under_way.number),)


def skipped_card(one: Schedule, skipped: date, slots: Sequence[Slot], say: Texts, *more: str) -> Card:
    """Say which date is skipped, and when the next quiz comes."""
    title = say("schedule-skips", number=one.number, date=write_date(skipped, say))
    command = f"/schedule blackout dates:{skipped} schedule:{one.number} lift:True"
    return told(title, *_coming(one, slots, say), *more, Fine(filled(say, "undo-skip", command=(Code(command),))))


def blackouts_card(title: str, kept: Sequence[tuple[int, Blackout]], today: date, say: Texts) -> Card:
    """List the dates without quiz that are not over."""
    ahead = [(number, dates) for number, dates in kept if dates[1] >= today]
    if not ahead:
        add = filled(say, "keep-free", command=(Code(f"/schedule blackout dates:{say('dates-example')}"),))
        return told(title, Paragraph(plain(say("no-free-dates"))), Fine(add))
    lines = tuple(
        plain(f"{write_dates(*dates, say)}: {_whose(number, say)}") for number, dates in ahead[:BLACKOUTS_SHOWN]
    )
    more = len(ahead) - len(lines)
    return told(title, Points(lines), *([Fine(plain(say("and-later", count=more)))] if more else []))


def free_dates(kept: Sequence[Blackout], today: date, say: Texts) -> list[Text]:
    """Say which dates of a schedule are to be free, if any are."""
    ahead = [write_dates(first, last, say) for first, last in kept if last >= today]
    name = "no-quiz-on-some" if len(ahead) > NOTICES_SHOWN else "no-quiz-on"
    return [plain(say(name, dates=", ".join(ahead[:NOTICES_SHOWN])))] if ahead else []


def _terms(roadmap: Roadmap, one: Schedule, matching: int) -> list[Text]:
    terms, say = one.terms, texts(roadmap)
    about = names_of(roadmap, terms.topics) or say("all-topics")
    if terms.difficulty is not None:
        about = f"{about}, {say(f'difficulty-{terms.difficulty}')}"
    late = say("posted-late", length=write_duration(terms.catch_up, say)) if terms.catch_up else say("never-late")
    parts = [
        plain(say("asks-one" if matching == 1 else "asks-many", about=about, count=matching)),
        plain(say("is-open-for", length=write_duration(terms.open_for, say))),
        plain(late),
    ]
    if terms.ping_role is not None:
        parts.append(filled(say, "pings", role=(Role(terms.ping_role),)))
    if terms.thread:
        parts.append(plain(say("with-thread")))
    return parts


def _coming(one: Schedule, slots: Sequence[Slot], say: Texts) -> tuple[Block, ...]:
    if one.paused is not None:
        word, command = (Strong(say("paused")),), (Code("/schedule resume"),)
        reason = why_paused(one.paused, say)
        return (Paragraph(filled(say, "paused-because", paused=word, reason=reason, command=command)),)
    if not slots:
        return (Paragraph(plain(say("no-date-for-it"))),)
    moments = tuple((Moment(slot.due, "full"), Plain(" ("), Moment(slot.due), Plain(")")) for slot in slots)
    moved = (_moved(one, slot, say) for slot in slots)
    notes = tuple(Fine(plain(note)) for note in moved if note)
    return (Paragraph((Strong(say("next-dates")),)), Points(moments), *notes)


def _moved(one: Schedule, slot: Slot, say: Texts) -> str:
    """Say where a clock change moves a round, or makes its time come twice; empty where it does neither."""
    timetable = one.timetable
    shown = timetable.local(slot.due)
    named = {"date": write_date(slot.local_date, say), "time": write_time(timetable.time)}
    if shown.time() != timetable.time and slot.due == timetable.due(slot.local_date):
        return say("clock-skips", later=write_time(shown.time()), **named)
    if shown.utcoffset() != shown.replace(fold=1).utcoffset():
        return say("clock-repeats", **named)
    return ""


def _entry(one: Listed, few: bool, say: Texts) -> Text:
    parts: list[Text] = [(Strong(str(one.schedule.number)),), where_and_when(one.schedule, say)]
    paused = one.schedule.paused
    if paused is not None:
        why = why_paused(paused, say)
        parts.append(plain(say("is-paused", reason=why if few or len(why) <= SHORT else f"{why[:SHORT]}…")))
    elif one.ahead is None:
        parts.append(plain(say("no-date-left")))
    else:
        due = one.ahead.due_at
        soon = (Plain(" ("), Moment(due), Plain(")")) if few else ()
        parts.append((*filled(say, "next-date", time=(Moment(due, "full"),)), *soon))
    if one.trouble is not None and (few or paused is None):
        parts.append(plain(_trouble(one.trouble, say)))
    return joined(parts, " · ")


def _trouble(trouble: Round, say: Texts) -> str:
    name = "missed" if trouble.state is State.MISSED else "not-posted"
    return say(f"{name}-on", date=write_date(trouble.local_date, say)) if trouble.local_date else say(name)


def _whose(number: int, say: Texts) -> str:
    return say("all-schedules") if number == ALL else say("one-schedule", number=number)
