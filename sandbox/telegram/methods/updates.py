"""Receiving updates: long polling, webhooks, logging out."""

from urllib.parse import urlsplit

from aiogram.methods import (
    Close,
    DeleteWebhook,
    GetUpdates,
    GetWebhookInfo,
    LogOut,
    SetWebhook,
)

from sandbox.telegram.desk import Desk, Handlers
from sandbox.telegram.records import Json
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.updates import Webhook

MAX_TIMEOUT_S = 50
MAX_UPDATES = 100
MAX_SECRET = 256
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


async def get_updates(desk: Desk, call: GetUpdates) -> list[Json]:
    """Hand out updates; the offset confirms those below it."""
    if call.allowed_updates is not None:
        desk.updates.allowed = call.allowed_updates or None
    limit = call.limit if call.limit and 1 <= call.limit <= MAX_UPDATES else MAX_UPDATES
    timeout_s = min(max(call.timeout or 0, 0), MAX_TIMEOUT_S)
    return await desk.updates.poll(offset=call.offset or 0, limit=limit, timeout_s=timeout_s)


def set_webhook(desk: Desk, call: SetWebhook) -> bool:
    """Deliver updates to an address from now on; plain http is taken for loopback only."""
    parts = urlsplit(call.url)
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if call.url and not (secure and parts.hostname):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if call.secret_token is not None and not _is_secret(call.secret_token):
        raise bad_request("secret token contains unallowed characters")
    if call.allowed_updates is not None:
        desk.updates.allowed = call.allowed_updates or None
    if call.drop_pending_updates:
        desk.updates.drop_pending()
    desk.updates.webhook = Webhook(call.url, call.secret_token)
    desk.cloud.changed("connected")
    return True


def _is_secret(token: str) -> bool:
    letters = token.replace("_", "a").replace("-", "a")
    return 1 <= len(token) <= MAX_SECRET and letters.isascii() and letters.isalnum()


def delete_webhook(desk: Desk, call: DeleteWebhook) -> bool:
    """Go back to long polling."""
    if call.drop_pending_updates:
        desk.updates.drop_pending()
    desk.updates.webhook = Webhook()
    desk.cloud.changed("connected")
    return True


def get_webhook_info(desk: Desk, call: GetWebhookInfo) -> Json:
    """Report how deliveries fare."""
    del call
    hook = desk.updates.webhook
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(desk.updates.pending),
    }
    if hook.last_error:
        info |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error}
    if desk.updates.allowed:
        info["allowed_updates"] = desk.updates.allowed
    return info


def say_goodbye(desk: Desk, call: LogOut | Close) -> bool:
    """Accept that the bot moves to another server."""
    del desk, call
    return True


HANDLERS: Handlers = {
    GetUpdates: get_updates,
    SetWebhook: set_webhook,
    DeleteWebhook: delete_webhook,
    GetWebhookInfo: get_webhook_info,
    LogOut: say_goodbye,
    Close: say_goodbye,
}
