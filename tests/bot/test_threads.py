"""Work aside brings its result, and holds up nobody who stops."""

import subprocess
import sys
import threading
from textwrap import dedent

import pytest

from bot.threads import aside

STOPPED = dedent(
    """
    import asyncio, time
    from bot.threads import aside

    async def main():
        learning = asyncio.create_task(aside(lambda: time.sleep(60)))
        await asyncio.sleep(0.1)
        learning.cancel()
        await asyncio.gather(learning, return_exceptions=True)

    asyncio.run(main())
    print("ended")
    """
)


async def test_the_result_or_the_failure_comes_back_from_another_thread() -> None:
    assert await aside(threading.current_thread) is not threading.current_thread()
    with pytest.raises(ZeroDivisionError):
        await aside(lambda: 1 / 0)


def test_a_process_that_is_told_to_stop_does_not_wait_for_it() -> None:
    done = subprocess.run([sys.executable, "-c", STOPPED], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended\n", "")
