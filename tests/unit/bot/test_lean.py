"""Models that are built when used: the same answers, a fraction of the work."""

import json
import subprocess
import sys

PARSE = """
import json, sys
if sys.argv[1] == "lean":
    from bot.lean import build_models_when_used
    build_models_when_used()
from aiogram.methods import EditMessageText
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Update
person = {"id": 7, "is_bot": False, "first_name": "Ann", "unknown": 1}
chat = {"id": 7, "type": "private", "first_name": "Ann"}
message = {"message_id": 1, "date": 1, "chat": chat, "from": person, "text": "hi",
           "entities": [{"type": "bold", "offset": 0, "length": 2}]}
press = {"id": "1", "from": person, "chat_instance": "1", "data": "x", "message": message}
keyboard = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="a", callback_data="b")]]
)
seen = [
    Update.model_validate({"update_id": 1, "callback_query": press}).model_dump(mode="json"),
    Update.model_validate({"update_id": 2, "message": message}).model_dump(mode="json"),
    EditMessageText(text="t", parse_mode=None, reply_markup=keyboard).reply_markup.model_dump(),
]
try:
    Update.model_validate({"update_id": "x"})
except ValueError as error:
    seen.append(str(error))
import aiogram.types
built = [vars(aiogram.types)[name] for name in aiogram.types.__all__]
built = sum(getattr(model, "__pydantic_complete__", False) for model in built)
print(json.dumps({"seen": seen, "built": built}))
"""


def run(way: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", PARSE, way], capture_output=True, text=True, check=True
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_models_built_when_used_are_few_and_read_and_refuse_the_same() -> None:
    lean, whole = run("lean"), run("whole")

    assert lean["seen"] == whole["seen"]
    assert int(str(lean["built"])) < int(str(whole["built"])) / 4
