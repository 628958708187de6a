"""Every answer as a card."""

from collections.abc import Callable, Sequence

from bot.ask.nouns import a
from bot.ask.passages import caution_card, definition_card, membership_card, passage_card
from bot.ask.relations import (
    company_card,
    comparison_card,
    dependents_card,
    foundation_card,
    neighbour_card,
    route_card,
)
from bot.ask.wording import about, beginning, fitting, named, names, place, prose, sentence, source
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
            return doubting(answer_card(roadmap, answer, question), outcome.others)
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
        title=plain("Not sure. Is it one of these?"),
        blocks=(Quote(outcome.question), Points(points), Fine(plain("Or say more: what fails, and when?"))),
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
    words = roadmap.identity.words
    return Card(
        title=plain("The roadmap has no answer to that."),
        blocks=(
            Paragraph(
                plain(
                    f"It covers {len(roadmap.patterns)} {words.entries} in {len(roadmap.groups)} groups. Describe a "
                    f"problem in your system, or ask what {a(words.entry)} is, needs, leads to or gets wrong."
                )
            ),
        ),
        private=True,
    )


def remedy_card(roadmap: Roadmap, answer: Remedy) -> Card:
    """Show the pattern for a problem; the same for every question that it answers."""

    def variant(reasons: Callable[[Need], Text]) -> tuple[Text, Sequence[Block], Sequence[Block]]:
        kept: list[Block] = [
            Fine(plain(place(roadmap, answer.pattern))),
            Paragraph(prose(roadmap, answer.pattern.fits)),
            *_company_and_needs(roadmap, answer, reasons),
            _row(answer),
        ]
        return named(answer.pattern), [*kept, source(answer.sources)], _remedy_spare(roadmap, answer)

    return fitting(
        lambda: variant(lambda need: sentence(prose(roadmap, need.reason))),
        lambda: variant(lambda need: plain(need.role)),
        buttons=_remedy_buttons(roadmap, answer),
        after=2,
    )


def _remedy_spare(roadmap: Roadmap, answer: Remedy) -> list[Block]:
    """Give what may go where the card grows too long, the most useful first."""
    spare: list[Block] = [Field("Before you adopt it", sentence(prose(roadmap, answer.pattern.check.text)))]
    if answer.pattern.sign:
        spare.append(Field("Early warning sign", sentence(prose(roadmap, answer.pattern.sign.text))))
    if answer.following:
        spare.append(Field("Next to read", named(answer.following)))
    return spare


def _row(answer: Remedy) -> Fine:
    if answer.row is None:
        return Fine(plain("Decision table: no row names this one first"))
    return Fine(plain(f"Decision table, row {answer.row.number}: {answer.row.situation}"))


def _company_and_needs(roadmap: Roadmap, answer: Remedy, reasons: Callable[[Need], Text]) -> list[Block]:
    """Say what goes along and what comes first; once, where both are the same pattern."""
    needs = _once(answer.needs)
    if answer.supporting is None:
        return [_needs_block(roadmap, needs, reasons)]
    if [need.needs for need in needs] == [answer.supporting.slug]:
        return [Field("Bring alongside, and read first", beginning(answer.supporting, reasons(needs[0])))]
    adds = answer.row.adds if answer.row else None
    along = about(roadmap, answer.supporting, adds) if adds else named(answer.supporting)
    return [Field("Bring alongside", sentence(along)), _needs_block(roadmap, needs, reasons)]


def _needs_block(roadmap: Roadmap, needs: Sequence[Need], reasons: Callable[[Need], Text]) -> Block:
    if not needs:
        return Field("Read first", plain("nothing, you can start here."))
    items = [beginning(roadmap.pattern(need.needs), reasons(need)) for need in needs]
    return Field("Read first", items[0]) if len(items) == 1 else Steps("Read first", tuple(items))


def _once(needs: Sequence[Need]) -> list[Need]:
    """Keep one need for each pattern that is needed."""
    return list({need.needs: need for need in reversed(needs)}.values())[::-1]


def _remedy_buttons(roadmap: Roadmap, answer: Remedy) -> list[Button]:
    slug = answer.pattern.slug
    buttons = [Button("Prerequisites", ShowPrerequisites(slug))]
    if answer.following:
        buttons.append(Button("What next", ShowNext(slug)))
    neighbour = _nearest(roadmap, answer)
    if neighbour:
        buttons.append(Button(f"Compare with {roadmap.name(neighbour)}", Compare(slug, neighbour)))
    return [*buttons, Button("Pitfalls", ShowPitfalls(slug)), Button("Why this answer", Explain(slug))]


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


def doubting(card: Card, others: Sequence[Pattern]) -> Card:
    """Name what else may be meant, for those who are not helped."""
    if not others:
        return card
    blocks = (*card.blocks, Fine((Plain("Not it? It may be "), *names(others, " or "), Plain("."))))
    return Card(card.title, blocks, card.buttons, card.private)


def _portrait_card(roadmap: Roadmap, answer: Portrait) -> Card:
    pattern = answer.pattern
    needs = [roadmap.pattern(need.needs) for need in answer.needs]
    dependents = [roadmap.pattern(need.pattern) for need in answer.needed_by]
    kept: list[Block] = [
        Fine(plain(place(roadmap, pattern))),
        Paragraph(prose(roadmap, pattern.summary)),
        Field(f"The {roadmap.identity.words.post} teaches", prose(roadmap, pattern.teaches)),
        Field("Builds on", names(needs) if needs else plain("no other")),
    ]
    spare: list[Block] = []
    if dependents:
        spare.append(Field("Needed by", names(dependents)))
    if answer.rows:
        spare.append(Field("Solves", plain("; ".join(row.situation for row in answer.rows))))
    spare.append(
        Field("Next to read", named(answer.following) if answer.following else plain("nothing, it is the last"))
    )
    if answer.terms:
        spare.append(Field("Terms in it", names(answer.terms)))
    buttons = [
        Button("Prerequisites", ShowPrerequisites(pattern.slug)),
        Button("Path to it", ShowPath(pattern.slug)),
        Button("Pitfalls", ShowPitfalls(pattern.slug)),
        *([Button(f"Next: {answer.following.name}", ShowPattern(answer.following.slug))] if answer.following else []),
    ]
    name = pattern.name.casefold()
    # "Saga · Saga Pattern" would say the same twice.
    more = pattern.post.casefold() not in (name, f"{name} {roadmap.identity.words.entry.casefold()}")
    title = (*named(pattern), *((Plain(f" · {pattern.post}"),) if more else ()))
    return fitting(lambda: (title, [*kept, source(answer.sources)], spare), buttons=buttons)
