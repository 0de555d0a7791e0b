"""What the answers of the served API mean: status words, errors, limits."""

from __future__ import annotations

from typing import Final

STATUSES: Final = (
    ("Pending", "Taken and paid; it has not started yet."),
    ("Processing", "On its way to start."),
    ("In progress", "Running: `remains` goes down."),
    ("Completed", "Everything was delivered."),
    ("Partial", "Ended early. The price of `remains` is back in your wallet."),
    ("Canceled", "Nothing more comes. Whatever was not delivered is back in your wallet."),
)
REFILL_STATUSES: Final = (
    ("Pending", "Asked for."),
    ("In progress", "Being delivered."),
    ("Completed", "Delivered."),
    ("Rejected", "Refused: mostly because the count is not below what was ordered."),
    ("Error", "Could not be asked for; try again later."),
)

REPEATED: Final = "You have active order with this link. Please wait until order being completed."
"""What the guard against accidental repeats answers."""

ERRORS: Final = (
    ("Invalid API key", 401, "The key is wrong, switched off or replaced: see Profile → API."),
    ("Incorrect request", 400, "`action` is missing or unknown, or the body cannot be read."),
    ("Incorrect service ID", 404, "Not on sale (any more): read the services again."),
    ("Incorrect link", 400, "The link is not of the sort that the service wants."),
    ("Quantity less than minimal 100", 400, "Keep to `min`; the number is the service's."),
    ("Quantity more than maximum 50000", 400, "Keep to `max`; the number is the service's."),
    (REPEATED, 400, "Wait until that order ends; see [Safe repeats](#repeats)."),
    ("Not enough funds on balance", 402, "Add money in the chat, then send it again."),
    ("Incorrect order ID", 404, "No such order of yours."),
    ("Refill is disabled for this service", 400, "Only services with `refill` have it."),
    ("The order is not completed", 400, "Refills are for completed orders."),
    ("Refill not found", 404, "No such refill of yours."),
    ("This order cannot be canceled", 400, "Too late, or a service without `cancel`."),
    ("Cancel already requested", 400, "Nothing to do: wait for the status."),
    ("Maximum 100 orders", 400, "Send the numbers in several requests."),
    ("Too many requests", 429, "Wait as many seconds as `Retry-After` says."),
)
"""The error, its HTTP status in the smmpremium style, and what to do."""
