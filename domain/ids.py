"""Typed identifiers: they keep an order's number from being passed where a service's belongs."""

from typing import NewType

UserId = NewType("UserId", int)
"""A person's numeric Telegram id; a private chat with the bot has the same number."""
ServiceId = NewType("ServiceId", int)
"""The shop's own number of a service, as customers and resellers see it."""
OrderId = NewType("OrderId", int)
"""The shop's own number of an order, below 2^31."""
QuoteId = NewType("QuoteId", str)
"""An unguessable token of at most 16 URL-safe characters, carried by a pay button."""
AttemptId = NewType("AttemptId", int)
"""One try to place an order at a provider."""
TransferId = NewType("TransferId", int)
"""One row of the ledger."""
AskId = NewType("AskId", int)
"""One request to refill or to cancel an order."""
ReviewId = NewType("ReviewId", int)
"""One case in the operators' inbox."""
TicketId = NewType("TicketId", int)
"""One ticket: what a customer asked the people of the shop."""
ProviderName = NewType("ProviderName", str)
"""A provider's name from the settings, lower case: `main` for the first."""
UpstreamId = NewType("UpstreamId", str)
"""What a provider calls an order or a service: opaque text, unique per provider."""
