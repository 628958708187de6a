"""The end of a part: what the ledger saw is held against what the tables say. Each difference is a sentence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.quiz.round import Key
from bot.simulate import scores
from bot.simulate.calendar import IN_TIME, PLANS, Part, Slot, slots
from bot.simulate.ledger import ENOUGH, Ledger
from bot.simulate.place import Message
from bot.simulate.tables import RoundRow, Tables

LATE: Final = timedelta(minutes=5)
"""How much later than its catch-up window a message may come: it had been begun within it."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a slot: the round that it got, and its message, if any."""

    slot: Slot
    row: RoundRow | None
    message: Message | None


def ended(ledger: Ledger, tables: Tables, part: Part) -> list[Ended]:
    """Say what became of each slot that was wanted, in their order."""
    rows = {(row.key.guild_id, row.schedule, row.local_date): row for row in tables.rounds}
    last = part.end + timedelta(days=7)
    wanted = [slot for plan in PLANS for slot in slots(plan, part.start, last) if ledger.wanted(slot)]
    found: list[Ended] = []
    for slot in sorted(wanted, key=lambda slot: (slot.due, slot.plan.guild_id)):
        row = rows.get((slot.plan.guild_id, slot.plan.number, slot.local_date))
        messages = ledger.place.of(row.key) if row else []
        found.append(Ended(slot, row, messages[-1] if messages else None))
    return found


def faults(ledger: Ledger, tables: Tables, part: Part) -> list[str]:
    """Name everything that was lost, doubled or untrue."""
    found = ended(ledger, tables, part)
    return [
        *ledger.complaints,
        *ledger.presses.faults,
        *_slots(ledger, tables, found),
        *_messages(ledger, tables),
        *_answers(ledger, tables),
        *scores.differences(ledger.place, tables),
        *_notices(ledger),
    ]


def _slots(ledger: Ledger, tables: Tables, found: list[Ended]) -> Iterator[str]:
    slot_rows = Counter((row.key.guild_id, row.schedule, row.local_date) for row in tables.rounds)
    wanted = {(one.slot.plan.guild_id, one.slot.plan.number, one.slot.local_date) for one in found}
    for (guild, number, day), rows in slot_rows.items():
        if (guild, number, day) not in wanted:
            yield f"Guild {guild}, schedule {number}: {day} has a round that nobody wanted."
        if rows > 1:
            yield f"Guild {guild}, schedule {number}: {day} has {rows} rounds."
    for one in found:
        name = f"{one.slot.plan.city}, schedule {one.slot.plan.number}, {one.slot.local_date}"
        if one.row is None:
            yield f"{name}: the round is lost, there is no trace of it."
        elif one.row.due != one.slot.due:
            yield f"{name}: due at {one.slot.due}, and the round says {one.row.due}."
        else:
            yield from (f"{name}: {fault}" for fault in _outcome(ledger, one, one.row))


def _outcome(ledger: Ledger, one: Ended, row: RoundRow) -> Iterator[str]:
    chances = ledger.chances(one.slot)
    standing = [message for message in ledger.place.of(row.key) if not message.deleted]
    refused = row.key in ledger.place.refused
    if ledger.answered(row.key) and row.state != "closed" and standing:
        yield f"{row.state}, and people were told that their answers are kept."
    match row.state:
        case "closed":
            if one.message is None:
                yield "closed, and it was never posted."
        case "missed":
            if standing:
                yield "missed, and its message stands there."
            if not one.message and any(chance.length > ENOUGH for chance in chances):
                yield "missed, and it could have been posted."
            if "not running" in row.reason and any(run.length > ENOUGH for run in ledger.ran(one.slot)):
                yield f'missed, because "{row.reason}", and that is not true.'
        case "failed":
            if not refused:
                yield "failed, and nobody refused it."
        case state:
            yield f"still {state} in the end."


def _messages(ledger: Ledger, tables: Tables) -> Iterator[str]:
    rows = {row.key: row for row in tables.rounds}
    for key in dict.fromkeys(message.key for message in ledger.place.messages):
        row, messages = rows.get(key), ledger.place.of(key)
        name = f"Guild {key.guild_id}, quiz {key.number}"
        standing = [message for message in messages if not message.deleted]
        if len(standing) > 1:
            yield f"{name}: it was posted {len(standing)} times."
        if row is None:
            yield f"{name}: it was posted, and there is no such round."
        elif row.state == "closed":
            yield from (f"{name}: {fault}" for fault in _shown(messages[-1], row))


def _shown(message: Message, row: RoundRow) -> Iterator[str]:
    if message.id != row.message_id and not (row.message_id is None and (message.locked or message.deleted)):
        yield "the bot thinks that another message is its own."
    if message.ends.replace(microsecond=0) != (row.closes or message.made_at).replace(microsecond=0):
        yield f"its message says that it ends at {message.ends}, and it ended at {row.closes}."
    if message.made_at < row.due:
        yield "it was posted before it was due."
    if message.made_at > row.due + max(message.round.terms.catch_up, IN_TIME) + LATE:
        yield "it was posted later than its schedule allows."
    if message.made_at >= message.ends:
        yield "it was posted when its time was over: nobody could answer."
    if message.replies > 1:
        yield f"its end was told {message.replies} times below its message."
    if message.open and not message.deleted and not message.locked:
        yield "its message still shows it open."


def _answers(ledger: Ledger, tables: Tables) -> Iterator[str]:
    pressed = ledger.presses.possible
    for key, user in sorted(pressed.keys() | tables.answers.keys(), key=_by_number):
        kept, _ = tables.answers.get((key, user), (0, None))
        may_be = ledger.presses.choices(key, user) or frozenset({0})
        if kept not in may_be:
            said = " or ".join(str(choice) for choice in sorted(may_be))
            what = "is lost" if not kept else f"is kept as {kept}"
            yield f"Guild {key.guild_id}, quiz {key.number}: the answer {said} of person {user} {what}."


def _notices(ledger: Ledger) -> Iterator[str]:
    for (guild, _, text), times in Counter(ledger.place.told).items():
        if times > 1:
            yield f'Guild {guild}: its admin was told {times} times: "{text}"'


def _by_number(person: tuple[Key, int]) -> tuple[int, int, int]:
    key, user = person
    return key.guild_id, key.number, user
