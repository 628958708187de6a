"""Traffic comes at its rate whatever becomes of it, tells the fate of each act, and leaves nothing behind."""

from collections.abc import Iterator
from itertools import count

from tests.discord_server import Presses, Server, Terms, Traffic
from tests.discord_server.interactions import Kind
from tests.discord_server_tests.client import Client, running
from tests.discord_server_tests.test_storm import card


async def test_each_act_gets_its_fate_and_is_forgotten() -> None:
    async with Server(Terms(answer_within=0.5)) as server, running(bot := Client(), server, sync=False):
        message, channel = await card(server, bot), server.channel("quiz")
        people = server.crowd(5)

        def acts() -> Iterator[Presses]:
            for number in count():
                yield Presses(people[number % 5], channel, message, "round:7:?" if number % 10 == 0 else "round:7:A")

        fates = await server.inside(Traffic(server, acts()).flow(100, 0.4))
        assert 30 <= len(fates) <= 41
        lost = [fate for fate in fates if fate.answered_after is None]
        assert len(lost) == -(-len(fates) // 10)
        assert all(fate.kind is Kind.COMPONENT for fate in fates)
        assert server.messages("quiz") == [message]
        one_by_one = await server.inside(Traffic(server, acts()).one_by_one(9, at_once=3))
        assert len(one_by_one) == 9
