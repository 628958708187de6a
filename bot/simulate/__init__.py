"""Simulate: the real bot on a virtual clock, with people, crashes and outages, and a ledger that it is held against."""
