"""Notes of running processes: found while they run, and never taken for a stranger that got the same number."""

import os
import resource
import signal
import threading
from pathlib import Path

import pytest

from bot.presence import ask_to_reload, others, present


def test_a_process_is_found_while_it_runs(tmp_path: Path) -> None:
    with present(tmp_path) as presence:
        assert presence is not None
        assert others(tmp_path) == (presence.path,)
    assert others(tmp_path) == ()


def test_the_note_of_a_dead_process_is_cleared_away_and_nobody_gets_a_signal(tmp_path: Path) -> None:
    stale = tmp_path / f"{os.getpid()}.json"
    with present(tmp_path) as presence:
        assert presence is not None
        stale.write_bytes(presence.path.read_bytes())
    # The number is that of a process which runs, and would be ended by the signal: this one.
    assert ask_to_reload(stale, 1) is None
    assert others(tmp_path) == ()
    assert not stale.exists()


def test_containers_that_share_a_volume_give_the_same_number_and_both_start(tmp_path: Path) -> None:
    with present(tmp_path) as first, present(tmp_path) as second:
        assert first is not None
        assert second is not None
        assert set(others(tmp_path)) == {first.path, second.path}
    assert list(tmp_path.iterdir()) == []


def test_a_process_of_another_container_gets_no_signal_from_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("bot.presence._here", lambda: "another container")
        there = present(tmp_path)
        presence = there.__enter__()
    assert presence is not None
    # Its number is that of a process which runs here, too, and would be ended by the signal: this one.
    assert others(tmp_path) == ()
    assert ask_to_reload(presence.path, 1) is None
    assert presence.path.exists()
    there.__exit__(None, None, None)


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


def test_a_disk_that_is_full_stops_nothing(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with present(tmp_path) as presence:
            assert presence is None
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []
