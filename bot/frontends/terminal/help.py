"""What can be typed in the chat."""

from bot.ask.help import examples
from bot.ask.wording import extent, said, worded
from bot.cards import Card, Code, Paragraph, Plain, Points, Text, plain
from bot.frontends.terminal.commands import COMMANDS, HELP
from bot.layout import Line, Style, lines
from knowledge.languages import texts
from knowledge.model import Roadmap


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


def help_card(roadmap: Roadmap) -> Card:
    """Say what can be typed."""
    say = texts(roadmap)
    typed: list[Text] = [plain(say(f"type-{what}")) for what in ("question", "number", "letter")]
    usages: list[Text] = [(Code(command.usage), Plain(f" – {say(command.does)}")) for command in COMMANDS]
    return Card(plain(say("can-type")), (Points((*typed, *usages)),))
