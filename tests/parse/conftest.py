"""What tests of parsers share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.parse.bounded import parse_settings


@pytest.fixture
def own_settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Settings that a test puts into the environment hold for it, and for no test after it."""
    parse_settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    parse_settings.cache_clear()
