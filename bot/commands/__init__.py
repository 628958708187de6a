"""The commands of `roadmap-bot`, a module each; imported only when its command is given."""
