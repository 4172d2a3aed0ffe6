"""Print the lines that make the Tab key complete commands and options in a shell."""

from __future__ import annotations

from hingesim.cli.parser import Namespace, Parser
from hingesim.common.errors import FieldError, nearest

EXAMPLE = "hingesim completion bash"
SHELLS = {
    "bash": 'add to ~/.bashrc: eval "$(hingesim completion bash)"',
    "zsh": 'add to ~/.zshrc, after compinit: eval "$(hingesim completion zsh)"',
    "fish": "hingesim completion fish > ~/.config/fish/completions/hingesim.fish",
    "powershell": "add to $PROFILE: hingesim completion powershell | Out-String | Invoke-Expression",
}


def options(command: Parser) -> None:
    """Declare the options."""
    told = "; ".join(f"{shell}: {line}" for shell, line in SHELLS.items())
    command.add_argument("shell", metavar="|".join(SHELLS), help=told.replace("%", "%%"))


def run(arguments: Namespace) -> int:
    """Print them."""
    import argcomplete

    if arguments.shell not in SHELLS:
        raise FieldError("completion", arguments.shell, nearest(arguments.shell, SHELLS))
    print(argcomplete.shellcode(["hingesim"], shell=arguments.shell))  # type: ignore[attr-defined]
    return 0
