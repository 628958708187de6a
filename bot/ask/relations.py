"""Cards for how patterns hang together: what comes first, what follows, what goes along, what to choose."""

from collections.abc import Callable, Sequence

from bot.ask.wording import about, fitting, named, names, prose, said, sentence, some_names, source, worded
from bot.cards import (
    Block,
    Button,
    Card,
    Compare,
    Entry,
    Field,
    Fine,
    Paragraph,
    Plain,
    ShowGroup,
    ShowPath,
    ShowPattern,
    ShowPrerequisites,
    Steps,
    Text,
    plain,
)
from knowledge import graph
from knowledge.answers import Company, Comparison, Dependents, Foundation, Neighbour, Route
from knowledge.kinds import QuestionKind
from knowledge.model import Group, Need, Pattern, Roadmap

LAST_GROUPS = 4
"""Groups at the end of a long way that are listed one by one."""
MOST_NAMES = 8


def foundation_card(roadmap: Roadmap, answer: Foundation) -> Card:
    """Say what comes before a pattern, and why."""
    name = named(answer.pattern)

    def variant(reason: Callable[[Need], Text]) -> tuple[Text, Sequence[Block], Sequence[Block]]:
        blocks: list[Block] = [Paragraph(_verdict(roadmap, answer))] if answer.asked else []
        if not answer.order:
            blocks.append(Paragraph(worded(roadmap, "can-start-with", name=name)))
            place = worded(roadmap, "post-number", number=str(answer.pattern.number))
            blocks.append(Field(said(roadmap, "in-reading-order"), place))
        else:
            blocks.append(Steps(said(roadmap, "learn-first"), tuple(_steps(roadmap, answer, reason))))
        return worded(roadmap, "comes-first", name=name), [*blocks, source(roadmap, answer.sources)], ()

    buttons = [Button(step.name, ShowPattern(step.slug)) for step in answer.order[:3]]
    return fitting(
        lambda: variant(lambda need: prose(roadmap, need.reason)),
        lambda: variant(lambda need: plain(need.role)),
        buttons=[*buttons, _full_button(roadmap, answer.pattern)],
    )


def _verdict(roadmap: Roadmap, answer: Foundation) -> Text:
    asked = answer.asked
    if asked is None:
        return ()
    pair = {"pattern": named(answer.pattern), "other": named(asked)}
    if answer.asked_is_needed:
        return worded(roadmap, "needs-it", **pair)
    return worded(roadmap, "other-way-round" if answer.needed_by_asked else "needs-it-not", **pair)


def _steps(roadmap: Roadmap, answer: Foundation, reason: Callable[[Need], Text]) -> list[Text]:
    steps = []
    for step in answer.order:
        need = _reason_for(answer.needs, step, answer.pattern)
        where = _where(roadmap, step, need, answer.pattern)
        steps.append(worded(roadmap, "step", name=named(step), where=where, reason=sentence(reason(need))))
    return steps


def _where(roadmap: Roadmap, step: Pattern, need: Need, goal: Pattern) -> str:
    """Say in which group a step stands, by the data: the roadmap's table calls needs within a group cross-group too."""
    text = "within-group" if step.group == goal.group else "in-group"
    number = roadmap.group_of(step).number
    if need.pattern == goal.slug:
        return said(roadmap, text, number=number)
    return said(roadmap, f"{text}-for", number=number, name=roadmap.name(need.pattern))


def _reason_for(needs: Sequence[Need], step: Pattern, goal: Pattern) -> Need:
    """Find why `step` is needed: for the goal itself where it can be said."""
    stated = [need for need in needs if need.needs == step.slug]
    return next((need for need in stated if need.pattern == goal.slug), stated[0])


def dependents_card(roadmap: Roadmap, answer: Dependents) -> Card:
    """Say what builds on a pattern."""
    title = worded(roadmap, "what-builds-on-it", name=named(answer.pattern))
    if not answer.needs:
        alone = Paragraph(_independent(roadmap, answer.pattern))
        return fitting(lambda: (title, [alone, source(roadmap, answer.sources)], ()))
    items = [
        (*named(roadmap.pattern(need.pattern)), Plain(" – "), *sentence(prose(roadmap, need.reason)))
        for need in answer.needs
    ]
    buttons = [Button(roadmap.name(need.pattern), ShowPattern(need.pattern)) for need in answer.needs[:5]]
    by = Steps(said(roadmap, "needed-by"), tuple(items))
    return fitting(lambda: (title, [by, source(roadmap, answer.sources)], ()), buttons=buttons)


def _independent(roadmap: Roadmap, pattern: Pattern) -> Text:
    """Say that nothing needs a pattern; and what it needs itself, for many mean that."""
    needed = [roadmap.pattern(need.needs) for need in graph.needs(roadmap, pattern.slug)]
    if not needed:
        return worded(roadmap, "nobody-needs", name=named(pattern))
    others = names(needed, said(roadmap, "and"))
    return worded(roadmap, "nobody-needs-but", name=named(pattern), others=others)


def neighbour_card(roadmap: Roadmap, answer: Neighbour) -> Card:
    """Say what is read after something, or before it."""
    before = answer.kind is QuestionKind.PREVIOUS
    name = named(answer.entry)
    if answer.other is None:
        edge = worded(roadmap, "is-first" if before else "is-last", name=name)
        return fitting(lambda: (edge, [source(roadmap, answer.sources)], ()))
    title = worded(roadmap, "comes-before" if before else "comes-after", name=name, other=named(answer.other))
    other = answer.other
    if isinstance(other, Group):
        members = names(roadmap.members(other))
        blocks: list[Block] = [
            Field(said(roadmap, "group-number", number=other.number), sentence(prose(roadmap, other.problem))),
            Field(said(roadmap, "read-it"), prose(roadmap, other.moment)),
            Field(said(roadmap, "in-it"), members),
        ]
        action = Button(other.name, ShowGroup(other.slug))
    else:
        group = roadmap.group_of(other)
        numbers = {"number": other.number, "total": len(roadmap.patterns), "group": group.number}
        place = said(roadmap, "post-and-group", name=group.name, **numbers)
        blocks = [Paragraph(plain(place)), Paragraph(prose(roadmap, other.summary))]
        action = Button(other.name, ShowPattern(other.slug))
    return fitting(lambda: (title, [*blocks, source(roadmap, answer.sources[:1])], ()), buttons=[action])


def company_card(roadmap: Roadmap, answer: Company) -> Card:
    """Say what to bring alongside a pattern."""
    blocks: list[Block] = []
    for row, supporting in answer.rows:
        if supporting is None:
            blocks.append(Paragraph(worded(roadmap, "for-no-supporting", situation=row.situation)))
        else:
            told = about(roadmap, supporting, row.adds) if row.adds else named(supporting)
            blocks.append(Field(said(roadmap, "for-situation", situation=row.situation), told))
    for row, primary in answer.supports:
        blocks.append(Field(said(roadmap, "supports-in", situation=row.situation), named(primary)))
    if not blocks:
        blocks.append(Paragraph(worded(roadmap, "no-row-with-it")))
    title = worded(roadmap, "goes-with-it", name=named(answer.pattern))
    supporting = next((other for _, other in answer.rows if isinstance(other, Pattern)), None)
    buttons = []
    if supporting:
        label = said(roadmap, "or-name", name=supporting.name)
        buttons.append(Button(label, Compare(answer.pattern.slug, supporting.slug)))
    return fitting(lambda: (title, [*blocks, source(roadmap, answer.sources)], ()), buttons=buttons)


def comparison_card(roadmap: Roadmap, answer: Comparison) -> Card:
    """Set patterns side by side: which one to take first, then what each does."""
    title = names(answer.compared, said(roadmap, "or"))
    label = said(roadmap, "which-one")
    which: list[Block] = [Field(label, prose(roadmap, told.reason)) for _, told in answer.distinctions[:2]]
    if not which:
        which = [
            Field(said(roadmap, "take-when", name=pattern.name), prose(roadmap, pattern.fits))
            for pattern in answer.compared
        ]
    each = [Paragraph((*named(pattern), Plain(" – "), *prose(roadmap, pattern.summary))) for pattern in answer.compared]
    spare: list[Block] = [Paragraph(_needs_because(roadmap, need)) for need in answer.relations]
    for row in answer.rows:
        if row.supporting:
            first = Entry(row.primary, roadmap.name(row.primary))
            pair = worded(roadmap, "first-with", pattern=(first,), other=named_slug(roadmap, row.supporting))
            spare.append(Field(said(roadmap, "in-situation", situation=row.situation), pair))
    buttons = [Button(pattern.name, ShowPattern(pattern.slug)) for pattern in answer.compared]
    return fitting(lambda: (title, [*which, source(roadmap, answer.sources)], [*each, *spare]), buttons=buttons)


def named_slug(roadmap: Roadmap, slug: str) -> Text:
    """Name an entry by its slug."""
    return named(roadmap.entries[slug])


def _needs_because(roadmap: Roadmap, need: Need) -> Text:
    pair = {"pattern": named(roadmap.pattern(need.pattern)), "other": named(roadmap.pattern(need.needs))}
    return worded(roadmap, "needs-because", reason=sentence(prose(roadmap, need.reason)), **pair)


def route_card(roadmap: Roadmap, answer: Route) -> Card:
    """Lay out the way to a pattern: by needs only, or group by group in the full reading order."""
    goal = answer.goal
    title = worded(roadmap, "full-path-to" if answer.whole else "shortest-path-to", name=named(goal))
    shortest = Button(said(roadmap, "shortest-path"), ShowPath(goal.slug))
    other = shortest if answer.whole else _full_button(roadmap, goal)
    buttons = [
        other,
        Button(said(roadmap, "prerequisites"), ShowPrerequisites(goal.slug)),
        Button(goal.name, ShowPattern(goal.slug)),
    ]
    notes = _disagreements(roadmap, answer.full if answer.whole else answer.short)
    if not answer.whole:
        return fitting(
            lambda: (title, [*_by_needs(roadmap, answer), *notes, source(roadmap, answer.sources)], ()), buttons=buttons
        )
    return fitting(
        lambda: (title, [*_by_group(roadmap, answer), *notes, source(roadmap, answer.sources)], ()),
        lambda: (title, [*_by_group(roadmap, answer, LAST_GROUPS), *notes, source(roadmap, answer.sources)], ()),
        buttons=buttons,
    )


def _full_button(roadmap: Roadmap, goal: Pattern) -> Button:
    return Button(said(roadmap, "full-path"), ShowPath(goal.slug, full=True))


def _by_needs(roadmap: Roadmap, answer: Route) -> list[Block]:
    goal, last = answer.goal, answer.full[-1].number
    if len(answer.short) == 1:
        alone = Paragraph(worded(roadmap, "read-at-once", name=named(goal)))
        return [alone, Field(said(roadmap, "full-order", last=last), names(answer.full, " → "))]
    steps = []
    for step in answer.short:
        need = next((need for need in answer.needs if need.needs == step.slug), None)
        if need is None:
            steps.append(named(step))
        else:
            goal_name = roadmap.name(need.pattern)
            steps.append(worded(roadmap, "role-for", name=named(step), role=need.role, goal=goal_name))
    full = Fine(worded(roadmap, "by-needs-order", last=str(last)))
    return [Steps(said(roadmap, "read-in-order"), tuple(steps)), full]


def _by_group(roadmap: Roadmap, answer: Route, last: int | None = None) -> list[Block]:
    """List what is read, group by group; with `last`, only so many groups at the end, and what comes before in short."""
    parts = [(group, [one for one in answer.full if one.group == group.slug]) for group in roadmap.groups]
    parts = [(group, members) for group, members in parts if members]
    blocks: list[Block] = []
    if last is not None and len(parts) > last:
        before, parts = parts[:-last], parts[-last:]
        count = sum(len(members) for _, members in before)
        first, final = before[0][0], before[-1][0]
        label = said(roadmap, "groups-to", first=first.number, last=final.number)
        short = worded(roadmap, "groups-before", first=first.name, last=final.name, count=str(count))
        blocks.append(Field(label, short))
    for group, members in parts:
        most = len(members) if last is None else MOST_NAMES
        blocks.append(Field(f"{group.number}. {group.name}", some_names(roadmap, members, most, " → ")))
    return blocks


def _disagreements(roadmap: Roadmap, steps: Sequence[Pattern]) -> list[Block]:
    """Say where the reading order puts one of the steps before one that it needs."""
    notes: list[Block] = []
    read = {pattern.slug: pattern for pattern in steps}
    for need in roadmap.needs:
        early, late = read.get(need.pattern), read.get(need.needs)
        if early and late and early.number < late.number:
            numbers = {"number": str(early.number), "later": str(late.number)}
            note = worded(roadmap, "reads-before", early=named(early), late=named(late), **numbers)
            notes.append(Paragraph(note))
    return notes
