"""What the bot says about itself."""

from bot.ask.wording import extent, said
from bot.cards import Block, Card, Code, Field, Paragraph, Plain, Points, Steps, Text, plain
from bot.filling import filled
from knowledge.languages import texts
from knowledge.model import Problem, Roadmap

SENTENCE = 7
"""Words from which a phrase reads as a sentence."""


def help_card(roadmap: Roadmap, *, admin: bool = False) -> Card:
    """Say what can be asked and how, and where the quizzes are; show an admin the first steps."""
    say = texts(roadmap)
    blocks: list[Block] = [
        Paragraph(plain(say("help-about", title=roadmap.identity.title, **extent(roadmap)))),
        Points(tuple(plain(f'"{example}"') for example in examples(roadmap))),
        Field(say("help-ask"), _listed("/ask", say("help-mention"), say("help-reply"), say("help-direct"))),
        Field(say("help-look-up"), _listed("/pattern", "/compare", "/roadmap")),
        Field(say("help-any-message"), plain("Apps → Answer from the roadmap")),
        Field(say("help-learn"), _listed("/practice", "/path", "/me")),
        Field(say("help-quizzes"), _listed("/quiz", "/leaderboard")),
    ]
    if any(topic.challenge for topic in roadmap.topics):
        blocks.append(Field(say("help-exercise"), plain(f'"{say("example-challenge")}"')))
    if admin:
        steps = (
            plain(say("first-rights")),
            filled(say, "first-zone", command=(Code("/settings set zone:Berlin"),)),
            filled(say, "first-quiz", command=(Code("/schedule add time:09:30 channel:#quiz"),)),
            filled(say, "first-preview", preview=(Code("/schedule preview"),), run=(Code("/schedule run"),)),
            plain(say("first-access")),
        )
        blocks.append(Steps(say("first-steps"), steps))
    return Card(plain(say("help-title")), tuple(blocks), private=True)


def examples(roadmap: Roadmap) -> list[str]:
    """Give three questions that this roadmap can answer."""
    found = [_told(roadmap, problem) for problem in roadmap.problems[:1]]
    needing = next((need.pattern for need in reversed(roadmap.needs)), roadmap.patterns[-1].slug)
    found.append(said(roadmap, "example-before", name=roadmap.name(needing)))
    for row in roadmap.problems:
        if row.supporting and roadmap.is_pattern(row.supporting):
            pair = {"name": roadmap.name(row.primary), "other": roadmap.name(row.supporting)}
            return [*found, said(roadmap, "example-or", **pair)]
    return [*found, said(roadmap, "example-what", name=roadmap.patterns[0].name)]


def _told(roadmap: Roadmap, problem: Problem) -> str:
    """Tell a problem as people do: in the shortest phrase of its first situation that is a sentence."""
    book = roadmap.phrasebook(problem.primary)
    phrases = book.situations[0].phrases if book and book.situations else ()
    told = [phrase for phrase in phrases if len(phrase.split()) >= SENTENCE]
    return min(told, key=len, default=problem.situation)


def _listed(*items: str) -> Text:
    spans: list[Plain | Code] = []
    for place, item in enumerate(items):
        if place:
            spans.append(Plain(", "))
        spans.append(Code(item) if item.startswith("/") else Plain(item))
    return tuple(spans)
