"""Failures that may pass, and how long to wait for it."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime

from pipeline.problems import FetchProblem
from pipeline.raw import Exchange

_LONGEST_DIGITS = 9  # 30 years: what is longer is no number of seconds


class PassingProblem(FetchProblem):
    """A failure that may be gone at the next try; ``wait_seconds`` is what the server asked for."""

    wait_seconds: float = 0


def find_wait(exchange: Exchange) -> float:
    """Seconds that Retry-After asks for, which gives them or a date (RFC 9110 10.2.3); 0 where it says neither."""
    value = (exchange.header("Retry-After") or "").strip()
    if value.isascii() and value.isdecimal():
        return float(value) if len(value) <= _LONGEST_DIGITS else float("inf")
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time()) if value else 0.0
    except (ValueError, OverflowError):
        return 0.0
