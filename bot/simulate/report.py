"""What a person reads of a simulation: a line for each round, what went wrong in between, and the sums."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.simulate.calendar import PLANS, Change, Part, changes
from bot.simulate.checking import Ended
from bot.simulate.moments import Moment
from bot.simulate.simulation import Played, Wanted

SOON = timedelta(minutes=1)


def heading(wanted: Wanted, parts: Sequence[Part]) -> Iterator[str]:
    """Say what is going to be played."""
    cities = sorted({plan.city for plan in PLANS})
    yield (
        f"{_counted(wanted.days, 'day', 'days')} with {_counted(wanted.users, 'person', 'people')}, "
        f"{len(PLANS)} schedules in {', '.join(cities[:-1])} and {cities[-1]}; seed {wanted.seed}."
    )
    yield "Quizzes stand at their cities' times, everything else at UTC."
    if len(parts) > 1:
        yield "The days around clock changes that they leave out are played too, each part by itself."


def log(played: Played) -> Iterator[str]:
    """Tell how one part went, day by day."""
    ledger, part = played.ledger, played.part
    entries: list[tuple[datetime, str]] = [(one.slot.due, _round(one)) for one in played.ended]
    entries += [(at, f"  {at:%H:%M:%S} {text}.") for at, text in ledger.notes]
    for crash in ledger.crashes:
        went_on = "" if crash.alone else " Another process goes on."
        entries.append(
            (crash.at, f"  {crash.at:%H:%M:%S} CRASH {crash.moment}; back after {_length(crash.away)}.{went_on}")
        )
    for outage in ledger.outages:
        entries.append((outage.first, f"  {outage.first:%H:%M:%S} the network is gone for {_length(outage.length)}."))
    marks = {change.day: _change(change) for change in changes(part.first, part.days)}
    entries.sort(key=lambda entry: entry[0])
    for day, lines in groupby(entries, key=lambda entry: entry[0].date()):
        yield ""
        yield f"{day:%A %-d %B %Y}" + (f" · {marks[day]}" if day in marks else "")
        yield from (line for _, line in lines)
    for fault in played.faults:
        yield f"  FAULT {fault}"


def sums(all_played: Sequence[Played]) -> Iterator[str]:
    """Add everything up, and say whether anything was lost or doubled."""
    states = Counter(one.row.state if one.row else "lost" for played in all_played for one in played.ended)
    ledgers = [played.ledger for played in all_played]
    presses = [ledger.presses for ledger in ledgers]
    crashes = Counter(crash.moment for ledger in ledgers for crash in ledger.crashes)
    yield ""
    yield (
        f"{_counted(states.total(), 'round was', 'rounds were')} due: {states['closed']:,} posted, closed and scored, "
        f"{states['missed']:,} missed while the bot was away or cut off, {states['failed']:,} refused by their channel."
    )
    yield (
        f"{_counted(sum(one.count for one in presses), 'press', 'presses')} on buttons: "
        f"{sum(one.confirmed for one in presses):,} got an answer, {sum(one.unheard for one in presses):,} were cut off "
        f"by a crash; {sum(ledger.lost_presses for ledger in ledgers):,} more came while nothing ran."
    )
    yield f"{_counted(crashes.total(), 'crash', 'crashes')}:"
    yield from (f"  {crashes[moment]:>3} {moment}" for moment in Moment)
    count = sum(len(played.faults) for played in all_played)
    yield ""
    yield f"{_counted(count, 'fault', 'faults')}, named above." if count else "Nothing was lost or doubled."


def _round(one: Ended) -> str:
    plan = one.slot.plan
    local = one.slot.due.astimezone(ZoneInfo(plan.zone))
    name = f"  {local:%a %H:%M} {plan.city:<8}  "
    if one.row is None:
        return f"{name} lost"
    what = one.row.state
    if one.row.state == "closed" and one.message is not None:
        late = one.message.made_at - one.slot.due
        parts = ["posted" + f" {_length(late)} late" * (late > SOON)]
        parts += [f"{one.row.answers} answered", f"{one.row.right} right"]
        what = ", ".join([*parts, "its message was deleted"] if one.message.deleted else parts)
    elif one.row.state in ("missed", "failed"):
        what = f"{one.row.state}: {one.row.reason}"
    return f"{name} quiz {one.row.key.number:<3} {what}"


def _change(change: Change) -> str:
    way = "forward" if change.forward else "back"
    return f"clocks in {change.city} go {way} from {change.before:%H:%M} to {change.after:%H:%M}"


def _length(length: timedelta) -> str:
    seconds = round(length.total_seconds())
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.1f}".removesuffix(".0") + f" {unit}"
    return f"{seconds} s"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
