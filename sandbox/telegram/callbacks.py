"""Callback queries: their ids, their one answer, and the time they may wait for it."""

from dataclasses import dataclass, field

from sandbox.telegram.cloud import Cloud
from sandbox.telegram.records import Json, StoredMessage
from sandbox.telegram.refusals import QUERY_TOO_OLD, bad_request

FIRST_QUERY_ID = 4_000_000_000_000_000_001


@dataclass(slots=True)
class Query:
    """A press of a button, or an inline query, that may be answered once."""

    id: str
    person_id: int
    asked_at: float
    message: StoredMessage | None = None
    data: str = ""
    answered: bool = False


@dataclass(slots=True)
class Queries:
    """All queries; `lifetime_s` is how long an answer is accepted."""

    cloud: Cloud
    lifetime_s: float
    asked: dict[str, Query] = field(default_factory=dict)

    def ask(self, person_id: int, message: StoredMessage | None = None, data: str = "") -> Query:
        """Open a query."""
        key = str(FIRST_QUERY_ID + len(self.asked))
        query = Query(key, person_id, self.cloud.clock().timestamp(), message, data)
        self.asked[key] = query
        return query

    def take(self, key: str) -> Query:
        """Return the query and mark it answered; 400 when unknown, answered or too old."""
        query = self.asked.get(key)
        now = self.cloud.clock().timestamp()
        if query is None or query.answered or now - query.asked_at > self.lifetime_s:
            raise bad_request(QUERY_TOO_OLD)
        query.answered = True
        return query

    def update(self, query: Query) -> Json:
        """Return the `CallbackQuery` object of the Bot API."""
        payload: Json = {
            "id": query.id,
            "from": self.cloud.profiles[query.person_id].user(),
            "chat_instance": "1",
            "data": query.data,
        }
        if query.message:
            payload["chat_instance"] = str(query.message.chat_id)
            payload["message"] = self._message(query.message)
        return payload

    def _message(self, message: StoredMessage) -> Json:
        if message.deleted:
            chat = self.cloud.chat_json(self.cloud.chats[message.chat_id])
            return {"chat": chat, "message_id": message.id, "date": 0}
        return self.cloud.message_json(message)
