"""What a channel was answered a moment ago: found for a while, and then forgotten."""

from bot.ask.recent import KEPT, RecentAnswers

CHANNEL, OTHER = 1, 2


class Seconds:
    """A clock that goes when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_same_words_in_the_same_channel_find_the_answer() -> None:
    recent = RecentAnswers(Seconds())
    recent.remember(CHANNEL, "What is a saga?", "link")
    assert recent.find(CHANNEL, "what is  a SAGA") == "link"
    assert recent.find(OTHER, "What is a saga?") is None
    assert recent.find(CHANNEL, "What is a sagas?") is None


def test_an_answer_is_forgotten_after_a_minute() -> None:
    seconds = Seconds()
    recent = RecentAnswers(seconds)
    recent.remember(CHANNEL, "What is a saga?", "link")
    seconds.now = KEPT
    assert recent.find(CHANNEL, "What is a saga?") is None
    recent.forget()
    assert recent.find(CHANNEL, "What is a saga?") is None
