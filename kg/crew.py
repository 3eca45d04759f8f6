"""Processes that understand articles, each forked once the model is loaded.

A worker that dies (memory runs out, a library fails) costs nobody else: another takes its place, and what it had not
answered is given out again, one article at a time. An article on which a worker dies a second time is at fault and
gives an error. Workers end with the process that started them, however that ends, since their pipe then closes.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Final, Protocol

from kg.errors import InputError, KgError
from kg.text.article import Article

Result = bytes | InputError
Work = Callable[[Sequence[Article]], Iterable[Result]]
"""Gives the result of each article, in order; an error that concerns all of them is raised."""


class Workplace(Protocol):
    """Where articles are understood: processes of this machine, or of others (`kg.cluster`)."""

    def map(self, batches: Iterable[Sequence[Article]]) -> Iterator[list[Result]]:
        """Give the results of each batch, in order; raises what concerns all of them."""


_AHEAD: Final = 2
"""Batches that a worker has at a time, so that it never waits for the next one."""
_OPEN: Final = 4
"""Batches that may be open for each worker: one long article holds up the order, not the others."""
_FIRST_TO_GO: Final = "500"
"""Where memory runs out the system is to end a worker, not who writes the store (proc(5), oom_score_adj)."""


@dataclass
class _Batch:
    articles: Sequence[Article]
    results: dict[int, Result] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return len(self.results) == len(self.articles)


_Spot = tuple[_Batch, int]
"""An article by its batch and its position there."""


class Crew:
    """Some workers; they are started when there is something to do, and ended at the end of the context."""

    def __init__(self, size: int, work: Work, prepare: Callable[[], object]) -> None:
        self._size, self._work, self._prepare = size, work, prepare
        self._workers: list[_Worker] = []

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            worker.end()
        if self._workers:
            gc.unfreeze()

    def map(self, batches: Iterable[Sequence[Article]]) -> Iterator[list[Result]]:
        """Give the results of each batch, in order; raises what a worker raises."""
        source, open_ = iter(batches), deque[_Batch]()
        exhausted = False
        while not exhausted or open_:
            while not exhausted and len(open_) < _OPEN * self._size and (worker := self._free()):
                articles = next(source, None)
                if articles is None:
                    exhausted = True
                    break
                open_.append(_Batch(articles))
                worker.give([(open_[-1], i) for i in range(len(articles))])
            if open_ and not open_[0].complete:
                self._listen()
            while open_ and open_[0].complete:
                batch = open_.popleft()
                yield [batch.results[i] for i in range(len(batch.articles))]

    def _free(self) -> _Worker | None:
        """Give a worker that can take a batch, or None where all have enough."""
        if not self._workers:
            self._prepare()
            gc.freeze()  # what all share is not searched again and again, nor copied by the search
            for _ in range(self._size):
                self._workers.append(_Worker(self._work, [w.pipe for w in self._workers]))
        free = [worker for worker in self._workers if worker.free]
        return min(free, key=lambda worker: len(worker.due)) if free else None

    def _listen(self) -> None:
        """Wait for answers, and put another in the place of each worker that has died."""
        for pipe in wait([worker.pipe for worker in self._workers if worker.due]):
            worker = next(worker for worker in self._workers if worker.pipe is pipe)
            if not worker.hear():
                self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        code = worker.end()
        others = [other for other in self._workers if other is not worker]
        fresh = _Worker(self._work, [other.pipe for other in others])
        self._workers = [*others, fresh]
        if worker.careful:
            batch, position = worker.careful.popleft()
            batch.results[position] = _fault(batch.articles[position], code)
            fresh.careful.extend(worker.careful)
        else:
            fresh.careful.extend(worker.due)
        fresh.go_on()


class _Worker:
    """A process, and what it has to answer."""

    def __init__(self, work: Work, others: Sequence[Connection]) -> None:
        context = multiprocessing.get_context("fork")
        self.pipe, theirs = context.Pipe()
        self.due: deque[_Spot] = deque()
        """What was sent and is not answered yet."""
        self.careful: deque[_Spot] = deque()
        """What is sent one by one, since a worker has died of it."""
        self._batches = 0
        arguments = (work, theirs, [self.pipe, *others])
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    @property
    def free(self) -> bool:
        """Whether it can take a batch."""
        return not self.careful and len({id(batch) for batch, _ in self.due}) < _AHEAD

    def give(self, places: Sequence[_Spot]) -> None:
        """Send articles to be understood together; who has died meanwhile is noticed by `hear`."""
        self.due.extend(places)
        with contextlib.suppress(OSError):
            self.pipe.send([batch.articles[position] for batch, position in places])

    def go_on(self) -> None:
        """Send the next of those that are sent one by one; it stays in `careful` until it is answered."""
        if self.careful and not self.due:
            self.give([self.careful[0]])

    def hear(self) -> bool:
        """Take one answer; tell whether the worker lives. Raises what it raised."""
        try:
            answer: Result | BaseException = self.pipe.recv()
        except (EOFError, OSError):
            return False
        if isinstance(answer, BaseException) and not isinstance(answer, InputError):
            raise answer
        batch, position = self.due.popleft()
        batch.results[position] = answer
        if self.careful:
            self.careful.popleft()
            self.go_on()
        return True

    def end(self) -> int:
        """End the process and give its exit code, negative where it was a signal."""
        self.pipe.close()
        self._process.join(0.2)  # one that has died by itself is to tell of what
        self._process.kill()
        self._process.join()
        return self._process.exitcode or 0


def _fault(article: Article, code: int) -> InputError:
    how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
    reason = f"the process that read it {how}, twice"
    return InputError(article.name, reason, advice="Give it more memory, or report this with the article.")


# ── the worker ───────────────────────────────────────────────────────────────


def _serve(work: Work, pipe: Connection, others: Sequence[Connection]) -> None:
    """Answer batch by batch until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the whole group hears Ctrl-C; who started us decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in others:
        other.close()  # who holds the other end of a pipe keeps it open
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
    inbox: SimpleQueue[Sequence[Article]] = SimpleQueue()
    outbox: SimpleQueue[Result | Exception] = SimpleQueue()
    for target, queue in ((_receive, inbox), (_send, outbox)):
        threading.Thread(target=target, args=(pipe, queue), daemon=True).start()
    while True:
        try:
            for result in work(inbox.get()):
                outbox.put(result)
        except Exception as error:
            # It concerns all articles, so it is raised where they came from.
            outbox.put(error if isinstance(error, KgError) else RuntimeError(f"{type(error).__name__}: {error}"))


def _receive(pipe: Connection, inbox: SimpleQueue[Sequence[Article]]) -> None:
    """Take batches while others are worked on: who sends them must not wait."""
    try:
        while True:
            inbox.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)


def _send(pipe: Connection, outbox: SimpleQueue[Result | Exception]) -> None:
    """Send answers while the next article is worked on."""
    try:
        while True:
            pipe.send(outbox.get())
    except OSError:
        os._exit(0)
