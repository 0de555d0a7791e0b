"""Sending: texts, documents, photos, chat actions."""

from aiogram.methods import SendChatAction, SendDocument, SendMessage, SendPhoto
from aiogram.types import LinkPreviewOptions

from sandbox.telegram.desk import Desk, Handlers
from sandbox.telegram.entities import formatted
from sandbox.telegram.images import image_size
from sandbox.telegram.limits import check_caption, check_text
from sandbox.telegram.records import Json, Upload
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.wire import given

MAX_PHOTO_BYTES = 10 * 1024 * 1024
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(desk: Desk, call: SendMessage) -> Json:
    """Post a text."""
    message = desk.outgoing(call)
    text, message.entities = formatted(call.text, given(call.parse_mode), call.entities)
    message.text = check_text(text)
    message.link_preview = preview(call.link_preview_options)
    return desk.send(message)


def preview(options: object) -> Json | None:
    """Return link preview options as the Bot API writes them, without aiogram's defaults."""
    if not isinstance(options, LinkPreviewOptions):
        return None
    values = {name: given(value) for name, value in options}
    return {name: value for name, value in values.items() if value is not None} or None


def send_document(desk: Desk, call: SendDocument) -> Json:
    """Post a file."""
    return _send_file(desk, call, _upload(desk, str(call.document), photo=False))


def send_photo(desk: Desk, call: SendPhoto) -> Json:
    """Post a picture."""
    return _send_file(desk, call, _upload(desk, str(call.photo), photo=True))


def _send_file(desk: Desk, call: SendDocument | SendPhoto, upload: Upload) -> Json:
    message = desk.outgoing(call)
    mode = given(call.parse_mode)
    text, message.entities = formatted(call.caption or "", mode, call.caption_entities)
    message.text = check_caption(text)
    message.upload = upload
    return desk.send(message)


def _upload(desk: Desk, reference: str, *, photo: bool) -> Upload:
    if not reference.startswith("attach://"):
        known = desk.cloud.uploads.get(reference)
        if known is None or bool(known.size) != photo:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return known
    sent = desk.files.get(reference.removeprefix("attach://"))
    if sent is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if not sent.content:
        raise bad_request("file must be non-empty")
    if not photo:
        return desk.cloud.keep(sent.name, sent.content)
    if len(sent.content) > MAX_PHOTO_BYTES:
        raise bad_request("too big for a photo")
    size = image_size(sent.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return desk.cloud.keep(sent.name, sent.content, size)


def send_chat_action(desk: Desk, call: SendChatAction) -> bool:
    """Show "typing…" and the like for a few seconds."""
    chat = desk.chat(call.chat_id)
    if call.action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    desk.cloud.actions[chat.id].append(call.action)
    desk.cloud.changed("action", chat_id=chat.id, action=call.action)
    return True


HANDLERS: Handlers = {
    SendMessage: send_message,
    SendDocument: send_document,
    SendPhoto: send_photo,
    SendChatAction: send_chat_action,
}
