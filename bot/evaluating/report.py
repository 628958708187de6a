"""The report of an evaluation: as a table, and as JSON."""

from collections.abc import Iterator, Sequence

from bot.evaluating.judging import Judgement, right
from bot.evaluating.rates import NOT_RELATIONS, Evaluation, Rate
from knowledge.kinds import QuestionKind
from knowledge.model import Roadmap

MOST_CONFUSIONS = 12


def table(evaluation: Evaluation) -> Iterator[str]:
    """Give the lines of the table."""
    yield f"{evaluation.questions:,} questions; in brackets where 95 % of like sets would lie"
    yield from _block("", evaluation.rates)
    yield from _block("right, by kind of question", evaluation.kinds)
    yield from _block("first, by pattern", evaluation.patterns)
    if evaluation.confusions:
        yield ""
        yield "taken for another"
        for meant, given, many in evaluation.confusions[:MOST_CONFUSIONS]:
            yield f"  {many:>3}  {meant} → {given}"


def as_json(evaluation: Evaluation) -> dict[str, object]:
    """Give the same as values for other programs; shares lie between 0 and 1."""
    return {
        "questions": evaluation.questions,
        "rates": {rate.name: _numbers(rate) for rate in evaluation.rates},
        "kinds": {rate.name: _numbers(rate) for rate in evaluation.kinds},
        "patterns": {rate.name: _numbers(rate) for rate in evaluation.patterns},
        "confusions": [{"meant": meant, "given": given, "times": many} for meant, given, many in evaluation.confusions],
    }


def misses(judgements: Sequence[Judgement], roadmap: Roadmap) -> Iterator[str]:
    """Give a line for every question that was not answered as its label says."""
    for judged in judgements:
        label, given = judged.label, judged.given
        if judged.first if label.kind is QuestionKind.PROBLEM else right(judged, roadmap):
            continue
        wanted = ", ".join(label.gold) or label.gold_group or ", ".join(label.must_mention) or "nothing"
        came = ", ".join(given["patterns"][:3]) or "nothing"
        kinds = "" if label.kind in NOT_RELATIONS else f", {given['kind']} for {label.kind}"
        yield f"{wanted} ← {given['outcome']}: {came} ({given['confidence']:.2f}{kinds})  {' '.join(label.q.split())}"


def _block(title: str, rates: Sequence[Rate]) -> Iterator[str]:
    if not rates:
        return
    yield ""
    if title:
        yield title
    width = max(len(rate.name) for rate in rates)
    for rate in rates:
        interval = f"[{_percent(rate.low)}, {_percent(rate.high)}]"
        meaning = "" if title else f"  {rate.meaning}"
        yield f"  {rate.name:<{width}}  {_percent(rate.share):>7}  {interval:<18}  of {rate.of:>4}{meaning}".rstrip()


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _numbers(rate: Rate) -> dict[str, float]:
    return {"share": round(rate.share, 4), "low": round(rate.low, 4), "high": round(rate.high, 4), "of": rate.of}
