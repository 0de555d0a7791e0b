"""The served API as OpenAPI 3.1, made from the same tables as the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from api.docs.actions import IDEMPOTENCY, SERVICE, actions
from api.docs.answers import ANSWERS
from api.docs.fields import DESCRIBED, title_of, types
from api.docs.markup import plain
from api.docs.model import API_PATH, Kind, Parameter
from domain.api_orders import MOST_IDS

if TYPE_CHECKING:
    from api.docs.model import About, Action

Schema = dict[str, Any]

_WHOLE: Final[Schema] = {
    "anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]+$"}]
}
_TEXT: Final[Schema] = {"type": "string"}
_KEY: Final[Schema] = {"type": "string", "description": "Your API key."}
_SHAPES: Final[dict[Kind, Schema]] = {
    Kind.INTEGER: _WHOLE,
    Kind.TEXT: _TEXT,
    Kind.LINK: {"type": "string", "pattern": "^https?://"},
    Kind.LINES: _TEXT,
    Kind.ID: {
        "anyOf": [
            {"type": "integer", "minimum": 0},
            {"type": "string", "pattern": "^[0-9A-Za-z]+$"},
        ]
    },
    Kind.IDS: {
        "type": "string",
        "pattern": "^[0-9A-Za-z]+(,[0-9A-Za-z]+)*$",
        "description": f"At most {MOST_IDS}.",
    },
    Kind.DATE: {"type": "string", "pattern": "^([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9-]{10})$"},
}
_FORMS: Final = (
    "application/x-www-form-urlencoded",
    "application/json",
    "multipart/form-data",
)


def describe(about: About) -> Schema:
    """The whole description."""
    listed = actions(about.currency)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{about.name or 'Reseller'} API v2",
            "version": "2",
            "description": "An API v2 as SMM panels speak it (JAP, Perfect Panel).",
        },
        "servers": [{"url": about.url}],
        "paths": {API_PATH: _path(listed)},
        "components": {"schemas": {**ANSWERS, **_requests(listed)}},
        "x-service-types": {
            title_of(kind): {one.name: one.required for one in parameters}
            for kind, parameters in types().items()
        },
        "x-fields": {
            one.name: {"kind": one.kind, "sample": one.sample, "choices": list(one.choices)}
            for one in DESCRIBED.values()
        },
    }


def _path(listed: tuple[Action, ...]) -> Schema:
    request = {"$ref": "#/components/schemas/Request"}
    return {
        "post": {
            "operationId": "call",
            "summary": "Every action, by POST",
            "requestBody": {
                "required": True,
                "content": {kind: {"schema": request} for kind in _FORMS},
            },
            "responses": _responses(),
        },
        "get": {
            "operationId": "callByQuery",
            "summary": "Every action, with the fields in the query",
            "parameters": _query(listed),
            "responses": _responses(),
        },
    }


def _responses() -> Schema:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        "200": {
            "description": "The answer, or an error in the standard style",
            "headers": {
                "X-Test-Mode": {"description": "`1` in test mode", "schema": {"const": "1"}}
            },
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}},
        },
        "304": {"description": "services: nothing has changed since the ETag of If-None-Match"},
        "429": {
            "description": "Too many requests",
            "headers": {"Retry-After": {"description": "Seconds", "schema": {"type": "integer"}}},
            "content": error,
        },
        "4XX": {
            "description": "An error in the smmpremium style; in the other, only 405, 408 and 413",
            "content": error,
        },
        "5XX": {"description": "The shop's own fault", "content": error},
    }


def _requests(listed: tuple[Action, ...]) -> Schema:
    """A schema for each form of each action; those of `add` follow the type of the service."""
    schemas: Schema = {}
    for action in listed:
        if action.name == "add":
            schemas |= _adds(action)
        else:
            for call in action.calls:
                schemas[f"{call.answer}Request"] = _request(action, call.parameters)
    schemas["Request"] = {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in schemas]}
    return schemas


def _adds(action: Action) -> Schema:
    return {
        f"Add{title_of(kind).title().replace(' ', '')}Request": {
            **_request(action, (SERVICE, *parameters, IDEMPOTENCY)),
            "description": f"{action.title}, of a service of the type {title_of(kind)}.",
        }
        for kind, parameters in types().items()
    }


def _request(action: Action, parameters: tuple[Parameter, ...]) -> Schema:
    needed = [one.name for one in parameters if one.required]
    return {
        "type": "object",
        "description": plain(action.text),
        "properties": {
            "key": _KEY,
            "action": {"enum": [action.name, *action.aliases]},
            **{one.name: _shape(one) for one in parameters},
        },
        "required": ["key", "action", *needed],
    }


def _shape(parameter: Parameter) -> Schema:
    shape = _SHAPES[parameter.kind]
    if parameter.choices:
        shape = {"enum": [*map(int, parameter.choices), *parameter.choices]}
    return {**shape, "description": plain(parameter.text), "examples": [parameter.sample]}


def _query(listed: tuple[Action, ...]) -> list[Schema]:
    """Every field there is; which of them belong together, the schemas of POST tell."""
    names = [name for action in listed for name in (action.name, *action.aliases)]
    always = {"key": _KEY, "action": {"enum": list(dict.fromkeys(names))}}
    calls = [call.parameters for action in listed for call in action.calls]
    given = {one.name: _shape(one) for some in (*calls, *types().values()) for one in some}
    return [
        {"name": name, "in": "query", "required": name in always, "schema": schema}
        for name, schema in {**given, **always}.items()
    ]
