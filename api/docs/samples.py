"""The same request in four languages, ready to be copied and run."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from api.docs.model import KEY

if TYPE_CHECKING:
    from api.docs.model import Fields

_PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.,")

_PHP: Final = """<?php
$fields = [
%s
];
$curl = curl_init(%s);
curl_setopt_array($curl, [
    CURLOPT_POSTFIELDS => http_build_query($fields),
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 30,
]);
$answer = json_decode(curl_exec($curl), true);
echo json_encode($answer, JSON_PRETTY_PRINT);"""

_PYTHON: Final = """import json
from urllib.parse import urlencode
from urllib.request import urlopen

fields = {
%s
}
body = urlencode(fields).encode()
with urlopen(%s, body, timeout=30) as answer:
    print(json.load(answer))"""

_NODE: Final = """const fields = {
%s
};
const answer = await fetch(%s, {
  method: "POST",
  body: new URLSearchParams(fields),
});
console.log(await answer.json());"""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the samples.

    Attributes:
        id: how it is called in the page's code.
        title: what stands on its tab.
        write: from an address and the fields to the sample.
    """

    id: str
    title: str
    write: Callable[[str, Fields], str]


def curl(url: str, fields: Fields) -> str:
    """A command for any shell; what must be escaped is left to curl."""
    lines = [f"curl {url}"]
    for name, value in (("key", KEY), *fields):
        flag = "-d" if set(value) <= _PLAIN else "--data-urlencode"
        lines.append(f"  {flag} {_quoted(f'{name}={value}')}")
    return " \\\n".join(lines)


def php(url: str, fields: Fields) -> str:
    """PHP with its curl extension, as panels have it."""
    pairs = (("key", KEY), *fields)
    return _PHP % (
        "\n".join(f"    {_php(name)} => {_php(value)}," for name, value in pairs),
        _php(url),
    )


def python(url: str, fields: Fields) -> str:
    """Python with nothing but its standard library."""
    pairs = (("key", KEY), *fields)
    return _PYTHON % (
        "\n".join(f"    {_json(name)}: {_json(value)}," for name, value in pairs),
        _json(url),
    )


def node(url: str, fields: Fields) -> str:
    """Node 18 or newer, as a module."""
    pairs = (("key", KEY), *fields)
    return _NODE % ("\n".join(f"  {name}: {_json(value)}," for name, value in pairs), _json(url))


LANGUAGES: Final = (
    Language("curl", "curl", curl),
    Language("php", "PHP", php),
    Language("python", "Python", python),
    Language("node", "Node", node),
)


def _quoted(text: str) -> str:
    plain = '"$`\\!'
    return shlex.quote(text) if set(text) & set(plain) else f'"{text}"'


def _php(text: str) -> str:
    if "\n" in text:
        return _json(text).replace("$", "\\$")
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
