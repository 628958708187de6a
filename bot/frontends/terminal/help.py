"""What can be typed in the chat."""

from bot.ask.nouns import called
from bot.cards import Card, Code, Plain, Points, Text, plain
from bot.frontends.terminal.commands import COMMANDS
from knowledge.model import Words


def help_card(words: Words) -> Card:
    """Say what can be typed."""
    usages: list[Text] = [(Code(command.usage), Plain(f" – {called(words, command.does)}")) for command in COMMANDS]
    said: list[Text] = [
        plain("A question or a problem in your own words, up to three questions at a time"),
        plain("A number – the choice of that number under an answer"),
        plain("A letter – your answer to the question that was shown last"),
    ]
    return Card(plain("What you can type"), (Points((*said, *usages)),))
