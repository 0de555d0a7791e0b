"""Files that the bot fetches back."""

from aiogram.methods import GetFile

from sandbox.telegram.desk import Desk, Handlers
from sandbox.telegram.records import Json
from sandbox.telegram.refusals import bad_request

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024


def get_file(desk: Desk, call: GetFile) -> Json:
    """Say where a file can be downloaded."""
    upload = desk.cloud.uploads.get(call.file_id)
    if upload is None:
        raise bad_request("invalid file_id")
    if len(upload.content) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**upload.as_json(), "file_path": upload.path}


HANDLERS: Handlers = {
    GetFile: get_file,
}
