"""The refusals of the Bot API: status codes and Telegram's own description texts."""

from http import HTTPStatus

CONFLICT_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
CONFLICT_POLLING = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Refusal(Exception):  # noqa: N818 - a refusal is an answer of the API, not a fault of ours
    """One refused call: the HTTP status and the description the bot reads."""

    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = int(status)
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, object]:
        """Return the JSON object that Telegram sends for this refusal."""
        answer: dict[str, object] = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


def bad_request(description: str) -> Refusal:
    """Return a 400 with Telegram's prefix."""
    return Refusal(HTTPStatus.BAD_REQUEST, f"Bad Request: {description}")


def forbidden(description: str) -> Refusal:
    """Return a 403 with Telegram's prefix."""
    return Refusal(HTTPStatus.FORBIDDEN, f"Forbidden: {description}")


def conflict(description: str) -> Refusal:
    """Return a 409; the texts are constants of this module."""
    return Refusal(HTTPStatus.CONFLICT, description)


def too_many_requests(retry_after: int) -> Refusal:
    """Return a 429 that tells the bot how many seconds to wait."""
    description = f"Too Many Requests: retry after {retry_after}"
    return Refusal(HTTPStatus.TOO_MANY_REQUESTS, description, retry_after)


def server_error(status: int) -> Refusal:
    """Return a 5xx as Telegram's balancers word it."""
    return Refusal(status, HTTPStatus(status).phrase)
