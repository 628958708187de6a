import pytest

from knowledge.overlay import Overlay, form

TAUGHT = {
    "how do we restart the billing cluster?": "restart",
    "who is on call for checkout": "oncall",
    "does saga need cqrs?": "needs",
    "what do we do when Kafka 3 lags": "kafka",
    "is it a bulkhead or not a bulkhead": "both",
    "the nightly reconciliation job is stuck": "stuck",
}
OVERLAY = Overlay((form(question), answer) for question, answer in TAUGHT.items())


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("How do we restart the billing cluster?", "restart"),
        ("hey, how can I restart our billing cluster please", "restart"),
        ("how do we restart the billing clutser", "restart"),
        ("how do we restarted the billing clusters", "restart"),
        ("WHO IS ON CALL FOR CHECKOUT??", "oncall"),
        ("the nightly reconcilation job is stuck again", "stuck"),
        ("does the saga need CQRS", "needs"),
        ("who's on call for checkout?", "oncall"),
        ("what's up when the nightly reconciliation job is stuck", None),
        ("it isn't a bulkhead or a bulkhead", None),
        ("is it a bulkhead or isn't it a bulkhead", "both"),
    ],
)
def test_a_taught_question_is_known_in_nearly_the_same_words(asked: str, answer: str | None) -> None:
    assert OVERLAY.find(asked) == answer


@pytest.mark.parametrize(
    "asked",
    [
        "how do we restart the search cluster?",
        "how do we stop the billing cluster?",
        "why do we restart the billing cluster?",
        "how do we restart the billing cluster without downtime?",
        "who is on call for shipping",
        "who is not on call for checkout",
        "does cqrs need saga?",
        "what do we do when Kafka 4 lags",
        "what do we do before Kafka 3 lags",
        "the weekly reconciliation job is stuck",
        "the nightly reconciliation job is fixed",
        "restart",
        "the",
        "",
    ],
)
def test_a_question_that_says_something_else_is_another_question(asked: str) -> None:
    assert OVERLAY.find(asked) is None


def test_where_two_taught_questions_are_as_near_neither_is_meant() -> None:
    overlay = Overlay([(form("restart the clusters in region beta1"), 1), (form("restart cluster northern"), 2)])
    assert overlay.find("restart cluster northerm") == 2
    twins = Overlay([(form("restart cluster northern"), 1), (form("restart cluster northerk"), 2)])
    assert twins.find("restart cluster northerm") is None


def test_the_later_of_two_with_one_form_counts() -> None:
    overlay = Overlay([(form("who is on call"), 1), (form("who's on call?"), 2), (form("hey who is on call"), 3)])
    assert overlay.find("who is on call?") == 3
