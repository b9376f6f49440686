"""The command line: one file per command, each calling the public functions and nothing below them."""
