"""Progress and paths as cards, in words alone; a front end may attach a picture that says the same."""

from typing import Final

from bot.actions import MarkRead, Practise, ShowOwnPath
from bot.ask.wording import fitting, named, prose, said, sentence, worded
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
from knowledge.languages import texts
from knowledge.model import Group, Roadmap

LONGEST_WAY: Final = 3000
"""Characters of a path: a full one with its reasons is long, and was asked for. Discord shows 4,000 in a message."""


def progress_card(roadmap: Roadmap, own: Own, owner: str) -> Card:
    """Show a person, in words and on a map with their name, what they know of each pattern, and what is due."""
    buttons = (Button(said(roadmap, "practise"), Practise(EVERYTHING)),)
    if not own.has_begun:
        return _beginner_card(roadmap, buttons)
    levels = list(own.levels.values())
    numbers = {"solid": str(levels.count(Level.SOLID)), "total": str(len(levels))}
    title = worded(roadmap, "progress-title", **numbers)
    groups = [_group(roadmap, group, own) for group in roadmap.groups]
    card = fitting(lambda: (title, [*groups, Fine(_due(roadmap, own))], ()), buttons=buttons)
    *shown, last = card.blocks
    picture = Picture(map_of(roadmap, own.levels, owner), tuple(shown))
    return Card(card.title, (picture, last), card.buttons, private=True)


def _beginner_card(roadmap: Roadmap, buttons: tuple[Button, ...]) -> Card:
    """Say how to begin to who has answered nothing: a map on which all is new would tell nothing."""
    how = Paragraph(worded(roadmap, "not-begun"))
    return Card(worded(roadmap, "your-progress"), (how,), buttons, private=True)


def _group(roadmap: Roadmap, group: Group, own: Own) -> Field:
    members = roadmap.members(group)
    begun = [pattern for pattern in members if own.known[pattern.slug].level is not Level.NEW]
    parts = [(*named(pattern), Plain(f" {_level(roadmap, own, pattern.slug)}")) for pattern in begun]
    if len(begun) < len(members):
        others = str(len(members) - len(begun))
        parts.append(worded(roadmap, "some-new", count=others) if begun else worded(roadmap, "all-new"))
    return Field(group.name, joined(parts, " · "))


def _level(roadmap: Roadmap, own: Own, slug: str) -> str:
    known = own.known[slug]
    return f"{said(roadmap, known.level.text)} ({known.percent}%)"


def _due(roadmap: Roadmap, own: Own) -> Text:
    if own.due:
        return plain(texts(roadmap).count("due", own.due))
    if own.next_due is None:
        return worded(roadmap, "questions-come-back")
    return worded(roadmap, "none-due", moment=(Moment(own.next_due),))


def path_card(roadmap: Roadmap, way: Way) -> Card:
    """Lay out the way to a pattern with what a person knows of each step, and why it is there."""
    goal = way.goal
    title = worded(roadmap, "your-full-path" if way.full else "your-path", name=named(goal))
    read = sum(step.read for step in way.steps)
    solid = sum(step.known.level is Level.SOLID for step in way.steps)
    numbers = {"read": str(read), "total": str(len(way.steps)), "solid": str(solid)}
    fine = Fine(worded(roadmap, _order(way), **numbers))
    if way.full:
        card = fitting(
            lambda: (title, [_steps(roadmap, way, reasons=True), fine], ()),
            lambda: (title, [_steps(roadmap, way, reasons=False), fine], ()),
            lambda: (title, [*_by_group(roadmap, way), fine], ()),
            buttons=_buttons(roadmap, way),
            longest=LONGEST_WAY,
        )
    else:
        card = fitting(
            lambda: (title, [_steps(roadmap, way, reasons=True), fine], ()),
            lambda: (title, [_steps(roadmap, way, reasons=False), fine], ()),
            buttons=_buttons(roadmap, way),
        )
    return Card(card.title, card.blocks, card.buttons, private=True)


def _order(way: Way) -> str:
    """Name the text that says in which order the steps stand; once for all, why some of the full order have no reason."""
    if not way.full:
        return "path-by-needs"
    *before, _ = way.steps
    return "path-in-order-partly" if any(step.need is None for step in before) else "path-in-order"


def gone_card(roadmap: Roadmap) -> Card:
    """Say that a button names what the roadmap no longer has."""
    return Card(worded(roadmap, "entry-gone"), private=True, beside=True)


def _steps(roadmap: Roadmap, way: Way, *, reasons: bool) -> Steps:
    return Steps(said(roadmap, "read-in-order"), tuple(_step(roadmap, step, reasons=reasons) for step in way.steps))


def _step(roadmap: Roadmap, step: Step, *, reasons: bool) -> Text:
    state = (*named(step.pattern), Plain(f" – {_state(roadmap, step)}"))
    if step.need is None:
        return state
    if reasons:
        return worded(roadmap, "step-because", step=state, reason=sentence(prose(roadmap, step.need.reason)))
    return worded(roadmap, "step-for", step=state, role=step.need.role, name=roadmap.name(step.need.pattern))


def _state(roadmap: Roadmap, step: Step) -> str:
    level = step.known.level
    word = said(roadmap, level.text)
    known = word if level is Level.NEW else f"{word} ({step.known.percent}%)"
    return f"{known}, {said(roadmap, 'was-read' if step.read else 'not-read')}"


def _by_group(roadmap: Roadmap, way: Way) -> list[Block]:
    blocks: list[Block] = []
    for group in roadmap.groups:
        steps = [step for step in way.steps if step.pattern.group == group.slug]
        if steps:
            blocks.append(
                Field(f"{group.number}. {group.name}", joined([_short(roadmap, step) for step in steps], " → "))
            )
    return blocks


def _short(roadmap: Roadmap, step: Step) -> Text:
    """Name a step with its level, and whether it is read."""
    level = said(roadmap, step.known.level.text)
    return (*named(step.pattern), Plain(f" ({level}{', ' + said(roadmap, 'was-read') if step.read else ''})"))


def _buttons(roadmap: Roadmap, way: Way) -> tuple[Button, ...]:
    goal = way.goal.slug
    buttons: list[Button] = []
    unread = next((step.pattern for step in way.steps if not step.read), None)
    if unread is not None:
        label = said(roadmap, "have-read", name=unread.name)
        buttons.append(Button(label, MarkRead(unread.slug, True, goal, way.full)))
    read = [step.pattern for step in way.steps if step.read]
    if read:
        label = said(roadmap, "unread", name=read[-1].name)
        buttons.append(Button(label, MarkRead(read[-1].slug, False, goal, way.full)))
    weak = next((step.pattern for step in way.steps if step.known.level is not Level.SOLID), None)
    if weak is not None:
        buttons.append(Button(said(roadmap, "practise-entry", name=weak.name), Practise(weak.slug)))
    label = said(roadmap, "by-needs" if way.full else "full-path")
    buttons.append(Button(label, ShowOwnPath(goal, not way.full)))
    return (*buttons, Button(way.goal.name, ShowPattern(goal)))
