"""What several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

from tests.gold.sample import SHARED, publish_sample

# a busy machine is no fault of the code; speed is measured by ratios in tests/bench
hypothesis.settings.register_profile("clusterpress", deadline=None)
hypothesis.settings.load_profile("clusterpress")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees what the user's own runs, or other tests, left in the cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with texts that are not ours to ship: skipped where it is missing, an error on CI."""
    if not SHARED.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{SHARED} is missing; CI needs it")
        pytest.skip(f"needs {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def published_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tables that the sample gives."""
    return publish_sample(tmp_path_factory.mktemp("sample"))
