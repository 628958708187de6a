import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.repeating import Troubles, repeat


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def test_what_fails_twice_a_second_is_told_once_a_minute(seconds: Seconds, caplog: pytest.LogCaptureFixture) -> None:
    troubles = Troubles(lambda error: f"The disk is full ({error}).", seconds)
    for half_a_second in range(360):
        seconds.now = half_a_second / 2
        troubles.failed("claiming", OSError("no space"))
        troubles.failed("closing", OSError("no space"))
    assert len(caplog.messages) == 3
    assert set(caplog.messages) == {
        "The disk is full (no space). Meanwhile I try again and again, and say so once a minute."
    }


def test_a_fault_of_ours_is_told_whole_and_each_by_itself(seconds: Seconds, caplog: pytest.LogCaptureFixture) -> None:
    troubles = Troubles(clock=seconds)
    for _ in range(3):
        troubles.failed("claiming", ValueError("odd"))
        troubles.failed("closing", ValueError("odd"))
    assert caplog.messages == ["claiming failed; it is tried again", "closing failed; it is tried again"]
    assert "ValueError: odd" in caplog.text


def test_the_end_of_trouble_is_told_when_nothing_has_failed_for_a_while(
    seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    troubles = Troubles(lambda _: "The disk is full.", seconds)
    troubles.worked()
    for second in range(60):
        seconds.now = second
        troubles.failed("claiming", OSError())
        troubles.worked()
    assert len(caplog.messages) == 1
    seconds.now = 88.0
    troubles.worked()
    assert len(caplog.messages) == 1
    seconds.now = 89.0
    troubles.worked()
    troubles.worked()
    assert caplog.messages[1:] == ["nothing has failed any more for 30 s"]


def test_what_befalls_thousands_alike_is_told_of_one(seconds: Seconds, caplog: pytest.LogCaptureFixture) -> None:
    troubles = Troubles(clock=seconds)
    for number in range(5_000):
        troubles.remark(f"round {number} has to wait: no network", about="no network")
    troubles.remark("round 7 has to wait: too many requests", about="too many requests")
    assert caplog.messages == ["round 0 has to wait: no network", "round 7 has to wait: too many requests"]


async def test_work_that_fails_is_done_again_until_told_to_stop(caplog: pytest.LogCaptureFixture) -> None:
    until, turns = asyncio.Event(), 0

    async def work() -> None:
        nonlocal turns
        turns += 1
        if turns == 3:
            until.set()
        raise ValueError(turns)

    await repeat(work, 0.001, until)
    assert turns == 3


async def test_works_that_begin_together_stay_in_step_however_long_one_takes_once() -> None:
    until, began = asyncio.Event(), asyncio.get_running_loop().time()
    begun: dict[str, list[float]] = {"quick": [], "slow": []}

    def noting(name: str) -> Callable[[], Awaitable[None]]:
        async def work() -> None:
            begun[name].append(asyncio.get_running_loop().time() - began)
            if name == "slow" and len(begun[name]) == 1:
                await asyncio.sleep(0.3)
            if len(begun[name]) > 4:
                until.set()

        return work

    await asyncio.gather(*(repeat(noting(name), 0.2, until) for name in begun))
    for at in begun["slow"][1:]:
        assert min(abs(at - other) for other in begun["quick"]) < 0.05
