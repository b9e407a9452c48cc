"""The command line: its groups of commands, their options, and what they print."""
