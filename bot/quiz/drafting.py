"""Drafts of schedules: what a guild's settings fill in, and what keeps one from being saved."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final, TypeAlias

from bot.ask.wording import said, worded
from bot.cards import Code, Place, Text, plain
from bot.guilds.guild import Guild
from bot.quiz.choosing import NoneLeft, Reason, Wanted
from bot.quiz.days import DAILY, write_days
from bot.quiz.opening import nothing_left
from bot.quiz.schedule import Schedule, Terms
from bot.quiz.timetable import Timetable
from bot.quiz.topics import names_of
from bot.quiz.typed import Reading
from bot.quiz.wall_time import write_time
from knowledge.bank import Item
from knowledge.languages import texts
from knowledge.model import Roadmap

Rights: TypeAlias = Callable[[Terms], Sequence[str]]
"""Says what the bot may not do where it would post on some terms, each in a sentence with the way out."""
MOST: Final = 20
"""Schedules that a guild may have."""
NO_CHANNEL: Final = 0


def everything_allowed(_: Terms) -> Sequence[str]:
    """Say that nothing is missing, as where there are no rights."""
    return ()


def new_terms(guild: Guild, reading: Reading) -> Terms:
    """Fill in from a guild's settings what was not said."""
    usual: dict[str, int | timedelta | tuple[str, ...] | None] = {
        "channel_id": guild.channel_id or NO_CHANNEL,
        "topics": (),
        "difficulty": None,
        "open_for": guild.open_for,
        "catch_up": guild.catch_up,
    }
    return Terms(**(usual | reading.terms))


def new_timetable(guild: Guild, reading: Reading) -> Timetable:
    """Fill in the days and the zone that were not said; the time has to be."""
    return Timetable(**({"days": DAILY, "zone": guild.zone} | reading.times))


def faults_of(terms: Terms, rights: Rights, roadmap: Roadmap, bank: Sequence[Item]) -> list[Text]:
    """Say all that keeps a quiz from being asked on some terms."""
    faults: list[Text] = []
    if terms.channel_id == NO_CHANNEL:
        named = {"option": (Code("channel"),), "command": (Code("/settings set"),)}
        faults.append(worded(roadmap, "no-channel", **named))
    else:
        faults += [plain(sentence) for sentence in rights(terms)]
    if not bank:
        faults.append(plain(nothing_left(NoneLeft(Reason.EMPTY_BANK), texts(roadmap))))
    elif not matching(bank, terms):
        faults.append(plain(_nothing_fits(terms, roadmap)))
    return faults


def _nothing_fits(terms: Terms, roadmap: Roadmap) -> str:
    """Say that no question is on the topics, or none as hard as is wanted."""
    about = names_of(roadmap, terms.topics)
    level = "" if terms.difficulty is None else said(roadmap, f"difficulty-{terms.difficulty}")
    name = ("none-on-level" if level else "none-on") if about else "none-of-level"
    return said(roadmap, name, topics=about, difficulty=level, way=said(roadmap, "name-others"))


def matching(bank: Sequence[Item], terms: Terms) -> int:
    """Count the questions that fit."""
    wanted = Wanted(frozenset(terms.topics), terms.difficulty)
    return sum(wanted.on_topic(item) and wanted.as_hard(item) for item in bank)


def twin_of(others: Sequence[Schedule], timetable: Timetable, terms: Terms, roadmap: Roadmap) -> Text | None:
    """Say which other schedule asks in the same channel at the same times, and the way out; None where none does."""
    for other in others:
        if other.timetable == timetable and other.terms.channel_id == terms.channel_id:
            return worded(
                roadmap,
                "same-schedule",
                channel=(Place(terms.channel_id),),
                time=write_time(timetable.time),
                days=write_days(timetable.days, texts(roadmap)),
                zone=timetable.zone,
                command=(Code(f"/schedule edit schedule:{other.number}"),),
            )
    return None
