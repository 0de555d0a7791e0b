"""Inline answers: what Telegram accepts as results, and what a person is shown of them."""

from dataclasses import dataclass, field
from re import compile as pattern

from aiogram.methods import AnswerInlineQuery
from aiogram.types import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InlineQueryResultUnion,
    InputTextMessageContent,
    MessageEntity,
)

from sandbox.telegram.entities import formatted
from sandbox.telegram.limits import check_inline_keyboard, check_text
from sandbox.telegram.records import Json
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.wire import given

MAX_RESULTS = 50
ID_BYTES = 64
OFFSET_BYTES = 64
START_PARAMETER = pattern(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One result; `content` is the text of the message that picking it sends."""

    id: str
    title: str
    description: str
    text: str
    entities: list[MessageEntity] = field(default_factory=list)
    markup: Json | None = None

    def shown(self) -> Json:
        """Return what stands in the list of results."""
        return {"id": self.id, "title": self.title, "description": self.description}


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """The answer to one query, as its asker sees it."""

    results: list[InlineResult]
    next_offset: str = ""
    button: str = ""
    start_parameter: str = ""
    is_personal: bool = False

    def shown(self) -> Json:
        """Return what an open page draws."""
        return {
            "results": [result.shown() for result in self.results],
            "next_offset": self.next_offset,
            "button": self.button,
            "start_parameter": self.start_parameter,
        }


def read_answer(call: AnswerInlineQuery) -> InlineAnswer:
    """Return an answer that Telegram would take; raise its 400 else."""
    if len(call.results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    identifiers = [result.id for result in call.results]
    if not all(1 <= len(key.encode()) <= ID_BYTES for key in identifiers):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(identifiers)) < len(identifiers):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len((call.next_offset or "").encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    words, parameter = _button(call.button)
    return InlineAnswer(
        [_result(result) for result in call.results],
        call.next_offset or "",
        words,
        parameter,
        is_personal=bool(call.is_personal),
    )


def _button(button: InlineQueryResultsButton | None) -> tuple[str, str]:
    if button is None:
        return "", ""
    if not button.text.strip():
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if button.web_app is None and not START_PARAMETER.fullmatch(button.start_parameter or ""):
        raise bad_request("START_PARAM_INVALID")
    return button.text, button.start_parameter or ""


def _result(result: InlineQueryResultUnion) -> InlineResult:
    """Read an article; other kinds are refused rather than shown wrongly."""
    if not isinstance(result, InlineQueryResultArticle):
        raise bad_request(f"{result.type} is not available in the local Telegram")
    if not result.title.strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.input_message_content
    if not isinstance(content, InputTextMessageContent):
        raise bad_request("only texts are available in the local Telegram")
    text, entities = formatted(content.message_text, given(content.parse_mode), content.entities)
    return InlineResult(
        result.id,
        result.title,
        result.description or "",
        check_text(text),
        entities,
        check_inline_keyboard(result.reply_markup),
    )
