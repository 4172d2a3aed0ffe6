"""Open a page with sliders: the hinge without and with the band, simulated while you move them.

Ctrl-C ends it. With --out the page is written into one file instead, with the physics in it: it needs no server, no installation and no
network wherever it is opened.
"""

from __future__ import annotations

import webbrowser

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.say import language_of, wrote
from hingesim.common.progress import shown
from hingesim.explore.kept import CACHE

EXAMPLE = "hingesim explore"
EXAMPLES = ("hingesim explore --port 8000 --no-browser", "hingesim explore --out explorer.html")
HOST = "127.0.0.1"


def options(command: Parser) -> None:
    """Declare the options."""
    shared.count(command, "--port", 0, 65535, "port to listen on; 0 takes one that is free", default=0)
    command.add_argument("--host", default=HOST, metavar="ADDRESS", help=f"address to listen on (default: {HOST}, this machine alone)")
    command.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    command.add_argument("--engine", default="auto", metavar="NAME", help="physics engine (default: the quickest that is installed)")
    shared.out(command, (".html",), what="write the page and its physics into one file of 20 MB, with npm and pip")
    command.add_argument("--cache", default=CACHE, metavar="FOLDER", help=f"folder for the packages of that file (default: {CACHE})")
    shared.count(command, "--workers", 1, shared.MOST_WORKERS, "simulations at a time (default: one a core)")


def run(arguments: Namespace) -> int:
    """Serve until interrupted, or write the file."""
    if arguments.out:
        with shown("packages") as progress:
            path = hingesim.explore.write_onefile(arguments.out, cache=arguments.cache, progress=progress)
        print(wrote(language_of(arguments), path, key="browser"))
        return 0

    def opened(address: str) -> None:
        print(f"{address}\nCtrl-C ends it", flush=True)
        if not arguments.no_browser:
            webbrowser.open(address)

    given = {name: getattr(arguments, name) for name in ("host", "port", "engine", "workers")}
    hingesim.explore.serve(**given, opened=opened)
    return 0
