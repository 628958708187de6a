"""What is known: a roadmap, and answers to questions about it. Pure: no clock, no network, no files but the roadmap's."""
