"""Finishing a text as Telegram does: parse mode, trimming, and the entities it finds itself."""

from re import IGNORECASE
from re import compile as pattern

from aiogram.types import MessageEntity

from sandbox.telegram.html_parser import HtmlParser
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.utf16 import utf16_length

Formatted = tuple[str, list[MessageEntity]]

FOUND_KINDS = (
    ("email", pattern(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "url",
        pattern(
            r"(?:https?|tg)://[^\s<>]+|(?<![\w@.-])(?:[a-z0-9-]+\.)+"
            r"(?:com|org|net|io|me|app|dev|ru|example|tr|uz|id|es|ua)(?:/[^\s<>]*)?(?![\w-])",
            IGNORECASE,
        ),
    ),
    ("bot_command", pattern(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>])")),
    ("mention", pattern(r"(?<!\w)@[A-Za-z]\w{3,31}(?!\w)")),
    ("hashtag", pattern(r"(?<!\w)#(?=\w*[^\W\d])\w+")),
    ("cashtag", pattern(r"(?<!\w)\$[A-Z]{1,8}(?!\w)")),
)
OPAQUE = {"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"}
PUNCTUATION = ".,:;!?)]}'\""


def formatted(
    text: str, parse_mode: str | None, entities: list[MessageEntity] | None
) -> Formatted:
    """Return the plain text with all entities; raise Telegram's 400 for broken markup.

    MarkdownV2 is not spoken here and is refused rather than shown wrongly.
    """
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        text, given = HtmlParser(text).parse()
    else:
        given = [entity.model_copy() for entity in entities or []]
    text, given = _trimmed(text, _allowed(given))
    return text, with_found(text, given)


def with_found(text: str, given: list[MessageEntity]) -> list[MessageEntity]:
    """Add the links, commands and mentions that Telegram recognises by itself."""
    entities = list(given)
    for kind, expression in FOUND_KINDS:
        for match in expression.finditer(text):
            found = match[0].rstrip(PUNCTUATION) if kind == "url" else match[0]
            entity = MessageEntity(
                type=kind,
                offset=utf16_length(text[: match.start()]),
                length=utf16_length(found),
            )
            if not any(_collides(entity, other) for other in entities):
                entities.append(entity)
    return sorted(entities, key=lambda entity: (entity.offset, -entity.length))


def _collides(found: MessageEntity, other: MessageEntity) -> bool:
    start, end = found.offset, found.offset + found.length
    left, right = other.offset, other.offset + other.length
    if end <= left or right <= start:
        return False
    decorates = other.type not in OPAQUE and other.type not in dict(FOUND_KINDS)
    return not (decorates and left <= start and end <= right)


def _allowed(entities: list[MessageEntity]) -> list[MessageEntity]:
    """Drop what may not nest: anything inside code, a quotation inside a quotation."""
    kept: list[MessageEntity] = []
    for entity in sorted(entities, key=lambda item: (item.offset, -item.length)):
        outer = [other for other in kept if entity.offset < other.offset + other.length]
        if any(other.type in {"code", "pre"} for other in outer):
            continue
        quoted = any("blockquote" in other.type for other in outer)
        if "blockquote" in entity.type and quoted:
            continue
        kept.append(entity)
    return kept


def _trimmed(text: str, entities: list[MessageEntity]) -> Formatted:
    """Cut white space at both ends and move the entities along."""
    body = text.lstrip()
    cut = utf16_length(text) - utf16_length(body)
    body = body.rstrip()
    end = utf16_length(body)
    moved: list[MessageEntity] = []
    for entity in entities:
        start = max(entity.offset - cut, 0)
        stop = min(entity.offset + entity.length - cut, end)
        if stop > start:
            moved.append(entity.model_copy(update={"offset": start, "length": stop - start}))
    return body, moved
