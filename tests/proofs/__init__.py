"""Proofs: real processes of the bot, a real database and the loopback Discord, and what must hold whatever happens.

    python -m tests.proofs kills     200 processes that die at named moments, on both engines
    python -m tests.proofs storm     2,000 people who answer within a second
    python -m tests.proofs guilds    5,000 guilds whose quizzes are due at the same minute
    python -m tests.proofs load      300 questions, presses and suggestions a second, for five minutes
    python -m tests.proofs restarts  processes that are replaced every 20 seconds, for five minutes
    python -m tests.proofs.image     the container image, built and started without a container engine

Each prints a table and ends with 1 where something does not hold. Smaller ones are among the slow tests. Nothing in
the product knows of them: a process is killed from its outside, or by a wrapper that its start puts around a function.
"""
