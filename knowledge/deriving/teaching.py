"""Questions on what the roadmap teaches: what a pattern does, what is learned with it, what to check before."""

from collections.abc import Iterator

from knowledge import prose
from knowledge.deriving.draft import Draft
from knowledge.deriving.ground import Ground
from knowledge.deriving.wording import bare, sentence
from knowledge.items import Choice
from knowledge.model import Pattern, Topic
from knowledge.prose import Prose, Reference

GAP = "___"
_SHORTEST_CLAUSE = 30


def descriptions(ground: Ground) -> Iterator[Draft]:
    """Ask which pattern is described."""
    for pattern in ground.roadmap.patterns:
        name = f"described-{pattern.slug}"
        summary = sentence(ground.roadmap.text(pattern.summary))
        yield Draft(
            id=name,
            stem=ground.say("ask-described", summary=summary),
            told=summary,
            right=(Choice(pattern.name, sentence(ground.roadmap.text(pattern.fits)), right=True),),
            wrong=ground.wrongs([pattern.slug], name, ground.named(summary)),
            patterns=(pattern.slug,),
            difficulty=1,
            kind="lesson",
            source=pattern.sources[0],
        )


def lessons(ground: Ground) -> Iterator[Draft]:
    """Ask what one learns with a pattern."""
    for pattern in ground.roadmap.patterns:
        name = f"teaches-{pattern.slug}"
        yield Draft(
            id=name,
            stem=ground.say("ask-teaches", name=pattern.name),
            told=pattern.name,
            right=(
                Choice(
                    sentence(ground.roadmap.text(pattern.teaches)).removesuffix("."),
                    sentence(ground.roadmap.text(pattern.summary)),
                    right=True,
                ),
            ),
            wrong=[
                Choice(
                    sentence(ground.roadmap.text(rival.teaches)).removesuffix("."),
                    ground.say("learned-with", name=rival.name),
                )
                for rival in ground.rivals([pattern.slug], name)
                if pattern.slug not in ground.named(ground.roadmap.text(rival.teaches))
            ],
            patterns=(pattern.slug,),
            difficulty=2,
            kind="lesson",
            source=pattern.sources[0],
            recall=True,
        )


def checks(ground: Ground) -> Iterator[Draft]:
    """Ask what to do before adopting a pattern."""
    for pattern in ground.roadmap.patterns:
        advice = _advice(ground, pattern)
        if advice is None:
            continue
        name = f"check-{pattern.slug}"
        rivals = ((rival, _advice(ground, rival)) for rival in ground.rivals([pattern.slug], name))
        yield Draft(
            id=name,
            stem=ground.say("ask-check", name=pattern.name),
            told=pattern.name,
            right=(Choice(advice, sentence(ground.roadmap.text(pattern.check.text)), right=True),),
            wrong=[Choice(text, ground.say("said-of", name=rival.name)) for rival, text in rivals if text],
            patterns=(pattern.slug,),
            difficulty=3,
            kind="lesson",
            source=pattern.check.source,
        )


def gaps(ground: Ground) -> Iterator[Draft]:
    """Ask which pattern is missing in what the roadmap warns of."""
    for topic in ground.roadmap.topics:
        gist = topic.gist or ()
        slug = next((slug for slug in prose.references(gist) if ground.roadmap.is_pattern(slug)), None)
        if topic.kind != "pitfall" or slug is None or slug not in topic.patterns:
            continue
        name = f"gap-{topic.slug}"
        blanked = sentence(ground.roadmap.text(_blanked(gist, slug)))
        barred = {*topic.patterns, *ground.named(blanked), *ground.kin(*topic.patterns)}
        yield Draft(
            id=name,
            stem=ground.say("ask-gap", text=blanked),
            told=blanked,
            right=(Choice(ground.roadmap.name(slug), _lesson(ground, topic), right=True),),
            wrong=ground.wrongs([slug], name, barred),
            patterns=(slug, *(other for other in topic.patterns if other != slug)),
            difficulty=2,
            kind="lesson",
            source=topic.sources[0],
        )


def _advice(ground: Ground, pattern: Pattern) -> str | None:
    """Give the first clause of a pattern's check, unless it could be said of any other as well."""
    text = bare(ground.roadmap.text(pattern.check.text))
    for end in (": ", "; "):
        clause = text.split(end, 1)[0]
        text = clause if len(clause) >= _SHORTEST_CLAUSE else text
    own = (pattern.summary, pattern.fits, pattern.teaches)
    of_its_own = ground.telling(f"{pattern.name} {' '.join(map(ground.roadmap.text, own))}")
    return text if ground.telling(text) & of_its_own and not ground.general(text) else None


def _blanked(words: Prose, slug: str) -> Prose:
    return tuple(GAP if part == Reference(slug) else part for part in words)


def _lesson(ground: Ground, topic: Topic) -> str:
    return sentence(ground.roadmap.text(topic.gist or topic.text))
