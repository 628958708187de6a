import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from bot.frontends.terminal.completion import ChatCompleter
from knowledge.model import Roadmap


@pytest.fixture(scope="module")
def completer(roadmap: Roadmap) -> ChatCompleter:
    return ChatCompleter(roadmap)


def completed(completer: ChatCompleter, typed: str) -> list[str]:
    """Give the lines that the completions of `typed` would make."""
    document = Document(typed)
    found = completer.get_completions(document, CompleteEvent())
    return [typed[: len(typed) + one.start_position] + one.text for one in found]


def test_commands_are_completed_with_what_they_do(completer: ChatCompleter) -> None:
    assert completed(completer, "/p") == ["/pattern", "/path", "/practice"]
    (only,) = completer.get_completions(Document("/WH"), CompleteEvent())
    assert (only.text, only.display_meta_text) == ("/why", "how the last answer was found")


def test_names_follow_a_command_by_their_beginning_or_by_one_of_their_words(completer: ChatCompleter) -> None:
    assert "/pattern Service Mesh" in completed(completer, "/pattern mesh")
    assert completed(completer, "/pattern circuit br")[0] == "/pattern Circuit Breaker"
    assert completed(completer, "/pattern dlq")[0] == "/pattern Dead Letter Queue"


def test_words_of_practice_and_of_paths_follow_a_name(completer: ChatCompleter) -> None:
    assert "/practice easy" in completed(completer, "/practice e")
    assert "/practice Saga hard" in completed(completer, "/practice Saga ha")
    assert "/path Saga full" in completed(completer, "/path Saga fu")
    assert "/path full" not in completed(completer, "/path fu")
    assert completed(completer, "/report p") == ["/report practice"]
    assert completed(completer, "/quiz now pa") == []


def test_the_second_name_of_a_comparison_is_completed_too(completer: ChatCompleter) -> None:
    assert "/compare Saga Circuit Breaker" in completed(completer, "/compare Saga circ")


def test_an_empty_name_offers_all_patterns_in_reading_order(completer: ChatCompleter, roadmap: Roadmap) -> None:
    offered = completed(completer, "/path ")
    assert offered[: len(roadmap.patterns)] == [f"/path {pattern.name}" for pattern in roadmap.patterns]


def test_names_say_what_they_are(completer: ChatCompleter) -> None:
    found = list(completer.get_completions(Document("/pattern "), CompleteEvent()))
    described = {one.text: one.display_meta_text for one in found}
    assert described["Saga"] == "post 7, Distributed Data"
    assert described["Resilience"] == "group 2"
    assert described["Outbox"] == "term, Microservices Data Patterns"


def test_a_question_is_completed_from_two_letters_on(completer: ChatCompleter) -> None:
    assert "what is Saga" in completed(completer, "what is sag")
    assert completed(completer, "what is s") == []
    assert completed(completer, "what is ") == []


def test_commands_without_names_and_unknown_ones_offer_none(completer: ChatCompleter) -> None:
    assert completed(completer, "/roadmap sa") == []
    assert completed(completer, "/nosuch") == []
