"""Polite HTTP: says who asks, obeys robots.txt, keeps a pace a host, asks only for what changed, gives up in good time.

Reasons of FetchProblem: ``address``, ``private address``, ``unreachable``, ``certificate``, ``timeout``, ``protocol``,
``truncated``, ``coding``, ``too large``, ``redirects``, ``robots``, ``robots unavailable``, ``not found``, ``refused``,
``busy``, ``host down``, ``status``, ``media type``, ``empty``, and the blocks: ``firewall``, ``captcha``, ``consent``,
``login``, ``missing``.
"""

from __future__ import annotations

from pipeline.fetch.address import Target, find_page_key, normalize_url
from pipeline.fetch.blocks import BLOCKS, Block, find_block
from pipeline.fetch.fetcher import Fetcher
from pipeline.fetch.steps import Fetched

__all__ = ["BLOCKS", "Block", "Fetched", "Fetcher", "Target", "find_block", "find_page_key", "normalize_url"]
