"""The command line: parse, call, print."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hingesim.cli import gallery, sensitivity, sweep
from hingesim.cli import map as map_
from hingesim.cli.parser import parser, scenario_from
from hingesim.common.errors import FieldError, HingesimError, InputError
from hingesim.common.files import ANIMATIONS, FIGURES, check_output
from hingesim.scenario.drawing import Drawing
from hingesim.scenario.parameters import Scenario

if TYPE_CHECKING:
    from hingesim.recording.recording import Recording

REPORTS = (".html", ".md")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    arguments = parser().parse_args(argv)
    try:
        if (count := getattr(arguments, "replicates", None)) is not None and (not isinstance(count, int) or not 1 <= count <= 10000):
            raise FieldError("--replicates", count, "a whole number from 1 to 10000")
        return COMMANDS[arguments.command](arguments)
    except InputError as error:
        print(f"hingesim: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except HingesimError as error:
        print(f"hingesim: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("hingesim: interrupted, nothing half-written", file=sys.stderr)
        return 130


def _compare(arguments: argparse.Namespace) -> int:
    from hingesim.common.progress import shown
    from hingesim.render.manifest import write_manifest
    from hingesim.simulation.compare import TITLES, compare

    if arguments.no_band:
        raise InputError("--no-band: compare always runs both; use hingesim simulate for one hinge")
    out = _check_picture(arguments.out)
    figure = out.with_name(f"{out.stem}-trace.png")
    check_output(figure, FIGURES)
    options = _drawing(arguments)
    scenario = scenario_from(arguments)
    _check_seeds(arguments, scenario)
    with shown("simulating") as progress:
        pair = compare(scenario, progress=progress)
    with shown("drawing") as progress:
        drawn = pair.animate(out, **options, progress=progress)
    told = write_manifest(out, pair.recordings, None, drawn.changed())["alt"]
    pair.plot(figure)
    shares = [_replicates(arguments, recording.scenario) for recording in pair.recordings]
    if arguments.json:
        summary = pair.summary()
        for half, share in zip(summary.values(), shares, strict=True):
            half.update(share)
        print(json.dumps({**summary, **({"alt": told} if arguments.alt else {})}, indent=2, allow_nan=False))
        return 0
    for title, recording, share in zip(TITLES, pair.recordings, shares, strict=True):
        _say(recording, title, share)
    print(f"wrote {out}, {figure} and {out.name}.json{_gave_way(out, options, drawn)}")
    if arguments.alt:
        print(told)
    return 0


def _simulate(arguments: argparse.Namespace) -> int:
    from hingesim.common.progress import shown
    from hingesim.simulation.simulate import simulate

    out = check_output(arguments.out, (".npz",)) if arguments.out else None
    scenario = scenario_from(arguments)
    _check_seeds(arguments, scenario)
    with shown("simulating") as progress:
        recording = simulate(scenario, progress=progress)
    if out:
        recording.save(out)
    share = _replicates(arguments, scenario)
    if arguments.json:
        print(json.dumps({**recording.summary(), **share}, indent=2, allow_nan=False))
        return 0
    _say(recording, "with the band" if scenario.band else "without a band", share)
    if out:
        print(f"wrote {out}")
    return 0


def _render(arguments: argparse.Namespace) -> int:
    from hingesim.common.progress import shown
    from hingesim.recording.recording import Recording
    from hingesim.render import animate
    from hingesim.render.manifest import read_manifest, write_manifest

    if bool(arguments.recordings) == bool(arguments.manifest):
        raise InputError("render: give either recordings or --from a manifest or a sweep")
    if of_sweep := Path(arguments.manifest or "").suffix == ".parquet":
        if (arguments.row is None) == (arguments.key is None):
            raise InputError("render: a sweep has many runs, choose one with --row or --key")
    elif arguments.row is not None or arguments.key is not None:
        raise InputError("--row and --key: only together with --from a sweep (.parquet)")
    out = _check_picture(arguments.out)
    options, titles = _drawing(arguments), None
    if of_sweep:
        recordings = [sweep.run_again(arguments.manifest, row=arguments.row, key=arguments.key)]
    elif arguments.manifest:
        from hingesim.simulation.simulate import simulate

        scenarios, titles, stored = read_manifest(arguments.manifest)
        options = Drawing.of({**stored, **options}).changed()
        recordings = [simulate(scenario) for scenario in scenarios]
    else:
        recordings = [Recording.load(path) for path in arguments.recordings]
    with shown("drawing") as progress:
        drawn = animate(recordings, out, titles=titles, **options, progress=progress)
    told = write_manifest(out, recordings, titles, drawn.changed())["alt"]
    print(f"wrote {out} and {out.name}.json{_gave_way(out, options, drawn)}")
    if arguments.alt:
        print(told)
    return 0


def _trace(arguments: argparse.Namespace) -> int:
    from hingesim.plots import trace
    from hingesim.recording.recording import Recording

    out = check_output(arguments.out, FIGURES)
    recordings = [Recording.load(path) for path in arguments.recordings]
    titles = [Path(path).stem for path in arguments.recordings] if len(recordings) > 1 else None
    look = {"panels": arguments.panels, "style": arguments.style, "lang": arguments.lang, "width": arguments.width}
    trace(recordings, out, titles=titles, **look)
    print(f"wrote {out}")
    return 0


def _bands(arguments: argparse.Namespace) -> int:
    import numpy as np

    from hingesim.body.band import loop_force_n
    from hingesim.common.data import settings

    data = settings("bands")
    stretch = np.array([1.25, 1.5, 1.75, 2.0])
    print(f"41-inch loops, rest length {data['loop']['rest_length_m']:g} m; pull in newtons by elongation (between makers +-30 %)")
    print(f"{'band':<12}{'width':>8}" + "".join(f"{100 * (s - 1):>7.0f} %" for s in stretch))
    for name, band in data["band"].items():
        pull = "".join(f"{force:>7.0f} N" for force in loop_force_n(band["width_mm"], stretch))
        print(f"{name:<12}{band['width_mm']:>5g} mm{pull}")
    return 0


def _validate(arguments: argparse.Namespace) -> int:
    from hingesim.common.files import written_whole
    from hingesim.common.progress import shown
    from hingesim.validation import find, report, run_checks, table

    checks = find(arguments.only)
    if arguments.list:
        print(json.dumps([check.name for check in checks]) if arguments.json else table.listing(checks))
        return 0
    outs = [check_output(out, REPORTS) for out in arguments.out]
    with shown("validating") as progress:
        results = run_checks(checks, progress=progress)
    for out in outs:
        with written_whole(out) as part:
            part.write_text(table.markdown(results) if out.suffix.lower() == ".md" else report.page(results), encoding="utf-8")
    print(json.dumps([result.to_dict() for result in results], indent=2, allow_nan=False) if arguments.json else table.plain(results))
    if outs and not arguments.json:
        print(f"wrote {' and '.join(map(str, outs))}")
    return 0 if all(result.passed for result in results) else 1


def _drawing(arguments: argparse.Namespace) -> dict[str, Any]:
    """The drawing options that were given, checked before any work is done."""
    given = {f.name: value for f in fields(Drawing) if (value := getattr(arguments, f.name)) is not None}
    try:
        return Drawing.of(given).changed()
    except FieldError as error:
        raise FieldError(f"--{error.field.replace('_', '-')}", error.given, error.allowed) from None


def _gave_way(out: Path, options: dict[str, Any], drawn: Drawing) -> str:
    """What was chosen to keep the picture within its size; nothing where no size was asked for."""
    if "max_size" not in options:
        return ""
    size, chosen = out.stat().st_size / 1e6, drawn.changed()
    names = {"width": "{} pixels wide", "fps": "{} frames per second", "colours": "{} colours"}
    told = ", ".join(text.format(chosen[name]) for name, text in names.items() if name in chosen)
    return f"; {size:.2f} MB: {told}" if told else f"; {size:.2f} MB"


def _check_picture(path: str) -> Path:
    """The path of a picture, checked together with its manifest."""
    from hingesim.render.manifest import manifest_path

    out = check_output(path, ANIMATIONS)
    check_output(manifest_path(out), (".json",))
    return out


def _check_seeds(arguments: argparse.Namespace, scenario: Scenario) -> None:
    """Refuse replicates whose last seed would be too large."""
    if arguments.replicates:
        scenario.replace(world={"seed": scenario.world.seed + arguments.replicates - 1})


def _replicates(arguments: argparse.Namespace, scenario: Scenario) -> dict[str, Any]:
    """Shares of the outcomes over seeds, when they were asked for."""
    if arguments.replicates is None:
        return {}
    from hingesim.common.progress import shown
    from hingesim.sweeps.replicates import replicate

    with shown("repeating") as progress:
        repeated = replicate(scenario, arguments.replicates, progress=progress)
    return {"replicates": repeated.shares(), "replicates_text": repeated.sentence()}


def _say(recording: Recording, title: str, share: dict[str, Any]) -> None:
    outcome = recording.outcome
    print(f"{title}: {outcome.title}. {outcome.coach}\n  {outcome.reason}")
    if share:
        print(f"  {share['replicates_text']}")


COMMANDS = {
    "compare": _compare,
    "simulate": _simulate,
    "render": _render,
    "trace": _trace,
    "bands": _bands,
    "validate": _validate,
    "sweep": sweep.run,
    "map": map_.run,
    "sensitivity": sensitivity.run,
    "gallery": gallery.run,
}
