"""Delivery of updates to the bot's webhook: in order, again and again until it answers 2xx."""

import asyncio
from dataclasses import dataclass

from aiohttp import ClientError, ClientSession, ClientTimeout

from sandbox.telegram.updates import QueuedUpdate, UpdateQueue, Webhook

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
MAX_WAIT_S = 3600.0


@dataclass(slots=True)
class Postman:
    """Carries updates one by one; `retry_s` is the pause after a failed delivery.

    A method in the webhook's answer is not carried out: the bot has to call it.
    """

    updates: UpdateQueue
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
                await answer.read()
                problem = None if answer.ok else f"{answer.status} {answer.reason}"
        except (ClientError, TimeoutError) as error:
            problem = type(error).__name__
        self._note(hook, problem)
        if problem is None:
            self.updates.confirm(update)
        return problem is None

    def _note(self, hook: Webhook, problem: str | None) -> None:
        if problem is None and hook.last_error is None:
            return
        hook.last_error = problem and f"Wrong response from the webhook: {problem}"
        hook.last_error_at = self.updates.cloud.now() if problem else None
        self.updates.cloud.changed("connected")
