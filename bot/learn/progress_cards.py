"""Progress and paths as cards, in words alone; a front end may attach a picture that says the same."""

from typing import Final

from bot.actions import MarkRead, Practise, ShowOwnPath
from bot.ask.wording import fitting, named, prose, sentence
from bot.cards import (
    Block,
    Button,
    Card,
    Field,
    Fine,
    Moment,
    Paragraph,
    Picture,
    Plain,
    ShowPattern,
    Steps,
    Text,
    joined,
    plain,
)
from bot.learn.cards import EVERYTHING
from bot.learn.levels import Level
from bot.learn.mapping import map_of
from bot.learn.own import Own, Step, Way
from bot.scores.wording import count
from knowledge.model import Group, Roadmap

LONGEST_WAY: Final = 3000
"""Characters of a path: a full one with its reasons is long, and was asked for. Discord shows 4,000 in a message."""


def progress_card(roadmap: Roadmap, own: Own, owner: str) -> Card:
    """Show a person, in words and on a map with their name, what they know of each pattern, and what is due."""
    buttons = (Button("Practise", Practise(EVERYTHING)),)
    if not own.has_begun:
        return _beginner_card(buttons)
    levels = list(own.levels.values())
    words = roadmap.identity.words
    title = plain(f"Your progress: {levels.count(Level.SOLID)} of {len(levels)} {words.entries} solid")
    groups = [_group(roadmap, group, own) for group in roadmap.groups]
    card = fitting(lambda: (title, [*groups, Fine(_due(own))], ()), buttons=buttons)
    *shown, last = card.blocks
    picture = Picture(map_of(roadmap, own.levels, owner), tuple(shown))
    return Card(card.title, (picture, last), card.buttons, private=True)


def _beginner_card(buttons: tuple[Button, ...]) -> Card:
    """Say how to begin to who has answered nothing: a map on which all is new would tell nothing."""
    said = "You have answered nothing yet: practise, or answer a quiz, and it shows here how well you know each part."
    return Card(plain("Your progress"), (Paragraph(plain(said)),), buttons, private=True)


def _group(roadmap: Roadmap, group: Group, own: Own) -> Field:
    members = roadmap.members(group)
    begun = [pattern for pattern in members if own.known[pattern.slug].level is not Level.NEW]
    said = [(*named(pattern), Plain(f" {_level(own, pattern.slug)}")) for pattern in begun]
    if len(begun) < len(members):
        said.append(plain(f"{len(members) - len(begun)} new" if begun else "all new"))
    return Field(group.name, joined(said, " · "))


def _level(own: Own, slug: str) -> str:
    known = own.known[slug]
    return f"{known.level.word} ({known.share:.0%})"


def _due(own: Own) -> Text:
    if own.due:
        return plain(f"{count(own.due, 'question is', 'questions are')} due. Levels fall as you forget.")
    if own.next_due is None:
        return plain("Questions come back when you are about to forget them.")
    return (Plain("Nothing is due. The next question comes back "), Moment(own.next_due), Plain("."))


def path_card(roadmap: Roadmap, way: Way) -> Card:
    """Lay out the way to a pattern with what a person knows of each step, and why it is there."""
    goal = way.goal
    title: Text = (Plain("Your full path to " if way.full else "Your path to "), *named(goal))
    read = sum(step.read for step in way.steps)
    solid = sum(step.known.level is Level.SOLID for step in way.steps)
    order = f"In the full reading order{_without_reason(way)}." if way.full else "By needs only."
    fine = Fine(plain(f"{order} You have read {read} of {len(way.steps)}, and are solid in {solid}."))
    if way.full:
        card = fitting(
            lambda: (title, [_steps(roadmap, way, reasons=True), fine], ()),
            lambda: (title, [_steps(roadmap, way, reasons=False), fine], ()),
            lambda: (title, [*_by_group(roadmap, way), fine], ()),
            buttons=_buttons(way),
            longest=LONGEST_WAY,
        )
    else:
        card = fitting(
            lambda: (title, [_steps(roadmap, way, reasons=True), fine], ()),
            lambda: (title, [_steps(roadmap, way, reasons=False), fine], ()),
            buttons=_buttons(way),
        )
    return Card(card.title, card.blocks, card.buttons, private=True)


def _without_reason(way: Way) -> str:
    """Say why some steps of the full order have no reason, once for all."""
    *before, _ = way.steps
    return (
        "; where no reason stands, nothing here leans on the step" if any(step.need is None for step in before) else ""
    )


def gone_card(roadmap: Roadmap) -> Card:
    """Say that a button names what the roadmap no longer has."""
    return Card(plain(f"The roadmap no longer has that {roadmap.identity.words.entry}."), private=True)


def _steps(roadmap: Roadmap, way: Way, *, reasons: bool) -> Steps:
    return Steps("Read in this order", tuple(_step(roadmap, step, reasons=reasons) for step in way.steps))


def _step(roadmap: Roadmap, step: Step, *, reasons: bool) -> Text:
    state = (*named(step.pattern), Plain(f" – {_state(step)}"))
    if step.need is None:
        return state
    if reasons:
        return (*state, Plain(". "), *sentence(prose(roadmap, step.need.reason)))
    return (*state, Plain(f"; {step.need.role}, for {roadmap.name(step.need.pattern)}"))


def _state(step: Step) -> str:
    level = step.known.level
    known = level.word if level is Level.NEW else f"{level.word} ({step.known.share:.0%})"
    return f"{known}, {'read' if step.read else 'not read yet'}"


def _by_group(roadmap: Roadmap, way: Way) -> list[Block]:
    blocks: list[Block] = []
    for group in roadmap.groups:
        steps = [step for step in way.steps if step.pattern.group == group.slug]
        if steps:
            blocks.append(Field(f"{group.number}. {group.name}", joined([_short(step) for step in steps], " → ")))
    return blocks


def _short(step: Step) -> Text:
    """Name a step with its level, and whether it is read."""
    return (*named(step.pattern), Plain(f" ({step.known.level.word}{', read' if step.read else ''})"))


def _buttons(way: Way) -> tuple[Button, ...]:
    goal = way.goal.slug
    buttons: list[Button] = []
    unread = next((step.pattern for step in way.steps if not step.read), None)
    if unread is not None:
        buttons.append(Button(f"I have read {unread.name}", MarkRead(unread.slug, True, goal, way.full)))
    read = [step.pattern for step in way.steps if step.read]
    if read:
        buttons.append(Button(f"Not read: {read[-1].name}", MarkRead(read[-1].slug, False, goal, way.full)))
    weak = next((step.pattern for step in way.steps if step.known.level is not Level.SOLID), None)
    if weak is not None:
        buttons.append(Button(f"Practise {weak.name}", Practise(weak.slug)))
    buttons.append(Button("By needs only" if way.full else "Full path", ShowOwnPath(goal, not way.full)))
    return (*buttons, Button(way.goal.name, ShowPattern(goal)))
