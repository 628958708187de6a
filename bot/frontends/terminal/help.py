"""What can be typed in the chat."""

from bot.ask.help import examples
from bot.ask.nouns import called
from bot.cards import Card, Code, Plain, Points, Text, plain
from bot.frontends.terminal.commands import COMMANDS
from bot.layout import Line, Style
from knowledge.model import Roadmap, Words


def greeting(roadmap: Roadmap, name: str) -> list[Line]:
    """Tell a newcomer what to type."""
    hello = f"Hello {name}. " if name else ""
    entries = f"{len(roadmap.patterns)} {roadmap.identity.words.entries} in {len(roadmap.groups)} groups"
    return [
        ((Style.TITLE, roadmap.identity.title),),
        ((Style.NORMAL, f"{hello}I know {entries}. Tell me a problem, or ask:"),),
        *(((Style.NORMAL, "  • "), (Style.STRONG, example)) for example in examples(roadmap)),
        ((Style.CODE, "/help"), (Style.NORMAL, " lists the commands, Tab completes, Ctrl-D leaves.")),
        (),
    ]


def help_card(words: Words) -> Card:
    """Say what can be typed."""
    usages: list[Text] = [(Code(command.usage), Plain(f" – {called(words, command.does)}")) for command in COMMANDS]
    said: list[Text] = [
        plain("A question or a problem in your own words, up to three questions at a time"),
        plain("A number – the choice of that number under an answer"),
        plain("A letter – your answer to the question that was shown last"),
    ]
    return Card(plain("What you can type"), (Points((*said, *usages)),))
