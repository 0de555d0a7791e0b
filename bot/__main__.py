"""`python -m bot`: see `python -m bot --help`."""

from bot.lean import build_models_when_used

build_models_when_used()

from bot.cli.commands import main  # noqa: E402 - aiogram must not be imported before

if __name__ == "__main__":
    main()
