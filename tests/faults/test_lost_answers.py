"""What Discord did without our hearing of it: it is done once, and wholly."""

from bot.quiz.posting import SURE
from tests.bot.clocks import SetClock
from tests.discord_server import AnswerLost, NoFaults, Permission, Requests, Server
from tests.faults.quiz import Quiz

POST = ("POST", "/channels/{channel_id}/messages")


async def test_an_admin_is_told_once_though_the_answer_gets_lost(server: Server, quiz: Quiz) -> None:
    await quiz.plan()
    server.deny("quiz", Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES)
    place = str(server.channel("quiz").id)
    lost = Requests(*POST, where=lambda asked: asked.params["channel_id"] != place, times=2)
    server.faults = AnswerLost(lost)
    await quiz.running.tick()
    assert lost.count == 2
    assert len(quiz.told) == 1


async def test_a_message_that_is_found_again_gets_the_thread_that_it_was_to_have(
    server: Server, quiz: Quiz, clock: SetClock
) -> None:
    server.faults = AnswerLost(Requests(*POST))
    await quiz.plan(thread=True)
    await quiz.running.tick()
    (message,) = quiz.seen
    assert message.id not in server.world.channels
    server.faults = NoFaults()
    clock.pass_(seconds=SURE.total_seconds() + 1)
    await quiz.running.tick()
    assert [seen.id for seen in quiz.seen] == [message.id]
    assert server.world.channels[message.id].is_thread
