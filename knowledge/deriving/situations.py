"""Questions in the words of people who have a problem."""

from collections.abc import Iterator

from knowledge.deriving.draft import Draft
from knowledge.deriving.ground import Ground
from knowledge.deriving.wording import ENDS, bare, sentence
from knowledge.items import Choice
from knowledge.model import Distinction, Pattern, Phrasebook

FIRST = 4
"""How many situations of a pattern are asked about; the first ones lie at its heart."""
SHORTEST = 30
LONGEST = 240


def situations(ground: Ground) -> Iterator[Draft]:
    """Ask which pattern deals with a situation."""
    for book in ground.roadmap.phrasebooks:
        pattern = ground.roadmap.pattern(book.pattern)
        for place, situation in enumerate(book.situations[:FIRST], start=1):
            name = f"situation-{pattern.slug}-{place}"
            about = bare(situation.about)
            # Neighbours share situations, so none of them is wrong for sure.
            barred = {*ground.neighbours(pattern.slug), *ground.named(about)}
            if pattern.slug in ground.named(about):
                continue
            yield Draft(
                id=name,
                stem=ground.ask(name, "abc", "ask-situation", about=about),
                told=about,
                right=(_right(ground, pattern),),
                wrong=ground.wrongs([pattern.slug], name, barred),
                patterns=(pattern.slug,),
                difficulty=1,
                kind="situation",
                source=pattern.sources[0],
            )


def distinctions(ground: Ground) -> Iterator[Draft]:
    """Ask which of two neighbours a person needs."""
    for book in ground.roadmap.phrasebooks:
        pattern = ground.roadmap.pattern(book.pattern)
        for distinction in book.tell_apart:
            phrase = _phrase(ground, book, distinction)
            if phrase is None:
                continue
            name = f"apart-{pattern.slug}-{distinction.from_}"
            neighbour = ground.wrong(ground.roadmap.pattern(distinction.from_))
            barred = {*ground.neighbours(pattern.slug), *ground.kin(distinction.from_), *ground.named(phrase)}
            yield Draft(
                id=name,
                stem=ground.ask(name, "abc", "ask-apart", phrase=phrase),
                told=phrase,
                right=(Choice(pattern.name, sentence(ground.roadmap.text(distinction.reason)), right=True),),
                wrong=[neighbour, *ground.wrongs([pattern.slug], name, barred)],
                patterns=(pattern.slug, distinction.from_),
                difficulty=3,
                kind="neighbours",
                source=pattern.sources[0],
            )


def _right(ground: Ground, pattern: Pattern) -> Choice:
    return Choice(pattern.name, sentence(ground.roadmap.text(pattern.fits)), right=True)


def _phrase(ground: Ground, book: Phrasebook, distinction: Distinction) -> str | None:
    """Give a phrase of a fit length that does not name the answer; one written like a sentence, if there is one."""
    name = ground.telling(ground.roadmap.name(book.pattern))
    for phrase in sorted(distinction.phrases, key=lambda phrase: phrase[0].islower()):
        fits = SHORTEST <= len(phrase) <= LONGEST and "“" not in phrase
        if fits and not name & ground.telling(phrase) and book.pattern not in ground.named(phrase):
            # Who begins in lower case does not end with a full stop either.
            return phrase if phrase.endswith(ENDS) or phrase[0].islower() else f"{phrase}."
    return None
