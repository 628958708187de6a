"""A person's own page as cards; all of them are private."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.actions import DeleteMe, ExportMe, HideMe, ShowBoard, ShowRounds
from bot.cards import Block, Button, Card, Field, File, Fine, Moment, Paragraph, Plain, Points, Strong, Text, plain
from bot.scores.boards import AROUND, Place
from bot.scores.own import Accuracy, Played
from bot.scores.periods import Period
from bot.scores.streaks import Streak
from bot.scores.wording import period_title, points, share, standing
from knowledge.texts import Texts

EXPORT_NAME: Final = "roadmap-bot-my-data.json"


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What a person sees of themselves in a guild."""

    month: Period
    this_month: Place
    all_time: Place
    groups: Sequence[Accuracy]
    streaks: Sequence[tuple[int, Streak]]
    last: Sequence[Played]
    hidden: bool


def own_card(page: OwnPage, names: Mapping[str, str], say: Texts) -> Card:
    """Show a person's points, places, accuracy, streaks and last quizzes; `names` are those of the groups."""
    blocks: list[Block] = []
    if page.all_time.own is None:
        blocks.append(Paragraph(plain(say("no-points-yet"))))
    else:
        blocks.append(Field(period_title(page.month, say), plain(_place(page.this_month, say))))
        blocks.append(Field(say("board-all"), plain(_place(page.all_time, say))))
    blocks += _streaks(page.streaks, say)
    if page.groups:
        items = tuple(_accuracy(one, names, say) for one in page.groups)
        blocks += [Paragraph((Strong(say("right-by-group")),)), Points(items)]
    if page.last:
        last = tuple(_played(one, say) for one in page.last)
        blocks += [Paragraph((Strong(say("last-quizzes")),)), Points(last)]
    if page.hidden:
        blocks.append(Fine(plain(say("name-left-out"))))
    buttons = (
        Button(say("board-around-me"), ShowBoard("month", AROUND)),
        Button(say("past-quizzes"), ShowRounds(1)),
        _hiding(say, hidden=page.hidden),
        _export(say),
        _delete(say),
    )
    return Card(plain(say("your-scores")), tuple(blocks), buttons, private=True)


def nowhere_card(say: Texts) -> Card:
    """Say in a direct message where scores are, and offer what works there too."""
    kept = Fine(plain(say("kept-everywhere")))
    return Card(plain(say("own-elsewhere")), (kept,), (_export(say), _delete(say)), private=True)


def hidden_card(say: Texts, *, hidden: bool) -> Card:
    """Confirm that a name is off the boards, or back."""
    told = say("now-hidden" if hidden else "now-shown")
    return Card(plain(told), buttons=(_hiding(say, hidden=hidden),), private=True)


def export_card(written: str, say: Texts) -> Card:
    """Hand over what is kept about a person."""
    file = File(EXPORT_NAME, written.encode())
    return Card(plain(say("all-kept")), private=True, files=(file,))


def ask_card(say: Texts, *, here: bool) -> Card:
    """Ask whether to delete, and how much."""
    buttons = [Button(say("delete-everywhere"), DeleteMe(everywhere=True, sure=True))]
    if here:
        buttons.insert(0, Button(say("delete-here"), DeleteMe(everywhere=False, sure=True)))
    title = plain(say("ask-delete-any" if here else "ask-delete-all"))
    return Card(title, (Paragraph(plain(say("what-goes"))),), (*buttons, _export(say)), private=True)


def deleted_card(say: Texts, *, everywhere: bool, acted: bool) -> Card:
    """Confirm a deletion; `acted` tells that they did something as an admin, which stays."""
    if acted:
        told = say("gone-everywhere-but" if everywhere else "gone-here-but")
    else:
        told = say("gone-everywhere" if everywhere else "gone-here")
    return Card(plain(told), (Fine(plain(say("begin-anew"))),), private=True)


def _export(say: Texts) -> Button:
    return Button(say("export-mine"), ExportMe())


def _delete(say: Texts) -> Button:
    return Button(say("delete-mine"), DeleteMe(everywhere=False))


def _hiding(say: Texts, *, hidden: bool) -> Button:
    return Button(say("show-me" if hidden else "hide-me"), HideMe(hidden=not hidden))


def _place(place: Place, say: Texts) -> str:
    if place.own is None:
        return say("no-points")
    right, answered = say.number(place.own.right), say.number(place.own.answered)
    return say("place-and-right", standing=standing(place.own, place.people, say), right=right, answered=answered)


def _streaks(streaks: Sequence[tuple[int, Streak]], say: Texts) -> tuple[Block, ...]:
    if not streaks:
        return ()
    if len(streaks) == 1:
        told = _streak(streaks[0][1], say)
    else:
        told = "; ".join(say("streak-on", number=number, streak=_streak(one, say)) for number, one in streaks)
    return (Field(say("streak"), plain(told)), Fine(plain(say("freeze-saves"))))


def _streak(one: Streak, say: Texts) -> str:
    freezes = say.count("freezes", one.freezes)
    return say("streak-is", current=say.number(one.current), best=say.number(one.best), freezes=freezes)


def _accuracy(one: Accuracy, names: Mapping[str, str], say: Texts) -> Text:
    name = names.get(one.group, one.group) or say("other-group")
    right, answered = say.number(one.right), say.number(one.answered)
    return plain(say("right-in-group", name=name, share=share(one.right, one.answered), right=right, answered=answered))


def _played(one: Played, say: Texts) -> Text:
    got = say("played-right", points=points(one.points, say)) if one.right else say("played-wrong")
    return (Plain(f"{say('quiz-number', number=one.number)} · "), Moment(one.due_at), Plain(f" · {got}"))
