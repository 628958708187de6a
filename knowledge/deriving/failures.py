"""Questions on how adoption goes wrong, and on the early signs of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.deriving.draft import Draft
from knowledge.deriving.ground import Ground
from knowledge.deriving.wording import bare, sentence
from knowledge.items import Choice


@dataclass(frozen=True, slots=True)
class Omen:
    """An early sign, what it belongs to, and what is said of it."""

    slug: str
    text: str
    patterns: tuple[str, ...]
    failure: str
    source: str


def omens(ground: Ground) -> list[Omen]:
    """Give every early sign once: those of failure modes, then those of patterns that no failure mode affects."""
    roadmap = ground.roadmap
    found = [
        Omen(mode.slug, bare(roadmap.text(mode.sign)), mode.patterns, mode.name, mode.source)
        for mode in roadmap.failure_modes
    ]
    affected = {slug for mode in roadmap.failure_modes for slug in mode.patterns}
    for pattern in roadmap.patterns:
        if pattern.sign and pattern.slug not in affected:
            text = bare(roadmap.text(pattern.sign.text))
            found.append(Omen(pattern.slug, text, (pattern.slug,), "", pattern.sign.source))
    return found


def culprits(ground: Ground) -> Iterator[Draft]:
    """Ask which pattern goes wrong when a sign shows."""
    for omen in omens(ground):
        name = f"culprit-{omen.slug}"
        yield Draft(
            id=name,
            stem=ground.say("ask-culprit" if len(omen.patterns) == 1 else "ask-culprits", sign=omen.text),
            told=omen.text,
            right=tuple(Choice(ground.roadmap.name(slug), _why(ground, omen), right=True) for slug in omen.patterns),
            wrong=ground.wrongs(omen.patterns, name, ground.named(omen.text)),
            patterns=omen.patterns,
            difficulty=2,
            kind="failure",
            source=omen.source,
        )


def signs(ground: Ground) -> Iterator[Draft]:
    """Ask for the early sign that a pattern goes wrong."""
    found = omens(ground)
    for omen in found:
        for slug in omen.patterns:
            out = {slug, *omen.patterns, *ground.kin(slug)}
            name = ground.roadmap.name(slug)
            yield Draft(
                id=f"sign-{omen.slug}-{slug}" if omen.slug != slug else f"sign-{slug}",
                stem=ground.say("ask-sign", name=name),
                told=name,
                right=(Choice(sentence(omen.text), _why(ground, omen), right=True),),
                wrong=[_sign(ground, other) for other in found if _differs(ground, other, out)],
                patterns=(slug,),
                difficulty=2,
                kind="failure",
                source=omen.source,
            )


def failures(ground: Ground) -> Iterator[Draft]:
    """Ask to which failure mode an early sign points."""
    found = [omen for omen in omens(ground) if omen.failure]
    for omen in found:
        yield Draft(
            id=f"failure-{omen.slug}",
            stem=ground.say("ask-failure", sign=omen.text),
            told=omen.text,
            right=(Choice(omen.failure, _why(ground, omen), right=True),),
            wrong=[Choice(other.failure, _why(ground, other)) for other in found if other is not omen],
            patterns=omen.patterns,
            difficulty=2,
            kind="failure",
            source=omen.source,
        )


def _differs(ground: Ground, omen: Omen, out: set[str]) -> bool:
    return not out & set(omen.patterns) and not ground.general(omen.text)


def _sign(ground: Ground, omen: Omen) -> Choice:
    return Choice(sentence(omen.text), _why(ground, omen))


def _why(ground: Ground, omen: Omen) -> str:
    names = ground.series([ground.roadmap.name(slug) for slug in omen.patterns])
    if omen.failure:
        return ground.say("failure-of", failure=omen.failure, names=names, sign=omen.text)
    return ground.say("sign-of", names=names, sign=omen.text)
