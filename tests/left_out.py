"""What a test says when this machine lacks something, so that nothing is left out quietly."""

import os
from typing import Final, NoReturn

import pytest

PREFIX: Final = "left out: "


def leave_out(what: str, why: str) -> NoReturn:
    """Skip with a line in the closing summary; fail where REQUIRE_EVERYTHING is set, as in CI."""
    if os.environ.get("REQUIRE_EVERYTHING"):
        pytest.fail(f"{what} may not be left out here, but {why}", pytrace=False)
    pytest.skip(f"{PREFIX}{what}, because {why}")


def summary(reasons: set[str]) -> list[str]:
    """The lines to print at the end of a run; none when everything ran."""
    left_out = sorted(
        reason.split(PREFIX, maxsplit=1)[1] for reason in reasons if PREFIX in reason
    )
    if not left_out:
        return []
    return ["THIS RUN LEFT SOMETHING OUT:", *(f"  * {line}" for line in left_out)]
