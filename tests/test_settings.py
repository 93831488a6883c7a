from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.problems import SettingsProblem
from pipeline.settings import FILE_NAME, load_settings


def write(folder: Path, text: str) -> Path:
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    return folder


def test_options_beat_the_environment_and_that_beats_the_file(tmp_path: Path) -> None:
    write(tmp_path, 'workers = 2\nbatch_size = 20\nraw = "a"\nocr_languages = ["pol", "eng"]')
    environment = {"CLUSTERPRESS_BATCH_SIZE": "30", "CLUSTERPRESS_RAW": "b", "PATH": "/bin"}
    settings = load_settings({"raw": Path("c"), "processed": None}, tmp_path, environment)
    assert (settings.workers, settings.batch_size, settings.raw) == (2, 30, Path("c"))
    assert settings.ocr_languages == ("pol", "eng")
    assert settings.processed == Path("processed")


def test_words_of_the_environment_are_converted(tmp_path: Path) -> None:
    environment = {
        "CLUSTERPRESS_OCR_LANGUAGES": "lit, eng",
        "CLUSTERPRESS_PACE_SECONDS": "0.5",
        "CLUSTERPRESS_ALLOW_PRIVATE_ADDRESSES": "Yes",
    }
    settings = load_settings(folder=tmp_path, environment=environment)
    assert settings.ocr_languages == ("lit", "eng")
    assert settings.pace_seconds == 0.5
    assert settings.allow_private_addresses is True


def test_owners_of_sites_are_told_whom_to_ask(tmp_path: Path) -> None:
    settings = load_settings({"contact": "mailto:duomenys@example.org"}, tmp_path, {})
    assert settings.user_agent.startswith("clusterpress/")
    assert settings.user_agent.endswith("(+mailto:duomenys@example.org)")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("duomenys@example.org", "mailto:duomenys@example.org"),
        ("MAILTO:duomenys@example.org", "MAILTO:duomenys@example.org"),
        ("https://example.org/robot", "https://example.org/robot"),
    ],
)
def test_a_contact_is_a_mail_or_web_address(tmp_path: Path, given: str, told: str) -> None:
    assert load_settings(folder=tmp_path, environment={"CLUSTERPRESS_CONTACT": given}).contact == told


def test_nobody_is_asked_without_a_contact(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match=r"(?s)contact = .*clusterpress\.toml.*CLUSTERPRESS_CONTACT.*--contact"):
        load_settings(folder=tmp_path, environment={}).user_agent  # noqa: B018  asking for it is the test


def test_servers_of_our_own_need_no_pace(tmp_path: Path) -> None:
    assert load_settings({"pace_seconds": 0}, tmp_path, {}).pace_seconds == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("worker = 2", "unknown setting 'worker', expected one of .*workers"),
        ("workers = 0", "workers = 0, expected a whole number above 0"),
        ("workers = 1.5", "expected a whole number"),
        ("workers = true", "expected a whole number"),
        ("pace_seconds = 'soon'", "expected a number from 0 on"),
        ("pace_seconds = -1", "expected a number from 0 on"),
        ("max_wait_seconds = 0", "expected a number above 0"),
        ("allow_private_addresses = 2", "expected true or false"),
        ("ocr_languages = []", "expected a list of words"),
        ("contact = ''", "expected a mail address, or a web address"),
        ("contact = 'ask us'", "expected a mail address, or a web address"),
        ("contact = 'ftp://a.lt/'", "expected a mail address, or a web address"),
        ("workers = ", "expected TOML"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsProblem, match=rf"(?s)^reading settings of .*{FILE_NAME}.*{said}.*; "):
        load_settings(folder=write(tmp_path, text), environment={})


def test_unknown_variables_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match="CLUSTERPRESS_WORKER:"):
        load_settings(folder=tmp_path, environment={"CLUSTERPRESS_WORKER": "2"})
