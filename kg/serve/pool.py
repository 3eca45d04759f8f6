"""The processes that answer for a server: a few, each asked one thing at a time, ended where it takes too long."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from kg.serve.hand import Head, Question

_ROOT: Final = Path(__file__).parents[2]
_START: Final = "import sys; sys.path.insert(0, sys.argv[1]); from kg.serve import hand; hand.attend(sys.argv[2])"
_WAITING: Final = 64
"""Questions that may wait for a process."""

Reply = tuple[Head, bytes]


class Pool:
    """So many processes for a store; each question is answered within so many seconds, or ended."""

    def __init__(self, store: Path, size: int, seconds: float) -> None:
        self._store, self._size, self._seconds = store, size, seconds
        self._idle: deque[asyncio.subprocess.Process] = deque()
        self._turn = asyncio.Semaphore(size)
        self._waiting = 0
        self._starting: set[asyncio.Task[None]] = set()

    async def fill(self) -> None:
        """Start all processes, so that nobody waits for one."""
        for _ in range(self._size):
            await self._refill()

    async def _refill(self) -> None:
        self._idle.appendleft(await self._started())  # asked last, when it has loaded what it needs

    async def ask(self, question: Question) -> Reply:
        """Answer a question; what takes too long, or finds too many waiting, gets a sentence with status 503."""
        if self._waiting >= _WAITING:
            return _refused("Too many questions wait already. Ask again later.")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._seconds), self._turn:
                return await self._answered(question)
        except TimeoutError:
            return _refused(f"The query took over {self._seconds:g} seconds. Ask for less.")
        finally:
            self._waiting -= 1

    async def _answered(self, question: Question) -> Reply:
        async with self._hand() as hand:
            if hand.stdin is None or hand.stdout is None:
                raise RuntimeError("a process was started without pipes")
            try:
                hand.stdin.write(json.dumps(question).encode() + b"\n")
                await hand.stdin.drain()
                head: Head = json.loads(await hand.stdout.readline())
                return head, await hand.stdout.readexactly(head["length"])
            except (OSError, ValueError, asyncio.IncompleteReadError):
                _end(hand)
                await hand.wait()
                return _refused("The process that answered was ended, as when memory runs out. Ask for less.", 500)

    @asynccontextmanager
    async def _hand(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """Give a process that has nothing to do; it goes back only where it has answered in full."""
        hand = self._idle.pop() if self._idle else await self._started()
        try:
            yield hand
        except BaseException:
            _end(hand)
            self._replace()
            raise
        if hand.returncode is not None:
            self._replace()
        elif len(self._idle) < self._size:
            self._idle.append(hand)
        else:
            _end(hand)

    def _replace(self) -> None:
        """Start another process in the place of one that was ended, before somebody waits for it."""
        task = asyncio.create_task(self._refill())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _started(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-c", _START, str(_ROOT), str(self._store),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip

    async def close(self) -> None:
        """End all processes."""
        await asyncio.gather(*self._starting)
        for hand in self._idle:
            _end(hand)
            await hand.wait()
        self._idle.clear()


def _end(hand: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        hand.kill()


def _refused(sentence: str, status: int = 503) -> Reply:
    return Head(status=status, media="text/plain"), f"{sentence}\n".encode()
