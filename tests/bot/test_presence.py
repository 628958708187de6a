"""Notes of running processes: found while they run, and never taken for a stranger that got the same number."""

import os
import platform
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.presence import ask_to_reload, notes_folder, others, present


def test_a_process_is_found_while_it_runs(tmp_path: Path) -> None:
    with present(tmp_path) as presence:
        assert presence is not None
        assert others(tmp_path) == (tmp_path / f"{os.getpid()}.json",)
    assert others(tmp_path) == ()


def test_the_note_of_a_dead_process_is_cleared_away_and_nobody_gets_a_signal(tmp_path: Path) -> None:
    stale = tmp_path / f"{os.getpid()}.json"
    stale.write_text(f'{{"pid": {os.getpid()}, "reloads": 0, "well": true, "lines": []}}')
    # The number is that of a process which runs, and would be ended by the signal: this one.
    assert ask_to_reload(stale, 1) is None
    assert others(tmp_path) == ()
    assert not stale.exists()


def test_what_came_of_it_is_told_to_whoever_asked(tmp_path: Path) -> None:
    heard = threading.Event()
    before = signal.signal(signal.SIGHUP, lambda *_: heard.set())
    try:
        with present(tmp_path) as presence:
            assert presence is not None

            def tell() -> None:
                heard.wait(5)
                presence.tell(["All is new."], well=True)

            telling = threading.Thread(target=tell)
            telling.start()
            note = ask_to_reload(presence.path, 5)
            telling.join()
    finally:
        signal.signal(signal.SIGHUP, before)
    assert note is not None
    assert (note.lines, note.well, note.reloads) == (("All is new.",), True, 1)


def test_a_process_that_says_nothing_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, lambda *_: None)
    try:
        with present(tmp_path) as presence:
            assert presence is not None
            assert ask_to_reload(presence.path, 0.2) is None
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with present(tmp_path / "file" / "deep") as presence:
        assert presence is None


HOLDS = """
import fcntl, sys
note = open(sys.argv[1], "w")
fcntl.flock(note, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def test_a_process_of_another_container_with_our_number_holds_nobody_up(tmp_path: Path) -> None:
    note = tmp_path / f"{os.getpid()}.json"
    command = [sys.executable, "-c", HOLDS, str(note)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        # Where somebody waits for that lock, the note's holder ends only after this.
        letting_go = threading.Timer(5, other.stdin.close)
        letting_go.start()
        with present(tmp_path) as presence:
            assert letting_go.is_alive()
            assert presence is None
        letting_go.cancel()
        assert note.exists()
        other.stdin.close()


def test_containers_that_share_a_volume_do_not_see_each_others_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    def notes_on(machine: str) -> Path:
        monkeypatch.setattr(platform, "node", lambda: machine)
        return notes_folder()

    assert notes_on("bot") != notes_on("bot-2")
