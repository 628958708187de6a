"""A conversation of sixty turns by four people in two channels and a thread, with what each of them has to read."""

from dataclasses import dataclass
from typing import Final, Literal

How = Literal["mention", "reply", "ask"]


@dataclass(frozen=True, slots=True)
class Turn:
    """Who says what where, what has to be in the answer, and what must not be."""

    who: str
    where: str
    said: str
    heard: str
    never: str = "\0"
    how: How = "mention"
    """A reply is one to the last thing that was said there by us."""


DECLINED: Final = "can't tell what that is about"
LINKED: Final = "Answered a moment ago"
"""What it asks was answered there before, in other words."""
NEXT_TO_SAGA: Final = "I took that as: what comes after Saga?"

BEFORE_RESTART: Final = (
    Turn("ana", "general", "what is saga?", "Distributed Data"),
    Turn("bob", "general", "what is a bulkhead?", "Resilience"),
    Turn("ana", "general", "what does it need?", "what does Saga need?", "Bulkhead need"),
    Turn("bob", "general", "what does it need?", "what does Bulkhead need?", "Saga need"),
    Turn("cy", "general", "what does it need?", DECLINED),
    Turn("ana", "quiz", "what's the catch with it?", DECLINED),
    Turn("cy", "quiz", "cqrs", "CQRS"),
    Turn("cy", "quiz", "any gotchas?", "what can go wrong with CQRS?", "Saga"),
    Turn("ana", "general", "and pitfalls?", "what can go wrong with Saga?", "CQRS?"),
    Turn("ana", "general", "what about cqrs?", "what can go wrong with CQRS?"),
    Turn("ana", "general", "what's next?", "what comes after CQRS?"),
    Turn("ana", "general", "and then?", "what comes after Event Sourcing?"),
    Turn("bob", "general", "who needs it?", "who needs Bulkhead?", "Event"),
    Turn("ada", "general", "what is blue-green?", "Deployment", how="ask"),
    Turn("ada", "general", "why not canary?", "Blue-Green Deployment vs Canary"),
    Turn("ada", "general", "what's next?", DECLINED),
    Turn("ada", "general", "best pizza in town?", "no answer"),
    Turn("ada", "general", "what does it need?", DECLINED),
    Turn("ana", "thread", "what is a service mesh?", "Modern Infrastructure"),
    Turn("bob", "thread", "what does it need?", "what does Service Mesh need?", "Bulkhead"),
    Turn("cy", "thread", "which group is it in?", "which group is Service Mesh in?"),
    Turn("bob", "general", "which group is it in?", "which group is Bulkhead in?", "Service Mesh"),
    Turn("cy", "quiz", "what goes with it?", "what goes along with CQRS?", "Service Mesh"),
    Turn("ana", "general", "checkout hangs whenever the fraud vendor is slow", "Circuit Breaker"),
    Turn("ana", "general", "why not bulkhead?", "Circuit Breaker vs Bulkhead"),
    Turn("bob", "general", "what should I read before that?", LINKED, "Circuit Breaker"),
    Turn("cy", "general", "and what goes with it?", DECLINED),
    Turn("cy", "general", "what is the path to saga?", "Saga"),
    Turn("cy", "general", "tell me more", LINKED),
    Turn("cy", "general", "what's for lunch", "", "took that as"),
)
AFTER_RESTART: Final = (
    Turn("bob", "general", "pitfalls?", "what can go wrong with Bulkhead?"),
    Turn("bob", "thread", "what's the catch?", "what can go wrong with Service Mesh?", "Bulkhead?"),
    Turn("cy", "quiz", "what comes after that?", "what comes after CQRS?"),
    Turn("cy", "quiz", "and what does it need?", "what does Event Sourcing need?"),
    Turn("cy", "general", "what does it need?", DECLINED),
    Turn("ada", "quiz", "what does it need?", DECLINED),
    Turn("ada", "quiz", "is it raining", "", "took that as"),
    Turn("ana", "general", "what is the difference between saga and cqrs", "Saga"),
    Turn("ana", "general", "who needs it?", DECLINED),
    Turn("ana", "general", "dead letter queue", "Dead Letter Queue"),
    Turn("bob", "general", "what's next?", "what comes after Bulkhead?", "after Dead Letter Queue", how="mention"),
    Turn("ada", "general", "what builds on it?", "who needs Dead Letter Queue?", how="reply"),
    Turn("ana", "general", "how do I get there?", "what is the path to Dead Letter Queue?"),
    Turn("ada", "general", "prerequisites?", "what does Dead Letter Queue need?", how="mention"),
    Turn("cy", "thread", "what about canary?", "what can go wrong with Canary Deployment?"),
    Turn("ana", "thread", "and what's next?", "what comes after Canary Deployment?", "Dead Letter"),
    Turn("bob", "thread", "which group is it in?", "which group is Feature Flags in?"),
    Turn("bob", "general", "is that better than saga?", "Dead Letter Queue vs Saga", "Feature"),
    Turn("cy", "quiz", "thanks!", "", "took that as"),
    Turn("cy", "quiz", "what does it need?", DECLINED),
    Turn("ana", "quiz", "what is event sourcing?", "Event Sourcing", how="ask"),
    Turn("ana", "quiz", "does it need cqrs?", "does Event Sourcing need CQRS?"),
    Turn("bob", "quiz", "does it need cqrs?", DECLINED),
    Turn("ada", "quiz", "what is group 2 about?", "Resilience"),
    Turn("ada", "quiz", "what's next?", "what comes after Resilience?"),
    Turn("ada", "quiz", "what does it need?", DECLINED),
    Turn("cy", "general", "what is serverless?", "Serverless"),
    Turn("cy", "general", "what's next for our billing service?", "", "took that as"),
    Turn("cy", "general", "what's next?", "", "Serverless?"),
    Turn("ana", "general", "who needs saga?", "Saga", "took that as"),
)
