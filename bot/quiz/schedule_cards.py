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
from bot.guilds.notices import Notice
from bot.quiz.cards import DIFFICULTIES
from bot.quiz.dates import write_date, write_dates
from bot.quiz.days import write_days
from bot.quiz.durations import write_duration
from bot.quiz.round import Key, Round, State
from bot.quiz.schedule import Schedule
from bot.quiz.schedules import ALL
from bot.quiz.timetable import Blackout, Slot
from bot.quiz.topics import names_of
from bot.quiz.wall_time import write_time
from knowledge.model import Roadmap

FEW: Final = 8
"""Up to so many schedules the list tells of each all that is amiss; with more, that would not fit."""
SHORT: Final = 40
"""Characters of a reason that a long list shows."""
NOTICES_SHOWN: Final = 3
BLACKOUTS_SHOWN: Final = 20
EXAMPLE: Final = "/schedule add time:09:30 days:Mon–Fri zone:Europe/Berlin channel:#quiz"
RESUME: Final = Fine((Code("/schedule resume"), Plain(" lets it go on.")))


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


def where_and_when(one: Schedule) -> Text:
    """Say in a few words where and when a schedule asks."""
    timetable = one.timetable
    when = f"{write_time(timetable.time)} {write_days(timetable.days)} {timetable.zone}"
    return (Place(one.terms.channel_id), Plain(f" {when}"))


def label_of(one: Schedule, channel: str) -> str:
    """Write a schedule as a choice: "2 · #quiz 09:30 Mon–Fri Europe/Berlin"."""
    timetable = one.timetable
    when = f"{write_time(timetable.time)} {write_days(timetable.days)} {timetable.zone}"
    return f"{one.number} · {channel} {when}{' (paused)' if one.paused else ''}"


def schedule_card(title: str, roadmap: Roadmap, one: Schedule, slots: Sequence[Slot], matching: int) -> Card:
    """Show a schedule and when it asks next."""
    line = (*where_and_when(one), *(span for part in _terms(roadmap, one, matching) for span in (Plain(" · "), *part)))
    return told(title, Paragraph(line), *_coming(one, slots))


def list_card(listed: Sequence[Listed], notices: Sequence[Notice]) -> Card:
    """List a guild's schedules, and what its admins have to know."""
    if not listed:
        add = (Plain("Add one with "), Code("/schedule add"), Plain(", for example:"))
        return told("There is no schedule yet.", Paragraph(add), Paragraph((Code(EXAMPLE),)))
    few = len(listed) <= FEW
    blocks: list[Block] = [Points(tuple(_entry(one, few) for one in listed))]
    # Why a schedule is paused stands in its own line already.
    others = [notice for notice in notices if not notice.subject.startswith("paused:")]
    if others:
        shown = others[: NOTICES_SHOWN if few else 1]
        more = len(others) - len(shown)
        blocks.append(Paragraph((Strong("To know:"),)))
        blocks.append(Points(tuple(plain(notice.text) for notice in shown)))
        blocks += [Fine(plain(f"And {more} more; /schedule list with a schedule shows its own."))] if more else []
    return told("Schedules", *blocks)


def details_card(roadmap: Roadmap, one: Listed, slots: Sequence[Slot], matching: int, known: Sequence[Text]) -> Card:
    """Show all about one schedule; `known` is what else is to be said of it."""
    card = schedule_card(f"Schedule {one.schedule.number}", roadmap, one.schedule, slots, matching)
    blocks = list(card.blocks)
    if one.trouble is not None:
        why = f": {one.trouble.reason}" if one.trouble.reason else "."
        blocks.append(Field("Last trouble", plain(f"{_trouble(one.trouble)}{why}")))
    # Each a line of its own: as points they would seem to go on with the list of what comes next.
    blocks += [Paragraph(text) for text in known]
    return told(card.title, *blocks)


def removing_card(one: Schedule) -> Card:
    """Ask whether a schedule shall really go."""
    kept = "A quiz that is open goes on, and all points stay."
    sure = Button(f"Remove schedule {one.number}", RemoveSchedule(one.number))
    title = (Plain(f"Remove schedule {one.number} ("), *where_and_when(one), Plain(")?"))
    return told(title, Paragraph(plain(kept)), buttons=(sure,))


def still_coming(under_way: Key | None) -> Sequence[str]:
    """Say that a quiz comes all the same; nothing where none is under way."""
    return () if under_way is None else (f"Quiz {under_way.number} is being posted and comes still.",)


def skipped_card(one: Schedule, skipped: date, slots: Sequence[Slot], *more: str) -> Card:
    """Say which date is skipped, and when the next quiz comes."""
    title = f"Schedule {one.number} skips {write_date(skipped)}."
    undo = (
        Plain("To take that back: "),
        Code(f"/schedule blackout dates:{skipped} schedule:{one.number} lift:True"),
        Plain("."),
    )
    return told(title, *_coming(one, slots), *more, Fine(undo))


def blackouts_card(title: str, kept: Sequence[tuple[int, Blackout]], today: date) -> Card:
    """List the dates without quiz that are not over."""
    ahead = [(number, dates) for number, dates in kept if dates[1] >= today]
    if not ahead:
        add = (Plain("Keep some free with "), Code("/schedule blackout dates:24 Dec – 1 Jan"), Plain("."))
        return told(title, Paragraph(plain("No dates are kept free of quizzes.")), Fine(add))
    lines = tuple(plain(f"{write_dates(*dates)}: {_whose(number)}") for number, dates in ahead[:BLACKOUTS_SHOWN])
    more = len(ahead) - len(lines)
    return told(title, Points(lines), *([Fine(plain(f"And {more} more, later."))] if more else []))


def free_dates(kept: Sequence[Blackout], today: date) -> list[Text]:
    """Say which dates of a schedule are to be free, if any are."""
    ahead = [write_dates(first, last) for first, last in kept if last >= today]
    more = " …" if len(ahead) > NOTICES_SHOWN else ""
    return [plain(f"No quiz on {', '.join(ahead[:NOTICES_SHOWN])}{more or '.'}")] if ahead else []


def _terms(roadmap: Roadmap, one: Schedule, matching: int) -> list[Text]:
    terms = one.terms
    about = names_of(roadmap, terms.topics) or "all topics"
    level = f", {DIFFICULTIES[terms.difficulty]}" if terms.difficulty is not None else ""
    late = f"posted up to {write_duration(terms.catch_up)} late" if terms.catch_up else "never posted late"
    parts = [
        plain(f"{about}{level} ({matching} questions)" if matching != 1 else f"{about}{level} (1 question)"),
        plain(f"open for {write_duration(terms.open_for)}"),
        plain(late),
    ]
    if terms.ping_role is not None:
        parts.append((Plain("pings "), Role(terms.ping_role)))
    if terms.thread:
        parts.append(plain("with a thread"))
    return parts


def _coming(one: Schedule, slots: Sequence[Slot]) -> tuple[Block, ...]:
    if one.paused is not None:
        resume = (Strong("Paused"), Plain(f": {one.paused} "), Code("/schedule resume"), Plain(" lets it go on."))
        return (Paragraph(resume),)
    if not slots:
        return (Paragraph(plain("No date is left for it: see /schedule blackout.")),)
    moments = tuple((Moment(slot.due, "full"), Plain(" ("), Moment(slot.due), Plain(")")) for slot in slots)
    moved = (_moved(one, slot) for slot in slots)
    notes = tuple(Fine(plain(note)) for note in moved if note)
    return (Paragraph((Strong("Next:"),)), Points(moments), *notes)


def _moved(one: Schedule, slot: Slot) -> str:
    """Say where a clock change moves a round, or makes its time come twice; empty where it does neither."""
    timetable = one.timetable
    shown = timetable.local(slot.due)
    if shown.time() != timetable.time and slot.due == timetable.due(slot.local_date):
        jump = f"On {write_date(slot.local_date)} the clock skips {write_time(timetable.time)}"
        return f"{jump}; the quiz comes at {write_time(shown.time())}."
    if shown.utcoffset() != shown.replace(fold=1).utcoffset():
        return (
            f"On {write_date(slot.local_date)} {write_time(timetable.time)} comes twice; the quiz comes the first time."
        )
    return ""


def _entry(one: Listed, few: bool) -> Text:
    parts: list[Text] = [(Strong(str(one.schedule.number)),), where_and_when(one.schedule)]
    paused = one.schedule.paused
    if paused is not None:
        parts.append(plain(f"paused: {paused if few or len(paused) <= SHORT else f'{paused[:SHORT]}…'}"))
    elif one.ahead is None:
        parts.append(plain("no date is left"))
    else:
        due = one.ahead.due_at
        parts.append((Plain("next "), Moment(due, "full"), *((Plain(" ("), Moment(due), Plain(")")) if few else ())))
    if one.trouble is not None and (few or paused is None):
        parts.append(plain(_trouble(one.trouble)))
    return joined(parts, " · ")


def _trouble(trouble: Round) -> str:
    verb = "missed" if trouble.state is State.MISSED else "could not post"
    return f"{verb} {write_date(trouble.local_date)}" if trouble.local_date else verb


def _whose(number: int) -> str:
    return "all schedules" if number == ALL else f"schedule {number}"
