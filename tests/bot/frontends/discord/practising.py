"""People who practise on Discord: what they are asked, and how they answer it."""

from dataclasses import dataclass

from bot.assistant import Assistant
from bot.learn import memories, sittings
from bot.learn.memory import Memory, review
from bot.people import Member
from knowledge.bank import Item
from tests.discord_server import Exchange, Message, Person


def labels(message: Message) -> list[str]:
    return [button.label for button in message.buttons]


def id_of(message: Message, label: str) -> str:
    """The custom id of a button, for whoever presses it on an old screen, or makes one up."""
    return next(str(button.custom_id) for button in message.buttons if button.label == label)


async def remembered(assistant: Assistant, person: Person) -> dict[str, Memory]:
    async with assistant.database.reading() as connection:
        return await memories.of_person(connection, person.id)


async def knows(assistant: Assistant, guild_id: int, person: Person, *slugs: str) -> None:
    """Let a person have answered all questions of patterns rightly, now."""
    memory = review(None, right=True, now=assistant.clock())
    async with assistant.database.writing() as connection:
        await memories.join(connection, Member(guild_id, person.id, person.name))
        for slug in slugs:
            for item in assistant.course.questions[slug]:
                await memories.keep(connection, item.id, {person.id: memory})


@dataclass(frozen=True)
class Desk:
    """One person at practice."""

    assistant: Assistant
    person: Person

    async def asked(self) -> Item:
        """The question at which the person stands, with its options as they see them."""
        async with self.assistant.database.reading() as connection:
            shown = await sittings.find(connection, self.person.id)
        assert shown is not None
        return shown.arrange(self.assistant.course.items[shown.questions[shown.place]])

    async def answer(self, message: Message, *, right: bool) -> Exchange:
        """Press one letter, or all that are right and then "Done"."""
        item = await self.asked()
        places = list(item.right)
        if not right:
            places = [next(place for place in range(len(item.options)) if place not in item.right)]
        for place in places:
            told = await self.person.click(message, label="ABCDEF"[place])
        return await self.person.click(message, label="Done") if item.multiple else told
