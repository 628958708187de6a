"""Cards for what else the roadmap says: terms, groups, warnings, lessons, facts about itself."""

from bot.actions import ShowChallenge
from bot.ask.wording import fitting, named, names, prose, sentence, source
from bot.cards import (
    Block,
    Button,
    Card,
    Field,
    Paragraph,
    Plain,
    Points,
    ShowGroup,
    ShowPattern,
    ShowPrerequisites,
    Strong,
    Text,
    plain,
)
from knowledge.answers import Caution, Definition, Membership, Passage
from knowledge.model import FailureMode, Group, Roadmap

MOST_WARNINGS = 3


def definition_card(roadmap: Roadmap, answer: Definition) -> Card:
    """Explain a term and say where it is taught."""
    where = []
    for host in answer.hosts:
        group = roadmap.group_of(host)
        where.append((*named(host), Plain(f" (post {host.number}, group {group.number} {group.name})")))
    taught: Text = tuple(
        span for place, text in enumerate(where) for span in ((Plain(" and "), *text) if place else text)
    )
    blocks: list[Block] = [
        Paragraph(prose(roadmap, answer.term.meaning)),
        Field("Taught in" if answer.term.named else "Belongs to", taught),
        Field("The post teaches", prose(roadmap, answer.hosts[0].teaches)),
    ]
    buttons = [Button(host.name, ShowPattern(host.slug)) for host in answer.hosts[:3]]
    title = (Strong(answer.term.name),)
    return fitting(lambda: (title, [*blocks, source(answer.sources)], ()), buttons=buttons)


def membership_card(roadmap: Roadmap, answer: Membership) -> Card:
    """Show a group, and where a pattern stands that was asked about."""
    group = answer.group
    kept: list[Block] = []
    for pattern in answer.asked:
        verdict = _verdict(answer.groups_asked, group)
        said = (*named(pattern), Plain(f" is post {pattern.number}, in group {group.number}, {group.name}."))
        kept.append(Paragraph((*verdict, *said)))
    kept += [
        Field("Problem it solves", sentence(prose(roadmap, group.problem))),
        Field("Read it", sentence(prose(roadmap, group.moment))),
        Field("In it, in reading order", names(answer.members)),
    ]
    title = (Strong(f"Group {group.number} · {group.name}"),)
    buttons = [Button(member.name, ShowPattern(member.slug)) for member in answer.members[:5]]
    spare: list[Block] = [Paragraph(prose(roadmap, group.about))]
    return fitting(lambda: (title, [*kept, source(answer.sources)], spare), buttons=buttons)


def _verdict(asked: tuple[Group, ...], group: Group) -> Text:
    """Say first whether the group that was guessed is right."""
    if len(asked) != 1:
        return ()
    return plain("Yes: " if asked[0] == group else "No: ")


def caution_card(roadmap: Roadmap, answer: Caution) -> Card:
    """Gather the warnings about a pattern."""
    pattern = answer.pattern
    kept: list[Block] = [
        Field(mode.name, (Plain("early sign: "), *sentence(prose(roadmap, mode.sign)))) for mode in answer.modes
    ]
    if pattern.sign and not answer.modes:
        kept.append(Field("Early warning sign", sentence(prose(roadmap, pattern.sign.text))))
    kept.append(Field("Before you adopt it", sentence(prose(roadmap, pattern.check.text))))
    # What a topic is mainly about comes first in its list; the rest is about this pattern only in passing.
    topics = sorted(answer.topics, key=lambda topic: topic.patterns.index(pattern.slug))
    gists = [sentence(prose(roadmap, topic.gist)) for topic in topics if topic.gist]
    spare: list[Block] = [Points((gist,)) for gist in gists[:MOST_WARNINGS]]
    title = (*named(pattern), Plain(" · what goes wrong"))
    buttons = [
        Button("Prerequisites", ShowPrerequisites(pattern.slug)),
        Button(f"About {pattern.name}", ShowPattern(pattern.slug)),
    ]
    return fitting(lambda: (title, [*kept, source(answer.sources)], spare), buttons=buttons)


def passage_card(roadmap: Roadmap, answer: Passage) -> Card:
    """Say what the roadmap says."""
    subject = answer.subject
    buttons = [Button(roadmap.name(slug), ShowPattern(slug)) for slug in answer.patterns[:3]]
    buttons += [Button(roadmap.name(slug), ShowGroup(slug)) for slug in answer.groups[:2] if not answer.patterns]
    if isinstance(subject, FailureMode):
        patterns = names([roadmap.pattern(slug) for slug in subject.patterns], " and ")
        checks = [roadmap.pattern(slug).check for slug in subject.patterns]
        kept: list[Block] = [
            Field("Affects", patterns),
            Field("Early sign", sentence(prose(roadmap, subject.sign))),
            *(Field("Check first", sentence(prose(roadmap, check.text))) for check in checks[:1]),
        ]
        return fitting(lambda: ((Strong(subject.name),), [*kept, source(answer.sources)], ()), buttons=buttons)
    if subject.challenge is not None:
        buttons.insert(0, Button("Try the challenge", ShowChallenge(subject.challenge)))
    points = tuple(prose(roadmap, point) for point in subject.points)
    body: list[Block] = [Paragraph(prose(roadmap, subject.text)), *([Points(points)] if points else [])]
    return fitting(lambda: ((Strong(subject.title),), [*body, source(answer.sources)], ()), buttons=buttons)
