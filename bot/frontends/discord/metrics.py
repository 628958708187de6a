"""All numbers of the process, as Prometheus reads them. None of them tells of a person, a guild or a question.

What happens is counted where it happens, in plain numbers; only whoever asks for them pays for their writing.
"""

import math
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

from prometheus_client import CollectorRegistry, Metric, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from bot.frontends.discord.tally import BOUNDS
from bot.frontends.discord.vitals import Vitals

PREFIX = "roadmap_bot"


def written(vitals: Vitals, accepted: str) -> tuple[bytes, str]:
    """Write all numbers in the format that a reader accepts; give its name too."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Numbers(vitals))
    ProcessCollector(registry=registry)
    write, kind = choose_encoder(accepted)
    return write(registry), kind


class Numbers(Collector):
    """The numbers of our own; those of the process, such as its memory, prometheus_client knows by itself."""

    def __init__(self, vitals: Vitals) -> None:
        """Take what is looked at."""
        self._vitals = vitals

    def collect(self) -> Iterator[Metric]:
        """Give all numbers as they are now."""
        yield from self._asked()
        yield from self._quizzes()
        yield from self._discord()
        yield from self._own()

    def _asked(self) -> Iterator[Metric]:
        tally = self._vitals.bot.tally
        outcomes = {(str(kind), str(outcome)): count for (kind, outcome), count in tally.outcomes.items()}
        yield _counter("interactions", "What people asked for, and how it went", ("kind", "outcome"), outcomes)
        took = HistogramMetricFamily(
            f"{PREFIX}_answer_seconds", "How long answers took, from hearing to answered", labels=["kind"]
        )
        for kind, times in tally.times.items():
            bounds = (*map(str, BOUNDS), "+Inf")
            took.add_metric([kind], list(zip(bounds, accumulate(times.within), strict=True)), times.total)
        yield took

    def _quizzes(self) -> Iterator[Metric]:
        counts = {(what,): count for what, count in self._vitals.running.counts.items()}
        yield _counter("rounds", "What became of rounds", ("state",), counts)
        kept = self._vitals.bot.assistant.answering.kept
        yield _counter("answers_kept", "Answers of people that are in the database", (), {(): kept})
        if not math.isinf(self._vitals.tick_age):
            about = "Seconds since rounds that are due were last looked for"
            yield _gauge("scheduler_tick_age_seconds", about, (), {(): self._vitals.tick_age})

    def _discord(self) -> Iterator[Metric]:
        gateway = self._vitals.bot.gateway
        shards = {shard: (str(shard),) for shard in gateway.shards}
        frames = {label: gateway.frames[shard] for shard, label in shards.items()}
        again = {label: max(0, gateway.connections[shard] - 1) for shard, label in shards.items()}
        silence = {label: gateway.silence(shard) for shard, label in shards.items()}
        there = {label: float(shard in gateway.connected) for shard, label in shards.items()}
        yield _counter("gateway_frames", "Frames that the gateway has sent", ("shard",), frames)
        yield _counter("gateway_reconnects", "Connections after the first", ("shard",), again)
        yield _gauge("gateway_silence_seconds", "Seconds since the last frame", ("shard",), silence)
        yield _gauge("gateway_connected", "1 while a shard is connected", ("shard",), there)
        statuses = {(str(status or "none"),): count for status, count in self._vitals.bot.tally.statuses.items()}
        # So that an alert has something to look at before it happens.
        statuses.setdefault(("429",), 0)
        yield _counter("discord_requests", "Requests to Discord, by the status of their answers", ("status",), statuses)

    def _own(self) -> Iterator[Metric]:
        bot, pulse = self._vitals.bot, self._vitals.pulse
        yield _gauge("guilds", "Guilds that this process serves", (), {(): len(bot.guilds)})
        yield _gauge("loop_lag_seconds", "The longest lag of the event loop within a minute", (), {(): pulse.worst})
        yield _counter("database_errors", "Transactions that failed", (), {(): bot.assistant.database.errors})


def _counter(name: str, about: str, labels: tuple[str, ...], counts: Mapping[Any, int]) -> Metric:
    family = CounterMetricFamily(f"{PREFIX}_{name}", about, labels=labels)
    for values, count in counts.items():
        family.add_metric(values, count)
    return family


def _gauge(name: str, about: str, labels: tuple[str, ...], values: Mapping[Any, float]) -> Metric:
    family = GaugeMetricFamily(f"{PREFIX}_{name}", about, labels=labels)
    for label, value in values.items():
        family.add_metric(label, value)
    return family
