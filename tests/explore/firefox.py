"""Firefox over WebDriver BiDi, the protocol it speaks itself: no driver is needed beside it."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from websockets.sync.client import connect

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
PREFERENCES = {
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.log.level": "Fatal",
    "ui.prefersReducedMotion": 1,
}
"""Of a browser that calls nobody and asks nothing."""
PATIENCE_S = 180.0


class Firefox:
    """One page in a headless browser of its own; `complaints` is what the console said and which requests were no files.

    Args:
        folder: for its profile and for what it saves.
    """

    def __init__(self, folder: Path) -> None:
        self.saved, profile = folder / "saved", folder / "profile"
        self.saved.mkdir()
        profile.mkdir()
        told = {**PREFERENCES, "browser.download.dir": str(self.saved)}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in told.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        self.complaints: list[str] = []
        self._number = 0
        self._profile, self._held = profile, contextlib.ExitStack()

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as held:
            process = subprocess.Popen(
                [
                    str(FIREFOX),
                    "--headless",
                    "--no-remote",
                    "--remote-debugging-port=0",
                    "--width=1280",
                    "--height=900",
                    "--profile",
                    str(self._profile),
                ],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            held.callback(process.wait, 30)
            held.callback(process.terminate)
            at = next((line.split()[-1] for line in process.stderr or () if "WebDriver BiDi listening on" in line), None)
            assert at, "it says where it listens"
            self._socket = held.enter_context(connect(f"{at}/session", max_size=None, open_timeout=PATIENCE_S))
            self.ask("session.new", capabilities={})
            self.ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
            self._page = self.ask("browsingContext.getTree")["contexts"][0]["context"]
            self._held = held.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._held.close()

    def ask(self, method: str, **given: Any) -> dict[str, Any]:
        """One command and its answer; what is told meanwhile is noted."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": given}))
        while True:
            told = json.loads(self._socket.recv(timeout=PATIENCE_S))
            if told.get("id") == self._number:
                assert told["type"] == "success", told
                return told["result"]
            self._note(told)

    def _note(self, told: dict[str, Any]) -> None:
        params = told.get("params", {})
        if told.get("method") == "log.entryAdded" and params["level"] in ("error", "warn"):
            self.complaints.append(params["text"])
        if told.get("method") == "network.beforeRequestSent":
            address = params["request"]["url"]
            if not address.startswith(("file:", "blob:", "data:")):
                self.complaints.append(address)

    def open(self, address: str) -> None:
        """Go there and wait for the page."""
        self.ask("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """The value of an expression, by way of JSON."""
        target = {"context": self._page}
        told = self.ask("script.evaluate", expression=f"JSON.stringify({expression})", target=target, awaitPromise=True)
        assert told["type"] == "success", told
        return json.loads(told["result"].get("value") or "null")

    def until(self, expression: str) -> None:
        """Wait for something to be true."""
        end = time.monotonic() + PATIENCE_S
        while not self.evaluate(expression):
            assert time.monotonic() < end, f"never: {expression}"
            time.sleep(0.1)

    def press(self, key: str) -> None:
        """A key, as its code in WebDriver."""
        actions = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        self.ask("input.performActions", context=self._page, actions=[{"type": "key", "id": "keys", "actions": actions}])
