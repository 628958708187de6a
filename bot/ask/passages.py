"""Cards for what else the roadmap says: terms, groups, warnings, lessons, facts about itself."""

from bot.actions import ShowChallenge
from bot.ask.wording import fitting, named, names, prose, said, sentence, some_names, source, worded
from bot.cards import (
    Block,
    Button,
    Card,
    Field,
    Paragraph,
    Points,
    ShowGroup,
    ShowPattern,
    ShowPrerequisites,
    Strong,
    Text,
    joined,
)
from knowledge.answers import Caution, Definition, Membership, Passage
from knowledge.model import FailureMode, Group, Roadmap

MOST_WARNINGS = 3
MOST_MEMBERS = 25
"""Members of a group that its card lists."""


def definition_card(roadmap: Roadmap, answer: Definition) -> Card:
    """Explain a term and say where it is taught."""
    where = []
    for host in answer.hosts:
        group = roadmap.group_of(host)
        numbers = {"number": str(host.number), "group": str(group.number)}
        where.append(worded(roadmap, "host", name=named(host), title=group.name, **numbers))
    blocks: list[Block] = [
        Paragraph(prose(roadmap, answer.term.meaning)),
        Field(said(roadmap, "taught-in" if answer.term.named else "belongs-to"), joined(where, said(roadmap, "and"))),
        Field(said(roadmap, "post-teaches"), prose(roadmap, answer.hosts[0].teaches)),
    ]
    buttons = [Button(host.name, ShowPattern(host.slug)) for host in answer.hosts[:3]]
    title = (Strong(answer.term.name),)
    return fitting(lambda: (title, [*blocks, source(roadmap, answer.sources)], ()), buttons=buttons)


def membership_card(roadmap: Roadmap, answer: Membership) -> Card:
    """Show a group, and where a pattern stands that was asked about."""
    group = answer.group
    kept: list[Block] = []
    for pattern in answer.asked:
        numbers = {"number": str(pattern.number), "group": str(group.number)}
        stands = worded(roadmap, "stands-in", name=named(pattern), title=group.name, **numbers)
        kept.append(Paragraph(_judged(roadmap, answer.groups_asked, group, stands)))
    kept += [
        Field(said(roadmap, "problem-it-solves"), sentence(prose(roadmap, group.problem))),
        Field(said(roadmap, "read-it"), sentence(prose(roadmap, group.moment))),
        Field(said(roadmap, "in-it-in-order"), some_names(roadmap, answer.members, MOST_MEMBERS)),
    ]
    title = (Strong(said(roadmap, "group-title", number=group.number, name=group.name)),)
    buttons = [Button(member.name, ShowPattern(member.slug)) for member in answer.members[:5]]
    spare: list[Block] = [Paragraph(prose(roadmap, group.about))]
    return fitting(lambda: (title, [*kept, source(roadmap, answer.sources)], spare), buttons=buttons)


def _judged(roadmap: Roadmap, asked: tuple[Group, ...], group: Group, stands: Text) -> Text:
    """Say first whether the group that was guessed is right."""
    if len(asked) != 1:
        return stands
    return worded(roadmap, "yes" if asked[0] == group else "no", said=stands)


def caution_card(roadmap: Roadmap, answer: Caution) -> Card:
    """Gather the warnings about a pattern."""
    pattern = answer.pattern
    kept: list[Block] = [
        Field(mode.name, worded(roadmap, "early-sign-of", sign=sentence(prose(roadmap, mode.sign))))
        for mode in answer.modes
    ]
    if pattern.sign and not answer.modes:
        kept.append(Field(said(roadmap, "warning-sign"), sentence(prose(roadmap, pattern.sign.text))))
    kept.append(Field(said(roadmap, "before-adopting"), sentence(prose(roadmap, pattern.check.text))))
    # What a topic is mainly about comes first in its list; the rest is about this pattern only in passing.
    topics = sorted(answer.topics, key=lambda topic: topic.patterns.index(pattern.slug))
    gists = [sentence(prose(roadmap, topic.gist)) for topic in topics if topic.gist]
    spare: list[Block] = [Points((gist,)) for gist in gists[:MOST_WARNINGS]]
    title = worded(roadmap, "goes-wrong", name=named(pattern))
    buttons = [
        Button(said(roadmap, "prerequisites"), ShowPrerequisites(pattern.slug)),
        Button(said(roadmap, "about", name=pattern.name), ShowPattern(pattern.slug)),
    ]
    return fitting(lambda: (title, [*kept, source(roadmap, answer.sources)], spare), buttons=buttons)


def passage_card(roadmap: Roadmap, answer: Passage) -> Card:
    """Say what the roadmap says."""
    subject = answer.subject
    buttons = [Button(roadmap.name(slug), ShowPattern(slug)) for slug in answer.patterns[:3]]
    buttons += [Button(roadmap.name(slug), ShowGroup(slug)) for slug in answer.groups[:2] if not answer.patterns]
    if isinstance(subject, FailureMode):
        patterns = names([roadmap.pattern(slug) for slug in subject.patterns], said(roadmap, "and"))
        checks = [roadmap.pattern(slug).check for slug in subject.patterns]
        kept: list[Block] = [
            Field(said(roadmap, "affects"), patterns),
            Field(said(roadmap, "early-sign"), sentence(prose(roadmap, subject.sign))),
            *(Field(said(roadmap, "check-first"), sentence(prose(roadmap, check.text))) for check in checks[:1]),
        ]
        return fitting(lambda: ((Strong(subject.name),), [*kept, source(roadmap, answer.sources)], ()), buttons=buttons)
    if subject.challenge is not None:
        buttons.insert(0, Button(said(roadmap, "try-challenge"), ShowChallenge(subject.challenge)))
    points = tuple(prose(roadmap, point) for point in subject.points)
    body: list[Block] = [Paragraph(prose(roadmap, subject.text)), *([Points(points)] if points else [])]
    return fitting(lambda: ((Strong(subject.title),), [*body, source(roadmap, answer.sources)], ()), buttons=buttons)
