"""`python -m bot`: see `python -m bot --help`."""

import signal
import sys

LASTING = ("run", "demo")
"""Commands that end by a signal; another one, cut off, has not done its work."""

# Loading takes seconds. Nothing is open meanwhile, so a stop is as clean as a later one.
if sys.argv[1:2] and sys.argv[1] in LASTING:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

from bot.lean import build_models_when_used  # noqa: E402 - loading begins here

build_models_when_used()

from bot.cli.commands import main  # noqa: E402 - aiogram must not be imported before

if __name__ == "__main__":
    main()
