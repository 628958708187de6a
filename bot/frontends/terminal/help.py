"""What can be typed in the chat."""

from bot.ask.help import examples
from bot.ask.nouns import called
from bot.ask.wording import extent, said, worded
from bot.cards import Card, Code, Paragraph, Plain, Points, Text, plain
from bot.frontends.terminal.commands import COMMANDS, HELP
from bot.layout import Line, Style, lines
from knowledge.model import Roadmap, Words


def greeting(roadmap: Roadmap, name: str) -> list[Line]:
    """Tell a newcomer what to type."""
    text = said(roadmap, "greeting", **extent(roadmap))
    if name:
        text = said(roadmap, "hello", name=name, said=text)
    _, how = lines(Card((), (Paragraph(worded(roadmap, "how-to-chat", command=(Code(HELP.word),))),)))
    return [
        ((Style.TITLE, roadmap.identity.title),),
        ((Style.NORMAL, text),),
        *(((Style.NORMAL, "  • "), (Style.STRONG, example)) for example in examples(roadmap)),
        how,
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
