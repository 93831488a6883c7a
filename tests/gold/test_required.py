"""What the first release promised: figures on five real documents and on the Lithuanian and English samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluate import ENTITIES, Evaluation, evaluate_tables
from pipeline.evaluate.tally import Figures
from pipeline.measure import publish_folder
from tests.gold.sample import GOLD, readable_gold

SEEDS = {
    "codes": 1.0,
    "codes+kind": 1.0,
    "amounts": 1.0,
    "amounts+role": 1.0,
    "countries": 1.0,
    "people": 1.0,
    "emails": 1.0,
    "phones": 1.0,
    "contacts": 1.0,
    "dates": 1.0,
    "projects": 1.0,
    "project amounts": 1.0,
    "organizations": 0.95,
    "partners": 0.90,
}
SAMPLES = {
    "codes": 0.98,
    "amounts": 0.97,
    "amounts+role": 0.90,
    "countries": 0.96,
    "countries+role": 0.75,
    "organizations": 0.90,
    "organizations+role": 0.80,
    "people": 0.93,
    "emails": 0.98,
    "phones": 0.98,
    "contacts": 0.90,
    "dates": 0.92,
    "title": 0.97,
    "published": 0.97,
    "projects": 0.90,
    "project amounts": 0.88,
    "project partners": 0.80,
    "programmes": 0.80,
}
NO_FACTS = "004_4f745cc7d5d5483d.txt"  # its teasers hold figures, the release itself none


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Evaluation]:
    folder = publish_folder(shared / "seeds", tmp_path_factory.mktemp("seeds")).folder
    return folder, evaluate_tables(folder, shared / "gold" / "seeds")


@pytest.mark.parametrize("field", SEEDS)
def test_real_documents(seeds: tuple[Path, Evaluation], field: str) -> None:
    figures = seeds[1].fields[field]
    assert (figures.f1 or 0) >= SEEDS[field], [miss for miss in seeds[1].misses if miss.field == field]


def test_figures_of_teasers_are_not_read(seeds: tuple[Path, Evaluation], shared: Path) -> None:
    figures = evaluate_tables(seeds[0], shared / "gold" / "seeds", documents=[NO_FACTS]).fields
    assert figures["amounts"] == figures["codes"] == Figures(0, 0, 0)


@pytest.mark.parametrize("field", SAMPLES)
def test_lithuanian_and_english_samples(published_sample: Path, field: str) -> None:
    evaluation = evaluate_tables(published_sample, GOLD, documents=readable_gold())
    figures = evaluation.languages["lt"][field] + evaluation.languages["en"][field]
    assert (figures.f1 or 0) >= SAMPLES[field]


def test_spellings_of_one_entity(published_sample: Path) -> None:
    assert (evaluate_tables(published_sample, GOLD).fields[ENTITIES].f1 or 0) >= 0.90
