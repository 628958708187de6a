"""The open challenge as cards: what is asked, what an answer covers, and that nobody is scored."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.actions import ShowChallenge, ShowModelAnswer, WriteAnswer
from bot.ask.wording import LONGEST
from bot.cards import Card, Entry, ShowPattern, spans
from bot.fits import fit_of
from bot.layout import written
from bot.learn.challenge import Challenging
from knowledge.guide import Guide
from knowledge.model import Roadmap
from tests.knowledge.folders import Folder
from tests.knowledge.test_challenges import CHALLENGE, FILE

ID = "monolith-migration"
ANSWERS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent.parent / "knowledge" / "answers.yaml").read_text(encoding="utf-8")
)["answers"]


@pytest.fixture(scope="module")
def challenging(guide: Guide) -> Challenging:
    return Challenging(guide)


def labels(card: Card) -> list[str]:
    return [button.label for button in card.buttons]


def block(said: str, label: str) -> str:
    """Give the line that begins with a label."""
    return next(line.removeprefix(f"{label}: ") for line in said.splitlines() if line.startswith(f"{label}:"))


def test_the_only_challenge_is_shown_at_once(challenging: Challenging, roadmap: Roadmap) -> None:
    card = challenging.begin()
    assert card.private
    assert roadmap.text(roadmap.challenges[0].stem) in written(card)
    assert "not scored" in written(card)
    assert labels(card) == ["Write an answer", "Show one good answer"]
    assert card == challenging.follow(ShowChallenge(ID))


def test_the_model_answer_says_that_it_is_one_of_many(challenging: Challenging, roadmap: Roadmap) -> None:
    card = challenging.follow(ShowModelAnswer(ID))
    said = written(card)
    assert "Derived from the roadmap: one good answer, not the only one." in said
    for place, step in enumerate(roadmap.challenges[0].steps, start=1):
        assert f"  {place}. {roadmap.name(step.bring)} – {roadmap.text(step.why)}" in said
    assert len(said) <= LONGEST


def test_a_good_answer_is_told_so_and_scored_by_nobody(challenging: Challenging) -> None:
    card = challenging.review(ID, ANSWERS[0]["text"])
    said = written(card)
    assert said.startswith("Your answer covers all that is asked for\nRecognised: ✓ Backend for Frontend (BFF), ✓")
    assert "Missing" not in said
    assert "Too early" not in said
    assert "Not scored, not kept." in said
    assert not any(word in said.lower() for word in ("points", "%", "right", "wrong"))
    assert labels(card) == ["Try again", "One good answer"]


def test_what_comes_too_early_is_told_with_the_roadmap_s_reason(challenging: Challenging, roadmap: Roadmap) -> None:
    said = written(
        challenging.review(ID, "First canary with a BFF, then feature flags, circuit breakers, a DLQ and CDC.")
    )
    (need,) = (need for need in roadmap.needs if need.pattern == "canary")
    assert f"Too early:\n  1. Canary Deployment before Feature Flags: {roadmap.text(need.reason)}" in said
    assert block(said, "Next") == "put Feature Flags before Canary Deployment."


def test_without_an_order_the_order_of_mention_is_named_as_such(challenging: Challenging) -> None:
    assert "Too early, as you mention them:" in written(challenging.review(ID, "Canary. Feature flags. BFF."))


def test_what_is_missing_is_told_with_what_goes_wrong(challenging: Challenging) -> None:
    card = challenging.review(ID, "First bff, cdc, breakers and a dlq; then flags, canary and the strangler fig.")
    assert "The old model stays outside: Anti-Corruption Layer. The legacy model would leak" in written(card)
    assert block(written(card), "Next").startswith("bring in Anti-Corruption Layer")
    assert card.buttons[-1].action == ShowPattern("strangler-fig")


def test_what_is_left_out_or_not_needed_is_told(challenging: Challenging) -> None:
    said = written(challenging.review(ID, "No saga, instead of CQRS a BFF. Serverless functions, though."))
    assert block(said, "Left out, as you say") == "Saga, CQRS"
    assert block(said, "Not needed for this") == "Serverless"


def test_whoever_lacks_most_still_reads_why_and_what_they_left_out(challenging: Challenging) -> None:
    said = written(challenging.review(ID, "No need for sagas"))
    assert block(said, "Left out, as you say") == "Saga"
    assert "Strangler Fig. A rewrite in one go has nothing to show for months." in said
    assert sum(line.startswith("  ") for line in said.splitlines()) >= 6
    mixed = written(challenging.review(ID, "Service mesh first, then canary, then everything else, but no saga."))
    assert block(mixed, "Left out, as you say") == "Saga"
    assert "Clients would notice each part that moves." in mixed
    for name in ("Change Data Capture", "Circuit Breaker", "Dead Letter Queue", "Anti-Corruption Layer"):
        assert name in mixed


def test_descriptions_and_products_are_quoted(challenging: Challenging) -> None:
    said = written(challenging.review(ID, "Kong in front. Park failed messages in a table, and replay them by hand."))
    assert "✓ Backend for Frontend (BFF) (“kong”)" in said
    assert "✓ Dead Letter Queue (“park failed messages”)" in said


@pytest.mark.parametrize("text", ["", "hm", "?!"])
def test_what_is_no_answer_gets_one_line(challenging: Challenging, text: str) -> None:
    card = challenging.review(ID, text)
    assert len(written(card).splitlines()) == 1
    assert labels(card) == ["Try again"]


@pytest.mark.parametrize("answer", ANSWERS, ids=[answer["about"] for answer in ANSWERS])
def test_every_review_fits_a_phone_and_is_private(challenging: Challenging, answer: dict[str, Any]) -> None:
    card = challenging.review(ID, answer["text"])
    assert card.private
    assert len(written(card)) <= LONGEST
    assert len(card.buttons) <= 5
    named = [span.slug for span in spans(card) if isinstance(span, Entry)]
    assert set(answer["missing"]) - {"anti-corruption-layer"} <= set(named)
    assert {early.split()[0] for early in answer["early"]} <= set(named)


def test_a_challenge_that_is_gone_is_a_key_error(challenging: Challenging) -> None:
    for action in (ShowChallenge("gone"), ShowModelAnswer("gone"), WriteAnswer("gone")):
        with pytest.raises(KeyError):
            challenging.follow(action)
    with pytest.raises(KeyError):
        challenging.review("gone", "bff")


def another(folder: Folder, tmp_path: Path) -> Challenging:
    roadmap = folder.load()
    return Challenging(Guide(roadmap, fit_of(roadmap, tmp_path / "fits")))


def test_another_roadmap_has_a_challenge_of_its_own_or_none(tmp_path: Path) -> None:
    folder = Folder.small(tmp_path / "tea")
    assert written(another(folder, tmp_path).begin()).startswith("This roadmap has no open challenge.")
    folder.write(FILE, CHALLENGE)
    told = written(another(folder, tmp_path).review("guests", "First brew, then the kettle."))
    assert "Recognised: ✓ Brew, ✓ Kettle" in told
    assert "Brew before Kettle: Leaves open in hot water only." in told
    folder.write("quiz/more.yaml", CHALLENGE.replace("id: guests", "id: two").replace("Ten guests at", "Two guests at"))
    offered = another(folder, tmp_path).begin()
    assert labels(offered) == ["Challenge: Ten guests at once", "Challenge: Two guests at once"]
