"""From an HTTP request to one of aiogram's method models: form, multipart, JSON or query."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from json import JSONDecodeError, loads
from typing import Any, get_args

import aiogram.methods
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiohttp import web
from pydantic import ValidationError

from sandbox.telegram.records import Json
from sandbox.telegram.refusals import Refusal, bad_request

Method = TelegramMethod[Any]
EMPTY = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "commands": 'parameter "commands" is required',
}
JSON_NAMES = {"reply_markup": "reply keyboard markup", "entities": "entities"}


def _known_methods() -> dict[str, type[Method]]:
    exported = [getattr(aiogram.methods, name) for name in aiogram.methods.__all__]
    return {
        model.__api_method__.lower(): model
        for model in exported
        if isinstance(model, type)
        and issubclass(model, TelegramMethod)
        and model is not TelegramMethod
    }


METHODS = _known_methods()


@dataclass(slots=True)
class SentFile:
    """A file inside a multipart request."""

    name: str
    content: bytes


@dataclass(slots=True)
class Request:
    """The parameters of a call, decoded, and its files by field name."""

    params: Json = field(default_factory=dict)
    files: dict[str, SentFile] = field(default_factory=dict)


def method_model(name: str) -> type[Method]:
    """Return aiogram's model of a method (any case); 404 as Telegram says it."""
    model = METHODS.get(name.lower())
    if model is None:
        raise Refusal(HTTPStatus.NOT_FOUND, "Not Found: method not found")
    return model


async def read_request(request: web.Request) -> Request:
    """Read parameters from the query and the body, whatever its type."""
    found = Request(dict(request.query))
    if request.content_type == "application/json" and request.can_read_body:
        try:
            body = await request.json()
        except JSONDecodeError as error:
            raise bad_request("can't parse request: JSON is invalid") from error
        if not isinstance(body, dict):
            raise bad_request("can't parse request: JSON object expected")
        found.params.update(body)
        return found
    try:
        fields = await request.post()
    except web.HTTPRequestEntityTooLarge as error:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        raise Refusal(status, "Request Entity Too Large") from error
    for name, value in fields.items():
        if isinstance(value, web.FileField):
            found.files[name] = SentFile(value.filename, value.file.read())
        else:
            found.params[name] = value
    return found


def decode(model: type[Method], sent: Request) -> Method:
    """Return the filled-in model; raise Telegram's 400 for missing or broken parameters."""
    values = {name: _value(model, name, value) for name, value in sent.params.items()}
    for name in sent.files:
        if name in model.model_fields:
            values[name] = f"attach://{name}"
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise _complaint(error) from error


def _value(model: type[Method], name: str, value: object) -> object:
    info = model.model_fields.get(name)
    if info is None or not isinstance(value, str):
        return value
    options = {info.annotation, *get_args(info.annotation)}
    if name == "chat_id" and value.lstrip("-").isdecimal():
        return int(value)
    if str in options or not value.startswith(("{", "[")):
        return value
    try:
        return loads(value)
    except JSONDecodeError as error:
        raise bad_request(f"can't parse {JSON_NAMES.get(name, name)} JSON object") from error


def _complaint(error: ValidationError) -> Refusal:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "request"
    if first["type"] == "missing" and len(first["loc"]) == 1:
        return bad_request(EMPTY.get(name, f'parameter "{name}" is required'))
    return bad_request(f"can't parse {JSON_NAMES.get(name, name)} JSON object")


def given(value: Any) -> Any:  # noqa: ANN401 - any parameter of any method
    """Return a parameter, None when aiogram put its own default there."""
    return None if isinstance(value, Default) else value


def readable(params: Mapping[str, object], files: Mapping[str, SentFile]) -> Json:
    """Return the parameters for the log: JSON decoded, files by name and size."""
    answer = {
        name: value if name in {"text", "caption"} else _plain(value)
        for name, value in params.items()
    }
    answer.update({name: f"{file.name} ({len(file.content)} B)" for name, file in files.items()})
    return answer


def _plain(value: object) -> object:
    if isinstance(value, str) and value.startswith(("{", "[")):
        try:
            return loads(value)
        except JSONDecodeError:
            return value
    return value
