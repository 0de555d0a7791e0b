"""Where settings come from: `.env` below the environment, secrets from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import ConfigurationError, load
from bot.environment import has_token, surroundings, with_secrets


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder without `.env`, with no settings in the environment."""
    for name in ("BOT_TOKEN", "BOT_TOKEN_FILE", "CURRENCY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_environment_counts_more_than_the_file(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / ".env").write_text("BOT_TOKEN=1:written\nCURRENCY=EUR\n")
    monkeypatch.setenv("BOT_TOKEN", "1:given")

    values = surroundings([])

    assert (values["BOT_TOKEN"], values["CURRENCY"]) == ("1:given", "EUR")


def test_a_file_from_a_windows_editor_reads_the_same(elsewhere: Path) -> None:
    (elsewhere / ".env").write_bytes(b"\xef\xbb\xbfBOT_TOKEN=1:written\r\nCURRENCY=EUR\r\n")

    assert surroundings([])["BOT_TOKEN"] == "1:written"


def test_a_file_that_is_no_text_is_a_problem_and_not_the_demo(elsewhere: Path) -> None:
    (elsewhere / ".env").write_bytes("BOT_TOKEN=1:written\n".encode("utf-16"))

    with pytest.raises(ConfigurationError) as caught:
        load()

    assert caught.value.problems == [
        ".env: is not UTF-8 text; save it again with the encoding UTF-8"
    ]
    assert has_token()


def test_a_dollar_in_a_key_stays_a_dollar(elsewhere: Path) -> None:
    (elsewhere / ".env").write_text("PROVIDER_KEY=a${HOME}b\n")

    assert surroundings([])["PROVIDER_KEY"] == "a${HOME}b"


@pytest.mark.parametrize(
    ("written", "is_there"),
    [
        ("", False),
        ("BOT_TOKEN=\n", False),
        ("BOT_TOKEN=1:a\n", True),
        ("BOT_TOKEN=\nBOT_TOKEN_FILE=/run/absent\n", True),
    ],
)
def test_make_run_is_the_demo_until_a_token_is_given(
    elsewhere: Path, *, written: str, is_there: bool
) -> None:
    (elsewhere / ".env").write_text(written)

    assert has_token() is is_there


def test_secrets_are_read_from_files(elsewhere: Path) -> None:
    (elsewhere / "secret").write_text("  canary\n")
    names = ("BOT_TOKEN", "WEBHOOK_SECRET", "PROVIDER_KEY", "PROVIDER_CHEAP_KEY")

    values = with_secrets({f"{name}_FILE": str(elsewhere / "secret") for name in names}, [])

    assert [values[name] for name in names] == ["canary"] * 4


def test_an_empty_variable_leaves_the_word_to_its_file(elsewhere: Path) -> None:
    (elsewhere / "secret").write_text("1:from-file")

    values = with_secrets({"BOT_TOKEN": "", "BOT_TOKEN_FILE": str(elsewhere / "secret")}, [])

    assert values["BOT_TOKEN"] == "1:from-file"


def test_a_variable_that_is_set_counts_more_than_its_file() -> None:
    values = with_secrets({"BOT_TOKEN": "1:given", "BOT_TOKEN_FILE": "/run/absent"}, [])

    assert values["BOT_TOKEN"] == "1:given"


def test_a_file_that_cannot_be_read_is_a_problem_like_others() -> None:
    with pytest.raises(ConfigurationError) as caught:
        load({"BOT_TOKEN_FILE": "/run/absent", "CURRENCY": "dollars"})

    told = [problem.partition(":")[0] for problem in caught.value.problems]
    assert told == ["BOT_TOKEN_FILE", "CURRENCY"]


def test_other_peoples_secret_files_stay_closed() -> None:
    problems: list[str] = []

    with_secrets({"CLOUD_TOKEN_FILE": "/run/absent", "SSL_KEY_FILE": "/run/absent"}, problems)

    assert problems == []
