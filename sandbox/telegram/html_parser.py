"""Telegram's HTML parse mode: strict, with Telegram's own complaints and UTF-16 offsets."""

from dataclasses import dataclass, field
from html import unescape
from re import Pattern
from re import compile as pattern

from aiogram.types import MessageEntity

from sandbox.telegram.refusals import Refusal, bad_request
from sandbox.telegram.utf16 import utf16_length

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
ESCAPE = pattern(r"&(?:lt|gt|amp|quot|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});?")
TAG_NAME = pattern(r"[^\s>]*")
ATTRIBUTE = pattern(r"[^\s=>]*")
TOKEN = pattern(r"[A-Za-z0-9.\-]*")
SPACE = pattern(r"\s*")
TIME_FORMAT = pattern(r"(?:r|w?[dD]?[tT]?)")
USER_LINK = pattern(r"tg://user\?id=(\d+)")


@dataclass(slots=True)
class OpenTag:
    """A start tag that still waits for its end."""

    name: str
    attributes: dict[str, str]
    offset: int
    text_start: int


@dataclass(slots=True)
class HtmlParser:
    """One pass over one text; `parse` gives the plain text and its entities."""

    source: str
    position: int = 0
    offset: int = 0
    text: str = ""
    stack: list[OpenTag] = field(default_factory=list)
    entities: list[MessageEntity] = field(default_factory=list)

    def parse(self) -> tuple[str, list[MessageEntity]]:
        """Return plain text and entities; raise Telegram's 400 for broken markup."""
        while self.position < len(self.source):
            if self.source[self.position] == "<":
                self._tag()
            else:
                self._characters()
        if self.stack:
            name = self.stack[-1].name
            message = f'Can\'t find end tag corresponding to start tag "{name}"'
            raise bad_request(f"can't parse entities: {message}")
        for entity in self.entities:
            if entity.type == "code":
                entity.language = None
        self.entities.sort(key=lambda entity: (entity.offset, -entity.length))
        return self.text, self.entities

    def _characters(self) -> None:
        escape = ESCAPE.match(self.source, self.position)
        if escape:
            piece = unescape(escape[0].rstrip(";") + ";")
            self.position = escape.end()
        else:
            end = self.position + 1
            while end < len(self.source) and self.source[end] not in "<&":
                end += 1
            piece = self.source[self.position : end]
            self.position = end
        self.text += piece
        self.offset += utf16_length(piece)

    def _tag(self) -> None:
        begin = self.position
        self.position += 1
        if self.source.startswith("/", self.position):
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        name = self._take(TAG_NAME).lower()
        if self._at_end():
            raise self._complaint("Unclosed start tag", begin)
        if name not in KINDS:
            raise self._complaint(f'Unsupported start tag "{name}"', begin)
        attributes: dict[str, str] = {}
        while not self._closing():
            key, value = self._attribute(name, begin)
            attributes[key] = value
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._complaint('Tag "span" must have class "tg-spoiler"', begin)
        self.stack.append(OpenTag(name, attributes, self.offset, len(self.text)))

    def _closing(self) -> bool:
        self._take(SPACE)
        if not self.source.startswith(">", self.position):
            return False
        self.position += 1
        return True

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._take(ATTRIBUTE)
        if self._at_end():
            raise self._complaint(f'Unclosed start tag "{tag}"', begin)
        if not name:
            raise self._complaint(f'Empty attribute name in the tag "{tag}"', begin)
        self._take(SPACE)
        if not self.source.startswith("=", self.position):
            return name, ""
        self.position += 1
        self._take(SPACE)
        value = self._value()
        if self._at_end():
            raise self._complaint(f'Unclosed start tag "{tag}"', begin)
        return name, value

    def _value(self) -> str:
        begin = self.position
        if self.source[begin : begin + 1] not in {'"', "'"}:
            token = self._take(TOKEN)
            if not self._at_end() and self.source[self.position] not in " \t\r\n>":
                raise self._complaint("Unexpected end of name token", begin)
            return token.lower()
        end = self.source.find(self.source[begin], begin + 1)
        if end < 0:
            self.position = len(self.source)
            return ""
        self.position = end + 1
        return ESCAPE.sub(lambda found: unescape(found[0]), self.source[begin + 1 : end])

    def _end_tag(self, begin: int) -> None:
        if not self.stack:
            raise self._complaint("Unexpected end tag", begin)
        self.position += 1
        found = self._take(TAG_NAME).lower()
        if not self._closing():
            raise self._complaint("Unclosed end tag", begin)
        name = self.stack[-1].name
        if found and found != name:
            raise self._complaint(
                "Unmatched end tag", begin, f', expected "</{name}>", found "</{found}>"'
            )
        self._close(self.stack.pop(), begin)

    def _close(self, tag: OpenTag, begin: int) -> None:
        if self.offset == tag.offset:
            return
        kind = KINDS[tag.name]
        extra = self._extra(tag, begin)
        if kind == "blockquote" and "expandable" in tag.attributes:
            kind = "expandable_blockquote"
        if kind == "text_link" and not extra:
            return
        if "user" in extra:
            kind = "text_mention"
        length = self.offset - tag.offset
        if self._joins_code(tag, length):
            return
        entity = {"type": kind, "offset": tag.offset, "length": length, **extra}
        self.entities.append(MessageEntity.model_validate(entity))

    def _joins_code(self, tag: OpenTag, length: int) -> bool:
        """Merge `<pre><code class="language-x">` into one pre entity with a language."""
        last = self.entities[-1] if self.entities else None
        if tag.name != "pre" or last is None or last.type != "code":
            return False
        if (last.offset, last.length) != (tag.offset, length):
            return False
        last.type = "pre"
        return True

    def _extra(self, tag: OpenTag, begin: int) -> dict[str, object]:
        if tag.name == "a":
            return self._link(tag)
        if tag.name == "code":
            language = tag.attributes.get("class", "")
            is_language = language.startswith("language-")
            return {"language": language.removeprefix("language-")} if is_language else {}
        if tag.name == "tg-emoji":
            emoji = tag.attributes.get("emoji-id", "")
            if not emoji.isdecimal():
                raise self._complaint("Invalid custom emoji identifier specified", begin)
            return {"custom_emoji_id": emoji}
        if tag.name == "tg-time":
            return self._moment(tag, begin)
        return {}

    def _link(self, tag: OpenTag) -> dict[str, object]:
        url = tag.attributes.get("href", "") or self.text[tag.text_start :]
        person = USER_LINK.fullmatch(url)
        if person:
            return {"user": {"id": int(person[1]), "is_bot": False, "first_name": ""}}
        if "://" not in url and not url.startswith(("mailto:", "tel:")):
            url = f"http://{url}/" if "." in url and " " not in url else ""
        return {"url": url} if url else {}

    def _moment(self, tag: OpenTag, begin: int) -> dict[str, object]:
        unix = tag.attributes.get("unix", "")
        shape = tag.attributes.get("format", "")
        if not unix.isdecimal():
            raise self._complaint("Invalid Unix time specified", begin)
        if not TIME_FORMAT.fullmatch(shape):
            raise self._complaint("Invalid date-time format specified", begin)
        return {"unix_time": int(unix), **({"date_time_format": shape} if shape else {})}

    def _take(self, expression: Pattern[str]) -> str:
        found = expression.match(self.source, self.position)
        taken = found[0] if found else ""
        self.position += len(taken)
        return taken

    def _at_end(self) -> bool:
        return self.position >= len(self.source)

    def _complaint(self, what: str, begin: int, tail: str = "") -> Refusal:
        at = len(self.source[:begin].encode())
        return bad_request(f"can't parse entities: {what} at byte offset {at}{tail}")
