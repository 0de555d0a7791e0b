"""How a panel lays its JSON out: compact or indented, and with commas too many."""

import json
from dataclasses import dataclass
from typing import Any

Json = Any  # whatever json.dumps takes


@dataclass(frozen=True, slots=True)
class Layout:
    """`margin` spaces stand before every line but the first; None for `indent` is compact.

    The objects in answers to the `sloppy` actions end in a comma, which is no valid JSON.
    """

    indent: int | None = None
    margin: int = 0
    sloppy: frozenset[str] = frozenset()

    def write(self, answer: Json, action: str = "") -> bytes:
        text = self._text(answer).replace("\n", "\n" + " " * self.margin)
        if action in self.sloppy:
            text = text.replace("\n}", ",\n}")
        return text.encode()

    def _text(self, answer: Json) -> str:
        if self.indent is None:
            return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
        return json.dumps(answer, ensure_ascii=False, indent=self.indent)
