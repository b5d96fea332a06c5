"""Why an address cannot be fetched, in plain words, on the way to the error that names the address."""

from __future__ import annotations


class RefusedError(Exception):
    """A plain `reason`; `status` and `retry_after` as of `corpus.feeds.fetch.FetchError`."""

    def __init__(self, reason: str, status: int = 0, retry_after: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.retry_after = retry_after
