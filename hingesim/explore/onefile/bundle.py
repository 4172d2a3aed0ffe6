"""Modules of the page to one script, as a page that is a file cannot import another file.

Each module becomes a function that gives what it exports, called once, after those it imports from. That is done for the forms of import
and export which the page uses; any other is refused, so that nothing is lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./([\w.-]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?(?:const|class|function) (\w+))", re.MULTILINE)
OTHER = re.compile(r"^\s*(?:import|export)\b.*$", re.MULTILINE)


def bundled(modules: Mapping[str, str], first: str) -> str:
    """One script that does what the module `first` does.

    Args:
        modules: text by name.
        first: name of the module that is loaded by the page.

    Raises:
        ValueError: a form of import or export that is not known here.
    """
    done: dict[str, str] = {}
    _add(first, modules, done)
    return "\n".join(["const loaded = {};", *done.values()])


def _add(name: str, modules: Mapping[str, str], done: dict[str, str]) -> None:
    if name in done:
        return
    text = modules[name]
    for _, other in IMPORT.findall(text):
        _add(other, modules, done)
    exported = [given for _, given in EXPORT.findall(text)]
    body = EXPORT.sub(r"\1", IMPORT.sub(_taken, text))
    left = OTHER.search(body)
    if left:
        raise ValueError(f"{name}: {left.group().strip()}")
    done[name] = f'loaded["{name}"] = (() => {{\n{body}\nreturn {{ {", ".join(exported)} }};\n}})();'


def _taken(found: re.Match[str]) -> str:
    """An import as what it takes from a module that is loaded; `a as b` gives it another name."""
    return f'const {{ {found[1].replace(" as ", ": ")} }} = loaded["{found[2]}"];'
