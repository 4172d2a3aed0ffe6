"""The command line: parse, call, print.

`commands/` holds one file a command, `registry` finds them, `options` and `scenario_options` declare what several of them share.
Commands reach the library through `hingesim` itself, whose names are imported when they are first used: help needs none of them.
"""
