"""What the bot says about itself."""

from bot.cards import Block, Card, Code, Field, Paragraph, Plain, Points, Steps, Text, plain
from knowledge.model import Problem, Roadmap

SENTENCE = 7
"""Words from which a phrase reads as a sentence."""

EXERCISE = "what is the open challenge?"
"""Leads to the roadmap's open challenge, where one of its topics tells of it."""


def help_card(roadmap: Roadmap, *, admin: bool = False) -> Card:
    """Say what can be asked and how, and where the quizzes are; show an admin the first steps."""
    words = roadmap.identity.words
    blocks: list[Block] = [
        Paragraph(
            plain(
                f"I know one roadmap by heart: {roadmap.identity.title}, {len(roadmap.patterns)} {words.entries} in "
                f"{len(roadmap.groups)} groups. Describe a problem in your own words, or ask about the roadmap."
            )
        ),
        Points(tuple(plain(f'"{example}"') for example in examples(roadmap))),
        Field("Ask", _listed("/ask", "a mention of me", "a reply to me", "a direct message")),
        Field("Look up", _listed("/pattern", "/compare", "/path", "/roadmap")),
        Field("On any message", plain("Apps → Answer from the roadmap")),
        Field("Quizzes", _listed("/quiz", "/leaderboard", "/me")),
    ]
    if any(topic.challenge for topic in roadmap.topics):
        blocks.append(Field("An exercise of your own", plain(f'"{EXERCISE}"')))
    if admin:
        steps = (
            plain("Let me into the channels: View Channel, Send Messages, Read Message History."),
            (Plain("Set your time zone: "), Code("/settings set zone:Berlin"), Plain(".")),
            (Plain("Plan a quiz: "), Code("/schedule add time:09:30 channel:#quiz"), Plain(".")),
            (Code("/schedule preview"), Plain(" shows you one, "), Code("/schedule run"), Plain(" posts one now.")),
            plain("Who may use which command: Server Settings → Integrations."),
        )
        blocks.append(Steps("First steps for an admin", steps))
    return Card(plain("What I can do"), tuple(blocks), private=True)


def examples(roadmap: Roadmap) -> list[str]:
    """Give three questions that this roadmap can answer."""
    found = [_told(roadmap, problem) for problem in roadmap.problems[:1]]
    needing = next((need.pattern for need in reversed(roadmap.needs)), roadmap.patterns[-1].slug)
    found.append(f"what should I read before {roadmap.name(needing)}?")
    for row in roadmap.problems:
        if row.supporting and roadmap.is_pattern(row.supporting):
            return [*found, f"{roadmap.name(row.primary)} or {roadmap.name(row.supporting)}?"]
    return [*found, f"what is {roadmap.patterns[0].name}?"]


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
