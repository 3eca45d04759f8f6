"""Processes of a cluster that understand articles: a scheduler of Dask distributed, and the workers that it has.

It stands in the place of `kg.crew`: batches in, the results of each out, in order. The scheduler gives a batch again
where a worker is lost; a batch on which several workers are lost is given out once more article by article, and an
article on which they are lost again is at fault and gives an error.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from kg.crew import Result, Work
from kg.errors import InputError, KgError, UsageError
from kg.text.article import Article

if TYPE_CHECKING:
    from distributed import Client, Future

_OPEN: Final = 4
"""Batches that may be open for each thread of a worker: one long article holds up the order, not the others."""
_WAIT: Final = 20
"""Seconds in which a scheduler must answer, and have a worker."""
_ALONE: Final = threading.Lock()
"""A parser is used by one thread at a time, however many a worker has."""
_INSTALL: Final = "Install the extra with: pip install 'kg-event[cluster]'"


@dataclass
class _Batch:
    articles: Sequence[Article]
    future: Future[Any]


class Cluster:
    """The workers of a scheduler; the connection is opened and closed with the context.

    `work` is sent to them, so it is a function of a module that they have too, or a partial of one.
    """

    def __init__(self, address: str, work: Work) -> None:
        self._address, self._work = address, work
        self._client: Client | None = None

    def __enter__(self) -> Cluster:
        """Connect; raises UsageError where that fails."""
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError(f"Clusters need the package distributed. {_INSTALL}.") from error
        logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)  # what goes wrong is told by us, in a sentence
        try:
            self._client = Client(self._address, timeout=_WAIT, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_WAIT)
        except (OSError, ValueError) as error:
            self._leave()
            raise UsageError(
                f"No scheduler with a worker answers at {self._address}. Start both: dask scheduler, and on each "
                "machine: dask worker ADDRESS --nthreads 1 --nworkers -1."
            ) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._leave()

    def _leave(self) -> None:
        if self._client:
            self._client.close(timeout=_WAIT)  # what is not done yet is given up with it
        self._client = None

    def map(self, batches: Iterable[Sequence[Article]]) -> Iterator[list[Result]]:
        """Give the results of each batch, in order; raises what a worker raises.

        Raises UsageError where the scheduler is lost.
        """
        source, open_ = iter(batches), deque[_Batch]()
        exhausted = False
        while not exhausted or open_:
            while not exhausted and len(open_) < self._room():
                articles = next(source, None)
                if articles is None:
                    exhausted = True
                    break
                open_.append(_Batch(articles, self._give(articles)))
            if open_:
                batch = open_.popleft()
                yield self._take(batch)

    def _room(self) -> int:
        """Tell how many batches may be open: workers may come and go meanwhile."""
        threads: Mapping[str, int] = self._connected().nthreads()
        return _OPEN * max(1, sum(threads.values()))

    def _connected(self) -> Client:
        if self._client is None:
            raise UsageError("The cluster is used outside of its context.")
        return self._client

    def _give(self, articles: Sequence[Article]) -> Future[Any]:
        return self._connected().submit(_answer, self._work, list(articles), pure=False)

    def _take(self, batch: _Batch) -> list[Result]:
        from distributed.client import FutureCancelledError
        from distributed.scheduler import KilledWorker

        try:
            return _results(batch.future.result())
        except KilledWorker:
            if len(batch.articles) > 1:
                return [one for each in batch.articles for one in self._take(_Batch([each], self._give([each])))]
            reason = "every process that read it was lost"
            advice = "Give them more memory, or report this with the article."
            return [InputError(batch.articles[0].name, reason, advice=advice)]
        except (FutureCancelledError, OSError) as error:
            raise UsageError(
                f"The scheduler at {self._address} is lost. What was done is kept; give the same command again."
            ) from error


def _results(answer: Any) -> list[Result]:
    if isinstance(answer, KgError):
        raise answer
    return list(answer)


def _answer(work: Work, articles: Sequence[Article]) -> list[Result] | KgError:
    """Understand a batch, at a worker; an error that concerns all of them is given back, to be raised at home."""
    with _ALONE:
        try:
            return list(work(articles))
        except KgError as error:
            return error
