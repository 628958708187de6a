"""A person's own page as cards; all of them are private."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.actions import DeleteMe, ExportMe, HideMe, ShowBoard, ShowRounds
from bot.cards import Block, Button, Card, Field, File, Fine, Moment, Paragraph, Plain, Points, Strong, Text, plain
from bot.scores.boards import AROUND, Place
from bot.scores.own import Accuracy, Played
from bot.scores.streaks import Streak
from bot.scores.wording import count, points, share, standing

EXPORT_NAME: Final = "roadmap-bot-my-data.json"
_EXPORT: Final = Button("Export my data", ExportMe())
_DELETE: Final = Button("Delete my data", DeleteMe(everywhere=False))


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What a person sees of themselves in a guild."""

    month: str
    this_month: Place
    all_time: Place
    groups: Sequence[Accuracy]
    streaks: Sequence[tuple[int, Streak]]
    last: Sequence[Played]
    hidden: bool


def own_card(page: OwnPage, names: Mapping[str, str]) -> Card:
    """Show a person's points, places, accuracy, streaks and last quizzes; `names` are those of the groups."""
    blocks: list[Block] = []
    if page.all_time.own is None:
        said = "You have no points yet: answer a quiz, and they come when it closes. /quiz shows what is open."
        blocks.append(Paragraph(plain(said)))
    else:
        blocks.append(Field(page.month, plain(_place(page.this_month))))
        blocks.append(Field("All time", plain(_place(page.all_time))))
    blocks += _streaks(page.streaks)
    if page.groups:
        items = tuple(_accuracy(one, names) for one in page.groups)
        blocks += [Paragraph((Strong("Right by group"),)), Points(items)]
    if page.last:
        blocks += [Paragraph((Strong("Your last quizzes"),)), Points(tuple(map(_played, page.last)))]
    shown = "Boards here leave your name out; your rank is yours all the same." if page.hidden else ""
    blocks += [Fine(plain(said)) for said in (shown,) if said]
    buttons = (
        Button("Board around me", ShowBoard("month", AROUND)),
        Button("Past quizzes", ShowRounds(1)),
        _hiding(hidden=page.hidden),
        _EXPORT,
        _DELETE,
    )
    return Card(plain("Your scores"), tuple(blocks), buttons, private=True)


def nowhere_card() -> Card:
    """Say in a direct message where scores are, and offer what works there too."""
    said = Fine(plain("What I keep about you, in all servers, you can have or delete from here."))
    return Card(plain("Scores belong to a server: use /me there."), (said,), (_EXPORT, _DELETE), private=True)


def hidden_card(*, hidden: bool) -> Card:
    """Confirm that a name is off the boards, or back."""
    said = (
        "Boards here no longer show your name. Your rank stays, and only you see it."
        if hidden
        else "Boards here show your name again."
    )
    return Card(plain(said), buttons=(_hiding(hidden=hidden),), private=True)


def export_card(written: str) -> Card:
    """Hand over what is kept about a person."""
    file = File(EXPORT_NAME, written.encode())
    return Card(plain("This is all that I keep about you, in all servers."), private=True, files=(file,))


def ask_card(*, here: bool) -> Card:
    """Ask whether to delete, and how much."""
    said = (
        "Your answers, points, streaks, reports and your name go, at once and for good. "
        "How many people answered a quiz stays known, without names; so does what you did as an admin. "
        "What you have learned and read belongs to no server: it goes when you delete everywhere."
    )
    buttons = [Button("Delete everywhere", DeleteMe(everywhere=True, sure=True))]
    if here:
        buttons.insert(0, Button("Delete here", DeleteMe(everywhere=False, sure=True)))
    where = "here, or in all servers" if here else "in all servers"
    title = plain(f"Delete what I keep about you, {where}?")
    return Card(title, (Paragraph(plain(said)),), (*buttons, _EXPORT), private=True)


def deleted_card(*, everywhere: bool, acted: bool) -> Card:
    """Confirm a deletion; `acted` tells that they did something as an admin, which stays."""
    where = "in any server" if everywhere else "here"
    but = ", except what you did as an admin" if acted else ""
    said = Fine(plain("If you answer a quiz again, you begin anew."))
    return Card(plain(f"Done. I keep nothing about you {where} any more{but}."), (said,), private=True)


def _hiding(*, hidden: bool) -> Button:
    return Button("Show me", HideMe(hidden=False)) if hidden else Button("Hide me", HideMe(hidden=True))


def _place(place: Place) -> str:
    if place.own is None:
        return "no points yet"
    right = f"{place.own.right:,} of {place.own.answered:,} right"
    return f"{standing(place.own, place.people)} ({right})"


def _streaks(streaks: Sequence[tuple[int, Streak]]) -> tuple[Block, ...]:
    if not streaks:
        return ()
    several = len(streaks) > 1
    said = "; ".join(f"schedule {number}: {_streak(one)}" if several else _streak(one) for number, one in streaks)
    return (Field("Streak", plain(said)), Fine(plain("A freeze saves a streak from one missed quiz.")))


def _streak(one: Streak) -> str:
    return f"{one.current:,} in a row, best {one.best:,}, {count(one.freezes, 'freeze', 'freezes')}"


def _accuracy(one: Accuracy, names: Mapping[str, str]) -> Text:
    name = names.get(one.group, one.group) or "Other"
    return plain(f"{name}: {share(one.right, one.answered)} ({one.right:,} of {one.answered:,})")


def _played(one: Played) -> Text:
    got = f"right, {points(one.points)}" if one.right else "wrong"
    return (Plain(f"Quiz {one.number} · "), Moment(one.due_at), Plain(f" · {got}"))
