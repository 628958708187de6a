"""How well questions are understood, and at what cost: with fewer phrases, with slips, with a far larger roadmap.

    python -m tests.benchmarks.understanding [FILE …]

The files hold labelled questions as `roadmap-bot evaluate` takes them; without any, those of the shipped roadmap. What
is measured is the share of problems whose right pattern comes first. All chance is seeded. It takes some minutes.
Nothing is asserted.
"""
