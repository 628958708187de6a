"""Fuzzing: what comes from outside is made up by the thousand in `make test`, and by the million in `make fuzz`."""
