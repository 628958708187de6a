"""What an answer, a command, a kept choice and a start cost, each beside a named baseline in the same run.

    python -m tests.benchmarks            some minutes
    python -m tests.benchmarks --quick    under two minutes on two cores

Ours and the baseline take turns, round by round, so that a busy machine slows both; the ratio is the median of the
rounds' ratios, with the lowest and the highest. Seconds and megabytes are this machine's, for information. Nothing is
asserted. Linux only: other processes are measured through /proc and their processor clocks.
"""
