"""Every sample on the page is run as it stands there, and answered as the page says."""

from __future__ import annotations

import ast
import asyncio
import json
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from api.docs.actions import FURTHER_ORDER, ORDER, REFILL, SERVICE_ID, actions
from tests.api.docs.shown import Shown, shown
from tests.left_out import PREFIX

if TYPE_CHECKING:
    from db.database import Database

PATIENCE_S: Final = 10
UNQUOTED: Final = re.compile(r"([{,]\s*)(\w+):")
FILES: Final = {
    "curl": "sample.sh",
    "php": "sample.php",
    "python": "sample.py",
    "node": "sample.mjs",
}
PROGRAMS: Final = {"curl": "sh", "php": "php", "node": "node"}


async def run(program: str, file: Path) -> str:
    process = await asyncio.create_subprocess_exec(
        program,
        str(file),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(PATIENCE_S):
        said, complained = await process.communicate()
    assert process.returncode == 0, complained.decode()
    return said.decode()


async def answer_of(language: str, code: str, folder: Path) -> Any:
    """What a sample prints, as data."""
    file = folder / FILES[language]
    file.write_text(code, "utf-8")
    said = await run(PROGRAMS.get(language, sys.executable), file)
    if language == "python":
        return ast.literal_eval(said)
    if language == "node":  # it prints JavaScript
        said = UNQUOTED.sub(r'\1"\2":', said.replace("'", '"'))
    return json.loads(said)


def shape(value: object) -> object:
    """What of an answer does not depend on the shop: its names, and sorts of values."""
    match value:
        case dict():
            return {name: shape(one) for name, one in value.items()}
        case list():
            return [shape(one) for one in value]
        case None:
            return "str"
        case _:
            return type(value).__name__


def put(text: str, numbers: Mapping[str, object]) -> str:
    for shown_as, number in numbers.items():
        text = text.replace(shown_as, str(number))
    return text


class Reseller:
    """Goes through the page's samples from top to bottom, as a reader with a key would."""

    def __init__(self, page: Shown, language: str, folder: Path) -> None:
        self.page, self.language, self.folder = page, language, folder
        self.numbers: dict[str, object] = {}
        self.orders: list[int] = []

    async def try_all(self) -> None:
        samples = await self.page.samples(self.language)
        first = await self.answer(samples.pop("start"))
        assert shape(first) == {"balance": "str", "currency": "str"}
        for action in actions("USD"):
            for number, call in enumerate(action.calls):
                code = samples.pop(f"{action.name.replace('_', '-')}-{number}")
                await self.prepare(action.name, number)
                answer = await self.answer(code)
                self.check(call.example, answer)
                self.note(action.name, answer)
        assert not samples

    async def prepare(self, action: str, number: int) -> None:
        """Let a minute pass before a refill, and have an order that can be canceled."""
        lines = action == "add" and number == 2
        self.numbers[SERVICE_ID] = self.page.comments if lines else self.page.plain
        if action == "refill":
            self.page.counter.floor.clock.advance(seconds=90)
            self.numbers[ORDER] = self.orders[number]
        if action == "refill_status":
            self.page.counter.floor.clock.advance(seconds=60)
        if action == "cancel":
            fields: dict[str, Any] = {
                "service": self.page.plain,
                "link": "https://instagram.com/n",
                "quantity": 100,
            }
            added = await self.page.counter.tell(action="add", **fields)
            self.numbers[ORDER] = added["order"]

    async def answer(self, code: str) -> Any:
        return await answer_of(self.language, put(code, self.numbers), self.folder)

    def check(self, example: object, answer: Any) -> None:
        expected = json.loads(put(json.dumps(example), self.numbers))
        if isinstance(answer, list) and "rate" in str(answer):
            answer, expected = answer[:1], expected[:1]
        assert shape(answer) == shape(expected), (answer, expected)

    def note(self, action: str, answer: Any) -> None:
        if action == "add":
            self.orders.append(answer["order"])
            self.numbers[ORDER] = self.orders[0]
            self.numbers[FURTHER_ORDER] = self.orders[-1]
        if action == "refill" and isinstance(answer, dict):
            self.numbers[REFILL] = answer["refill"]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("language", FILES)
async def test_every_sample_does_what_the_page_says(
    language: str, sqlite_database: Database, tmp_path: Path
) -> None:
    program = PROGRAMS.get(language)
    if program is not None and shutil.which(program) is None:
        pytest.skip(f"{PREFIX}samples in {language}, because {program} is not installed")
    async with shown(sqlite_database) as page:
        await Reseller(page, language, tmp_path).try_all()
