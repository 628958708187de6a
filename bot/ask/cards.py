"""Every answer as a card."""

from collections.abc import Callable, Sequence

from bot.ask.passages import caution_card, definition_card, membership_card, passage_card
from bot.ask.relations import (
    company_card,
    comparison_card,
    dependents_card,
    foundation_card,
    neighbour_card,
    route_card,
)
from bot.ask.wording import (
    about,
    beginning,
    extent,
    fitting,
    named,
    names,
    place,
    prose,
    said,
    sentence,
    source,
    worded,
)
from bot.cards import (
    Block,
    Button,
    Card,
    Choose,
    Compare,
    Explain,
    Field,
    Fine,
    Paragraph,
    Plain,
    Points,
    Quote,
    ShowNext,
    ShowPath,
    ShowPattern,
    ShowPitfalls,
    ShowPrerequisites,
    Steps,
    Text,
    plain,
)
from knowledge.answers import (
    Answer,
    Caution,
    Company,
    Comparison,
    Definition,
    Dependents,
    Foundation,
    Membership,
    Neighbour,
    Passage,
    Portrait,
    Remedy,
    Route,
)
from knowledge.model import Group, Need, Pattern, Roadmap, Subject, title_of
from knowledge.outcomes import Answered, NotKnown, Outcome, Suggested


def outcome_card(roadmap: Roadmap, outcome: Outcome) -> Card:
    """Show what came of a question."""
    match outcome:
        case Answered(question=question, answer=answer):
            return doubting(roadmap, answer_card(roadmap, answer, question), outcome.others)
        case Suggested():
            return suggestions_card(roadmap, outcome)
        case NotKnown():
            return unknown_card(roadmap, outcome)


def answer_card(roadmap: Roadmap, answer: Answer, question: str = "") -> Card:
    """Show an answer; `question` is quoted where buttons will need it again."""
    match answer:
        case Remedy():
            return quoting(remedy_card(roadmap, answer), question)
        case Portrait():
            return _portrait_card(roadmap, answer)
        case Definition():
            return definition_card(roadmap, answer)
        case Foundation():
            return foundation_card(roadmap, answer)
        case Dependents():
            return dependents_card(roadmap, answer)
        case Neighbour():
            return neighbour_card(roadmap, answer)
        case Company():
            return company_card(roadmap, answer)
        case Membership():
            return membership_card(roadmap, answer)
        case Comparison():
            return comparison_card(roadmap, answer)
        case Route():
            return route_card(roadmap, answer)
        case Caution():
            return caution_card(roadmap, answer)
        case Passage():
            return passage_card(roadmap, answer)


def suggestions_card(roadmap: Roadmap, outcome: Suggested) -> Card:
    """Offer two or three candidates, each one button away."""
    points = tuple(_candidate(roadmap, candidate) for candidate in outcome.candidates)
    buttons = tuple(Button(title_of(candidate), Choose(candidate.slug)) for candidate in outcome.candidates)
    return Card(
        title=worded(roadmap, "unsure"),
        blocks=(Quote(outcome.question), Points(points), Fine(worded(roadmap, "say-more"))),
        buttons=buttons,
        private=True,
    )


def _candidate(roadmap: Roadmap, candidate: Subject) -> Text:
    match candidate:
        case Pattern():
            return (*named(candidate), Plain(" – "), *prose(roadmap, candidate.summary))
        case Group():
            return (*named(candidate), Plain(" – "), *prose(roadmap, candidate.problem))
        case _:
            return plain(title_of(candidate))


def unknown_card(roadmap: Roadmap, outcome: NotKnown) -> Card:
    """Say that the roadmap does not answer this, and what it does answer."""
    if outcome.reason:
        return Card(plain(outcome.reason), private=True)
    covers = said(roadmap, "what-it-covers", **extent(roadmap))
    return Card(worded(roadmap, "no-answer"), (Paragraph(plain(covers)),), private=True)


def remedy_card(roadmap: Roadmap, answer: Remedy) -> Card:
    """Show the pattern for a problem; the same for every question that it answers."""

    def variant(reasons: Callable[[Need], Text]) -> tuple[Text, Sequence[Block], Sequence[Block]]:
        kept: list[Block] = [
            Fine(plain(place(roadmap, answer.pattern))),
            Paragraph(prose(roadmap, answer.pattern.fits)),
            *_company_and_needs(roadmap, answer, reasons),
            _row(roadmap, answer),
        ]
        return named(answer.pattern), [*kept, source(roadmap, answer.sources)], _remedy_spare(roadmap, answer)

    return fitting(
        lambda: variant(lambda need: sentence(prose(roadmap, need.reason))),
        lambda: variant(lambda need: plain(need.role)),
        buttons=_remedy_buttons(roadmap, answer),
        after=2,
    )


def _remedy_spare(roadmap: Roadmap, answer: Remedy) -> list[Block]:
    """Give what may go where the card grows too long, the most useful first."""
    spare: list[Block] = [_before_adopting(roadmap, answer.pattern)]
    if answer.pattern.sign:
        spare.append(Field(said(roadmap, "warning-sign"), sentence(prose(roadmap, answer.pattern.sign.text))))
    if answer.following:
        spare.append(Field(said(roadmap, "next-to-read"), named(answer.following)))
    return spare


def _before_adopting(roadmap: Roadmap, pattern: Pattern) -> Field:
    return Field(said(roadmap, "before-adopting"), sentence(prose(roadmap, pattern.check.text)))


def _row(roadmap: Roadmap, answer: Remedy) -> Fine:
    if answer.row is None:
        return Fine(worded(roadmap, "no-row"))
    return Fine(worded(roadmap, "row", number=str(answer.row.number), situation=answer.row.situation))


def _company_and_needs(roadmap: Roadmap, answer: Remedy, reasons: Callable[[Need], Text]) -> list[Block]:
    """Say what goes along and what comes first; once, where both are the same pattern."""
    needs = _once(answer.needs)
    if answer.supporting is None:
        return [_needs_block(roadmap, needs, reasons)]
    if [need.needs for need in needs] == [answer.supporting.slug]:
        return [Field(said(roadmap, "alongside-and-first"), beginning(answer.supporting, reasons(needs[0])))]
    adds = answer.row.adds if answer.row else None
    along = about(roadmap, answer.supporting, adds) if adds else named(answer.supporting)
    return [Field(said(roadmap, "alongside"), sentence(along)), _needs_block(roadmap, needs, reasons)]


def _needs_block(roadmap: Roadmap, needs: Sequence[Need], reasons: Callable[[Need], Text]) -> Block:
    label = said(roadmap, "read-first")
    if not needs:
        return Field(label, worded(roadmap, "nothing-first"))
    items = [beginning(roadmap.pattern(need.needs), reasons(need)) for need in needs]
    return Field(label, items[0]) if len(items) == 1 else Steps(label, tuple(items))


def _once(needs: Sequence[Need]) -> list[Need]:
    """Keep one need for each pattern that is needed."""
    return list({need.needs: need for need in reversed(needs)}.values())[::-1]


def _remedy_buttons(roadmap: Roadmap, answer: Remedy) -> list[Button]:
    slug = answer.pattern.slug
    buttons = [Button(said(roadmap, "prerequisites"), ShowPrerequisites(slug))]
    if answer.following:
        buttons.append(Button(said(roadmap, "what-next"), ShowNext(slug)))
    neighbour = _nearest(roadmap, answer)
    if neighbour:
        label = said(roadmap, "compare-with", name=roadmap.name(neighbour))
        buttons.append(Button(label, Compare(slug, neighbour)))
    pitfalls, why = said(roadmap, "pitfalls"), said(roadmap, "why-this")
    return [*buttons, Button(pitfalls, ShowPitfalls(slug)), Button(why, Explain(slug))]


def _nearest(roadmap: Roadmap, answer: Remedy) -> str | None:
    """Give the pattern that is most easily taken for this one."""
    book = roadmap.phrasebook(answer.pattern.slug)
    neighbours = [distinction.from_ for distinction in book.tell_apart] if book else []
    if isinstance(answer.supporting, Pattern):
        neighbours.append(answer.supporting.slug)
    needed = {need.needs for need in answer.needs}
    return next((neighbour for neighbour in neighbours if neighbour not in needed), None)


def quoting(card: Card, question: str) -> Card:
    """Quote the question on its card, so that buttons can read it there."""
    blocks = (Quote(question), *card.blocks) if question else card.blocks
    return Card(card.title, blocks, card.buttons, card.private)


def doubting(roadmap: Roadmap, card: Card, others: Sequence[Pattern]) -> Card:
    """Name what else may be meant, for those who are not helped."""
    if not others:
        return card
    blocks = (*card.blocks, Fine(worded(roadmap, "not-it", names=names(others, said(roadmap, "or")))))
    return Card(card.title, blocks, card.buttons, card.private)


def _portrait_card(roadmap: Roadmap, answer: Portrait) -> Card:
    pattern = answer.pattern
    needs = [roadmap.pattern(need.needs) for need in answer.needs]
    dependents = [roadmap.pattern(need.pattern) for need in answer.needed_by]
    kept: list[Block] = [
        Fine(plain(place(roadmap, pattern))),
        Paragraph(prose(roadmap, pattern.summary)),
        Field(said(roadmap, "post-teaches"), prose(roadmap, pattern.teaches)),
        Field(said(roadmap, "builds-on"), names(needs) if needs else worded(roadmap, "no-other")),
    ]
    spare: list[Block] = []
    if dependents:
        spare.append(Field(said(roadmap, "needed-by"), names(dependents)))
    if answer.rows:
        spare.append(Field(said(roadmap, "solves"), plain("; ".join(row.situation for row in answer.rows))))
    following = named(answer.following) if answer.following else worded(roadmap, "nothing-next")
    spare.append(Field(said(roadmap, "next-to-read"), following))
    if answer.terms:
        spare.append(Field(said(roadmap, "terms-in-it"), names(answer.terms)))
    name = pattern.name.casefold()
    # "Saga · Saga Pattern" would say the same twice.
    more = pattern.post.casefold() not in (name, f"{name} {roadmap.identity.words.entry.casefold()}")
    title = (*named(pattern), *((Plain(f" · {pattern.post}"),) if more else ()))
    buttons = _portrait_buttons(roadmap, answer)
    return fitting(lambda: (title, [*kept, source(roadmap, answer.sources)], spare), buttons=buttons)


def _portrait_buttons(roadmap: Roadmap, answer: Portrait) -> list[Button]:
    slug, following = answer.pattern.slug, answer.following
    buttons = [
        Button(said(roadmap, "prerequisites"), ShowPrerequisites(slug)),
        Button(said(roadmap, "path-to-it"), ShowPath(slug)),
        Button(said(roadmap, "pitfalls"), ShowPitfalls(slug)),
    ]
    if following:
        buttons.append(Button(said(roadmap, "next-is", name=following.name), ShowPattern(following.slug)))
    return buttons
