"""The local server of the page: files from memory, questions and answers over one WebSocket a page.

What protects it: it listens on this machine alone unless told otherwise; it answers only to its own name and to pages of its own (`Host`,
`Origin`), and only to who has opened the address with the key; nothing a client sends becomes the name of a file; messages are small and
pages few; every fault is an answer in words.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hingesim.explore.client import Client, framed
from hingesim.explore.files import page_files
from hingesim.explore.pool import Busy, Pool
from hingesim.explore.session import Answer

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.websockets import WebSocket

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
DENIED = "Open the address that hingesim explore printed: it carries a key that this page needs."
FOREIGN, ABSENT, BUSY = "This server answers to its own name alone.", "There is no such page.", "Too many pages are open."
REFUSED, CROWDED = 1008, 1013
"""Codes with which a WebSocket is closed."""


@dataclass
class Explorer:
    """What a running server knows."""

    pool: Pool
    engine: str
    host: str
    port: int
    key: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    @property
    def hosts(self) -> tuple[str, ...]:
        """What a browser may call this server."""
        names = LOOPBACK if is_loopback(self.host) else (*LOOPBACK, self.host)
        return tuple(f"{name}:{self.port}" for name in names)

    @property
    def address(self) -> str:
        """What is opened; the page then goes on with a cookie, so that the key is not in the links that are copied."""
        return f"http://{self.host}:{self.port}/?key={self.key}"

    @property
    def cookie(self) -> str:
        """Its name; cookies do not know ports."""
        return f"hingesim-{self.port}"

    def knows(self, key: str | None) -> bool:
        """Whether this is the key."""
        return key is not None and hmac.compare_digest(key.encode("utf-8", "replace"), self.key.encode())

    @property
    def headers(self) -> dict[str, str]:
        """Of every answer: the page runs its own scripts and styles, talks to this server, and loads nothing else."""
        sockets = " ".join(f"ws://{host}" for host in self.hosts if "[" not in host)  # which a policy cannot name
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; "
            f"connect-src 'self' {sockets}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
        )
        return {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
        }


def is_loopback(host: str) -> bool:
    """Whether an address is that of this machine alone."""
    return host in ("localhost", "::1") or host.startswith("127.")


def application(explorer: Explorer) -> Starlette:
    """The server as an ASGI application."""
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse, RedirectResponse, Response
    from starlette.routing import Route, WebSocketRoute

    files, safe = page_files(), explorer.headers

    async def page(request: Request) -> Response:
        if request.headers.get("host") not in explorer.hosts:
            return PlainTextResponse(FOREIGN, 421, safe)
        name = request.url.path.removeprefix("/") or "index.html"
        if name == "index.html" and explorer.knows(request.query_params.get("key")):
            answer = RedirectResponse("/", 303, safe)
            answer.set_cookie(explorer.cookie, explorer.key, httponly=True, samesite="strict")
            return answer
        if not explorer.knows(request.cookies.get(explorer.cookie)):
            return PlainTextResponse(DENIED, 403, safe)
        if name not in files:
            return PlainTextResponse(ABSENT, 404, safe)
        body, kind = files[name]
        return Response(body, media_type=kind, headers=safe)

    async def questions(socket: WebSocket) -> None:
        host = socket.headers.get("host")
        # A page of another site can open a socket to this machine: the browser tells where it comes from.
        if host not in explorer.hosts or socket.headers.get("origin") != f"http://{host}":
            await socket.close(REFUSED)
            return
        await socket.accept()
        if not explorer.knows(socket.cookies.get(explorer.cookie)):
            await socket.close(REFUSED, DENIED)
            return
        try:
            place = explorer.pool.enter()
        except Busy:
            await socket.send_bytes(framed(Answer({"kind": "error", "number": 0, "text": BUSY})))
            await socket.close(CROWDED)
            return
        try:
            await Client(socket, explorer.pool, explorer.engine, place).serve()
        finally:
            explorer.pool.leave(place)

    return Starlette(routes=[WebSocketRoute("/questions", questions), Route("/{name:path}", page)])
