"""Five hundred lines that engineers say to each other: they name what the roadmap knows, and ask it nothing.

Composed: each remark is said of each of its subjects.
"""

from collections.abc import Iterator
from typing import Final

NAMES: Final = (
    "saga", "circuit breaker", "bulkhead", "dead letter queue", "CDC", "CQRS", "event sourcing", "BFF", "blue-green",
    "canary", "feature flag", "service mesh", "strangler fig", "serverless", "outbox",
)  # fmt: skip
OF_NAMES: Final = (
    "merged the {} PR, thanks for the review",
    "who broke the {} tests on main?",
    "can someone approve my {} change before lunch?",
    "the {} ticket is in the next sprint",
    "is the {} demo today or tomorrow?",
    "I will be late for the {} meeting, start without me",
    "where did we put the slides about {}?",
    "did you see Tom's talk on {} last night? so funny",
    "the {} job has been green since Monday",
    "how long did the {} migration take you last time?",
    "lunch first, then the {} review?",
    "renamed the {} folder, please pull",
    "why is Anna not in the {} channel?",
    "do we have budget for the {} workshop?",
    "our {} board needs a new owner, any volunteers?",
    "could you send me the link to the {} doc?",
    "ok so {} is done, what do we want for dinner?",
    "lol the {} mug arrived",
    "I gave the {} book back to the library",
    "what time does the {} training start?",
)
THINGS: Final = (
    "checkout", "the payment service", "the order queue", "the staging database", "the search cluster", "billing",
    "the login page", "the release pipeline", "the nightly batch", "the mobile app",
)  # fmt: skip
OF_THINGS: Final = (
    "is {} down for you too?",
    "who is on call for {} this week?",
    "restarted {}, looks fine again",
    "can I deploy {} now or is somebody testing?",
    "please don't touch {} until five, customer demo",
    "what was the ticket number for {} again?",
    "fixed the timeout in {}, closing the incident",
    "how do I get access to {}?",
    "the alert for {} was a false alarm, go back to sleep",
    "did anyone order pizza for the people working on {}?",
    "does {} have a runbook somewhere?",
    "{} was slow for a minute, all good now",
    "when is the next maintenance window for {}?",
    "I left my laptop next to the people of {}",
    "which team owns {} these days?",
    "updated the certificates of {}, nothing to do for you",
    "can somebody rotate the password of {}?",
    "why was {} not in the status mail?",
    "thanks for the help with {} yesterday!",
    "how many tickets are left for {}?",
)


def near_misses() -> Iterator[str]:
    """Give all five hundred."""
    for remark in OF_NAMES:
        yield from (remark.format(name) for name in NAMES)
    for remark in OF_THINGS:
        yield from (remark.format(thing) for thing in THINGS)
