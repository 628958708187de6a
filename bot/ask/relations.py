"""Cards for how patterns hang together: what comes first, what follows, what goes along, what to choose."""

from collections.abc import Callable, Sequence

from bot.ask.nouns import called
from bot.ask.wording import about, fitting, named, names, prose, sentence, some_names, source
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

    def variant(reason: Callable[[Need], Text]) -> tuple[Text, Sequence[Block], Sequence[Block]]:
        blocks: list[Block] = [Paragraph(_verdict(answer))] if answer.asked else []
        if not answer.order:
            blocks.append(Paragraph((*named(answer.pattern), Plain(" builds on nothing: you can start with it."))))
            blocks.append(
                Field("In the reading order", plain(f"{roadmap.identity.words.post} {answer.pattern.number}"))
            )
        else:
            blocks.append(Steps("Learn first, in this order", tuple(_steps(roadmap, answer, reason))))
        return (*named(answer.pattern), Plain(" · what comes first")), [*blocks, source(answer.sources)], ()

    buttons = [Button(step.name, ShowPattern(step.slug)) for step in answer.order[:3]]
    return fitting(
        lambda: variant(lambda need: prose(roadmap, need.reason)),
        lambda: variant(lambda need: plain(need.role)),
        buttons=[*buttons, Button("Full path", ShowPath(answer.pattern.slug, full=True))],
    )


def _verdict(answer: Foundation) -> Text:
    asked = answer.asked
    if asked is None:
        return ()
    if answer.asked_is_needed:
        return (Plain("Yes: "), *named(answer.pattern), Plain(" needs "), *named(asked), Plain("."))
    no = (Plain("No: "), *named(answer.pattern), Plain(" does not need "), *named(asked), Plain("."))
    if not answer.needed_by_asked:
        return no
    return (
        *no,
        Plain(" It is the other way round: "),
        *named(asked),
        Plain(" needs "),
        *named(answer.pattern),
        Plain("."),
    )


def _steps(roadmap: Roadmap, answer: Foundation, reason: Callable[[Need], Text]) -> list[Text]:
    steps = []
    for step in answer.order:
        need = _reason_for(answer.needs, step, answer.pattern)
        where = _where(roadmap, step, need, answer.pattern)
        steps.append((*named(step), Plain(f" ({where}) – "), *sentence(reason(need))))
    return steps


def _where(roadmap: Roadmap, step: Pattern, need: Need, goal: Pattern) -> str:
    """Say in which group a step stands, by the data: the roadmap's table calls needs within a group cross-group too."""
    group = f"{'within ' if step.group == goal.group else ''}group {roadmap.group_of(step).number}"
    return group if need.pattern == goal.slug else f"{group}, for {roadmap.name(need.pattern)}"


def _reason_for(needs: Sequence[Need], step: Pattern, goal: Pattern) -> Need:
    """Find why `step` is needed: for the goal itself where it can be said."""
    stated = [need for need in needs if need.needs == step.slug]
    return next((need for need in stated if need.pattern == goal.slug), stated[0])


def dependents_card(roadmap: Roadmap, answer: Dependents) -> Card:
    """Say what builds on a pattern."""
    title = (*named(answer.pattern), Plain(" · what builds on it"))
    if not answer.needs:
        return fitting(lambda: (title, [Paragraph(_independent(roadmap, answer.pattern)), source(answer.sources)], ()))
    items = [
        (*named(roadmap.pattern(need.pattern)), Plain(" – "), *sentence(prose(roadmap, need.reason)))
        for need in answer.needs
    ]
    buttons = [Button(roadmap.name(need.pattern), ShowPattern(need.pattern)) for need in answer.needs[:5]]
    return fitting(lambda: (title, [Steps("Needed by", tuple(items)), source(answer.sources)], ()), buttons=buttons)


def _independent(roadmap: Roadmap, pattern: Pattern) -> Text:
    """Say that nothing needs a pattern; and what it needs itself, for many mean that."""
    nothing = (Plain("Nothing in the roadmap needs "), *named(pattern), Plain("."))
    needed = [roadmap.pattern(need.needs) for need in graph.needs(roadmap, pattern.slug)]
    if not needed:
        return nothing
    return (*nothing, Plain(" It needs "), *names(needed, " and "), Plain(" itself."))


def neighbour_card(roadmap: Roadmap, answer: Neighbour) -> Card:
    """Say what is read after something, or before it."""
    before = answer.kind is QuestionKind.PREVIOUS
    name = named(answer.entry)
    if answer.other is None:
        edge = "first" if before else "last"
        said: Text = (
            *name,
            Plain(f" is the {edge} in the reading order: nothing comes {'before' if before else 'after'}."),
        )
        return fitting(lambda: (said, [source(answer.sources)], ()))
    title = (Plain("Before " if before else "After "), *name, Plain(" comes "), *named(answer.other))
    other = answer.other
    if isinstance(other, Group):
        members = names(roadmap.members(other))
        blocks: list[Block] = [
            Field(f"Group {other.number}", sentence(prose(roadmap, other.problem))),
            Field("Read it", prose(roadmap, other.moment)),
            Field("In it", members),
        ]
        action = Button(other.name, ShowGroup(other.slug))
    else:
        group, words = roadmap.group_of(other), roadmap.identity.words
        blocks = [
            Paragraph(
                plain(
                    called(words, f"Post {other.number} of {len(roadmap.patterns)} · group {group.number}, ")
                    + group.name
                )
            ),
            Paragraph(prose(roadmap, other.summary)),
        ]
        action = Button(other.name, ShowPattern(other.slug))
    return fitting(lambda: (title, [*blocks, source(answer.sources[:1])], ()), buttons=[action])


def company_card(roadmap: Roadmap, answer: Company) -> Card:
    """Say what to bring alongside a pattern."""
    blocks: list[Block] = []
    for row, supporting in answer.rows:
        if supporting is None:
            blocks.append(
                Paragraph(
                    plain(
                        f'For "{row.situation}" the decision table names no supporting {roadmap.identity.words.entry}.'
                    )
                )
            )
        else:
            said = about(roadmap, supporting, row.adds) if row.adds else named(supporting)
            blocks.append(Field(f'For "{row.situation}"', said))
    for row, primary in answer.supports:
        blocks.append(Field(f'It supports, in "{row.situation}"', named(primary)))
    if not blocks:
        blocks.append(
            Paragraph(plain("The decision table has no row with it, so it names nothing to bring alongside."))
        )
    title = (*named(answer.pattern), Plain(" · what goes with it"))
    supporting = next((other for _, other in answer.rows if isinstance(other, Pattern)), None)
    buttons = [Button(f"Or {supporting.name}?", Compare(answer.pattern.slug, supporting.slug))] if supporting else []
    return fitting(lambda: (title, [*blocks, source(answer.sources)], ()), buttons=buttons)


def comparison_card(roadmap: Roadmap, answer: Comparison) -> Card:
    """Set patterns side by side: which one to take first, then what each does."""
    title = names(answer.compared, " or ")
    which: list[Block] = [Field("Which one", prose(roadmap, told.reason)) for _, told in answer.distinctions[:2]]
    if not which:
        which = [Field(f"Take {pattern.name} when", prose(roadmap, pattern.fits)) for pattern in answer.compared]
    each = [Paragraph((*named(pattern), Plain(" – "), *prose(roadmap, pattern.summary))) for pattern in answer.compared]
    spare: list[Block] = [
        Paragraph((*_both(roadmap, need), Plain(": "), *sentence(prose(roadmap, need.reason))))
        for need in answer.relations
    ]
    for row in answer.rows:
        if row.supporting:
            first = Entry(row.primary, roadmap.name(row.primary))
            pair = (first, Plain(" first, with "), *named_slug(roadmap, row.supporting))
            spare.append(Field(f'In "{row.situation}"', pair))
    buttons = [Button(pattern.name, ShowPattern(pattern.slug)) for pattern in answer.compared]
    return fitting(lambda: (title, [*which, source(answer.sources)], [*each, *spare]), buttons=buttons)


def named_slug(roadmap: Roadmap, slug: str) -> Text:
    """Name an entry by its slug."""
    return named(roadmap.entries[slug])


def _both(roadmap: Roadmap, need: Need) -> Text:
    return (*named(roadmap.pattern(need.pattern)), Plain(" needs "), *named(roadmap.pattern(need.needs)))


def route_card(roadmap: Roadmap, answer: Route) -> Card:
    """Lay out the way to a pattern: by needs only, or group by group in the full reading order."""
    goal = answer.goal
    title = (Plain("Full path to " if answer.whole else "Shortest path to "), *named(goal))
    other = Button("Shortest path", ShowPath(goal.slug)) if answer.whole else _full_button(goal)
    buttons = [
        other,
        Button("Prerequisites", ShowPrerequisites(goal.slug)),
        Button(goal.name, ShowPattern(goal.slug)),
    ]
    notes = _disagreements(roadmap, answer.full if answer.whole else answer.short)
    if not answer.whole:
        return fitting(
            lambda: (title, [*_by_needs(roadmap, answer), *notes, source(answer.sources)], ()), buttons=buttons
        )
    return fitting(
        lambda: (title, [*_by_group(roadmap, answer), *notes, source(answer.sources)], ()),
        lambda: (title, [*_by_group(roadmap, answer, LAST_GROUPS), *notes, source(answer.sources)], ()),
        buttons=buttons,
    )


def _full_button(goal: Pattern) -> Button:
    return Button("Full path", ShowPath(goal.slug, full=True))


def _by_needs(roadmap: Roadmap, answer: Route) -> list[Block]:
    goal, last, posts = answer.goal, answer.full[-1].number, roadmap.identity.words.posts
    if len(answer.short) == 1:
        alone = (*named(goal), Plain(" builds on nothing: by needs alone you can read it at once."))
        return [Paragraph(alone), Field(f"Full reading order, {posts} 1 to {last}", names(answer.full, " → "))]
    steps = []
    for step in answer.short:
        need = next((need for need in answer.needs if need.needs == step.slug), None)
        steps.append((*named(step), *((Plain(f" – {need.role}, for {roadmap.name(need.pattern)}"),) if need else ())))
    full = Fine(plain(f"By needs only. The full reading order would be {posts} 1 to {last}."))
    return [Steps("Read in this order", tuple(steps)), full]


def _by_group(roadmap: Roadmap, answer: Route, last: int | None = None) -> list[Block]:
    """List what is read, group by group; with `last`, only so many groups at the end, and what comes before in short."""
    parts = [(group, [one for one in answer.full if one.group == group.slug]) for group in roadmap.groups]
    parts = [(group, members) for group, members in parts if members]
    blocks: list[Block] = []
    if last is not None and len(parts) > last:
        before, parts = parts[:-last], parts[-last:]
        count = sum(len(members) for _, members in before)
        said = f"{before[0][0].name} to {before[-1][0].name}: {count} {roadmap.identity.words.posts}"
        blocks.append(Field(f"Groups {before[0][0].number} to {before[-1][0].number}", plain(said)))
    return blocks + [
        Field(f"{group.number}. {group.name}", some_names(members, len(members) if last is None else MOST_NAMES, " → "))
        for group, members in parts
    ]


def _disagreements(roadmap: Roadmap, steps: Sequence[Pattern]) -> list[Block]:
    """Say where the reading order puts one of the steps before one that it needs."""
    notes: list[Block] = []
    read = {pattern.slug: pattern for pattern in steps}
    for need in roadmap.needs:
        early, late = read.get(need.pattern), read.get(need.needs)
        if early and late and early.number < late.number:
            said = (
                Plain("The roadmap reads "),
                *named(early),
                Plain(f" ({early.number}) before "),
                *named(late),
                Plain(f" ({late.number}), which it needs: it makes sense only with that one right after."),
            )
            notes.append(Paragraph(said))
    return notes
