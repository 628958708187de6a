"""The open challenge: an exercise in one's own words. Nothing of it is scored, kept or logged."""

from bot.actions import ChallengeAction, ShowChallenge, ShowModelAnswer, WriteAnswer
from bot.cards import Card
from bot.learn.challenge_cards import ask_answer, challenge_buttons, exercise_card, list_card, model_card, review_card
from knowledge.exercise import review
from knowledge.guide import Guide
from knowledge.questions import Challenge


class Challenging:
    """Shows a roadmap's challenges, and reads what people answer to them."""

    def __init__(self, guide: Guide) -> None:
        """Take the guide that knows the roadmap."""
        self._guide = guide
        self._challenges = {challenge.id: challenge for challenge in guide.roadmap.challenges}

    def begin(self, *, answered: bool = False) -> Card:
        """Show the roadmap's challenge; where there are several, offer them, also to whoever has `answered` one."""
        if len(self._challenges) == 1:
            (only,) = self._challenges.values()
            return exercise_card(self._guide.roadmap, only)
        return list_card(self._guide.roadmap, challenge_buttons(self._guide.roadmap), answered=answered)

    def knows(self, challenge_id: str) -> bool:
        """Say whether there is such a challenge."""
        return challenge_id in self._challenges

    @property
    def only(self) -> str | None:
        """Give the id of the challenge where there is just one."""
        return next(iter(self._challenges)) if len(self._challenges) == 1 else None

    def follow(self, action: ChallengeAction) -> Card:
        """Do what a button says; raises KeyError where there is no such challenge any more."""
        challenge = self._challenges[action.challenge]
        match action:
            case ShowChallenge():
                return exercise_card(self._guide.roadmap, challenge)
            case ShowModelAnswer():
                return model_card(self._guide.roadmap, challenge)
            case WriteAnswer():
                # Where there is a form for the answer, the front end shows that instead.
                return ask_answer(self._guide.roadmap)

    def review(self, challenge_id: str, answer: str) -> Card:
        """Say what an answer covers; raises KeyError where there is no such challenge any more."""
        challenge: Challenge = self._challenges[challenge_id]
        return review_card(self._guide.roadmap, challenge, review(self._guide, challenge, answer))
