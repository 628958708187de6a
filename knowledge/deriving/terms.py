"""Questions on the names that live in patterns."""

from collections.abc import Iterator

from knowledge.deriving.draft import Draft
from knowledge.deriving.ground import Ground
from knowledge.deriving.wording import first_sentence, sentence, shuffled
from knowledge.items import Choice
from knowledge.model import Term

SHARED = 2
"""So many telling words in common make one meaning a fair answer for another."""


def meanings(ground: Ground) -> Iterator[Draft]:
    """Ask for the name of what is described."""
    for term in named_terms(ground):
        meaning = first_sentence(ground.roadmap.text(term.meaning))
        if _tells_its_name(ground, term):
            continue
        name = f"meaning-{term.slug}"
        yield Draft(
            id=name,
            stem=ground.say("ask-meaning", meaning=meaning),
            told=meaning,
            right=(Choice(term.name, sentence(ground.roadmap.text(term.meaning)), right=True),),
            wrong=[
                Choice(other.name, first_sentence(ground.roadmap.text(other.meaning)))
                for other in _other_terms(ground, term, name)
            ],
            patterns=term.hosts,
            difficulty=2,
            kind="lesson",
            source=term.sources[0] if term.sources else ground.roadmap.pattern(term.hosts[0]).sources[0],
            recall=True,
        )


def hosts(ground: Ground) -> Iterator[Draft]:
    """Ask in which pattern a term lives, where its meaning would tell its name."""
    for term in named_terms(ground):
        if not _tells_its_name(ground, term):
            continue
        host = ground.roadmap.pattern(term.hosts[0])
        name = f"host-{term.slug}"
        meaning = ground.roadmap.text(term.meaning)
        barred = {*term.hosts, *ground.referred(term.meaning), *ground.named(term.name), *ground.named(meaning)}
        yield Draft(
            id=name,
            stem=ground.say("ask-host", name=term.name),
            told=term.name,
            right=(Choice(host.name, sentence(meaning), right=True),),
            wrong=ground.wrongs([host.slug], name, barred),
            patterns=(host.slug,),
            difficulty=1,
            kind="lesson",
            source=term.sources[0] if term.sources else host.sources[0],
            recall=True,
        )


def named_terms(ground: Ground) -> list[Term]:
    """Give the terms that the roadmap itself uses."""
    return [term for term in ground.roadmap.terms if term.named]


def _tells_its_name(ground: Ground, term: Term) -> bool:
    meaning = first_sentence(ground.roadmap.text(term.meaning))
    return not ground.telling(meaning).isdisjoint(ground.telling(term.name))


def _other_terms(ground: Ground, term: Term, seed: str) -> list[Term]:
    """Give the terms that cannot be meant, those of the same patterns first."""
    told = ground.telling(first_sentence(ground.roadmap.text(term.meaning)))
    by_slug = {other.slug: other for other in named_terms(ground) if other is not term}
    group = ground.roadmap.pattern(term.hosts[0]).group

    def remoteness(other: Term) -> tuple[bool, bool]:
        same_group = any(ground.roadmap.pattern(host).group == group for host in other.hosts)
        return not same_group, not set(other.hosts) & set(term.hosts)

    others = [by_slug[slug] for slug in shuffled(by_slug, seed)]
    return sorted(
        (other for other in others if len(told & _words(ground, other)) < SHARED),
        key=remoteness,
    )


def _words(ground: Ground, term: Term) -> frozenset[str]:
    return ground.telling(f"{term.name} {ground.roadmap.text(term.meaning)}")
