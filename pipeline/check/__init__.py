"""One look at a source without archiving anything: a list of it, an article of it, and what was read of both."""

from __future__ import annotations

from pipeline.check.describe import describe_check
from pipeline.check.look import ArticleLook, ListLook, SourceLook, look_at_source

__all__ = ["ArticleLook", "ListLook", "SourceLook", "describe_check", "look_at_source"]
