"""The commands, one file each: the name of the file is the name of the command.

A command is a module with a docstring (its first line is what `hingesim --help` says, all of it what `hingesim NAME --help` says),
an `EXAMPLE`, `options(command)` and `run(arguments)`; `hingesim.cli.registry.Command` gives the types.
"""
