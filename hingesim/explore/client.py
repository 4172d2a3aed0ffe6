"""One page that is connected: what it asks is answered in turn, and what it no longer wants is ended."""

from __future__ import annotations

import asyncio
import contextlib
import json
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from hingesim.common.streams import say_error
from hingesim.explore.asked import LONG
from hingesim.explore.parts import Kept
from hingesim.explore.pool import Pool, Ticket
from hingesim.explore.session import Answer, answers, header_text, number_of
from hingesim.explore.stale import Stale
from hingesim.explore.taken import file_of

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

LONGEST_MESSAGE = 16_384
"""Bytes of a question: all settings with room to spare."""
UNREADABLE, TOO_LONG = "message: not JSON in text", f"message: allowed are {LONGEST_MESSAGE} bytes"
TOO_MANY, FAULT = "ask for fewer cells at a time", "this could not be answered; the terminal says more"


class Client:
    """The newest long question ends the ones before it; cells run until then, as many at a time as there are processes."""

    def __init__(self, socket: WebSocket, pool: Pool, engine: str, place: int) -> None:
        self._socket, self._pool, self._engine, self._place = socket, pool, engine, place
        self._wanted: tuple[Any, Ticket] | None = None
        self._called = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._cells = 0
        self._kept: Kept = {}

    async def serve(self) -> None:
        """Until the page is closed."""
        self._start(self._long())
        try:
            while (received := await self._socket.receive())["type"] != "websocket.disconnect":
                await self._take(received.get("text") or "")
        except Exception:
            # Who is gone cannot be told anything; what it left unanswered ends below.
            if self._listening:
                raise
        finally:
            for task in self._tasks:
                task.cancel()

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _take(self, text: str) -> None:
        """One message: waits for what is quick, so that a flood of them waits as well."""
        if len(text.encode("utf-8", "replace")) > LONGEST_MESSAGE:
            return await self._refuse(TOO_LONG)
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            return await self._refuse(UNREADABLE)
        kind = message.get("ask") if isinstance(message, dict) else None
        if kind in LONG:
            self._wanted = message, self._pool.wish(self._place)
            self._called.set()
            return None
        if kind != "cell":
            return await self._answer(message, self._pool.ticket(self._place))
        if self._cells >= self._pool.lanes:
            return await self._refuse(TOO_MANY, message)
        self._cells += 1
        self._start(self._cell(message))
        return None

    async def _long(self) -> None:
        """One film, search or file after the other, always the newest that is wanted."""
        while True:
            await self._called.wait()
            self._called.clear()
            if self._wanted:
                await self._answer(*self._wanted)

    async def _cell(self, message: Any) -> None:
        try:
            await self._answer(message, self._pool.ticket(self._place))
        finally:
            self._cells -= 1

    async def _answer(self, message: Any, ticket: Ticket) -> None:
        found = answers(
            message,
            engine=self._engine,
            run=lambda *given: self._pool.run(ticket, *given),
            draw=lambda *given: self._pool.watched(ticket, file_of, *given),
            kept=self._kept,
        )
        try:
            while self._pool.ticket(self._place) == ticket:
                answer = await asyncio.get_running_loop().run_in_executor(self._pool.threads, _next, found)
                if answer is None:
                    return
                if answer.header["kind"] == "words":
                    answer.header.update(lanes=self._pool.lanes, engine=self._engine)
                await self._socket.send_bytes(framed(answer))
        except Stale:
            return
        except Exception as error:
            if self._listening:
                say_error(f"{type(error).__name__}: {error}")
                await self._refuse(FAULT, message)

    @property
    def _listening(self) -> bool:
        """Whether the page is still there."""
        return self._socket.client_state.name == self._socket.application_state.name == "CONNECTED"

    async def _refuse(self, why: str, message: Any = None) -> None:
        answer = Answer({"kind": "error", "number": number_of(message), "text": why})
        with contextlib.suppress(Exception):  # who does not listen is not told
            await self._socket.send_bytes(framed(answer))


def framed(answer: Answer) -> bytes:
    """Length of the header, the header filled up to a multiple of four bytes, the payload."""
    header = header_text(answer).encode("utf-8", "replace")
    header += b" " * (-len(header) % 4)
    return struct.pack("<I", len(header)) + header + answer.payload


def _next(found: Iterator[Answer]) -> Answer | None:
    return next(found, None)
