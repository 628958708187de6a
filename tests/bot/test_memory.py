"""What a process has freed is not held for later."""

import platform
import subprocess
import sys

import pytest

LARGE = 40
FREEING = """
from pathlib import Path
from bot.memory import give_back

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 1_000_000

give_back() if {given} else None
bytearray(30_000_000)
before = held()
many = [bytes(1_000) for _ in range(40_000)]
del many
print(held() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library does otherwise")
def test_what_was_freed_goes_back_to_the_system() -> None:
    kept, given = (_held_after_freeing(given=given) for given in (False, True))
    assert kept > LARGE / 2
    assert given < LARGE / 8


def _held_after_freeing(*, given: bool) -> int:
    """Give the megabytes that a process holds more after many small blocks came and went."""
    code = FREEING.replace("{given}", str(given))
    return int(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
