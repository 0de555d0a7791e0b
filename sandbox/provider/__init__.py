"""A local provider that speaks API v2, works orders off and fails on demand."""

from sandbox.provider.catalogue import catalogue
from sandbox.provider.faults import KINDS
from sandbox.provider.model import Order, Refill, RequestLog, Service
from sandbox.provider.modes import MODES
from sandbox.provider.provider import LocalProvider

__all__ = [
    "KINDS",
    "MODES",
    "LocalProvider",
    "Order",
    "Refill",
    "RequestLog",
    "Service",
    "catalogue",
]
