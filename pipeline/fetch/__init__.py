"""Polite HTTP: says who asks, obeys robots.txt, keeps a pace, asks only for what changed, and gives up in good time.

Reasons of FetchProblem: ``address``, ``private address``, ``unreachable``, ``timeout``, ``truncated``, ``too large``,
``redirects``, ``robots``, ``not found``, ``refused``, ``busy``, ``status``, ``media type``, ``empty``.
"""

from __future__ import annotations

from pipeline.fetch.address import Target, normalize_url
from pipeline.fetch.fetcher import Fetched, Fetcher

__all__ = ["Fetched", "Fetcher", "Target", "normalize_url"]
