"""Prompt: people moved by hand, a line an act, for a developer who looks at a bot without Discord."""

import shlex
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeAlias

from .exchange import Exchange, NoAnswer
from .invocations import Impossible, Value
from .people import Person
from .records import Message
from .server import Server

HELP = """\
ana /ask question="what is a saga?"    a slash command; subcommands as /schedule add
ana types /pattern name cir            what autocomplete offers
ana clicks A                           a button of the newest message that she sees
ana selects Two                        an option of its menu
ana fills What?="sagas" Kind=Long      the form that was opened last
ana menu "Answer from the roadmap"     a message command on the newest message
ana says hello                         a message; @bot in it mentions the bot
ana replies and then?                  a reply to the newest message
ana dm hello                           a message in private
ana in quiz                            go to another channel
ana sees                               what she can read there
log | commands | help | quit"""

Act: TypeAlias = Callable[[Person, str], Awaitable[str]]


class Prompt:
    def __init__(self, server: Server) -> None:
        self._server = server
        self._where: dict[str, str] = {}
        self._last: dict[str, Exchange] = {}
        self._acts: Mapping[str, Act] = {
            "types": self._types,
            "clicks": self._clicks,
            "selects": self._selects,
            "fills": self._fills,
            "menu": self._menu,
            "says": self._says,
            "replies": self._replies,
            "dm": self._dm,
            "in": self._goes,
            "sees": self._sees,
        }

    async def run(self, line: str) -> str:
        """Do what a line says; gives what there is to read then."""
        match line.split(maxsplit=2):
            case [] | ["help"]:
                return HELP
            case ["log"]:
                return self._server.log.text(30)
            case ["commands"]:
                return "\n".join(f"/{command['name']}: {command['description']}" for command in self._server.commands())
            case [name, act, *rest]:
                return await self._act(self._server.person(name), act, rest[0] if rest else "")
        return HELP

    async def _act(self, person: Person, act: str, rest: str) -> str:
        try:
            if act.startswith("/"):
                return await self._slash(person, f"{act} {rest}")
            return await self._acts[act](person, rest) if act in self._acts else HELP
        except (Impossible, NoAnswer, LookupError) as reason:
            return str(reason).splitlines()[0]

    def _place(self, person: Person) -> str:
        return self._where.get(person.name, "general")

    def _newest(self, person: Person) -> Message:
        """The newest message of the bot that this person sees, in the channel or in private."""
        seen = (*person.sees(self._place(person)), *person.sees(person.direct))
        written = [message for message in seen if message.author_id == self._server.world.bot.id]
        if not written:
            raise Impossible("The bot has said nothing here.")
        return max(written, key=lambda message: message.id)

    async def _slash(self, person: Person, text: str) -> str:
        words = shlex.split(text)
        path = " ".join(word for word in words if "=" not in word)
        values: dict[str, Value] = {name: _typed(value) for name, value in _pairs(words).items()}
        return self._told(person, await person.slash(self._place(person), path.removeprefix("/"), **values))

    async def _types(self, person: Person, rest: str) -> str:
        *path, option, typed = shlex.split(rest)
        command = " ".join(path).removeprefix("/")
        offered = await person.autocomplete(self._place(person), command, option, typed)
        return "\n".join(f"{choice.name} ({choice.value})" for choice in offered.choices) or "nothing to choose"

    async def _clicks(self, person: Person, rest: str) -> str:
        return self._told(person, await person.click(self._newest(person), label=rest))

    async def _selects(self, person: Person, rest: str) -> str:
        return self._told(person, await person.select(self._newest(person), *shlex.split(rest)))

    async def _fills(self, person: Person, rest: str) -> str:
        if person.name not in self._last:
            raise Impossible("No form is open.")
        answer = await person.submit_modal(self._last[person.name].modal, _pairs(shlex.split(rest)))
        return self._told(person, answer)

    async def _menu(self, person: Person, rest: str) -> str:
        newest = person.sees(self._place(person))[-1]
        return self._told(person, await person.context_menu(shlex.split(rest)[0], newest))

    async def _says(self, person: Person, rest: str) -> str:
        text = rest.replace("@bot", self._server.world.bot.mention)
        conversation = await person.say(self._place(person), text)
        if text == rest:
            return "(said)"
        return "\n".join(map(shown, (await conversation.answer()).messages))

    async def _replies(self, person: Person, rest: str) -> str:
        return "\n".join(map(shown, (await person.reply(self._newest(person), rest)).messages))

    async def _dm(self, person: Person, rest: str) -> str:
        return "\n".join(map(shown, (await person.dm(rest)).messages))

    async def _goes(self, person: Person, rest: str) -> str:
        self._where[person.name] = self._server.channel(rest).name
        return f"{person.name} is in #{rest}."

    async def _sees(self, person: Person, _: str) -> str:
        return "\n".join(map(shown, person.sees(self._place(person)))) or "(nothing)"

    def _told(self, person: Person, exchange: Exchange) -> str:
        self._last[person.name] = exchange
        if exchange.opened_modal:
            form = exchange.modal
            return f"[{form.title}] " + ", ".join(part.get("label", "") for part in form.components if "label" in part)
        return "\n".join(map(shown, exchange.messages or exchange.edits[-1:])) or "(no message)"


def shown(message: Message) -> str:
    """A message as text, its buttons and menus in brackets."""
    lines = ["(only you see this)"] if message.private else []
    lines.append(message.text)
    if message.buttons:
        lines.append(" ".join(f"[{button.label}]" for button in message.buttons))
    for menu in message.selects:
        lines.append("<" + " | ".join(option["label"] for option in menu.options) + ">")  # noqa: PERF401 - reads better
    lines += [f"file: {attachment.url}" for attachment in message.attachments]
    return "\n".join(lines)


def _pairs(words: Sequence[str]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in words if "=" in word)


def _typed(value: str) -> Value:
    """A value as the client would send it: numbers and yes or no are what they look like."""
    if value in ("true", "false"):
        return value == "true"
    return int(value) if value.isdecimal() else value
