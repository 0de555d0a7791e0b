"""Moves every open order, refill and subscription on as the provider's clock runs."""

from dataclasses import dataclass
from typing import Final

from sandbox.provider.model import (
    ACTIVE,
    CANCELED,
    COMPLETED,
    EXPIRED,
    IN_PROGRESS,
    PARTIAL,
    PENDING,
    REJECTED,
    TERMINAL,
    Order,
    Refill,
)
from sandbox.provider.panel import Panel
from sandbox.provider.progress import ready_seconds, run_seconds, stage_of, work_seconds

REFILL_START_S: Final = 10.0
REFILL_END_S: Final = 40.0
POST_EVERY_S: Final = 30.0  # a subscribed user publishes this often
EXPIRES_AFTER: Final = 2  # posts of a user whose name says so
ENDLESS_POSTS: Final = 5  # what "unlimited" means here
CATCH_UP_S: Final = 0.05  # orders are moved in steps of at least this length


@dataclass(slots=True)
class Workshop:
    """Works orders off; call `catch_up` before anybody looks at them."""

    panel: Panel
    _owed: float = 0.0

    def catch_up(self) -> None:
        """Do the work of the time that passed since the last call."""
        self._owed += self.panel.timeline.elapse()
        if self._owed >= CATCH_UP_S:
            self.work(self._owed)
            self._owed = 0.0

    def skip(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self.catch_up()
        self.panel.timeline.skip(seconds)
        self.work(seconds)

    def work(self, seconds: float) -> None:
        for order in list(self.panel.active.values()):
            if not order.held:
                self._work_on(order, seconds)
        for refill in self.panel.refills.values():
            if not refill.held and refill.status in {PENDING, IN_PROGRESS}:
                self._work_on_refill(refill)

    def start(self, order: Order) -> None:
        """Bring a waiting order to In progress."""
        self._jump(order, max(order.worked, ready_seconds()))

    def push(self, order: Order, share: float) -> None:
        """Get `share` of the whole work done at once."""
        self._jump(order, max(order.worked, ready_seconds()) + work_seconds(order) * share)

    def _jump(self, order: Order, worked: float) -> None:
        order.held = False
        self._work_on(order, worked - order.worked)

    def _work_on(self, order: Order, seconds: float) -> None:
        order.worked += seconds
        if order.cancel_at is not None and self.panel.timeline.now >= order.cancel_at:
            begun = order.delivered or (order.splits and order.children)
            status = PARTIAL if begun else CANCELED
            self.panel.end(order, status, remains=order.remains)
        elif order.status == ACTIVE:
            self._publish(order)
        elif order.splits:
            self._drip(order)
        elif not order.terminal:
            self._show(order)

    def _show(self, order: Order) -> None:
        stage = stage_of(order)
        if stage.status in TERMINAL:
            self.panel.end(order, stage.status, remains=stage.remains)
        else:
            order.status, order.remains = stage.status, stage.remains

    def _publish(self, parent: Order) -> None:
        """Order for posts: the old ones at once, then a new one every while."""
        old = int(parent.fields.get("old_posts") or 0)
        posts = (int(parent.fields.get("posts") or 0) or ENDLESS_POSTS) + old
        due = min(int(parent.worked // POST_EVERY_S) + old, posts)
        low, high = int(parent.fields["min"]), int(parent.fields["max"])
        while len(parent.children) < due:
            if self.panel.post_of(parent, self.panel.pick(low, high)) is None:
                return
        if due == posts:
            self.panel.end(parent, COMPLETED, remains=0)
        elif len(parent.children) >= EXPIRES_AFTER and "expire" in parent.link.lower():
            self.panel.end(parent, EXPIRED, remains=0)

    def _drip(self, parent: Order) -> None:
        """Order the runs whose time has come; the parent ends with the last of them."""
        since = parent.worked - ready_seconds()
        if since < 0 or parent.terminal:
            return
        runs, pitch = parent.runs or 1, run_seconds(parent)
        while len(parent.children) < min(int(since // pitch) + 1, runs):
            late = since - len(parent.children) * pitch
            self._work_on(self.panel.run_of(parent), late)
        parent.status = IN_PROGRESS
        children = [self.panel.orders[number] for number in parent.children]
        if len(children) == runs and all(child.terminal for child in children):
            self.panel.end(parent, COMPLETED, remains=0)

    def _work_on_refill(self, refill: Refill) -> None:
        age = self.panel.timeline.now - refill.created
        link = self.panel.orders[refill.order].link.lower()
        if age >= REFILL_END_S:
            refill.status = REJECTED if "reject" in link else COMPLETED
        elif age >= REFILL_START_S:
            refill.status = IN_PROGRESS
