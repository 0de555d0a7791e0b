"""Delivery of updates to the bot's webhook: in order, again and again until it answers 2xx."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from json import JSONDecodeError

from aiohttp import (
    BodyPartReader,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    MultipartReader,
)

from sandbox.telegram.updates import QueuedUpdate, UpdateQueue, Webhook
from sandbox.telegram.wire import Request, SentFile

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
MAX_WAIT_S = 3600.0

CarryOut = Callable[[str, Request], Awaitable[None]]


@dataclass(slots=True)
class Postman:
    """Carries updates one by one; `retry_s` is the pause after a failed delivery.

    A method in the webhook's answer is carried out; as in Telegram, its result is told nobody.
    """

    updates: UpdateQueue
    carry_out: CarryOut
    retry_s: float = 1.0
    timeout_s: float = 60.0

    async def run(self) -> None:
        """Deliver until the server stops."""
        async with ClientSession(timeout=ClientTimeout(self.timeout_s)) as session:
            while not self.updates.closed:
                update = await self._next()
                if update and not await self._deliver(session, update):
                    await asyncio.sleep(self.retry_s)

    async def _next(self) -> QueuedUpdate | None:
        def ready() -> bool:
            waits = self.updates.pending or self.updates.again
            return self.updates.closed or bool(self.updates.webhook.url and waits)

        try:
            await self.updates.cloud.bell.until(ready, timeout_s=MAX_WAIT_S)
        except TimeoutError:
            return None
        waiting = [*self.updates.again, *self.updates.pending.values()]
        return waiting[0] if waiting else None

    async def _deliver(self, session: ClientSession, update: QueuedUpdate) -> bool:
        hook = self.updates.webhook
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with session.post(hook.url, json=update.as_json(), headers=headers) as answer:
                problem = None if answer.ok else f"{answer.status} {answer.reason}"
                reply = await _reply(answer) if answer.ok else Request()
        except (ClientError, TimeoutError) as error:
            problem, reply = type(error).__name__, Request()
        self._note(hook, problem)
        if problem is None:
            self.updates.confirm(update)
        if method := str(reply.params.pop("method", "")):
            await self.carry_out(method, reply)
        return problem is None

    def _note(self, hook: Webhook, problem: str | None) -> None:
        if problem is None and hook.last_error is None:
            return
        hook.last_error = problem and f"Wrong response from the webhook: {problem}"
        hook.last_error_at = self.updates.cloud.now() if problem else None
        self.updates.cloud.changed("connected")


async def _reply(answer: ClientResponse) -> Request:
    """Read the call that a webhook may put into its answer, as JSON or as a form."""
    found = Request()
    if answer.content_type == "application/json":
        try:
            body = await answer.json()
        except JSONDecodeError:
            return found
        found.params = body if isinstance(body, dict) else {}
    elif answer.content_type == "multipart/form-data":
        async for part in MultipartReader.from_response(answer):
            if isinstance(part, BodyPartReader) and part.name:
                await _take_part(part, part.name, found)
    return found


async def _take_part(part: BodyPartReader, name: str, found: Request) -> None:
    if part.filename:
        found.files[name] = SentFile(part.filename, bytes(await part.read()))
    else:
        found.params[name] = await part.text()
