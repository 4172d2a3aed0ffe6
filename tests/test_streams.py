"""What a command says never changes what it does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hingesim.cli.start import main

posix = pytest.mark.skipif(os.name != "posix", reason="shell and devices of POSIX")
HINGE = f"{sys.executable} -m hingesim"
SHORT = "--depth 15 --lower 0.3 --pause 0 --raise 0.3 --sway 0 --engine mujoco"
pytest.importorskip("mujoco")


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


@posix
@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        (f"{HINGE} bands >&-", 0, ""),
        (f"{HINGE} bands >&- 2>&-", 0, ""),
        (f"{HINGE} bands <&- >&- 2>&-", 0, ""),
        (f"{HINGE} bands | true", 0, ""),
        (f"{HINGE} bands > /dev/full", 1, "stdout: cannot write (No space left on device)"),
        (f"{HINGE} bands > /dev/full 2> /dev/full", 1, ""),
        (f"{HINGE} simulate --mass 5 2> /dev/full", 2, ""),
        (f"{HINGE} simulate --mass 5 2>&-", 2, ""),
        (f"{HINGE} --help >&-", 0, ""),
        (f"{HINGE} --help | true", 0, ""),
        (f"{HINGE} --version > /dev/full", 1, "No space left"),
    ],
)
def test_a_stream_that_fails_loses_words_and_nothing_else(line: str, status: int, said: str, tmp_path) -> None:
    ran = shell(line, tmp_path)
    assert "Traceback" not in ran.stderr
    assert "Exception" not in ran.stderr
    assert ran.returncode == status, ran.stderr
    assert said in ran.stderr
    assert (ran.stderr == "") == (said == "")


@posix
@pytest.mark.slow
def test_the_files_are_the_same_whatever_becomes_of_the_words(tmp_path) -> None:
    made = []
    for number, after in enumerate(("", ">&-", "2>&-", ">&- 2>&- <&-", "| true", "> /dev/full")):
        ran = shell(f"{HINGE} simulate {SHORT} --out rep{number}.npz {after}", tmp_path)
        assert "Traceback" not in ran.stderr
        made.append((tmp_path / f"rep{number}.npz").read_bytes())
    assert len(set(made)) == 1
    assert len(os.listdir(tmp_path)) == len(made)


@posix
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_alphabet_will_do(encoding: str, tmp_path) -> None:
    ran = shell(f"{HINGE} simulate --lower ٣٠秒 --band 'x\u202e\u009b31m'", tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 1
    assert "Traceback" not in ran.stderr


def test_nothing_is_echoed_raw_or_without_end(capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (
        ["simulate", "--scenario", "\x1b[2Jx.toml"],
        ["simulate", "--scenario", "x" * 100_000 + ".toml"],
        ["simulate", "--knee-bend", "9" * 100_000],
        ["simulate", "--\x1b[31mred", "1"],
        ["\x07" + "y" * 100_000],
        ["compare", "--out", "\x9b31m" + "z" * 100_000 + ".gif"],
        ["render", "\udcff.npz", "--out", "a.gif"],
    ):
        assert main(words) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert len(said) < 1500
        assert said.strip().isprintable()


def test_what_goes_wrong_inside_is_one_line_too(capsys, monkeypatch) -> None:
    monkeypatch.setattr("hingesim.cli.main.parsed", lambda words: 1 / 0)
    assert main(["bands"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "internal error" in said


def test_nothing_stays_changed(capsys) -> None:
    before = sys.stdout, sys.stderr, [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    assert main(["bands"]) == 0
    assert before == (sys.stdout, sys.stderr, [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)])


@posix
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
@pytest.mark.parametrize("after_s", [0.25, 0.9])
def test_a_signal_at_any_time_leaves_nothing(number: int, status: int, after_s: float, tmp_path) -> None:
    command = [sys.executable, "-m", "hingesim", "compare", *SHORT.split(), "--out", "hinge.gif"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as child:
        time.sleep(after_s)
        child.send_signal(number)
        _, said = child.communicate(timeout=60)
    if said.startswith("hingesim"):  # else Python itself was still starting
        assert child.returncode == status, said
        assert said.count("\n") == 1
    assert "hingesim/cli" not in said, said
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".")]
    assert os.listdir(tmp_path) == []
