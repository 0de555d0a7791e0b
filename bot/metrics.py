"""Counters that `/metrics` shows."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge

REGISTRY: Final = CollectorRegistry()
UPDATES: Final = Counter("shop_updates", "Updates from Telegram", ["type"], registry=REGISTRY)
PASSES: Final = Counter(
    "shop_worker_passes", "Passes of background work", ["worker"], registry=REGISTRY
)
FAILURES: Final = Counter(
    "shop_worker_failures", "Passes that failed", ["worker"], registry=REGISTRY
)
DONE: Final = Counter(
    "shop_worker_items", "Items that workers handled", ["worker"], registry=REGISTRY
)
AUDIT_BROKEN: Final = Gauge(
    "shop_audit_broken", "Invariants of the ledger that do not hold", registry=REGISTRY
)
