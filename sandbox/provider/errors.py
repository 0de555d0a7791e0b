"""The texts with which panels refuse a request, word for word as they are seen in the wild."""

BAD_KEY = "Invalid API key"
SUSPENDED = "Your account has been suspended."
BAD_REQUEST = "Incorrect request"
BAD_METHOD = "Method Not Allowed"
TOO_MANY_IDS = "Maximum 100 orders"
TOO_MANY_REQUESTS = "Too many requests"
NO_FUNDS = "Not enough funds on balance"
NO_SERVICE = "Incorrect service ID"
BAD_LINK = "Incorrect link"
ACTIVE_LINK = "You have active order with this link. Please wait until order being completed."
BAD_QUANTITY = "Incorrect quantity"
BELOW_MINIMUM = "Quantity less than minimal {limit}"
ABOVE_MAXIMUM = "Quantity more than maximum {limit}"
NO_DRIPFEED = "This services does not support Dripfeed feature!"
HALF_A_DRIPFEED = "interval/runs is required"
MISSING_FIELDS = "There are missing required parameters. Please check your API Manual"
BAD_COMMENTS = "neworder.error.comment"
NO_ORDER = "Incorrect order ID"
NO_REFILL = "Refill not found"
REFILL_DISABLED = "Refill is disabled for this service"
REFILL_TOO_EARLY = "The order is not completed"
REFILL_TOO_SOON = "The order was completed or refill was requested less than 24 hours ago"
REFILL_OPEN = "The refill task is not completed for this order"
REFILL_TOO_LATE = "Refill days are over"
CANCEL_TWICE = "Cancel already requested"
CANCEL_REFUSED = "This order cannot be canceled"


class RefusalError(Exception):
    """A definite refusal; `text` is what most panels answer under `error`."""

    def __init__(self, text: str, *, retry_after_s: int | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.retry_after_s = retry_after_s
